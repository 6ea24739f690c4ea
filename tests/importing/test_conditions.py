"""Conditions that are written shorter mean what they meant, for every value that the fields can take."""

from __future__ import annotations

import ast
import functools
import itertools
import math
from types import CodeType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conngen.importing.execution import KnownField, simplified, written
from conngen.importing.execution.conditions import implied, possible
from conngen.importing.execution.shapes import cost, leaves, shape_of

FIELDS = {
    "a": KnownField("scalar", ("bool",)),
    "b": KnownField("scalar", ("bool",)),
    "c": KnownField("scalar", ("bool",)),
    "maybe": KnownField("scalar", ("bool",), optional=True),
    "n": KnownField("scalar", ("int",)),
    "count": KnownField("range", ("int",), optional=True),
    "x": KnownField("scalar", ("float",)),
    "mode": KnownField("scalar", ("str",)),
    "label": KnownField("scalar", ("str",), optional=True),
    "kind": KnownField("choice", ("str",), choices=("p", "q", "r")),
    "free": KnownField("choice", ("str",), optional=True, choices=("p", "q")),
    "names": KnownField("list", ("str",)),
}
VALUES: dict[str, list[Any]] = {
    "a": [True, False],
    "b": [True, False],
    "c": [True, False],
    "maybe": [True, False, None],
    "n": [-1, 0, 1, 2, 3],
    "count": [None, 0, 1, 2, 3],
    "x": [0.0, 0.5, 1.0, 2.5, math.nan],
    "mode": ["", "p", "q", "px", "other"],
    "label": [None, "", "p", "px"],
    "kind": ["p", "q", "r"],
    "free": ["p", "q", None],
    "names": [[], ["p"], ["p", "q"], ["z"]],
    "unknown": [None, True, False, 0, 1, 2, "", "p", "px", [], ["p"]],
}

_ATOMS = [
    *("a", "b", "c", "a is True", "b is not True", "c == False", "a is False", "b != True"),
    *("maybe", "maybe is True", "maybe is not True", "maybe is False", "maybe is None", "maybe is not None"),
    *("n", "n == 1", "n != 2", "n > 1", "n <= 1", "n in (1, 2)", "1 < n", "0 < n <= 2", "n == 1.0"),
    *("count", "count is None", "count == 1", "count > 1", "count is not None and count > 1"),
    *("x", "x > 0.5", "x == 1.0", "x <= 0.5"),
    *("mode", "mode == 'p'", "mode != 'q'", "mode in ('p', 'q')", "mode not in ['p']", "'p' in mode"),
    *("mode.startswith('p')", "'q' == mode", "len(mode) > 1", "mode in {'p', 'q', 'other'}"),
    *("label", "label is None", "label is not None and label.startswith('p')", "label == 'p'"),
    *("kind == 'p'", "kind == 'q'", "kind != 'r'", "kind in ('p', 'q')", "kind"),
    *("free == 'p'", "free is None", "free != 'q'", "free not in ('p', 'q')", "free"),
    *("names", "'p' in names", "'q' not in names", "len(names) == 0", "names == ['p']"),
    *(
        "unknown",
        "unknown is True",
        "unknown is not True",
        "unknown == 'p'",
        "unknown is None",
        "unknown == 1",
    ),
    "unknown in ('p', 'q')",
]


@st.composite
def conditions(draw: st.DrawFn, depth: int = 3, ternary: bool = True) -> str:
    shapes = ["atom", "atom", "not", "and", "or", "bool", *(["if"] if ternary else [])]
    shape = draw(st.sampled_from(shapes)) if depth else "atom"
    if shape == "atom":
        return f"({draw(st.sampled_from(_ATOMS))})"
    parts = [
        draw(conditions(depth - 1, ternary)) for _ in range({"not": 1, "bool": 1, "if": 3}.get(shape, 2))
    ]
    match shape:
        case "not":
            return f"(not {parts[0]})"
        case "bool":
            return f"bool({parts[0]})"
        case "if":
            return f"({parts[0]} if {parts[1]} else {parts[2]})"
    return f"({parts[0]} {shape} {parts[1]})"


def parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


def short(text: str, *known: str) -> str:
    return written(simplified(parsed(text), FIELDS, [parsed(one) for one in known]))


def questions(text: str) -> int:
    """Return how many questions a condition asks."""
    return len(list(leaves(shape_of(parsed(text), FIELDS))))


def names_in(*texts: str) -> list[str]:
    found = {node.id for text in texts for node in ast.walk(parsed(text)) if isinstance(node, ast.Name)}
    return sorted(found & VALUES.keys())


@functools.cache
def compiled(text: str) -> CodeType:
    return compile(text, "", "eval")


def truth(text: str, values: dict[str, Any]) -> bool | None:
    """Whether a condition holds; `None` if it raises."""
    try:
        return bool(eval(compiled(text), {"bool": bool, "len": len}, values))
    except (TypeError, AttributeError):
        return None


def ways(*texts: str) -> list[dict[str, Any]]:
    names = names_in(*texts)
    return [
        dict(zip(names, values, strict=True)) for values in itertools.product(*(VALUES[one] for one in names))
    ]


@given(conditions())
def test_a_shorter_condition_means_the_same(text: str) -> None:
    after = short(text)
    for values in ways(text)[:1000]:
        before = truth(text, values)
        if before is not None:
            assert truth(after, values) is before, (after, values)


@given(conditions(), conditions(depth=1))
def test_what_is_known_makes_no_difference_where_it_holds(text: str, known: str) -> None:
    after = short(text, known)
    for values in ways(text, known)[:1000]:
        before = truth(text, values)
        if before is not None and truth(known, values):
            assert truth(after, values) is before, (after, values)


@given(conditions(ternary=False))
def test_shorter_is_never_longer(text: str) -> None:
    after = short(text)
    assert questions(after) <= questions(text)
    assert cost(parsed(short(after))) <= cost(parsed(after))


@given(conditions(depth=2), conditions(depth=2))
def test_what_can_be_and_what_must_be(text: str, known: str) -> None:
    found = {truth(text, values) for values in ways(text, known)[:1000] if truth(known, values)}
    if True in found:
        assert possible(parsed(text), FIELDS, [parsed(known)])
    if False in found:
        assert not implied(parsed(text), FIELDS, [parsed(known)])


# What a person would write.
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("not (a is not True)", "a"),
        ("a == True", "a"),
        ("a is not False", "a"),
        ("not (maybe is not True)", "maybe is True"),
        ("maybe is not False", "maybe is not False"),
        ("not maybe", "not maybe"),
        ("not (sub.doWrite is not True)", "sub.doWrite is True"),
        ("sub.doWrite == True", "sub.doWrite == True"),
        ("not (a or b)", "not a and not b"),
        ("not (not b or not c)", "b and c"),
        ("not (n == 1)", "n != 1"),
        ("not (mode in ('p', 'q'))", "mode not in ['p', 'q']"),
        ("not not a", "a"),
        ("a and a", "a"),
        ("a and (a or b)", "a"),
        ("(a and b) or (a and not b)", "a"),
        ("a or (not a and b)", "a or b"),
        ("(a or b) and (a or c)", "a or (b and c)"),
        ("(a and b) or (a and c)", "a and (b or c)"),
        ("not (not a or (not b and not c))", "a and (b or c)"),
        ("not n < 3", "n >= 3"),
        ("not x < 3", "not x < 3"),
        ("x > 1 or x <= 1", "x > 1 or x <= 1"),
        ("mode == 'p' or mode == 'q'", "mode in ['p', 'q']"),
        ("mode != 'p' and mode != 'q'", "mode not in ['p', 'q']"),
        ("kind != 'p' and kind != 'q'", "kind == 'r'"),
        ("kind == 'p' or kind == 'q'", "kind != 'r'"),
        ("kind in ('p', 'q', 'r')", "True"),
        ("free in ('p', 'q')", "free in ['p', 'q']"),
        ("kind == 'p' and kind == 'q'", "False"),
        ("mode == 'p' or (mode != 'p' and 'z' in mode)", "mode == 'p' or 'z' in mode"),
        ("not (label is None or not label.startswith('p'))", "label is not None and label.startswith('p')"),
        ("b and a", "b and a"),
        ("'p' in names", "'p' in names"),
        ("not (connections.refDataset == '')", "connections.refDataset != ''"),
    ],
)
def test_what_a_person_would_write(before: str, after: str) -> None:
    assert short(before) == after


@pytest.mark.parametrize(
    ("before", "known", "after"),
    [
        ("a and b", "a", "b"),
        ("mode not in ('p', 'q')", "mode in ('p', 'q') or 'z' in mode", "'z' in mode"),
        ("a or b", "c", "a or b"),
        ("count > 1", "count is not None", "count > 1"),
    ],
)
def test_what_is_left_to_say_where_something_is_known(before: str, known: str, after: str) -> None:
    assert short(before, known) == after


def test_many_fields_are_no_problem() -> None:
    names = [f"field{i}" for i in range(40)]
    text = " and ".join(f"not ({name} is not True)" for name in names)
    assert short(text) == " and ".join(f"{name} is True" for name in names)
