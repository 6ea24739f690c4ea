"""Lexemes of a text that need not be a `.conn` file: for recovery, comments and limits.

The parser itself uses the lexer of lark; the patterns of strings and comments are taken from the grammar.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from .. import limits
from ..patterns import pattern
from ..source import Span
from ..typings import NamedTuple
from .problem import Problem

__all__ = [
    "Lexeme",
    "Scanner",
    "check_limits",
    "check_text",
    "end_of_line",
    "near_limits",
    "visible",
    "visible_strings",
]


class Lexeme(NamedTuple):
    """A stretch of text: its kind, its offsets, and whether it is the first of its line."""

    kind: str
    span: Span
    text: str
    first: bool
    column: int


class Scanner:
    """Cuts a text into lexemes.

    Parameters
    ----------
    patterns : mapping from `str` to `str`
        The regular expressions of the grammar's terminals.
    """

    def __init__(self, patterns: Mapping[str, str]) -> None:
        parts = [
            ("string", f"{patterns['LONG_STRING']}|{patterns['STRING']}"),
            ("unclosed", r"[fFrR]?(\"\"\"|''')[\s\S]*|[fFrR]?[\"'][^\r\n]*"),
            ("comment", patterns["COMMENT"]),
            ("name", f"{patterns['FILLED_NAME']}|{patterns['NAME']}"),
            ("number", patterns["NUMBER"]),
            ("open", r"[(\[{]"),
            ("close", r"[)\]}]"),
            ("comma", r","),
            ("colon", r":"),
            ("ellipsis", r"\.\.\."),
            ("sign", r"&&|\|\||->|/\*"),
            ("operator", r"[-+|]=|[=!<>]=|//|\*\*|[=.+\-*/%<>|]"),
            ("end", r"\r\n|\r|\n"),
            ("space", r"[ \t\f]+"),
            ("other", r"[^\s]"),
            ("blank", r"\s"),
        ]
        self._pattern = re.compile("|".join(f"(?P<{name}>{_uncaptured(pattern)})" for name, pattern in parts))

    def scan(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Lexeme]:
        """Yield the lexemes of a text, white space left out."""
        line_start, first = start, True
        for match in self._pattern.finditer(text, start, len(text) if end is None else end):
            kind = match.lastgroup or ""
            if kind == "end":
                line_start, first = match.end(), True
            elif kind != "space":
                column = match.start() - line_start
                kind = "other" if kind in ("sign", "blank") else kind
                yield Lexeme(kind, Span(match.start(), match.end()), match.group(), first, column)
                first = False


def _uncaptured(pattern: str) -> str:
    return re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern) if "[(" not in pattern else pattern


_RESETS = frozenset(["when", "require", "for", "import", "from", "del", "task", "connections", "config"])
_COUNTED = frozenset(["not", "and", "or", "if", "else", "in", "is"])


def check_limits(lexemes: list[Lexeme]) -> Problem | None:
    """Return the problem of a text that is nested deeper, or has longer expressions, than may be read."""
    counts = [0]
    for lexeme in lexemes:
        if lexeme.kind == "open":
            counts[-1] += 1
            counts.append(0)
            if len(counts) > limits.NESTING.value + 1:
                return Problem.limit(lexeme.span, limits.NESTING)
        elif lexeme.kind == "close":
            if len(counts) > 1:
                counts.pop()
        elif lexeme.kind in ("comma", "colon") or lexeme.text == "=" or lexeme.text in _RESETS:
            counts[-1] = 0
        elif lexeme.kind == "operator" or lexeme.text in _COUNTED:
            counts[-1] += 1
        if lexeme.text == "}":
            counts[-1] = 0
        if counts[-1] > limits.OPERATORS.value:
            return Problem.limit(lexeme.span, limits.OPERATORS)
    return None


_STEPS = {
    **dict.fromkeys("([{", "open"),
    **dict.fromkeys(")]}", "close"),
    **dict.fromkeys([",", ":", "=", *_RESETS], "reset"),
    **dict.fromkeys(["+=", "-=", "|=", "==", "!=", "<=", ">=", "//", "**"], "count"),
    **dict.fromkeys([*"+-*/%<>|", *(n * "." for n in range(1, 100)), *_COUNTED], "count"),
}


def near_limits(words: Iterable[str]) -> bool:
    """Whether a text that could be read may be nested too deep, or have expressions that are too long.

    Parameters
    ----------
    words : iterable of `str`
        What the parser has met in it, one by one.
    """
    step_of = _STEPS.get
    count = 0
    outer: list[int] = []
    for word in words:
        step = step_of(word)
        if step is None:
            continue
        if step == "reset":
            count = 0
        elif step == "open":
            outer.append(count + 1)
            count = 0
            if len(outer) > limits.NESTING.value // 2:
                return True
        elif step == "close":
            count = outer.pop() if outer else 0
            count = 0 if word == "}" else count
        else:
            count += 1
        if count > limits.OPERATORS.value // 2:
            return True
    return False


_LINE_END = pattern(r"[\r\n]")
_CONTROLS = bytes({*range(0x20), 0x7F}.difference(b"\t\n\f\r"))
"""The invisible characters of ASCII."""
# Marks, embeddings, overrides and isolates of direction; zero-width and other invisible characters.
_INVISIBLE = pattern(
    "[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff\U000e0000-\U000e0fff\ud800-\udfff]"
)


def check_text(text: str) -> list[Problem]:
    """Return a problem for each line with a character that nobody sees or that turns writing around."""
    if text.isascii() and len(text) == len(text.encode().translate(None, _CONTROLS)):
        return []
    problems = []
    line_end = -1
    for match in _INVISIBLE.finditer(text, 1 if text.startswith("\ufeff") else 0):
        if match.start() < line_end:
            continue
        line_end = end_of_line(text, match.start())
        char = match.group()
        name = unicodedata.name(char, "a control character")
        problems.append(
            Problem(
                "unreadable-text",
                Span(match.start(), match.end()),
                f"there is an invisible character here: U+{ord(char):04X}, {name.lower()}",
                f"take it out; in a string write it as the escape `{char.encode('unicode_escape').decode()}`",
            )
        )
    return problems


def visible(text: str) -> str:
    """Return a text with a space for each character that nobody sees, so that the rest can be read."""
    return _INVISIBLE.sub(" ", text)


def visible_strings(text: str, original: str, lexemes: list[Lexeme]) -> str:
    """Return a visible text with an underscore for each such character in a string."""
    for lexeme in lexemes:
        if lexeme.kind in ("string", "unclosed"):
            start, end = lexeme.span
            text = text[:start] + _INVISIBLE.sub("_", original[start:end]) + text[end:]
    return text


def end_of_line(text: str, start: int) -> int:
    """Return the offset of the end of the line that an offset is in."""
    found = _LINE_END.search(text, start)
    return len(text) if found is None else found.start()
