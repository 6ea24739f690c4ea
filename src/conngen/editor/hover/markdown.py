"""The pieces that hovers are put together from."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Sequence

from ..words import About

__all__ = ["about", "code", "conn", "facts", "names", "page", "put_together", "quoted"]

_ESCAPED = re.compile(r"([\\*<\[]|(?<!\w)_|_(?!\w)|^#)", re.MULTILINE)


def put_together(*parts: str) -> str:
    """Return parts as paragraphs; empty ones are left out."""
    return "\n\n".join(part for part in parts if part)


def code(text: str, language: str) -> str:
    """Return a block of code; nothing if there is none."""
    if not text:
        return ""
    fence = "```"
    while fence in text:
        fence += "`"
    return f"{fence}{language}\n{text}\n{fence}"


def conn(text: str) -> str:
    """Return a block of the language."""
    return code(text, "conn")


def quoted(text: str) -> str:
    """Return a word or an expression as code inside a line."""
    line = " ".join(text.split())
    if "`" not in line:
        return f"`{line}`"
    return f"`` {line} ``"


def names(some: Iterable[str]) -> str:
    """Return names as code, with commas."""
    return ", ".join(quoted(name) for name in some)


def facts(pairs: Iterable[tuple[str, str]]) -> str:
    """Return a list of what is known, each with what it is about; empty ones are left out."""
    return "\n".join(f"- {what}: {text}" for what, text in pairs if text)


def prose(text: str) -> str:
    """Return a text of the author's, so that nothing in it is taken for markup."""
    return _ESCAPED.sub(r"\\\1", inspect.cleandoc(text))


def about(word: str, what: str, found: About) -> str:
    """Return what is said of a word of the language."""
    return put_together(f"**{word}** ({what})", found.doc, conn(found.example), facts(found.facts))


def page(text: str) -> str:
    """Return the documentation of a diagnostic, its examples as code."""
    lines: list[str] = []
    block: list[str] = []
    for line in [*inspect.cleandoc(text).splitlines(), ""]:
        if line.startswith("    ") or (block and not line):
            block.append(line[4:])
            continue
        lines += _fenced(block)
        block = []
        lines.append(line)
    lines += _fenced(block)
    return "\n".join(lines).strip()


def _fenced(block: Sequence[str]) -> list[str]:
    text = "\n".join(block).strip("\n")
    return [*conn(text).splitlines(), ""] if text else []
