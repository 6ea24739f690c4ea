"""What is said of an `__init__` is what it does: on the real runtime, for all values of the config fields."""

from __future__ import annotations

import ast
from typing import Any

import pytest
from hypothesis import HealthCheck, event, example, given, settings
from init_effects import Said, described, executed, load, module_text, said, shown
from init_effects import settings as values_of
from init_programs import OPAQUE, programs

from conngen.importing.execution import Executed, Known, execute, written
from conngen.importing.python_file import read_python

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
    unread = any(note.text.startswith("what a base does") for note in said.notes)
    if base is not None and (said.leftover or unread):
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
@example(
    [
        "super().__init__(config=config)",
        "self.out1 = dataclasses.replace(self.out1, multiple=any((config.a, config.maybe)))",
        "self.in1 = dataclasses.replace(self.in1, multiple=bool(config.maybe))",
        "if config.n:",
        "    del self.in2",
        "self.out2 = dataclasses.replace(self.out2, multiple=not ('in2' in self.inputs))",
        "self.in1 = dataclasses.replace(self.in1, deferLoad=not not config.n)",
    ]
)
def test_what_is_said_is_what_is_done(body: list[str]) -> None:
    said, failures = compare(body)
    event(f"left: {said.why}")
    if "dimensions" not in "".join(body):
        assert not said.leftover or said.why == "it raises, whatever the config says", said.why
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


def test_what_is_passed_over_is_noted() -> None:
    found = said(
        "config.validate()", "warnings.warn('old')", "self.outputs.discard('in2')", "log.info('%s', config.a)"
    )
    assert [(note.text, note.lost) for note in found.notes] == [
        ("`config.validate()` is not taken over: a config is validated when it is used", True),
        ("`warnings.warn('old')` is left out", True),
        ("`in2` is not in `self.outputs`: taking it out does nothing", False),
        ("`log.info('%s', config.a)` is left out", True),
    ]
    assert not found.leftover


@pytest.mark.parametrize(
    ("lines", "left", "taken", "why"),
    [
        (["mystery(self.in1)", "del self.in2"], [0], ["in2"], "`mystery`, which is not known"),
        (["mystery(self)", "del self.in2"], [0, 1], [], "`mystery`, which is not known"),
        (["del self.in2", "mystery(self.in1)"], [1], ["in2"], "`mystery`, which is not known"),
        (
            ["x = config.a", "mystery(self.in1, x)", "del self.in2"],
            [0, 1],
            ["in2"],
            "`mystery`, which is not known",
        ),
        (["if config.a:\n    return", "mystery(self.in1)"], [0, 1], [], "`mystery`, which is not known"),
        (["self.inputs.remove('in1')", "mystery(self.in1)"], [0, 1], [], "`mystery`, which is not known"),
        (
            ["y = mystery()", "if y:\n    del self.in2", "del self.in1"],
            [0, 1],
            ["in1"],
            "`mystery`, which is not known",
        ),
        (
            ["self.in1 = cT.PrerequisiteInput(name='x', storageClass='A')"],
            [0],
            [],
            "`in1` becomes a connection of another kind",
        ),
        (
            ["self.later = dataclasses.replace(self.later, doc='New.')"],
            [0],
            [],
            "the `doc` of `later` is changed",
        ),
        (["while config.a:\n    pass"], [0], [], "`while`"),
        (
            ["self.flag = config.a", "del self.in2"],
            [0],
            ["in2"],
            "`self.flag` is set, which is no connection",
        ),
    ],
)
def test_what_is_left(lines: list[str], left: list[int], taken: list[str], why: str) -> None:
    found = said(*lines)
    assert [ast.unparse(one) for one in found.leftover] == [lines[i] for i in left]
    assert sorted(found.presence) == taken
    assert found.why == why


def test_statements_that_are_left_are_those_of_the_module() -> None:
    text = module_text(["super().__init__(config=config)", "mystery(self)  # why"])
    found = executed(text)
    assert [text.splitlines()[one.lineno - 1].strip() for one in found.leftover] == ["mystery(self)  # why"]
    assert found.line == found.leftover[0].lineno
    assert found.comments == {}


def test_comments_go_with_what_they_are_about() -> None:
    found = said(
        "# Not always.",
        "if not config.a:",
        "    # Too large.",
        "    del self.in2  # really",
        "# What is needed.",
        "needed = config.b",
        "if not needed:",
        "    self.inputs.remove('in1')",
        "# The quantum.",
        "self.dimensions.add('band')",
    )
    assert found.comments == {
        "in2": ["# Not always.", "# Too large.", "# really"],
        "in1": ["# What is needed."],
        "": ["# The quantum."],
    }


def test_what_bases_do_with_connections_of_the_class() -> None:
    base = [
        "super().__init__(config=config)",
        "if not config.a:",
        "    self.outputs.remove('later')",
        "    del self.out1",
    ]
    found = said("super().__init__(config=config)", "if not config.b:", "    del self.out1", base=base)
    assert {name: written(test) for name, test in found.presence.items()} == {"out1": "b", "later": "a"}
    assert [note.text.partition(":")[0] for note in found.notes] == [
        "`out1` is removed twice when not b and not a"
    ]
    assert said("if not config.b:", "    del self.out1", base=base).presence.keys() == {"out1"}


def test_a_base_that_is_not_known() -> None:
    text = "import dataclasses\nfrom .other import OtherConnections\n\n\nclass Example(OtherConnections):\n"
    text += "    def __init__(self, *, config=None):\n"
    body = ["super().__init__(config=config)", "if config.a:", "    self.inputs.remove('image')"]
    body += ["else:", "    self.image = dataclasses.replace(self.image, multiple=True)", "del self.mask"]
    text += "\n".join(f"        {line}" for line in body)
    file = read_python(text, "example.py", "example")
    (method,) = file.classes["Example"].body
    assert isinstance(method, ast.FunctionDef)
    found = execute(method, file, Known({}, complete=False))
    assert not found.leftover, found.why
    assert {name: written(test) for name, test in found.presence.items()} == {
        "image": "not a",
        "mask": "False",
    }
    assert shown(found.changes["image", "multiple"]) == "True if not a else …"
