"""What is printed of an expression means what was written."""

from __future__ import annotations

import ast
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conngen.backends.python.imports import Imports
from conngen.backends.python.printer import Printer
from conngen.model import UNKNOWN, Binding, ConfigField, Expression, Meaning, Unknown, Value, evaluate
from conngen.source import Source, Span
from conngen.syntax import tree

SPAN = Span(0, 0)
SOURCE = Source("example.conn", "")
PLACE = SOURCE.at(SPAN)
VALUES: dict[str, Any] = {"a": True, "b": False, "n": 3, "m": -2, "s": "text", "l": [1, 2, 3], "o": None}
TYPES = {"a": "bool", "b": "bool", "n": "int", "m": "int", "s": "str", "l": "int", "o": "bool"}


def field(name: str) -> ConfigField:
    kind = "list" if name == "l" else "scalar"
    default = Value(PLACE, VALUES[name])
    return ConfigField(name, kind, (TYPES[name],), None, name == "o", default, {}, None, PLACE, PLACE)


NAMES = {name: Binding(Meaning.FIELD, field=field(name)) for name in VALUES} | {
    "len": Binding(Meaning.FUNCTION),
    "max": Binding(Meaning.FUNCTION),
    "v": Binding(Meaning.VALUE, value="g"),
    "w": Binding(Meaning.VALUE, value=-4),
}
LEAVES = st.one_of(
    st.sampled_from([*VALUES, "v", "w"]).map(lambda name: tree.Variable(SPAN, name)),
    st.integers(0, 9).map(lambda value: tree.Number(SPAN, value, str(value))),
    st.text("ab\"'\\{}", max_size=4).map(lambda value: tree.String(SPAN, value)),
    st.sampled_from([True, False, None]).map(lambda value: tree.Constant(SPAN, value)),
)


def deeper(inner: st.SearchStrategy[tree.Expression]) -> st.SearchStrategy[tree.Expression]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    signs = st.sampled_from(["==", "!=", "<", ">", "<=", ">=", "in", "not in", "is", "is not"])
    return st.one_of(
        inner.map(lambda value: tree.Group(SPAN, value)),
        inner.map(lambda value: tree.Not(SPAN, value)),
        inner.map(lambda value: tree.Negative(SPAN, value)),
        st.builds(
            lambda word, values: tree.Logical(SPAN, word, values), st.sampled_from(["and", "or"]), several
        ),
        st.builds(lambda sign, left, right: tree.Compare(SPAN, (sign,), (left, right)), signs, inner, inner),
        st.builds(
            lambda one, two, values: tree.Compare(SPAN, (one, two), values),
            signs,
            signs,
            st.tuples(inner, inner, inner),
        ),
        st.builds(
            lambda sign, left, right: tree.Binary(SPAN, sign, left, right),
            st.sampled_from(["+", "-", "*", "/", "//", "%", "**"]),
            inner,
            inner,
        ),
        st.builds(lambda then, test, rest: tree.Ternary(SPAN, then, test, rest), inner, inner, inner),
        st.builds(lambda value, index: tree.Subscript(SPAN, value, index), inner, inner),
        st.builds(
            lambda value, *ends: tree.Subscript(SPAN, value, tree.Slice(SPAN, *ends)),
            inner,
            st.none() | inner,
            st.none() | inner,
            st.none() | inner,
        ),
        st.builds(
            lambda value, conversion, width: tree.String(
                SPAN, "", ("<", tree.Formatted(SPAN, value, conversion, width), ">")
            ),
            inner,
            st.sampled_from(["", "r", "s", "a"]),
            st.sampled_from([(), (">9",)]) | inner.map(lambda value: (value,)),
        ),
        st.lists(inner, max_size=3).map(lambda values: tree.List(SPAN, tuple(values))),
        inner.map(lambda value: tree.Call(SPAN, tree.Variable(SPAN, "len"), (value,))),
        inner.map(
            lambda value: tree.Call(SPAN, tree.Variable(SPAN, "max"), (value, keyword("default", value)))
        ),
        inner.map(lambda value: tree.Call(SPAN, tree.Variable(SPAN, "max"), (tree.Star(SPAN, value), value))),
        inner.map(lambda value: tree.List(SPAN, (tree.Star(SPAN, value),))),
    )


def keyword(name: str, value: tree.Expression) -> tree.Keyword:
    return tree.Keyword(SPAN, tree.Identifier(SPAN, name), value)


EXPRESSIONS = st.recursive(LEAVES, deeper, max_leaves=12)


def printer() -> Printer:
    return Printer(Imports("example", "connections", {}, ()), "config")


def known(found: ConfigField | None) -> Any:
    return UNKNOWN if found is None else VALUES[found.name]


def run(code: str) -> Any:
    return eval(compile(code, "printed", "eval", dont_inherit=True), {"config": SimpleNamespace(**VALUES)})


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@given(EXPRESSIONS)
def test_the_value_is_that_of_what_was_written(written: tree.Expression) -> None:
    expression = Expression(written, NAMES, SOURCE)
    meant = evaluate(expression, known)
    code = printer().expression(expression)
    ast.parse(code, mode="eval")
    if not isinstance(meant, Unknown):
        found = run(code)
        assert found == meant
        assert type(found) is type(meant)


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@given(EXPRESSIONS)
def test_the_negation_is_the_opposite(written: tree.Expression) -> None:
    expression = Expression(written, NAMES, SOURCE)
    meant = evaluate(expression, known)
    code = printer().negated(expression)
    ast.parse(code, mode="eval")
    if not isinstance(meant, Unknown):
        assert bool(run(code)) is not bool(meant)


@pytest.mark.filterwarnings("ignore::SyntaxWarning")
@given(st.lists(EXPRESSIONS, min_size=1, max_size=3))
def test_several_conditions_are_joined(written: list[tree.Expression]) -> None:
    conditions = tuple(Expression(one, NAMES, SOURCE) for one in written)
    meant = [evaluate(one, known) for one in conditions]
    if not any(isinstance(one, Unknown) for one in meant):
        assert bool(run(printer().all_of(conditions))) is all(meant)
        assert bool(run(printer().not_all_of(conditions))) is not all(meant)
        last = bool(run(printer().all_of(conditions[:-1], conditions[-1])))
        assert last is (all(meant[:-1]) and not meant[-1])


def variable(name: str) -> tree.Expression:
    return tree.Variable(SPAN, name)


def compare(left: tree.Expression, sign: str, right: tree.Expression) -> tree.Expression:
    return tree.Compare(SPAN, (sign,), (left, right))


ONE = tree.Number(SPAN, 1, "1")
NEGATIONS = [
    (variable("a"), "not config.a"),
    (tree.Not(SPAN, variable("a")), "config.a"),
    (tree.Not(SPAN, tree.Group(SPAN, tree.Not(SPAN, variable("a")))), "not config.a"),
    (compare(variable("n"), "==", ONE), "config.n != 1"),
    (compare(variable("n"), "!=", ONE), "config.n == 1"),
    (compare(variable("n"), "<", ONE), "not (config.n < 1)"),
    (compare(variable("n"), "in", variable("l")), "config.n not in config.l"),
    (compare(variable("o"), "is", tree.Constant(SPAN, None)), "config.o is not None"),
    (compare(variable("a"), "==", tree.Constant(SPAN, True)), "config.a is not True"),
    (tree.Logical(SPAN, "and", (variable("a"), variable("b"))), "not (config.a and config.b)"),
    (tree.Call(SPAN, variable("len"), (variable("l"),)), "not len(config.l)"),
]


@pytest.mark.parametrize(("written", "code"), NEGATIONS, ids=[code for _, code in NEGATIONS])
def test_a_negation_reads_as_a_reviewer_would_write_it(written: tree.Expression, code: str) -> None:
    assert printer().negated(Expression(written, NAMES, SOURCE)) == code
