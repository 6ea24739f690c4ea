"""`conngen explain`: what a diagnostic means and what to do about it, as its check documents it."""

from __future__ import annotations

import inspect
import re

from . import unreadable
from .checks import CODES, code_of, page_of
from .diagnostics import Code, closest
from .errors import UsageError
from .unreadable import UNREADABLE_FILE

__all__ = ["NAMES", "explain", "overview"]

NAMES = (UNREADABLE_FILE.name, *CODES)
"""All diagnostics, in the order of the reference."""

_LITERAL = re.compile(r"``([^`]+)``")


def explain(name: str) -> str:
    """Return the page of a diagnostic, as plain text.

    Parameters
    ----------
    name : `str`
        Its code.

    Returns
    -------
    text : `str`
        Its name and level, and the documentation of its check.

    Raises
    ------
    UsageError
        Raised if there is no such diagnostic.
    """
    if name not in NAMES:
        near = closest(name, NAMES)
        help = f"did you mean `{near}`?" if near else "`conngen explain` lists them all"
        raise UsageError(f"there is no diagnostic `{name}`", help)
    code, page = _entry(name)
    level = f"{code.level}, always" if code.fixed else str(code.level)
    return f"{name} ({level})\n\n{_plain(page)}\n"


def overview() -> str:
    """Return all diagnostics: their names, their levels and what they are, in the order of the reference."""
    width = max(map(len, NAMES))
    lines = []
    for name in NAMES:
        code, page = _entry(name)
        lines.append(f"{name:{width}}  {code.level:7}  {_plain(page).partition(chr(10))[0]}")
    return "\n".join(lines) + "\n"


def _entry(name: str) -> tuple[Code, str]:
    """Return a diagnostic and its documentation."""
    if name == UNREADABLE_FILE.name:
        return UNREADABLE_FILE, unreadable.__doc__ or ""
    return code_of(name), page_of(name)


def _plain(page: str) -> str:
    """Return documentation without its markup: fences become an indentation."""
    lines = []
    fenced = False
    for line in inspect.cleandoc(page).splitlines():
        if line.lstrip().startswith("```"):
            fenced = not fenced
        else:
            lines.append(f"    {line}".rstrip() if fenced else _LITERAL.sub(r"`\1`", line))
    return "\n".join(lines).strip()
