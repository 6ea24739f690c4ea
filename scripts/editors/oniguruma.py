"""Patterns for the engine of TextMate grammars: names, literals, and lines at which what is not finished ends."""

from __future__ import annotations

import re

from . import words

__all__ = [
    "ANYWHERE",
    "ASSIGN",
    "BEHIND",
    "BLOCK",
    "END",
    "FILLED",
    "FREE",
    "FREE_FILLED",
    "INSIDE",
    "LONG_STRING",
    "NAME",
    "NO_FLAG",
    "NO_PAIR",
    "NO_TYPE",
    "NUMBER",
    "OPERATOR",
    "OUTSIDE",
    "STRING",
    "any_of",
    "pattern",
]


def pattern(terminal: str) -> str:
    """Return the pattern of a terminal in the syntax of Oniguruma, with letters as Python has them."""
    found = (
        words.TERMINALS[terminal]
        .replace(r"[^\W\d]", r"[\p{L}\p{Nl}\p{No}_]")
        .replace(r"\w.", r"\p{L}\p{N}_.")
    )
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", found.replace(r"\w", r"[\p{L}\p{N}_]"))


def any_of(texts: tuple[str, ...]) -> str:
    """Return a pattern for any of some words."""
    return rf"\b(?:{'|'.join(texts)})\b"


NAME = pattern("NAME")
FILLED = f"(?:{pattern('FILLED_NAME')}|{NAME})"
NUMBER = f"(?:{pattern('NUMBER')})"
STRING = pattern("STRING")
LONG_STRING = pattern("LONG_STRING")
OPERATOR = any_of(words.EXPRESSION_KEYWORDS)
BLOCK = any_of(words.BLOCKS)
ASSIGN = rf"(?:{pattern('ASSIGN')}|=(?!=))"
# The end of a line, seen from behind a word.
END = r"\s*(?:#.*)?$"
# A name that is neither a word of expressions nor the prefix of a string.
FREE = rf"(?!{OPERATOR}|[fFrR][\"']){NAME}"
FREE_FILLED = rf"(?!{OPERATOR}|[fFrR][\"']){FILLED}"

# What begins an item and can stand nowhere in an expression.
_PATH = rf"{NAME}(?:\s*\.\s*{NAME})*"
_TWO_NAMES = rf"(?!(?:when|as|import)\b){FREE}[ \t]+(?!(?:as|import)\b){FREE_FILLED}"
_TYPED = rf"{NAME}\s*:\s*{_PATH}(?:\[[^\]]*\])?\s*(?:\||=(?!=))"
_SHAPES = (_TWO_NAMES, rf"{BLOCK}\s*\{{", any_of(("for", "del", "from")))


def _line(*shapes: str) -> str:
    return rf"^(?=\s*(?:{'|'.join((*_SHAPES, *shapes))}))"


# Lines that end what is not finished, by what that is; only what is certain may end it.
ANYWHERE = _line()
INSIDE = _line(r"import\b", _TYPED)
"""For anything in brackets."""
NO_PAIR = _line(r"import\b", _TYPED, rf"{NAME}\s*:\s*{_PATH}\s*$")
"""For what has no colons at the beginnings of lines."""
NO_TYPE = _line(r"import\b", rf"{NAME}\s*:")
OUTSIDE = _line(r"import\b", rf"{NAME}\s*:", rf"{_PATH}\s*{ASSIGN}")
"""For what is in no brackets."""
NO_FLAG = _line(r"import\b", rf"{NAME}\s*:", rf"{NAME}\s*\.{_PATH}\s*{ASSIGN}")
BEHIND = r"(?<=[\]\)\}\"'])"
"""Directly behind a string or brackets, which only a rule inside can have read."""
