"""What is said of an `__init__` is what it does: on the real runtime, for all values of the config fields."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from init_programs import OPAQUE, Said, described, executed, load, module_text, programs
from init_programs import settings as values_of

from conngen.importing.execution import Executed

pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning")

_FAULTS = (KeyError, AttributeError)


def outcome(cls: Any, config: Any) -> object:
    """Return what comes of making connections: all of them, or what is wrong."""
    try:
        return described(cls(config=config))
    except ValueError as err:
        return str(err)
    except (KeyError, AttributeError, TypeError) as err:
        return err


def compare(body: list[str], base: list[str] | None = None) -> tuple[Executed, int]:
    """Compare what a class does with what is said of it, and return that, and for how many configs it fails."""
    text = module_text(body, base)
    space, plain = load(text), load(module_text(None, base))
    said = executed(text)
    if said.leftover and base is not None:
        return said, 0  # what is left may put back what a base took away, which nothing else can
    other = Said(plain, said, plain["Example"]).cls
    failures = 0
    for values in values_of(text):
        configs = [space["ExampleConfig"](), plain["ExampleConfig"]()]
        for config in configs:
            config.update(**values)
        first = outcome(space["Example"], configs[0])
        if isinstance(first, _FAULTS):
            failures += 1
            continue
        if isinstance(first, TypeError):
            continue
        assert outcome(other, configs[1]) == first, (values, text)
    return said, failures


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(programs())
def test_what_is_said_is_what_is_done(body: list[str]) -> None:
    said, failures = compare(body)
    event(f"left: {said.why}")
    if "dimensions" not in "".join(body):
        assert not said.leftover, said.why
    if failures and not said.leftover:
        assert any("fails there" in note.text for note in said.notes)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(programs(opaque=True))
def test_what_is_left_does_the_rest(body: list[str]) -> None:
    said, _ = compare(body)
    event(f"left: {len(said.leftover)} of {len(body)}")
    if any(one in body for one in OPAQUE):
        assert said.leftover


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(programs(), programs())
def test_what_the_bases_do_is_taken_into_account(base: list[str], body: list[str]) -> None:
    compare(body, base)
