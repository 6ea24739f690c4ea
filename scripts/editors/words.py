"""The words and the patterns that every file for editors is made of, taken from the vocabulary and the grammar.

All lists are tuples without repetition, in the order of their source. Patterns are regular expressions in the syntax of
Python's `re`; whoever writes for another engine translates them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import lark
from lark.grammar import Symbol, Terminal
from lark.lexer import PatternStr

from conngen import resources, vocabulary
from conngen.version import __version__

__all__ = [
    "BLOCKS",
    "CONNECTION_FLAGS",
    "CONSTANTS",
    "DEFINITIONS",
    "EDITION",
    "EXPRESSION_KEYWORDS",
    "FIELD_FLAGS",
    "FLAGS",
    "KINDS",
    "OPERATORS",
    "REQUIREMENT_FLAGS",
    "RESERVED",
    "ROOT",
    "SETTINGS",
    "SIGNS",
    "STATEMENTS",
    "TEMPLATE_FLAGS",
    "TERMINALS",
    "TYPES",
    "VERSION",
]

ROOT = Path(__file__).resolve().parent.parent.parent
"""The folder of the repository."""

VERSION = __version__
"""The version of conngen, which is that of every package for an editor."""

BLOCKS = tuple(vocabulary.BLOCKS)
"""Words that open a block when a name or ``{`` follows: ``task``, ``connections``, ``config``."""

DEFINITIONS = tuple(vocabulary.DEFINITIONS)
"""Words that define a name when ``name =`` follows: ``template``, ``dimensions``."""

EDITION = "edition"
"""The word before the number of the edition, `vocabulary.EDITION` at most."""

KINDS = tuple(vocabulary.KINDS)
"""Kinds of connections: they stand before ``name:``."""

CONNECTION_FLAGS = tuple(vocabulary.CONNECTION_FLAGS)
FIELD_FLAGS = tuple(vocabulary.FIELD_FLAGS)
TEMPLATE_FLAGS = tuple(vocabulary.TEMPLATE_FLAGS)
REQUIREMENT_FLAGS = tuple(vocabulary.REQUIREMENT_FLAGS)

FLAGS = tuple(dict.fromkeys((*CONNECTION_FLAGS, *FIELD_FLAGS, *TEMPLATE_FLAGS, *REQUIREMENT_FLAGS)))
"""Every flag: they stand behind a comma that is in no bracket, alone or before ``=``."""

SETTINGS = tuple(dict.fromkeys((*vocabulary.SETTINGS, *vocabulary.METHODS, *vocabulary.CONFIG_METHODS)))
"""Names with a meaning of their own on the left of ``=`` at the beginning of a statement."""

TYPES = tuple(vocabulary.TYPE_WORDS)
"""Types of config fields that need no import."""


@cache
def _grammar() -> lark.Lark:
    # The names of the rules are wanted as they are written, so nothing is inlined or expanded.
    text = (resources.folder("grammar") / "conn.lark").read_text(encoding="utf-8")
    starts = ["start", "only_item", "only_expression"]
    return lark.Lark(text, parser="lalr", start=starts, maybe_placeholders=False)


def _terminals_below(start: str) -> set[str]:
    """Return the names of the terminals that can be in what a rule says."""
    bodies: dict[str, list[Sequence[Symbol]]] = {}
    for rule in _grammar().rules:
        bodies.setdefault(rule.origin.name, []).append(rule.expansion)
    found, waiting = {start}, [start]
    terminals = set()
    while waiting:
        for symbol in (symbol for body in bodies[waiting.pop()] for symbol in body):
            if isinstance(symbol, Terminal):
                terminals.add(symbol.name)
            elif symbol.name not in found:
                found.add(symbol.name)
                waiting.append(symbol.name)
    return terminals


def _literals(terminals: set[str] | None = None) -> Iterator[str]:
    for terminal in _grammar().terminals:
        if isinstance(terminal.pattern, PatternStr) and (terminals is None or terminal.name in terminals):
            yield terminal.pattern.value


def _words(start: str) -> tuple[str, ...]:
    return tuple(text for text in _literals(_terminals_below(start)) if text.isalpha())


CONSTANTS = tuple(word for word in _words("only_expression") if word[0].isupper())
"""``None``, ``True``, ``False``."""

OPERATORS = tuple(word for word in _words("only_expression") if word not in CONSTANTS)
"""Operators of expressions that are words: ``in``, ``if``, ``else``, ``or``, ``and``, ``not``, ``is``."""

EXPRESSION_KEYWORDS = (*OPERATORS, *CONSTANTS)
"""Words that are no names in an expression."""

STATEMENTS = tuple(
    word
    for word in dict.fromkeys((*_words("start"), "in"))
    if word not in (*CONSTANTS, *OPERATORS) or word == "in"
)
"""Keywords of the statements: ``when``, ``require``, ``for``, its ``in``, ``del``, ``from``, ``import``, ``as``."""

RESERVED = tuple(dict.fromkeys((*STATEMENTS, *EXPRESSION_KEYWORDS)))
"""Every word of the grammar itself."""

TERMINALS = {terminal.name: terminal.pattern.to_regexp() for terminal in _grammar().terminals}
"""The pattern of each terminal by its name: NAME, FILLED_NAME, NUMBER, STRING, LONG_STRING, COMMENT, COMPARE, …"""

SIGNS = tuple(
    sorted({text for text in _literals() if not text.isalpha()}, key=lambda sign: (-len(sign), sign))
)
"""Literal signs, the longest first; the operators that have a pattern (ASSIGN, COMPARE, SLASH) are in `TERMINALS`."""
