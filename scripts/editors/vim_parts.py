"""Patterns of words and signs for Vim, which those of `vim_states` are made of."""

from __future__ import annotations

from .patterns import vim
from .words import BLOCKS, CONSTANTS, DEFINITIONS, FLAGS, KINDS, OPERATORS, TERMINALS

__all__ = [
    "ANY_NAME",
    "ASSIGN",
    "BEGINNING",
    "BLOCK",
    "CALLED",
    "CHOSEN",
    "CONSTANT",
    "DEFINITION",
    "EQUALS",
    "FIELD_LINE",
    "FILLED",
    "FLAG",
    "HEAD",
    "KIND",
    "NAME",
    "NUMBER",
    "OPERAND",
    "OPERATOR",
    "PARTS",
    "SIGN",
    "SKIP",
    "STRING",
    "TYPE_NAME",
    "ahead",
    "any_of",
    "not_ahead",
]


def any_of(words: tuple[str, ...]) -> str:
    """Return the pattern of one of some words."""
    return r"\<\%(" + r"\|".join(words) + r"\)\>"


PARTS: dict[str, str] = {}
"""Patterns that others are made of, by the name that stands for them there; one may be made of those before it."""


def _part(name: str, pattern: str) -> str:
    """Note a part of patterns, and return what stands for it."""
    PARTS[name] = pattern
    return f"<<{name}>>"


SKIP = _part("skip", r"\%(\_[ \t\r\x0c]\|#.*\n\)*")
KIND = _part("kind", any_of(KINDS))
DEFINITION = _part("definition", any_of(DEFINITIONS))
BLOCK = _part("block", any_of(BLOCKS))
FLAG = _part("flag", any_of(FLAGS))
OPERATOR = _part("operator", any_of(OPERATORS))
CONSTANT = _part("constant", any_of(CONSTANTS))
# Whole names only: what follows one is never looked for inside of it.
NAME = _part("name", rf"\%({vim(TERMINALS['NAME'])}\)\@>")
FILLED = _part("filled", rf"\%({vim(TERMINALS['FILLED_NAME'])}\)")
ANY_NAME = _part("any_name", rf"\%({FILLED}\|{NAME}\)\@>")
NUMBER = _part("number", rf"\%({vim(TERMINALS['NUMBER'])}\)")
STRING = _part("string", vim(TERMINALS["STRING"]))
EQUALS = r"==\@!"
ASSIGN = _part("assign", rf"\%({vim(TERMINALS['ASSIGN'])}\|{EQUALS}\)")
SIGN = _part(
    "sign",
    r"\%(" + r"\|".join(vim(TERMINALS[name]) for name in ("COMPARE", "POWER", "SLASH")) + r"\|[-+*]\)",
)
HEAD = r"[[({]"

# What stands at the beginning of an item and nowhere else: two names in a row, the first one a word of the language.
BEGINNING = _part(
    "beginning",
    rf"\%({KIND}\s\+{ANY_NAME}\s*[:=]\|{DEFINITION}\s\+{ANY_NAME}\s*{EQUALS}\|{BLOCK}\s\+{NAME}\s*{HEAD}\)",
)
# A field on a line of its own: no list goes on with that.
FIELD_LINE = _part("field_line", rf"^\s*\%({NAME}:\s\+{NAME}\)\@=")


def ahead(pattern: str) -> str:
    """Return a pattern for what comes next, comments aside."""
    return rf"\%({SKIP}{pattern}\)\@="


def not_ahead(pattern: str) -> str:
    """Return a pattern for what does not come next, comments aside."""
    return rf"\%({SKIP}{pattern}\)\@!"


# A name, unless an item begins with it because something is missing before.
TYPE_NAME = _part("type_name", rf"{BEGINNING}\@!{NAME}" + not_ahead(":"))
OPERAND = _part("operand", rf"{BEGINNING}\@!{ANY_NAME}" + not_ahead(rf"\%(:\|{ASSIGN}\)"))
CALLED = ahead("(")

# Behind a value that is no operand of anything, or at most one of several to choose from.
CHOSEN = _part("chosen", not_ahead(rf"\%({SIGN}\|[.[(]\|\%({OPERATOR}\&\%(else\|if\)\@!\)\)"))
