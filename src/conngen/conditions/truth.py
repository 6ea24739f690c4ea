"""Tries conditions with all values that matter.

A part that can't be decided, such as a call or the field of a class that is not known, is taken for something
that may be true or false whatever the rest is. That allows for more than can happen, never for less: what is
said to be always true is.
"""

from __future__ import annotations

import itertools
import math
import operator
from collections.abc import Callable, Iterable, Iterator, Sequence

from ..model import ConfigClass, ConfigField, Expression, Meaning, Unknown
from ..syntax import tree
from ..typings import Any
from .fields import field_of, literal, types_of, values_of

__all__ = ["MOST_COMBINATIONS", "Part", "same", "strip", "truths"]

MOST_COMBINATIONS = 4096
"""How many combinations of values are tried at most."""

Part = tuple[Expression, tree.Expression]
"""A part of an expression."""

Truth = bool | None
"""Whether a part holds; `None` if looking at it raises."""

_Test = Callable[[Sequence[Any]], bool]

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
        One tuple for each combination that may occur, `None` in place of what raises; `None` if there are
        too many values to try.
    """
    world = _World(config, {id(node) for node in opaque})
    tests = [world.test(expression, node) for expression, node in parts]
    domains = world.domains()
    if domains is None or math.prod(len(values) for values in domains) > MOST_COMBINATIONS:
        return None
    return {tuple(_outcome(test, values) for test in tests) for values in itertools.product(*domains)}


def _outcome(test: _Test, values: Sequence[Any]) -> Truth:
    try:
        return test(values)
    except (_RaisesError, TypeError):
        return None


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
    named = sorted(
        {*named, *(limit[0] for limit in (low, high) if limit is not None and math.isfinite(limit[0]))}
    )
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
    """The terms and the undecidable parts of some conditions, and the tests made of them."""

    def __init__(self, config: ConfigClass | None, opaque: set[int]) -> None:
        self.config = config
        self.opaque = opaque
        self.slots: dict[object, int] = {}
        self.terms: dict[object, _Term] = {}

    def domains(self) -> list[list[Any]] | None:
        """Return the values to try for each part that has one; `None` if one can have none."""
        found = []
        for key in self.slots:
            domain = self.terms[key].domain() if key in self.terms else [False, True]
            if not domain:
                return None
            found.append(domain)
        return found

    def slot(self, key: object) -> int:
        """Return where the value of a part stands among those that are tried."""
        return self.slots.setdefault(key, len(self.slots))

    def term(
        self, expression: Expression, node: tree.Expression
    ) -> tuple[_Term, Callable[[Sequence[Any]], Any]]:
        """Return a part that has a value, and what gets it."""
        bare = strip(node)
        key = ("term", bare)
        if key not in self.terms:
            counts = isinstance(bare, tree.Call) and _is_len(expression, bare.function)
            field = field_of(expression, bare, self.config)
            self.terms[key] = _Term(field, types_of(expression, bare, self.config), counts)
        return self.terms[key], operator.itemgetter(self.slot(key))

    def test(self, expression: Expression, node: tree.Expression) -> _Test:
        """Return what tells whether a part holds."""
        bare = strip(node)
        match bare:
            case tree.Logical(operator=sign, values=values):
                tests = [self.test(expression, value) for value in values]
                if sign == "and":
                    return lambda values: all(test(values) for test in tests)
                return lambda values: any(test(values) for test in tests)
            case tree.Not(value=value):
                inner = self.test(expression, value)
                return lambda values: not inner(values)
            case tree.Ternary(value=value, condition=condition, otherwise=otherwise):
                choose, then, other = (self.test(expression, one) for one in (condition, value, otherwise))
                return lambda values: then(values) if choose(values) else other(values)
            case tree.Compare():
                pairs = [self.pair(expression, bare, *pair) for pair in _pairs(bare)]
                return lambda values: all(test(values) for test in pairs)
        known = literal(expression, bare)
        if not isinstance(known, Unknown):
            return lambda values: bool(known)
        _, get = self.term(expression, bare)
        return lambda values: bool(get(values))

    def pair(
        self,
        expression: Expression,
        node: tree.Compare,
        sign: str,
        left: tree.Expression,
        right: tree.Expression,
    ) -> _Test:
        """Return what tells whether one comparison holds."""
        plain = _NEGATED.get(sign, sign)
        wanted = plain == sign
        compare = _OPERATORS[plain]
        one, other = literal(expression, left), literal(expression, right)
        if not isinstance(one, Unknown) and not isinstance(other, Unknown) and id(node) not in self.opaque:
            return lambda values: bool(_checked(plain, compare, one, other)) is wanted
        if not self.decidable(expression, node, plain, (left, one), (right, other)):
            slot = self.slot((plain, strip(left), strip(right)))
            return lambda values: bool(values[slot]) is wanted
        term, get = self.term(expression, left if isinstance(one, Unknown) else right)
        value = other if isinstance(one, Unknown) else one
        term.literals += value if plain == "in" else [value]
        if isinstance(one, Unknown):
            return lambda values: bool(_checked(plain, compare, get(values), value)) is wanted
        return lambda values: bool(_checked(plain, compare, value, get(values))) is wanted

    def decidable(
        self,
        expression: Expression,
        node: tree.Compare,
        plain: str,
        left: tuple[tree.Expression, Any],
        right: tuple[tree.Expression, Any],
    ) -> bool:
        """Whether a comparison of a term with a literal can be told from the values that are tried."""
        unknown = [isinstance(value, Unknown) for _, value in (left, right)]
        if id(node) in self.opaque or all(unknown) or not any(unknown):
            return False
        node_of_term, value = (left[0], right[1]) if unknown[0] else (right[0], left[1])
        if isinstance(strip(node_of_term), tree.Logical | tree.Not | tree.Compare | tree.Ternary):
            return False
        if plain == "in":
            return unknown[0] and isinstance(value, list | tuple)
        if plain == "is":
            return value is None or isinstance(value, bool)
        if plain in _ORDERS:
            bare = strip(node_of_term)
            counts = isinstance(bare, tree.Call) and _is_len(expression, bare.function)
            term = _Term(None, types_of(expression, bare, self.config), counts)
            return term.ordered() and isinstance(value, int | float)
        return True


def _checked(sign: str, compare: Callable[[Any, Any], Any], one: Any, other: Any) -> Any:
    """Compare two values as Python does: `None` and strings have no order among numbers."""
    if sign in _ORDERS and (one is None or other is None):
        raise _RaisesError
    return compare(one, other)


def _is_len(expression: Expression, node: tree.Expression) -> bool:
    binding = expression.names.get("len")
    return (
        node == tree.Variable(node.span, "len")
        and binding is not None
        and binding.meaning is Meaning.FUNCTION
    )


def _pairs(node: tree.Compare) -> Iterator[tuple[str, tree.Expression, tree.Expression]]:
    for i, sign in enumerate(node.operators):
        yield sign, node.values[i], node.values[i + 1]
