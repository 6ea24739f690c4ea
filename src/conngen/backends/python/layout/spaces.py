"""Spaces that depend on what stands beside them: those of slices and powers."""

from __future__ import annotations

from .errors import UnsureError
from .tokens import Token, is_unary

__all__ = ["check_powers", "close_powers", "space_slices"]

_WORDS = frozenset(("and", "or", "not", "in", "is", "if", "else", "for"))


def space_slices(tokens: list[Token]) -> None:
    """Set the spaces beside the colons of slices: those of simple ones have none."""
    for i, token in enumerate(tokens):
        if token.kind != "open" or token.role != "index":
            continue
        parts: list[list[int]] = [[]]
        k = i + 1
        depth = 0
        colons = False
        while tokens[k] is not token.match:
            one = tokens[k]
            if one.kind == "open":
                depth += 1
            elif one.kind == "close":
                depth -= 1
            if depth == 0 and one.text == ",":
                parts.append([])
            else:
                colons = colons or (depth == 0 and one.text == ":")
                parts[-1].append(k)
            k += 1
        if colons:
            for part in parts:
                _space_slice(tokens, part)


def _space_slice(tokens: list[Token], part: list[int]) -> None:
    gap = " " if any(_is_complex(tokens[k], tokens[k - 1]) for k in part) else ""
    depth = 0
    for k in part:
        token, last = tokens[k], tokens[k - 1]
        if token.kind == "close":
            depth -= 1
        if depth == 0 and token.text == ":":
            if last.text == ",":
                token.gap = " "
            else:
                token.gap = "" if last.text in ("[", ":") else gap
        elif depth == 0 and last.text == ":":
            token.gap = gap
        if token.kind == "open":
            depth += 1


def _is_complex(token: Token, last: Token) -> bool:
    if token.kind == "sign":
        return token.text not in (",", ":") and not (token.text in "+-~" and is_unary(last))
    if token.kind == "open":
        return token.role in ("call", "index")
    return token.kind == "name" and token.text in _WORDS


def close_powers(tokens: list[Token]) -> list[int]:
    """Return which tokens of a line have no space before them, since they belong to powers of simple things."""
    found: list[int] = []
    for i, token in enumerate(tokens[:-1]):
        if i and token.text == "**" and not is_unary(tokens[i - 1]):
            start = _simple_before(tokens, i - 1)
            if start is not None and _is_simple_behind(tokens, i + 1):
                found += (i, i + 1)
    return found


def check_powers(tokens: list[Token]) -> None:
    """Raise an exception if parentheses would have to be put around a power."""
    for i, token in enumerate(tokens):
        if token.text == "**" and token.kind == "sign" and not is_unary(tokens[i - 1]):
            start = _simple_before(tokens, i - 1)
            if (
                start
                and tokens[start - 1].text in ("-", "+", "~")
                and (start == 1 or is_unary(tokens[start - 2]))
            ):
                raise UnsureError("a sign before a power")


def _simple_before(tokens: list[Token], i: int) -> int | None:
    """Return where a name or number with attributes begins, if there is one."""
    while i >= 0 and tokens[i].kind in ("name", "number"):
        if i and tokens[i - 1].text == ".":
            i -= 2
        else:
            return i
    return None


def _is_simple_behind(tokens: list[Token], i: int) -> bool:
    if tokens[i].text in ("+", "-", "~"):
        i += 1
    if tokens[i].kind not in ("name", "number"):
        return False
    for token in tokens[i:]:
        if token.kind == "open" and token.text in ("(", "[", ""):
            return False
        if not (token.kind == "name" or token.text == ".") or token.text == "for":
            return True
    return True
