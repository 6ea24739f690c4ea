"""Where the cursor is, as far as the text before it tells: the blocks around it, and the item it stands in.

What is being typed has seldom the shape of an item, so this goes by lexemes, brackets and line beginnings; the tree of
what can be read only tells where to begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from ...records import dataclass
from ...source import Span
from ...syntax import tree
from ...syntax.lalr import parser
from ...syntax.parser import scanner
from ...syntax.scanner import Lexeme, visible
from ...vocabulary import BLOCKS, DEFINITIONS, KINDS
from ..view import View

__all__ = ["JOINING", "Outline", "Scope", "accepted", "begins_item", "can_follow", "ends_operand", "outline"]

JOINING = frozenset(["and", "or", "not", "in", "is", "if", "else"])
"""Words that join expressions."""

_LEADING = frozenset(["from", "import", "as", "del", "when", "require", "for"])
_NAME = r"[^\W\d][\w{}]*"
_HEAD = re.compile(
    rf"""(?P<several>{_NAME}[ \t]+[\w{{][\w{{}}.]*[ \t]*[:=\[({{])      # input x: …    task X[…    template t = …
      |  (?P<field>{_NAME}[ \t]*:)
      |  {_NAME}(?:\.\w+|\[[^\]\n]*\])*[ \t]*[-+|]?=(?!=)           # a.b["c"] = …
      |  {_NAME}[ \t]*(?:\([^)\n]*\))?[ \t]*\{{[ \t]*$               # config {{
      |  (?:when|for|from|import|del|require)\b
    """,
    re.VERBOSE | re.MULTILINE,
)
_TOP = re.compile(r"(?:(?:task|connections|config)[ \t]+[^\W\d]|from[ \t.]|import[ \t])")
_LOOK_AHEAD = 300


class Scope(NamedTuple):
    """A block around the cursor: its word, the name behind it, the lexemes of its head."""

    word: str
    name: str
    head: tuple[Lexeme, ...]

    @property
    def start(self) -> int:
        """The offset at which it begins."""
        return self.head[0].span.start if self.head else 0


@dataclass(frozen=True)
class Outline:
    """Where the cursor is.

    Parameters
    ----------
    scopes : `tuple` [ `Scope` ]
        The blocks around it, from the outside in.
    before : `tuple` [ `Lexeme` ]
        What there is of its item before the word it stands in.
    after : `tuple` [ `Lexeme` ]
        What there is of its item behind that word.
    word : `Span`
        The word it stands in; empty if there is none.
    inside : `Lexeme` or `None`
        The string or comment it stands in.
    text : `str`
        The text, with spaces for what nobody sees.
    """

    scopes: tuple[Scope, ...]
    before: tuple[Lexeme, ...]
    after: tuple[Lexeme, ...]
    word: Span
    inside: Lexeme | None
    text: str

    @property
    def start(self) -> int:
        """The offset of what is typed: of the string, or of the word."""
        return self.inside.span.start if self.inside is not None else self.word.start

    @property
    def begins_line(self) -> bool:
        """Whether nothing stands before the word on its line."""
        return not self.text[self.text.rfind("\n", 0, self.start) + 1 : self.start].strip()

    @property
    def column(self) -> int:
        """How far right the word begins."""
        return self.start - (self.text.rfind("\n", 0, self.start) + 1)


def accepted(lexemes: Sequence[Lexeme], text: str) -> frozenset[str] | None:
    """Return the terminals of the grammar that can follow the beginning of an item; `None` if it is broken before.

    Parameters
    ----------
    lexemes : sequence of `Lexeme`
        The beginning.
    text : `str`
        The text they are of.
    """
    return _accepted(text[lexemes[0].span.start : lexemes[-1].span.end] if lexemes else "")


def can_follow(beginning: str) -> bool:
    """Whether a text is the beginning of an item."""
    return _accepted(beginning) is not None


def _accepted(beginning: str) -> frozenset[str] | None:
    states, stop = parser().follow(beginning, "only_item")
    return None if stop is not None else parser().accepted(states)


def ends_operand(lexeme: Lexeme) -> bool:
    """Whether an operand may end with a lexeme."""
    if lexeme.kind == "name":
        return lexeme.text not in JOINING and lexeme.text not in _LEADING
    return lexeme.kind in ("number", "string", "unclosed", "close", "ellipsis")


def outline(view: View, offset: int) -> Outline:
    """Return where the cursor is."""
    text = visible(view.text)
    start, scopes = _anchor(view, text, offset)
    reader = _Reader(text, scopes)
    word, inside = Span(offset, offset), None
    lexemes = scanner().scan(text, start)
    following: list[Lexeme] = []
    for lexeme in lexemes:
        if lexeme.span.start >= offset:
            following.append(lexeme)
            break
        if _holds(lexeme, offset):
            if lexeme.kind in ("name", "number"):
                word = lexeme.span
                if reader.begins(lexeme) and reader.leave(lexeme):
                    reader.item, reader.opened = [], []
            else:
                inside = lexeme
            break
        if lexeme.kind != "comment":
            reader.take(lexeme)
    before, around = tuple(reader.item), tuple(reader.scopes)
    after = tuple(_rest(reader, following, lexemes))
    return Outline(around, before, after, word, inside, text)


def begins_item(place: Outline, legal: frozenset[str] | None) -> bool:
    """Whether an item can begin at the cursor.

    Parameters
    ----------
    place : `Outline`
        Where the cursor is.
    legal : `frozenset` [ `str` ] or `None`
        What `accepted` returns for what there is of its item.
    """
    if not place.before:
        return True
    first, last = place.before[0], place.before[-1]
    complete = legal is not None and "$END" in legal
    if not place.begins_line:
        return complete and last.kind == "string" and "COMMA" not in (legal or ())
    if complete:
        return True
    return first.first and place.column <= first.column and first.text not in ("from", "import")


def _holds(lexeme: Lexeme, offset: int) -> bool:
    """Whether the cursor stands in a word, or inside a string or comment."""
    if lexeme.kind in ("name", "number", "comment"):
        return lexeme.span.end >= offset
    if lexeme.kind == "unclosed":
        return lexeme.span.end >= offset
    return lexeme.kind == "string" and lexeme.span.end > offset


def _rest(reader: _Reader, following: list[Lexeme], lexemes: Iterator[Lexeme]) -> Iterator[Lexeme]:
    """Yield what belongs to the item behind the cursor."""
    if not reader.item:
        return
    depth = len(reader.scopes)
    for count, lexeme in enumerate(chain(following, lexemes)):
        if count > _LOOK_AHEAD:
            return
        if lexeme.kind == "comment":
            continue
        if reader.begins(lexeme):
            return
        reader.take(lexeme)
        if len(reader.scopes) != depth or not reader.item:
            return
        yield lexeme


def _anchor(view: View, text: str, offset: int) -> tuple[int, list[Scope]]:
    """Return an offset from which to read on, and the blocks around it: a healthy item not far before the cursor."""
    scopes: list[Scope] = []
    items = view.parsed.file.items
    start = 0
    while True:
        before = [item for item in items if item.span.start < offset and item.span.end <= len(text)]
        last = before[-1] if before else None
        if isinstance(last, tree.Block | tree.Guard | tree.Loop) and last.items:
            closed = (
                text[last.span.end - 1 : last.span.end] == "}" and last.items[-1].span.end < last.span.end
            )
            if closed and last.span.end <= offset:
                return last.span.end, scopes
            if last.items[0].span.start < offset:
                scopes.append(_scope(last, text))
                items = last.items
                start = last.items[0].span.start
                continue
        whole = (tree.Declaration, tree.Field, tree.Definition, tree.Assignment, tree.Requirement)
        healthy = [item for item in before if isinstance(item, whole)]
        start = healthy[-1].span.start if healthy else start
        line = text.rfind("\n", 0, start) + 1
        return (start if text[line:start].strip() else line), scopes


def _scope(item: tree.Block | tree.Guard | tree.Loop, text: str) -> Scope:
    """Return the block of an item that could be read."""
    head = []
    for lexeme in scanner().scan(text, item.span.start, item.items[0].span.start):
        if lexeme.text == "{":
            break
        head.append(lexeme)
    match item:
        case tree.Guard():
            return Scope("when", "", tuple(head))
        case tree.Loop(variable=variable):
            return Scope("for", variable.text, tuple(head))
    return Scope(item.word.text, item.name.text if item.name else "", tuple(head))


class _Reader:
    """Reads lexemes, and keeps the item that they are in and the blocks around it."""

    def __init__(self, text: str, scopes: Sequence[Scope]) -> None:
        self.text = text
        self.scopes = list(scopes)
        self.item: list[Lexeme] = []
        self.opened: list[str] = []

    def restart(self, lexeme: Lexeme) -> None:
        """Begin another item."""
        self.item, self.opened = [], []
        self.leave(lexeme)

    def leave(self, lexeme: Lexeme) -> bool:
        """Leave the blocks around an item that its first word can't stand in; whether there are any."""
        if not lexeme.first or not self.scopes:
            return False
        depth = len(self.scopes)
        outer = self.scopes[0].head
        if outer and lexeme.column <= outer[0].column and _TOP.match(self.text, lexeme.span.start):
            self.scopes.clear()
        while (
            self.scopes
            and self.scopes[-1].word == "config"
            and lexeme.text in KINDS
            and self.scopes[-1].head
            and lexeme.column <= self.scopes[-1].head[0].column
        ):
            self.scopes.pop()
        return len(self.scopes) < depth

    def take(self, lexeme: Lexeme) -> None:
        """Read a lexeme."""
        if self.begins(lexeme):
            self.restart(lexeme)
        if lexeme.kind == "open":
            if lexeme.text == "{" and not self.opened and self.opens_block():
                self.scopes.append(self.scope())
                self.item = []
                return
            self.opened.append(lexeme.text)
        elif lexeme.text == "}" and "{" not in self.opened:
            self.item, self.opened = [], []
            if self.scopes:
                self.scopes.pop()
            return
        elif lexeme.kind == "close":
            wanted = {")": "(", "]": "[", "}": "{"}[lexeme.text]
            if wanted in self.opened:
                while self.opened.pop() != wanted:
                    pass
        self.item.append(lexeme)

    def begins(self, lexeme: Lexeme) -> bool:
        """Whether a lexeme begins another item than the one before it."""
        if not self.item:
            return True
        if lexeme.kind != "name" or lexeme.text in JOINING:
            return False
        left = lexeme.first and lexeme.column <= self.item[0].column
        if self.opened:
            return left and self.looks_like_head(lexeme, strictly=True)
        previous = self.item[-1]
        if left and self.looks_like_head(lexeme, strictly=previous.kind == "comma"):
            return True
        if not ends_operand(previous):
            return False
        first = self.item[0].text
        if (first in ("from", "import") and lexeme.text in ("import", "as")) or previous.text == "as":
            return False
        if len(self.item) == 1:
            return previous.kind != "name" or lexeme.first
        return lexeme.first or any(one.text in (":", "=") or one.kind == "string" for one in self.item)

    def looks_like_head(self, lexeme: Lexeme, strictly: bool) -> bool:
        """Whether a line looks like the first of an item; strictly: whether it can't be a flag or a value."""
        found = _HEAD.match(self.text, lexeme.span.start)
        return found is not None and (not strictly or bool(found["several"] or found["field"]))

    def opens_block(self) -> bool:
        """Whether a brace behind the item is that of its block."""
        if not self.item:
            return True
        first, last = self.item[0].text, self.item[-1]
        if first in ("when", "for") and not (len(self.item) > 1 and self.item[1].text == ":"):
            return ends_operand(last) or len(self.item) == 1
        if first in (*KINDS, *DEFINITIONS, *_LEADING):
            return False
        return not any(one.text in (":", "=", "+=", "-=", "|=") for one in self.item)

    def scope(self) -> Scope:
        """Return the block that the item is the head of."""
        item = self.item
        named = len(item) > 1 and item[1].kind == "name" and item[0].text in (*BLOCKS, "for")
        return Scope(item[0].text if item else "", item[1].text if named else "", tuple(item))
