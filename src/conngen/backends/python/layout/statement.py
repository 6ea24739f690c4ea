"""Statements, and arguments that are too long for a line."""

from __future__ import annotations

from ..literals import width
from .errors import UnsureError
from .lines import Line, split
from .parentheses import with_optional
from .spaces import check_powers, space_slices
from .strings import broken
from .tokens import cut, measure

__all__ = ["argument_lines", "statement_lines"]


def statement_lines(code: str, margin: int, limit: int) -> list[str]:
    """Return the lines of a statement.

    Parameters
    ----------
    code : `str`
        The statement as it was printed, but for its indentation.
    margin : `int`
        How far it is indented.
    limit : `int`
        The columns there are.
    """
    return _lines(code, margin, limit, False)


def argument_lines(code: str, margin: int, limit: int) -> list[str]:
    """Return the lines of an argument that is not on one line with others, parameters as above."""
    return _lines(code, margin, limit, True)


def _lines(code: str, margin: int, limit: int, argument: bool) -> list[str]:
    lines = _split(code, margin, limit, argument)
    texts = [line.shown() for line in lines]
    if all(width(text) <= limit for text in texts):
        return texts
    shorter = broken(lines, limit, argument)
    return texts if shorter is None else [line.shown() for line in _split(shorter, margin, limit, argument)]


def _split(code: str, margin: int, limit: int, argument: bool) -> list[Line]:
    printed = cut(code)
    space_slices(printed)
    tokens = with_optional(printed, argument)
    measure(tokens)
    check_powers(tokens)
    if margin % 4:
        raise UnsureError("indentation")
    return split(Line(tokens, margin // 4, limit, inside=argument))
