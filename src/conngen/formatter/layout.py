"""Texts with places where a line may end, and what becomes of them within a width.

A `Group` stays on one line if it fits, else all its own `Line`s become line ends. Comments are part of the texts:
one at the end of a line waits for that end, one on lines of its own makes them.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import ClassVar, NamedTuple, Union

from ..records import dataclass, field

__all__ = [
    "STEP",
    "Above",
    "Break",
    "Concat",
    "Doc",
    "Group",
    "Hard",
    "IfBroken",
    "Indent",
    "Layout",
    "Line",
    "Remark",
    "Rendered",
    "Text",
    "best",
    "concat",
    "render",
]

STEP = 4
"""How far a block or a continued line is indented."""


class Break(IntEnum):
    """What may be broken into lines; each of them allows those before it too."""

    NOTHING = 0
    DICTS = 1
    LISTS = 2
    EXPRESSIONS = 3
    HEADS = 4
    """The dimensions and bases at the head of an item."""


@dataclass(frozen=True, slots=True)
class Text:
    """What is printed as it is."""

    text: str
    forced: ClassVar[bool] = False
    remarked: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line end if its group is broken, else a space or nothing."""

    flat: str = " "
    forced: ClassVar[bool] = False
    remarked: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Hard:
    """A line end in any case."""

    forced: ClassVar[bool] = True
    remarked: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class IfBroken:
    """What is printed only if its group is broken."""

    text: str
    forced: ClassVar[bool] = False
    remarked: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment at the end of a line: what follows goes onto the next."""

    text: str
    forced: ClassVar[bool] = False
    remarked: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class Above:
    """Comments on lines of their own."""

    texts: tuple[str, ...]
    forced: ClassVar[bool] = True
    remarked: ClassVar[bool] = False


@dataclass(frozen=True, slots=True)
class Concat:
    """One thing behind the other; made by `concat`."""

    docs: tuple[Doc, ...]
    forced: bool
    remarked: bool


@dataclass(frozen=True, slots=True)
class Indent:
    """What is indented further, if its group is broken."""

    doc: Doc
    forced: bool = field(init=False)
    remarked: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "forced", self.doc.forced)
        object.__setattr__(self, "remarked", self.doc.remarked)


@dataclass(frozen=True, slots=True)
class Group:
    """What stays on one line if it fits there.

    Parameters
    ----------
    doc : `Doc`
        What is in it.
    breaks : `Break`
        What it counts as, if it is to be broken.
    always : `bool`
        Whether it is broken in any case.
    hangs : `bool`
        Whether it has no brackets of its own.
    """

    doc: Doc
    breaks: Break = Break.EXPRESSIONS
    always: bool = False
    hangs: bool = False
    forced: bool = field(init=False)
    remarked: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "forced", self.always or self.doc.forced)
        object.__setattr__(self, "remarked", self.doc.remarked)


Doc = Union[Text, Line, Hard, IfBroken, Remark, Above, Concat, Indent, Group]  # noqa: UP007 - names itself


def concat(*docs: Doc) -> Concat:
    """Return one thing behind the other; a comment between two of them forces a line end."""
    forced = remarked = False
    for doc in docs:
        forced = forced or doc.forced or (remarked and not _is_comma(doc))
        remarked = doc.remarked or (remarked and _is_comma(doc))
    return Concat(docs, forced, remarked)


def _is_comma(doc: Doc) -> bool:
    """Whether nothing but a comma comes, which goes before the comment it follows."""
    match doc:
        case Text(text=text) | IfBroken(text=text):
            return text in (",", "")
        case Concat(docs=docs):
            return all(_is_comma(one) or isinstance(one, Remark) for one in docs)
        case _:
            return False


class Rendered(NamedTuple):
    """What became of it: the lines, and how far they run over the width in sum, comments not counted."""

    lines: list[str]
    excess: int


def render(doc: Doc, indent: int, width: int, limit: Break) -> Rendered:
    """Return the lines of a text.

    Parameters
    ----------
    doc : `Doc`
        The text, with places where a line may end.
    indent : `int`
        The indentation of its first line.
    width : `int`
        How long a line should be at most.
    limit : `Break`
        What may be broken if it does not fit; what must be broken is in any case.
    """
    page = _Page(indent, width)
    stack: list[_Command] = [_Command(indent, True, doc)]
    while stack:
        at, broken, doc = stack.pop()
        match doc:
            case Concat(docs=docs):
                stack.extend(_Command(at, broken, one) for one in reversed(docs))
            case Text(text=text):
                page.write(text, at)
            case IfBroken(text=text):
                page.write(text if broken else "", at)
            case Line() | Hard():
                if broken or isinstance(doc, Hard):
                    page.end_line(at)
                else:
                    page.write(doc.flat, at)
            case Indent(doc=inner):
                stack.append(_Command(at + STEP if broken else at, broken, inner))
            case Group(doc=inner):
                breaks = doc.forced
                if not breaks and broken and doc.breaks <= limit:
                    breaks = not _fits(page.room, inner, stack, limit)
                stack.append(_Command(at, breaks, inner))
            case Remark(text=text):
                page.remark_on(text, at)
            case Above(texts=texts):
                page.comment(texts, at)
    page.end_line(indent)
    return Rendered(page.lines, page.excess)


class _Command(NamedTuple):
    indent: int
    broken: bool
    doc: Doc


class _Page:
    """The lines so far, and the one that is written."""

    def __init__(self, indent: int, width: int) -> None:
        self.width = width
        self.lines: list[str] = []
        self.excess = 0
        self._indent = indent
        self._line = ""
        self._remark = ""

    @property
    def room(self) -> int:
        """How much still fits onto the line."""
        return self.width - self._indent - (STEP if self._remark else len(self._line))

    def write(self, text: str, indent: int) -> None:
        """Write a text; behind the comment at the end of a line, onto the next one."""
        if self._remark and text not in (",", ""):
            self.end_line(indent + STEP)
        if not self._line:
            text = text.lstrip(" ")
        *whole, last = text.split("\n")
        for part in whole:
            self._line += part
            self._push()
        self._line += last

    def remark_on(self, text: str, indent: int) -> None:
        """Note the comment at the end of the line."""
        if self._remark or not self._line:
            self.comment((text,), indent)
        else:
            self._remark = text

    def comment(self, texts: Iterable[str], indent: int) -> None:
        """Write comments on lines of their own; those inside a line are indented, with what follows."""
        indent += STEP if self._line else 0
        self.end_line(indent)
        self.lines.extend(" " * indent + text for text in texts)

    def end_line(self, indent: int) -> None:
        """End the line, if anything is on it, and begin another."""
        self._line = self._line.rstrip(" ")
        if self._line:
            self._push()
        self._indent = indent

    def _push(self) -> None:
        line = " " * self._indent + self._line
        self.excess += max(0, len(line) - self.width)
        if self._remark:
            line = f"{line}  {self._remark}"
        self.lines.append(line)
        self._indent, self._line, self._remark = 0, "", ""


def _fits(room: int, doc: Doc, rest: list[_Command], limit: Break) -> bool:
    """Whether a group fits onto a line, with what follows up to where a line can end next."""
    todo: list[tuple[bool, bool, Doc]] = [(False, False, doc)]
    behind = len(rest)
    while room >= 0:
        if not todo:
            if behind == 0:
                return True
            behind -= 1
            todo.append((True, rest[behind].broken, rest[behind].doc))
        follows, broken, doc = todo.pop()
        match doc:
            case Concat(docs=docs):
                todo.extend((follows, broken, one) for one in reversed(docs))
            case Indent(doc=inner):
                todo.append((follows, broken, inner))
            case Group(doc=inner):
                breaks = doc.forced or (follows and broken and doc.breaks <= limit)
                todo.append((follows, breaks, inner))
            case Line(flat=flat):
                if broken:
                    return True
                room -= len(flat)
            case Hard() | Remark() | Above():
                return True
            case Text(text=text):
                first, *others = text.split("\n", 1)
                room -= len(first)
                if others:
                    break
            case IfBroken(text=text):
                room -= len(text) if broken else 0
    return room >= 0


class Layout(NamedTuple):
    """A way to lay something out: the text, and what of it may be broken."""

    doc: Doc
    limit: Break = Break.HEADS


def best(layouts: Iterable[Layout], indent: int, width: int) -> list[str]:
    """Return the lines of the first layout that fits; of the one that comes nearest, if none does.

    Parameters
    ----------
    layouts : iterable of `Layout`
        The layouts, the preferred one first.
    indent : `int`
        The indentation of the first line.
    width : `int`
        How long a line should be at most.
    """
    nearest: Rendered | None = None
    for layout in layouts:
        rendered = render(layout.doc, indent, width, layout.limit)
        if not rendered.excess:
            return rendered.lines
        # A head is not broken in vain, since it hardly gets shorter.
        if nearest is None or (rendered.excess < nearest.excess and layout.limit < Break.HEADS):
            nearest = rendered
    assert nearest is not None  # there is a layout
    return nearest.lines
