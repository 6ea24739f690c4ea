"""The lines of a module: most of them stay as they were printed."""

from __future__ import annotations

from unicodedata import category

from ....patterns import pattern
from ..literals import width
from .blanks import Blanks
from .calls import call_lines
from .docstrings import docstring_lines
from .errors import UnsureError

__all__ = ["laid_out"]

_SIGNS = (" ** ", ",)", ",]", ",}", "= (", " in (")
"""What is written otherwise in some places, so that even a short line has to be looked at."""
_WORDS = ("return (", "if (", "elif (", "while (", "del (")
_DISPUTED = (
    ("\u2630", "\u2637"),
    ("\u268a", "\u268f"),
    ("\u4dc0", "\u4dff"),
    ("\U0001d300", "\U0001d376"),
    ("\U0001f3fb", "\U0001f3ff"),
)
_COLON = pattern(r":[^ \n]")


def laid_out(code: str, line_length: int) -> str:
    """Return a module laid out.

    Parameters
    ----------
    code : `str`
        What templates printed.
    line_length : `int`
        The columns there are.

    Raises
    ------
    UnsureError
        Raised if something in it is nothing that is known here.
    """
    lines = code.split("\n")
    signs = [sign for sign in _SIGNS if sign in code]
    colons = _COLON.search(code)
    plain = code.isascii()
    if not plain and any(_is_disputed(char) for char in set(code)):
        raise UnsureError("its releases don't agree how wide a character is")
    before = Blanks().before
    found: list[str] = []
    add = found.append
    at, end, empty = 0, len(lines), 0
    while at < end:
        line = lines[at]
        at += 1
        bare = line.lstrip(" ")
        if not bare:
            empty += 1
            continue
        margin = len(line) - len(bare)
        for _ in range(before(bare, margin, empty)):
            add("")
        empty = 0
        if bare.startswith('"""'):
            start = at - 1
            if len(bare) < 6 or not bare.endswith('"""'):
                while not lines[at].endswith('"""'):
                    at += 1
                at += 1
            found += docstring_lines(lines[start:at], margin)
        elif bare[0] == "#":
            if bare[:2] != "# " or bare[-1] == " ":
                raise UnsureError("a comment")
            add(line)
        elif bare[-1] == "(" or "(  #" in bare:
            start = at
            while lines[at][: margin + 1].lstrip(" ")[:1] != ")":
                at += 1
            at += 1
            found += call_lines(bare, lines[start:at], margin, line_length)
        elif (
            (len(line) if plain else width(line)) <= line_length
            and not (signs and any(sign in bare for sign in signs))
            and bare[-1] != " "
            and not bare.startswith(_WORDS)
            and not (colons and _COLON.search(bare))
        ):
            add(line)
        else:
            from .statement import statement_lines

            found += statement_lines(bare, margin, line_length)
    add("")
    return "\n".join(found)


def _is_disputed(char: str) -> bool:
    """Whether releases of black don't agree how many columns a character takes."""
    if char < "\u0300":
        return False
    return category(char) in ("Mn", "Me", "Mc") or any(first <= char <= last for first, last in _DISPUTED)
