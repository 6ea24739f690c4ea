"""Offsets of a text as the protocol counts them: lines from 0, and units of an encoding that was agreed upon."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable
from typing import NamedTuple

from lsprotocol import types

from ..source import Span

__all__ = ["Encoding", "Lines"]

Encoding = types.PositionEncodingKind

_LINE_END = re.compile(r"\r\n|\r|\n")
_WIDE = {
    Encoding.Utf8: re.compile("[^\0-\x7f]"),
    Encoding.Utf16: re.compile("[\U00010000-\U0010ffff]"),
}
"""The characters of more than one unit."""

_EXTRA: dict[Encoding, Callable[[str], int]] = {
    Encoding.Utf8: lambda one: len(one.encode("utf-8", "surrogatepass")) - 1,
    Encoding.Utf16: lambda one: 1,
}
"""How many units more they have."""


class _Wide(NamedTuple):
    """The characters of a line that have more than one unit."""

    columns: list[int]
    """Their columns, in characters."""
    ends: list[int]
    """The units up to the end of each of them."""


class Lines:
    """A text, seen as lines of units.

    Parameters
    ----------
    text : `str`
        The text.
    encoding : `Encoding`
        What a unit is.
    """

    def __init__(self, text: str, encoding: Encoding) -> None:
        self.text = text
        self.encoding = encoding
        ends = [(match.start(), match.end()) for match in _LINE_END.finditer(text)]
        self._starts = [0, *(end for _, end in ends)]
        self._ends = [*(start for start, _ in ends), len(text)]
        self._narrow = encoding not in _WIDE or text.isascii()
        self._wide: dict[int, _Wide] = {}

    def offset(self, position: types.Position) -> int:
        """Return the offset of a position; one behind the end of its line or of the text means that end.

        A position inside a character means its start.
        """
        if position.line < 0:
            return 0
        if position.line >= len(self._starts):
            return len(self.text)
        start, end = self._starts[position.line], self._ends[position.line]
        wanted = max(0, position.character)
        if self._narrow:
            return min(start + wanted, end)
        wide = self._wide_of(position.line)
        before = bisect.bisect_right(wide.ends, wanted)
        column, seen = (wide.columns[before - 1] + 1, wide.ends[before - 1]) if before else (0, 0)
        found = column + wanted - seen
        if before < len(wide.columns):
            found = min(found, wide.columns[before])
        return min(start + found, end)

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line of an offset and its units there; inside of a line end they are those before it."""
        offset = min(max(offset, 0), len(self.text))
        line = self._line_of(offset)
        column = min(offset, self._ends[line]) - self._starts[line]
        if self._narrow:
            return line, column
        wide = self._wide_of(line)
        before = bisect.bisect_left(wide.columns, column)
        extra = wide.ends[before - 1] - wide.columns[before - 1] - 1 if before else 0
        return line, column + extra

    def position(self, offset: int) -> types.Position:
        """Return the position of an offset."""
        return types.Position(*self.place(offset))

    def span(self, area: types.Range) -> Span:
        """Return the span of a range, whichever of its ends comes first."""
        one, other = self.offset(area.start), self.offset(area.end)
        return Span(min(one, other), max(one, other))

    def range(self, span: Span) -> types.Range:
        """Return the range of a span."""
        return types.Range(self.position(span.start), self.position(span.end))

    def pieces(self, span: Span) -> list[Span]:
        """Return what a span holds of each line, without line ends, for what may not go over several lines."""
        found = []
        for line in range(self._line_of(span.start), len(self._starts)):
            if self._starts[line] >= span.end:
                break
            piece = Span(max(self._starts[line], span.start), min(self._ends[line], span.end))
            if piece.start < piece.end:
                found.append(piece)
        return found

    def _line_of(self, offset: int) -> int:
        return bisect.bisect_right(self._starts, offset) - 1

    def _wide_of(self, line: int) -> _Wide:
        """Return the wide characters of a line, found once: a line may be long, and asked for often."""
        if line not in self._wide:
            columns, ends, extra = [], [], 0
            start = self._starts[line]
            for match in _WIDE[self.encoding].finditer(self.text, start, self._ends[line]):
                extra += _EXTRA[self.encoding](match.group())
                columns.append(match.start() - start)
                ends.append(match.start() - start + 1 + extra)
            self._wide[line] = _Wide(columns, ends)
        return self._wide[line]
