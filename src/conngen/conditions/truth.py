"""Tries conditions with all values that matter.

A part that can't be decided, such as a call or the field of a class that is not known, is taken for something that
may be true or false whatever the rest is. That allows for more than can happen, never for less: what is said to be
always true is.
"""

from __future__ import annotations

import itertools
import math
import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from ..model import ConfigClass, ConfigField, Expression, Meaning, Unknown
from ..syntax import tree
from .fields import field_of, literal, types_of, values_of

__all__ = ["MOST_COMBINATIONS", "Part", "same", "strip", "truths"]

MOST_COMBINATIONS = 4096
"""How many combinations of values are tried at most."""

Part = tuple[Expression, tree.Expression]
"""A part of an expression."""

Truth = bool | None
"""Whether a part holds; `None` if looking at it raises."""

_NEGATED = {"!=": "==", "not in": "in", "is not": "is"}
_ORDERS = frozenset({"<", ">", "<=", ">="})
_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "is": operator.is_,
    "in": lambda a, b: a in b if isinstance(b, str) else any(a == one for one in b),
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}


class _Other:
    """A value that is none of those an expression names."""

    def __init__(self, truth: bool) -> None:
        self.truth = truth

    def __bool__(self) -> bool:
        return self.truth


class _RaisesError(Exception):
    """Looking at a part raises."""


def strip(node: tree.Expression) -> tree.Expression:
    """Return a node without parentheses around it."""
    while isinstance(node, tree.Group):
        node = node.value
    return node


def same(one: Part, other: Part) -> bool:
    """Whether two parts say the same thing in the same words."""
    return strip(one[1]) == strip(other[1])


def truths(
    parts: Sequence[Part], config: ConfigClass | None, opaque: Iterable[tree.Node] = ()
) -> set[tuple[Truth, ...]] | None:
    """Return which truth values several conditions can have at once.

    Parameters
    ----------
    parts : sequence of `Part`
        The conditions.
    config : `ConfigClass` or `None`
        The config they are about.
    opaque : iterable of `tree.Node`
        Comparisons that are wrong in themselves; they are taken to be true or false.

    Returns
    -------
    truths : `set` or `None`
        One tuple for each combination that may occur, `None` in place of what raises; `None` if there are too many
        values to try.
    """
    world = _World(config, {id(node) for node in opaque})
    for expression, node in parts:
        world.collect(expression, node)
    domains = world.domains()
    if domains is None or math.prod(len(values) for _, values in domains) > MOST_COMBINATIONS:
        return None
    found = set()
    for combination in itertools.product(*(values for _, values in domains)):
        world.values = {key: value for (key, _), value in zip(domains, combination, strict=True)}
        found.add(tuple(world.outcome(expression, node) for expression, node in parts))
    return found


class _Term:
    """A part with a value: what it is compared with."""

    def __init__(self, field: ConfigField | None, types: frozenset[str] | None, counts: bool) -> None:
        self.field = field
        self.types = types
        self.counts = counts
        self.literals: list[Any] = []

    def ordered(self) -> bool:
        """Whether its values can be told from comparisons with ``<``."""
        return self.counts or (self.types is not None and self.types - {"None"} <= {"int", "float", "bool"})

    def domain(self) -> list[Any] | None:
        """Return values that stand for all it can have."""
        listed = values_of(self.field) if self.field is not None else None
        if listed is not None:
            return list(listed)
        none = [None] if self.types is None or "None" in self.types else []
        if self.ordered():
            numbers = _numbers(self.literals, self._whole(), *self._limits())
            return [*numbers, *none] if numbers else None
        found: list[Any] = []
        for value in [*self.literals, "", [], {}]:
            if self._fits(value) and not any(value == one and type(value) is type(one) for one in found):
                found.append(value)
        return [*found, _Other(True), *([_Other(False)] if self.types is None else []), *none]

    def _fits(self, value: Any) -> bool:
        if value is None:
            return False
        if self.types is None or type(value).__name__ in self.types:
            return True
        return "complex" in self.types and isinstance(value, int | float)

    def _whole(self) -> bool:
        return self.counts or (self.types is not None and "float" not in self.types)

    def _limits(self) -> tuple[tuple[float, bool] | None, tuple[float, bool] | None]:
        """Return the smallest and the largest value, each with whether it is allowed itself."""
        if self.counts:
            return (0, True), None
        if self.field is None or self.field.type != "range":
            return None, None
        found: list[tuple[float, bool] | None] = []
        for name, inclusive in (("min", "inclusiveMin"), ("max", "inclusiveMax")):
            limit = self.field.flag(name)
            number = isinstance(limit, int | float) and not isinstance(limit, bool)
            found.append((limit, bool(self.field.flag(inclusive))) if number else None)
        return found[0], found[1]


def _numbers(
    literals: Iterable[Any], whole: bool, low: tuple[float, bool] | None, high: tuple[float, bool] | None
) -> list[Any]:
    """Return numbers that stand for all: those named, and one of each gap between them."""
    named = sorted({0, *(one for one in literals if isinstance(one, int | float) and math.isfinite(one))})
    named = sorted({*named, *(limit[0] for limit in (low, high) if limit is not None and math.isfinite(limit[0]))})
    found: list[Any] = [*named]
    for before, after in itertools.pairwise(named):
        between = math.floor(before) + 1 if whole else (before + after) / 2
        found += [between] if before < between < after else []
    found += [math.floor(named[0]) - 1, math.ceil(named[-1]) + 1]
    if whole:
        found = [one for one in found if one == int(one)]
    if low is not None:
        found = [one for one in found if one > low[0] or (one == low[0] and low[1])]
    if high is not None:
        found = [one for one in found if one < high[0] or (one == high[0] and high[1])]
    return found


class _World:
    """The terms and the undecidable parts of some conditions, and values for them."""

    def __init__(self, config: ConfigClass | None, opaque: set[int]) -> None:
        self.config = config
        self.opaque = opaque
        self.terms: dict[tree.Expression, _Term] = {}
        self.atoms: dict[object, None] = {}
        self.values: dict[object, Any] = {}

    def domains(self) -> list[tuple[object, list[Any]]] | None:
        """Return what has a value, with the values to try; `None` if something can have none."""
        found: list[tuple[object, list[Any]]] = [(key, [False, True]) for key in self.atoms]
        for key, term in self.terms.items():
            domain = term.domain()
            if not domain:
                return None
            found.append((("term", key), domain))
        return found

    # --- what there is ---

    def collect(self, expression: Expression, node: tree.Expression) -> None:
        """Take note of what the truth of a part depends on."""
        node = strip(node)
        match node:
            case tree.Logical(values=values):
                for value in values:
                    self.collect(expression, value)
            case tree.Not(value=value):
                self.collect(expression, value)
            case tree.Ternary(value=value, condition=condition, otherwise=otherwise):
                for one in (condition, value, otherwise):
                    self.collect(expression, one)
            case tree.Compare():
                for sign, left, right in _pairs(node):
                    self._pair(expression, node, sign, left, right)
            case _ if isinstance(literal(expression, node), Unknown):
                self._term(expression, node)

    def _term(self, expression: Expression, node: tree.Expression) -> _Term:
        node = strip(node)
        if node not in self.terms:
            counts = isinstance(node, tree.Call) and _is_len(expression, node.function)
            field = field_of(expression, node, self.config)
            self.terms[node] = _Term(field, types_of(expression, node, self.config), counts)
        return self.terms[node]

    def _pair(
        self, expression: Expression, node: tree.Compare, sign: str, left: tree.Expression, right: tree.Expression
    ) -> None:
        """Take note of one comparison."""
        form = self._form(expression, node, sign, left, right)
        if form is None:
            self.atoms[_atom(sign, left, right)] = None
            return
        term, value = form
        if not isinstance(value, Unknown):
            self._term(expression, term).literals += value if sign in ("in", "not in") else [value]

    def _form(
        self, expression: Expression, node: tree.Compare, sign: str, left: tree.Expression, right: tree.Expression
    ) -> tuple[tree.Expression, Any] | None:
        """Return the term and the value of a comparison of the two, or `None` if it can't be decided so."""
        if id(node) in self.opaque:
            return None
        one, other = literal(expression, left), literal(expression, right)
        if isinstance(one, Unknown) == isinstance(other, Unknown):
            return None if isinstance(one, Unknown) else (left, UNDECIDED)
        if isinstance(one, Unknown):
            term, value = left, other
        elif sign in ("in", "not in"):
            return None
        else:
            term, value = right, one
        if isinstance(strip(term), tree.Logical | tree.Not | tree.Compare | tree.Ternary):
            return None
        if sign in ("in", "not in") and not isinstance(value, list | tuple):
            return None
        if sign in ("is", "is not") and not (value is None or isinstance(value, bool)):
            return None
        known = self._term(expression, term)
        if sign in _ORDERS and not (known.ordered() and isinstance(value, int | float)):
            return None
        return term, value

    # --- what holds ---

    def outcome(self, expression: Expression, node: tree.Expression) -> Truth:
        """Return whether a part holds with the present values."""
        try:
            return self._truth(expression, node)
        except (_RaisesError, TypeError):
            return None

    def _truth(self, expression: Expression, node: tree.Expression) -> bool:
        node = strip(node)
        match node:
            case tree.Logical(operator=sign, values=values):
                truths = (self._truth(expression, value) for value in values)
                return all(truths) if sign == "and" else any(truths)
            case tree.Not(value=value):
                return not self._truth(expression, value)
            case tree.Ternary(value=value, condition=condition, otherwise=otherwise):
                return self._truth(expression, value if self._truth(expression, condition) else otherwise)
            case tree.Compare():
                return all(self._holds(expression, node, *pair) for pair in _pairs(node))
        value = literal(expression, node)
        return bool(self.values[("term", node)] if isinstance(value, Unknown) else value)

    def _holds(
        self, expression: Expression, node: tree.Compare, sign: str, left: tree.Expression, right: tree.Expression
    ) -> bool:
        plain = _NEGATED.get(sign, sign)
        form = self._form(expression, node, sign, left, right)
        if form is None:
            found = bool(self.values[_atom(sign, left, right)])
        else:
            operands = [self._value(expression, left), self._value(expression, right)]
            if plain in _ORDERS and any(one is None or isinstance(one, str) for one in operands):
                raise _RaisesError
            found = bool(_OPERATORS[plain](*operands))
        return found is (plain == sign)

    def _value(self, expression: Expression, node: tree.Expression) -> Any:
        value = literal(expression, node)
        return self.values[("term", strip(node))] if isinstance(value, Unknown) else value


UNDECIDED = Unknown()
"""Stands for the value of a comparison of two literals."""


def _is_len(expression: Expression, node: tree.Expression) -> bool:
    binding = expression.names.get("len")
    return node == tree.Variable(node.span, "len") and binding is not None and binding.meaning is Meaning.FUNCTION


def _pairs(node: tree.Compare) -> Iterator[tuple[str, tree.Expression, tree.Expression]]:
    for i, sign in enumerate(node.operators):
        yield sign, node.values[i], node.values[i + 1]


def _atom(sign: str, left: tree.Expression, right: tree.Expression) -> object:
    """Return the name of a comparison that is not decided, the same for one and for its opposite."""
    plain = _NEGATED.get(sign, sign)
    return (plain, strip(left), strip(right))
