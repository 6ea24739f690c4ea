"""Which part of which item the cursor is in."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ...records import dataclass
from ...syntax.scanner import Lexeme
from .outline import Outline

__all__ = [
    "Bracket",
    "Clause",
    "Part",
    "Segment",
    "Shape",
    "bracket",
    "clause_at",
    "dotted_before",
    "segments",
]


class Shape(enum.Enum):
    """What an item looks like, by what there is of it before the cursor."""

    DECLARATION = "input x: ExposureF[visit]"
    FIELD = "x: int = 3"
    DEFINITION = 'template t = "deep"'
    ASSIGNMENT = "isr.doBias = False"
    BLOCK = "task X[visit](Base) {"
    GUARD = "when doThings {"
    LOOP = "for n in range(count) {"
    REMOVAL = "del x, y"
    REQUIREMENT = "require a or b"
    FROM = "from a.b import c"
    IMPORT = "import a.b"
    BEGUN = "input"


class Part(enum.Enum):
    """A part of an item."""

    HEAD = "what stands before all others"
    TYPE = "behind the colon"
    VALUE = "behind the equals sign"
    CONDITION = "behind `when` or `require`, or what a `for` repeats over"
    FLAG = "behind a comma"
    FLAG_VALUE = "behind a flag and its equals sign"


class Segment(NamedTuple):
    """A part of an item with its lexemes, and the flag it belongs to."""

    part: Part
    lexemes: tuple[Lexeme, ...]
    flag: str = ""


@dataclass(frozen=True)
class Clause:
    """Where in its item the cursor is.

    Parameters
    ----------
    shape : `Shape`
        What the item looks like.
    word : `str`
        Its first word.
    name : `str`
        The name it declares.
    path : `tuple` [ `str` ]
        The names that are assigned to.
    at : `Segment`
        The part, with what there is of it before the cursor.
    flags : `tuple` [ `str` ]
        The flags of the whole item.
    later : `tuple` [ `str` ]
        Those of them that follow the cursor.
    type : `tuple` [ `Lexeme` ]
        What stands behind the colon, in the whole item.
    choices : `tuple` [ `str` ]
        The choices that ``allowed`` lists, as they are written.
    """

    shape: Shape
    word: str
    name: str
    path: tuple[str, ...]
    at: Segment
    flags: tuple[str, ...] = ()
    later: tuple[str, ...] = ()
    type: tuple[Lexeme, ...] = ()
    choices: tuple[str, ...] = ()

    @property
    def lexemes(self) -> tuple[Lexeme, ...]:
        """The part of it before the cursor."""
        return self.at.lexemes


_KEYWORDS = {
    "when": Shape.GUARD,
    "for": Shape.LOOP,
    "del": Shape.REMOVAL,
    "require": Shape.REQUIREMENT,
    "from": Shape.FROM,
    "import": Shape.IMPORT,
}
_FIRST = {
    Shape.DECLARATION: Part.TYPE,
    Shape.FIELD: Part.TYPE,
    Shape.DEFINITION: Part.VALUE,
    Shape.ASSIGNMENT: Part.VALUE,
    Shape.GUARD: Part.CONDITION,
    Shape.REQUIREMENT: Part.CONDITION,
    Shape.LOOP: Part.CONDITION,
}
_ASSIGN = ("=", "+=", "-=", "|=")


def clause_at(outline: Outline) -> Clause:
    """Return where in its item the cursor is."""
    before = outline.before
    shape, body = _shape(before)
    word = before[0].text if before else ""
    name = ""
    if shape in (Shape.DECLARATION, Shape.DEFINITION, Shape.BLOCK, Shape.LOOP) and len(before) > 1:
        name = before[1].text if before[1].kind == "name" else ""
    elif shape is Shape.FIELD:
        name = word
    path = tuple(one.text for one in before[: body - 1] if one.kind == "name")
    cut = list(segments(shape, before[body:]))
    later = list(segments(shape, (*before[body:], *outline.after)))
    given = [one.flag for one in cut[:-1] if one.flag]
    behind = [one.flag for one in later[len(cut) :] if one.flag]
    return Clause(
        shape,
        word,
        name,
        path if shape is Shape.ASSIGNMENT else (),
        cut[-1],
        (*given, *behind),
        tuple(behind),
        next((one.lexemes for one in later if one.part is Part.TYPE), ()),
        next((tuple(_keys(one.lexemes)) for one in later if one.flag == "allowed"), ()),
    )


def _shape(lexemes: Sequence[Lexeme]) -> tuple[Shape, int]:
    """Return what an item looks like, and the index at which what follows its head begins."""
    texts = [one.text for one in lexemes[:3]] + ["", "", ""]
    if texts[1] == ":":
        return Shape.FIELD, 2
    if texts[0] in _KEYWORDS:
        shape = _KEYWORDS[texts[0]]
        if shape is Shape.LOOP:
            found = next((i for i, one in enumerate(lexemes) if one.text == "in"), None)
            return (shape, found + 1) if found is not None else (Shape.BEGUN, len(lexemes))
        return shape, 1
    if len(lexemes) > 2 and lexemes[1].kind == "name":
        if texts[2] == ":":
            return Shape.DECLARATION, 3
        if texts[2] == "=":
            return Shape.DEFINITION, 3
        if texts[2] in ("[", "("):
            return Shape.BLOCK, 2
    if texts[1] == "(":
        return Shape.BLOCK, 1
    if texts[1] in (".", "[", *_ASSIGN):
        depth = 0
        for i, one in enumerate(lexemes):
            depth += (one.kind == "open") - (one.kind == "close")
            if depth == 0 and one.text in _ASSIGN:
                return Shape.ASSIGNMENT, i + 1
    return Shape.BEGUN, len(lexemes)


def segments(shape: Shape, lexemes: Sequence[Lexeme]) -> Iterator[Segment]:
    """Yield the parts of an item behind its head; the last one may be empty."""
    part = _FIRST.get(shape, Part.HEAD)
    found: list[Lexeme] = []
    depth = 0
    for lexeme in lexemes:
        depth += (lexeme.kind == "open") - (lexeme.kind == "close")
        if depth <= 0 and lexeme.kind == "comma" and part is not Part.HEAD and shape is not Shape.GUARD:
            yield _segment(part, found)
            part, found = Part.FLAG, []
        elif shape is Shape.REMOVAL and lexeme.text == "when" and part is Part.HEAD:
            yield _segment(part, found)
            part, found = Part.CONDITION, []
        elif depth <= 0 and lexeme.text == "=" and part is Part.TYPE:
            yield _segment(part, found)
            part, found = Part.VALUE, []
        else:
            found.append(lexeme)
    yield _segment(part, found)


def _segment(part: Part, lexemes: list[Lexeme]) -> Segment:
    if part is not Part.FLAG or not lexemes:
        return Segment(part, tuple(lexemes))
    first = lexemes[0].text
    if first == "when":
        return Segment(Part.CONDITION, tuple(lexemes[1:]), first)
    if len(lexemes) > 1 and lexemes[1].text == "=":
        return Segment(Part.FLAG_VALUE, tuple(lexemes[2:]), first)
    return Segment(part, tuple(lexemes), first)


def _keys(lexemes: Sequence[Lexeme]) -> Iterator[str]:
    """Yield the keys of a dictionary as they are written."""
    depth = 0
    for i, lexeme in enumerate(lexemes):
        depth += (lexeme.kind == "open") - (lexeme.kind == "close")
        if depth == 1 and lexeme.kind == "colon" and i > 0:
            yield lexemes[i - 1].text


class Bracket(NamedTuple):
    """The innermost bracket that is open at the cursor: what stands before it, what is in it already."""

    text: str
    """The bracket; empty if none is open."""
    before: tuple[Lexeme, ...]
    inside: tuple[Lexeme, ...]

    @property
    def last(self) -> tuple[Lexeme, ...]:
        """What stands behind the last comma in it."""
        start, depth = 0, 0
        for i, lexeme in enumerate(self.inside):
            depth += (lexeme.kind == "open") - (lexeme.kind == "close")
            if depth == 0 and lexeme.kind == "comma":
                start = i + 1
        return self.inside[start:]


def bracket(lexemes: Sequence[Lexeme]) -> Bracket:
    """Return the innermost bracket that is open behind some lexemes."""
    opened: list[int] = []
    for i, lexeme in enumerate(lexemes):
        if lexeme.kind == "open":
            opened.append(i)
        elif lexeme.kind == "close" and opened:
            opened.pop()
    if not opened:
        return Bracket("", (), tuple(lexemes))
    return Bracket(lexemes[opened[-1]].text, tuple(lexemes[: opened[-1]]), tuple(lexemes[opened[-1] + 1 :]))


def dotted_before(lexemes: Sequence[Lexeme]) -> tuple[str, ...]:
    """Return the names of the path that some lexemes end with, the last of them a name: ``a.b`` of ``x == a.b``."""
    parts: list[str] = []
    i = len(lexemes) - 1
    while i >= 0 and lexemes[i].kind == "name":
        parts.append(lexemes[i].text)
        if i == 0 or lexemes[i - 1].text != ".":
            break
        i -= 2
    return tuple(reversed(parts))
