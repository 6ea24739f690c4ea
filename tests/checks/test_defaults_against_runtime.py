"""Whether a default fits a field is for ``lsst.pex.config`` to say, and so is what every config has."""

from __future__ import annotations

import importlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import compile_text

from conngen.conditions.fields import CONFIG_ATTRIBUTES, SUBTASK_ATTRIBUTES
from conngen.diagnostics import Level

pex_config = importlib.import_module("lsst.pex.config")

BASIC = {"bool": bool, "int": int, "float": float, "str": str}
VALUES = st.one_of(
    st.booleans(),
    st.integers(-3, 12),
    st.floats(-3, 12).map(lambda value: round(value, 1)).filter(lambda value: str(value)[0] != "-"),
    st.sampled_from(["", "a", "ab", "1"]),
)
NESTED = st.one_of(
    VALUES, st.lists(VALUES, max_size=3), st.dictionaries(st.sampled_from(["a", "b", 1]), VALUES, max_size=2)
)


def _refused(field: Any) -> bool:
    """Whether a config with a field can't be made."""
    try:
        type("Example", (pex_config.Config,), {"example": field})()
    except (ValueError, TypeError, IndexError):  # pex_config's own errors are of these classes
        return True
    return False


def _compiled(type: str, value: object, flags: str = "") -> bool:
    """Whether conngen says that the default is an error."""
    text = f'config Example {{\n    example: {type} = {value!r}{flags}\n        "What is looked at."\n}}\n'
    found = [one for one in compile_text(text).diagnostics if one.level is Level.ERROR]
    assert {one.code.name for one in found} <= {"wrong-default"}
    return bool(found)


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(BASIC)), NESTED)
def test_scalars(type: str, value: object) -> None:
    assert _compiled(type, value) == _refused(pex_config.Field("d", BASIC[type], default=value))


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(BASIC)), NESTED)
def test_lists(type: str, value: object) -> None:
    if isinstance(value, dict):
        return  # its keys become a list, which nobody means: an error of our own
    assert _compiled(f"list[{type}]", value) == _refused(
        pex_config.ListField("d", BASIC[type], default=value)
    )


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(sorted(BASIC)), NESTED)
def test_dictionaries(type: str, value: object) -> None:
    field = pex_config.DictField("d", str, BASIC[type], default=value)
    assert _compiled(f"dict[str, {type}]", value) == _refused(field)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["int", "float"]), VALUES, st.booleans(), st.booleans())
def test_ranges(type: str, value: object, low: bool, high: bool) -> None:
    flags = f", min=1, max=9, inclusiveMin={low}, inclusiveMax={high}"
    field = pex_config.RangeField(
        "d", BASIC[type], default=value, min=1, max=9, inclusiveMin=low, inclusiveMax=high
    )
    assert _compiled(type, value, flags) == _refused(field)


@pytest.mark.parametrize("value", ["a", "b", "c", 1, True])
def test_choices(value: object) -> None:
    field = pex_config.ChoiceField("d", str, allowed={"a": "A", "b": "B"}, default=value, optional=False)
    assert _compiled("str", value, ', allowed={"a": "A", "b": "B"}') == _refused(field)


def test_what_every_config_has() -> None:
    from lsst.pipe.base import PipelineTaskConfig

    names = {name for name in dir(PipelineTaskConfig()) if not name.startswith("_")}
    assert names | {"connections"} <= CONFIG_ATTRIBUTES


def test_what_every_subtask_field_has() -> None:
    from lsst.pex.config.configurableField import ConfigurableInstance

    assert {name for name in dir(ConfigurableInstance) if not name.startswith("_")} <= SUBTASK_ATTRIBUTES
