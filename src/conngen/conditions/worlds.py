"""The ways in which the conditions of a class can turn out, as far as their fields and constants tell."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping

from ..model import ConfigField, Expression, Meaning, path_of
from ..syntax import tree
from ..typings import Any

__all__ = ["World", "Worlds"]

_MOST_WORLDS = 512
"""How many worlds are looked at; of conditions with more, nothing is said."""
_OTHER = "\0another value"
"""Stands for a string that no condition names."""

"""Stands for a string that no condition names."""


class World:
    """One way in which the conditions of a class can turn out.

    Parameters
    ----------
    values : mapping from `str` to object
        The value of each config field, by its path.
    atoms : mapping from `str` to `bool`
        Whether each condition holds that is not understood, by its text.
    """

    def __init__(self, values: Mapping[str, Any], atoms: Mapping[str, bool]) -> None:
        self.values = values
        self.atoms = atoms

    def truth(self, expression: Expression) -> bool:
        """Whether a condition holds; it must be among those the worlds were made for."""
        return self._truth(expression, expression.tree)

    def _truth(self, expression: Expression, node: tree.Expression) -> bool:
        match node:
            case tree.Group(value=inner):
                return self._truth(expression, inner)
            case tree.Not(value=inner):
                return not self._truth(expression, inner)
            case tree.Logical(operator=operator, values=values):
                truths = [self._truth(expression, one) for one in values]
                return all(truths) if operator == "and" else any(truths)
            case tree.Constant(value=value):
                return bool(value)
        if (name := _variable(expression, node)) is not None:
            return bool(self.values[name])
        if (parts := _comparison(expression, node)) is not None:
            name, operator, constant = parts
            return _compare(self.values[name], operator, constant)
        return self.atoms[_text(expression, node)]


class Worlds:
    """All ways in which some conditions can turn out, as far as their fields and constants tell.

    Parameters
    ----------
    expressions : iterable of `Expression`
        The conditions.
    """

    def __init__(self, expressions: Iterable[Expression]) -> None:
        self.fields: dict[str, ConfigField | None] = {}
        self.constants: dict[str, list[Any]] = {}
        self.atoms: dict[str, None] = {}
        for expression in expressions:
            self._collect(expression, expression.tree)

    def _collect(self, expression: Expression, node: tree.Expression) -> None:
        match node:
            case tree.Group(value=inner) | tree.Not(value=inner):
                self._collect(expression, inner)
            case tree.Logical(values=values):
                for one in values:
                    self._collect(expression, one)
            case tree.Constant():
                pass
            case _ if (name := _variable(expression, node)) is not None:
                self._field(expression, name)
            case _ if (parts := _comparison(expression, node)) is not None:
                name, _, constant = parts
                self._field(expression, name)
                several = isinstance(constant, tuple)
                self.constants.setdefault(name, []).extend(constant if several else [constant])
            case _:
                self.atoms[_text(expression, node)] = None

    def _field(self, expression: Expression, name: str) -> None:
        binding = expression.names.get(name)
        known = binding.field if binding is not None and binding.meaning is Meaning.FIELD else None
        self.fields.setdefault(name, known)

    def _domain(self, name: str) -> list[Any]:
        field, constants = self.fields[name], self.constants.get(name, [])
        if field is not None and field.choices is not None:
            return list(field.choices)
        found = list(constants)
        if not constants or field is None:
            found += [True, False]
        if any(isinstance(one, str) for one in constants):
            found.append(_OTHER)
        numbers = [one for one in constants if isinstance(one, int | float) and not isinstance(one, bool)]
        found += [number + step for number in numbers for step in (-1, 1)]
        if field is not None and field.optional:
            found.append(None)
        unique: dict[tuple[type, Any], Any] = {(type(one), one): one for one in found}
        return list(unique.values())

    def __iter__(self) -> Iterator[World]:
        """Yield the worlds; none if there are too many to look at."""
        if not self.fields and not self.atoms:
            yield World({}, {})
            return
        domains = [self._domain(name) for name in self.fields]
        count = 2 ** min(len(self.atoms), 20)
        for domain in domains:
            count *= len(domain)
        if count > _MOST_WORLDS:
            return
        for values in itertools.product(*domains):
            for truths in itertools.product((True, False), repeat=len(self.atoms)):
                given = dict(zip(self.fields, values, strict=True))
                yield World(given, dict(zip(self.atoms, truths, strict=True)))


def _variable(expression: Expression, node: tree.Expression) -> str | None:
    """Return the path of a config field."""
    path = path_of(node)
    if path is None or (binding := expression.names.get(path[0])) is None:
        return None
    return ".".join(path) if binding.meaning in (Meaning.FIELD, Meaning.CONNECTIONS) else None


def _comparison(expression: Expression, node: tree.Expression) -> tuple[str, str, Any] | None:
    """Return the field, the operator and the constant of a comparison; of ``in``, a tuple of constants."""
    if isinstance(node, tree.Group):
        return _comparison(expression, node.value)
    if not isinstance(node, tree.Compare) or len(node.values) != 2:
        return None
    left, right, operator = node.values[0], node.values[1], node.operators[0]
    name = _variable(expression, left)
    if name is None and operator in ("==", "!="):
        left, right = right, left
        name = _variable(expression, left)
    if name is None:
        return None
    if operator in ("in", "not in"):
        elements = right.elements if isinstance(right, tree.List) else ()
        constants = [_constant(one) for one in elements]
        if not constants or any(found is None for found in constants):
            return None
        return name, operator, tuple(found[0] for found in constants if found is not None)
    found = _constant(right)
    return None if found is None else (name, operator, found[0])


def _constant(node: tree.Expression | tree.Star) -> tuple[Any] | None:
    match node:
        case tree.String(value=value, parts=None):
            return (value,)
        case tree.Number(value=value) | tree.Constant(value=value):
            return (value,)
        case tree.Group(value=inner):
            return _constant(inner)
        case tree.Negative(value=tree.Number(value=value)):
            return (-value,)
    return None


def _compare(value: Any, operator: str, constant: Any) -> bool:
    match operator:
        case "==":
            return bool(value == constant)
        case "!=":
            return bool(value != constant)
        case "is":
            return value is constant
        case "is not":
            return value is not constant
        case "in":
            return value in constant
        case "not in":
            return value not in constant
    if not isinstance(value, int | float) or not isinstance(constant, int | float):
        return False
    found = {"<": value < constant, ">": value > constant, "<=": value <= constant, ">=": value >= constant}
    return found[operator]


def _text(expression: Expression, node: tree.Expression) -> str:
    return " ".join(expression.source.at(node.span).text.split())
