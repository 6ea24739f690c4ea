"""The questions that conditions are made of: what is asked of one value of the config."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from ...records import dataclass
from . import formulas
from .known import KnownField

__all__ = ["Fails", "Fields", "Other", "Question", "is_whole", "literal", "read_question"]

Fields = Mapping[str, KnownField]

_FLIPPED = {"==": "==", "!=": "!=", "<": ">", ">": "<", "<=": ">=", ">=": "<="}
_OPPOSITE = {"<": ">=", ">": "<=", "<=": ">", ">=": "<"}
_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
}
_TEXTS = ("startswith", "endswith")


class Fails(Exception):
    """Asking raises: `None` has no order, and nothing is in it."""


class Other:
    """A value that is none of those that conditions name.

    Parameters
    ----------
    truth : `bool`
        Whether it counts as true.
    """

    def __init__(self, truth: bool) -> None:
        self.truth = truth

    def __bool__(self) -> bool:
        return self.truth


@dataclass(frozen=True)
class Question:
    """A question about a value.

    Parameters
    ----------
    term : `ast.expr`
        What it is asked of; the whole question, if that is all that is known of it.
    sign : `str`
        ``truth``, ``==``, ``is``, ``<``, ``has`` (a constant is in it), ``startswith``, ``asked``, ….
    value : object
        The constant it is compared with.
    flips : `bool`
        Whether the opposite of a comparison is the comparison the other way round.
    """

    term: ast.expr
    sign: str
    value: Any = None
    flips: bool = False

    @cached_property
    def about(self) -> str:
        """What two questions have in common that are asked of the same."""
        return formulas.key(self.term)

    @cached_property
    def key(self) -> tuple[str, str, str]:
        """What two questions have in common that ask the same."""
        return self.about, self.sign, repr(self.value)

    @property
    def open(self) -> bool:
        """Whether the answer for some values is not known."""
        return self.sign in ("asked", "has", *_TEXTS, *_ORDERS)

    @property
    def can_fail(self) -> bool:
        """Whether it raises for `None`."""
        return self.sign in ("has", *_TEXTS, *_ORDERS)

    def answer(self, value: Any, guess: bool) -> bool:
        """Return the answer for a value.

        Parameters
        ----------
        value : object
            The value of the term.
        guess : `bool`
            The answer where it is not known.

        Raises
        ------
        Fails
            Raised if Python would raise.
        """
        match self.sign:
            case "asked":
                return guess
            case "truth":
                return bool(value)
            case "==":
                return bool(value == self.value)
            case "is":
                return value is self.value
        if value is None:
            raise Fails
        if isinstance(value, Other):
            return guess
        try:
            if self.sign == "has":
                return self.value in value
            if self.sign in _TEXTS:
                return bool(getattr(value, self.sign)(self.value))
            return bool(_ORDERS[self.sign](value, self.value))
        except (TypeError, AttributeError):
            raise Fails from None

    def said(self, wanted: bool) -> ast.expr:
        """Return it as a condition, or the opposite."""
        term, value = self.term, self.value
        match self.sign:
            case "asked" | "truth":
                return term if wanted else formulas.negated(term)
            case "==" | "is":
                sign = self.sign if wanted else formulas.NEGATED[self.sign]
                return formulas.compared(term, sign, formulas.constant(value))
            case "in":
                items = formulas.listed(formulas.constant(one) for one in value)
                return formulas.compared(term, "in" if wanted else "not in", items)
            case "has":
                return formulas.compared(formulas.constant(value), "in" if wanted else "not in", term)
            case "startswith" | "endswith":
                called = ast.Attribute(term, self.sign, ast.Load())
                condition: ast.expr = formulas.call(called, formulas.constant(value))
                return condition if wanted else formulas.negated(condition)
        sign = self.sign if wanted or not self.flips else _OPPOSITE[self.sign]
        condition = formulas.compared(term, sign, formulas.constant(value))
        return condition if wanted or self.flips else formulas.negated(condition)


def literal(node: ast.expr) -> tuple[Any] | None:
    """Return the plain value of a literal, in a tuple; `None` for anything else."""
    match node:
        case ast.Constant(value=value):
            return (value,)
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int() | float() as value)):
            return (-value,)
    return None


def is_whole(term: ast.expr, fields: Fields) -> bool:
    """Whether something is a whole number: never *not a number*, which is neither less nor more."""
    if isinstance(term, ast.Call) and isinstance(term.func, ast.Name) and term.func.id == "len":
        return True
    known = fields.get(formulas.path(term) or "")
    return known is not None and known.type in ("scalar", "range", "choice") and known.basic == ("int",)


def read_question(node: ast.expr, fields: Fields) -> tuple[Question, bool]:
    """Return what a condition without ``and``, ``or`` and ``not`` asks, and the answer it wants."""
    match node:
        case ast.Compare(left=left, ops=[op], comparators=[right]):
            return _comparison(node, left, formulas.sign_of(op), right, fields)
        case ast.Call(func=ast.Attribute(value=term, attr=method), args=[argument], keywords=[]):
            value = literal(argument)
            if method in _TEXTS and value is not None and isinstance(value[0], str):
                return Question(term, method, value[0]), True
    return Question(node, "truth"), True


def _comparison(
    node: ast.expr, left: ast.expr, sign: str, right: ast.expr, fields: Fields
) -> tuple[Question, bool]:
    one, other = literal(left), literal(right)
    if one is not None and other is None and sign in _FLIPPED:
        left, right, one, other, sign = right, left, other, one, _FLIPPED[sign]
    wanted = sign not in ("!=", "is not", "not in")
    plain = sign if wanted else formulas.NEGATED[sign]
    if plain == "in" and one is not None and other is None and isinstance(one[0], str):
        return Question(right, "has", one[0]), wanted
    if one is None and other is not None:
        value = other[0]
        if plain in ("==", "is") and _is_plain(left, fields) and isinstance(value, bool):
            return Question(left, "truth"), wanted is value
        if plain == "==" or (plain == "is" and (value is None or isinstance(value, bool))):
            return Question(left, plain, value), wanted
        if plain in _ORDERS and isinstance(value, int | float | str):
            return Question(left, plain, value, is_whole(left, fields)), wanted
    asked = formulas.compared(left, plain, right) if not wanted else node
    return Question(asked, "asked"), wanted


def _is_plain(term: ast.expr, fields: Fields) -> bool:
    """Whether something is `True` or `False`, and nothing else."""
    if isinstance(term, ast.Compare) or (isinstance(term, ast.UnaryOp) and isinstance(term.op, ast.Not)):
        return True
    known = fields.get(formulas.path(term) or "")
    return (
        known is not None
        and known.basic == ("bool",)
        and known.type in ("scalar", "choice")
        and not known.optional
    )
