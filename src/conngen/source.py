"""Texts and places in them.

Offsets count characters of the text; lines and columns, which only people see, begin at 1.
"""

from __future__ import annotations

import bisect
from functools import cached_property

from .patterns import pattern
from .records import dataclass, field
from .typings import NamedTuple

__all__ = ["Place", "Position", "Source", "Span", "dedented"]

_LINE_END = pattern(r"\r\n|\r|\n")


def dedented(text: str) -> str:
    """Return a text without the indentation that all its lines but the first have, nor empty lines at its ends.

    It is what `inspect.cleandoc` does, in every version of Python alike, and without loading that module.
    """
    first, *rest = text.expandtabs().split("\n")
    margin = min((len(line) - len(line.lstrip()) for line in rest if line.strip()), default=0)
    lines = [first.lstrip(), *(line[margin:] for line in rest)]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


class Span(NamedTuple):
    """A stretch of a text, from the offset ``start`` up to but without ``end``."""

    start: int
    end: int

    def to(self, other: Span) -> Span:
        """Return the span from the start of this one to the end of another."""
        return Span(self.start, other.end)


class Position(NamedTuple):
    """A line and a column, both counted from 1; columns count characters."""

    line: int
    column: int


@dataclass(frozen=True, eq=False)
class Source:
    """A text and the name it goes by.

    Parameters
    ----------
    name : `str`
        How messages call it: a path relative to where the user stands, with forward slashes.
    text : `str`
        The text itself.
    """

    name: str
    text: str = field(repr=False)

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.text))]

    def position(self, offset: int) -> Position:
        """Return the line and the column of an offset."""
        line = bisect.bisect_right(self._starts, offset) - 1
        return Position(line + 1, offset - self._starts[line] + 1)

    def line(self, number: int) -> str:
        """Return a line, counted from 1, without its end."""
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")

    def line_of(self, offset: int) -> int:
        """Return the number of the line that holds an offset, counted from 1."""
        return bisect.bisect_right(self._starts, offset)

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and a column, both counted from 1."""
        return min(self._starts[min(line, len(self._starts)) - 1] + column - 1, len(self.text))

    def at(self, span: Span) -> Place:
        """Return the place of a span in this text."""
        return Place(self, span)


class Place(NamedTuple):
    """A span in a certain text."""

    source: Source
    span: Span

    @property
    def start(self) -> Position:
        """Where the place begins."""
        return self.source.position(self.span.start)

    @property
    def end(self) -> Position:
        """Where the place ends: the position behind its last character."""
        return self.source.position(self.span.end)

    @property
    def text(self) -> str:
        """What stands there."""
        return self.source.text[self.span.start : self.span.end]
