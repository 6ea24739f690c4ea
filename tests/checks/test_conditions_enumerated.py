"""What is said of conditions, against all configs there are."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from support import compile_text

from conngen.checks import Subject
from conngen.conditions.sites import conditions
from conngen.conditions.truth import Part, truths
from conngen.model import ConfigField, Unknown, evaluate

DOMAINS: dict[str, list[Any]] = {
    "doA": [False, True],
    "doB": [None, False, True],
    "mode": ["a", "b", "c"],
    "order": list(range(1, 7)),
    "limit": [None, *(n / 2 for n in range(-6, 20))],
    "name": ["", "a", "b", "x"],
}
CONFIG = """
        doA: bool = False
            "A"
        doB: bool | None = None
            "B"
        mode: str = "a", allowed={"a": "A", "b": "B", "c": "C"}
            "Mode"
        order: int = 1, min=1, max=7
            "Order"
        limit: float | None = None
            "Limit"
        name: str = ""
            "Name"
"""


def _atoms() -> st.SearchStrategy[str]:
    number = st.integers(-1, 8).map(str)
    sign = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
    return st.one_of(
        st.sampled_from(["doA", "doB", "doB is None", "doB is not True", "limit is None", "name", "order"]),
        st.builds('mode {} "{}"'.format, st.sampled_from(["==", "!="]), st.sampled_from("abc")),
        st.builds(
            'mode {} ["{}", "{}"]'.format, st.sampled_from(["in", "not in"]), *[st.sampled_from("abc")] * 2
        ),
        st.builds('name {} "{}"'.format, st.sampled_from(["==", "!="]), st.sampled_from("ab")),
        st.builds("order {} {}".format, sign, number),
        st.builds("{} < order <= {}".format, number, number),
        st.builds("limit {} {}".format, st.sampled_from(["==", "!="]), number),
        st.builds("limit is not None and limit {} {}".format, sign, number),
    )


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.builds("({} and {})".format, inner, inner),
        st.builds("({} or {})".format, inner, inner),
        st.builds("not ({})".format, inner),
        st.builds("({} if {} else {})".format, inner, inner, inner),
    )


CONDITIONS = st.recursive(_atoms(), _larger, max_leaves=4)


def _part(text: str) -> Part:
    source = f"""task Example[instrument] {{
    input exposure: Exposure[...] = "calexp", when {text}
        "Exposure."

    config {{{CONFIG}    }}
}}
"""
    module = compile_text(source).module
    expression = next(iter(module.connections)).connections[0].conditions[0]
    return expression, expression.tree


def _brute_force(part: Part) -> set[bool | None]:
    found: set[bool | None] = set()
    used = sorted({field.name for _, field in part[0].fields() if field is not None})
    for values in itertools.product(*(DOMAINS[name] for name in used)):
        config = dict(zip(used, values, strict=True))

        def value_of(field: ConfigField | None, config: dict[str, Any] = config) -> Any:
            assert field is not None
            return config[field.name]

        value = evaluate(part[0], value_of)
        found.add(None if isinstance(value, Unknown) else bool(value))
    return found


@settings(max_examples=150, deadline=None)
@given(CONDITIONS)
def test_what_is_tried_is_what_there_is(text: str) -> None:
    part = _part(text)
    found = truths([part], None)
    if found is not None:  # there were not too many combinations
        assert {truth for (truth,) in found} == _brute_force(part)


@settings(max_examples=100, deadline=None)
@given(CONDITIONS)
def test_what_is_not_known_may_be_anything(text: str) -> None:
    """A condition on fields of an unknown class is only constant if it is whatever the fields are."""
    known = _brute_force(_part(text))
    source = f"""from somewhere import OtherTask

task Example[instrument](OtherTask) {{
    input exposure: Exposure[...] = "calexp", when {text}
        "Exposure."
}}
"""
    expression = next(iter(compile_text(source).module.connections)).connections[0].conditions[0]
    found = truths([(expression, expression.tree)], None)
    if found is not None:
        possible = {truth for (truth,) in found}
        assert known - {None} <= possible | {None}
        assert len(known - {None}) < 2 or {True, False} <= possible


def test_the_conditions_of_a_file() -> None:
    compilation = compile_text("""task Example[instrument] {
    when doA {
        input exposure: Exposure[...] = "calexp", when doB
            "Exposure."
        output result: Exposure[...] = "result", multiple=doC
            "Result."
    }
    require doA or doB
        "Message."

    config {
        doA: bool = True
            "A"
        doB: bool = True
            "B"
        doC: bool = True
            "C"
    }
}
""")

    found = [
        (one.expression.place.text, [outer.place.text for outer in one.outer], one.required)
        for one in conditions(Subject(compilation.module, compilation.vocabulary))
    ]
    assert sorted(found) == [
        ("doA", [], False),
        ("doA or doB", [], True),
        ("doB", ["doA"], False),
        ("doC", ["doA"], False),
    ]
