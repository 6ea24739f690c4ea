"""Strings on lines that are too long, broken; black leaves strings as they are."""

from __future__ import annotations

from ..literals import width
from ..wrap import pieces
from .errors import UnsureError
from .lines import Line
from .tokens import Token

__all__ = ["broken"]


def broken(lines: list[Line], limit: int, argument: bool) -> str | None:
    """Return a statement with the strings of lines that are too long broken into several; nothing if none is.

    What is broken stands in parentheses, unless it is among the positional arguments of a call.

    Parameters
    ----------
    lines : `list` [ `Line` ]
        The lines of the statement.
    limit : `int`
        The columns there are.
    argument : `bool`
        Whether it is an argument, and no statement.
    """
    changed = False
    found = []
    opened: list[Token] = []
    everything = [token for line in lines for token in line.tokens]
    last: Token | None = None
    at = 0
    for line in lines:
        indent = 4 * line.indent
        text = " " * indent
        long = width(line.shown()) > limit
        for i, token in enumerate(line.tokens):
            at += 1
            gap = token.gap if i else ""
            shown = token.text
            if token.kind == "open" and token.text:
                opened.append(token)
            elif token.kind == "close" and token.text:
                opened.pop()
            elif token.kind == "string" and long:
                after = everything[at] if at < len(everything) else None
                if (last and last.kind == "string") or (after and after.kind == "string"):
                    raise UnsureError("strings side by side")
                called = opened[-1].role == "call" if opened else argument
                bare = called and _is_alone(last, after)
                parts = pieces(token.text, limit - indent - (1 if bare else 4))
                if len(parts) > 1 or (parts and not bare and i):
                    changed = True
                    shown = "\n".join(parts)
                    shown = shown if bare else f"(\n{shown}\n)"
            if token.text:
                text += gap + shown
            elif token.kind == "open":
                text += gap
            last = token
        found.append(text + "".join(token.comment for token in line.tokens))
    return "\n".join(found).lstrip(" ") if changed else None


def _is_alone(last: Token | None, after: Token | None) -> bool:
    """Whether a string is the whole of an argument."""
    begins = last is None or last.kind == "open" or last.text == ","
    return begins and after is not None and (after.text == "," or after.kind == "close")
