"""Diagnostics for people: the line, what is wrong in it underlined, and the way out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from ..console import style as coloured
from ..diagnostics import Diagnostic, Level
from ..source import Place
from .cells import plain, width

__all__ = ["render", "summary"]

_WIDEST = 120
"""How much of a line is shown, in characters: a longer one is cut around the place."""
_BEFORE = 40
"""How much of a line is shown at least before the place, if it has to be cut."""

_COLOURS = {Level.ERROR: "red", Level.WARNING: "yellow", Level.NOTE: "cyan"}
_FRAME = "blue"

_Style = Callable[..., str]


def render(diagnostics: Sequence[Diagnostic], *, colour: bool = False) -> str:
    """Return diagnostics as compilers show them, with a summary at the end.

    Parameters
    ----------
    diagnostics : sequence of `Diagnostic`
        What to show, in this order.
    colour : `bool`
        Whether to colour it.

    Returns
    -------
    text : `str`
        Whole lines; nothing if there is nothing to show.
    """
    if not diagnostics:
        return ""
    style = coloured if colour else _no_style
    blocks = ["\n".join(_block(one, style)) for one in diagnostics]
    return "\n\n".join([*blocks, summary(diagnostics)]) + "\n"


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """Return how many there are: ``2 errors, 1 warning in 3 files``."""
    levels = Counter(one.level for one in diagnostics)
    counts = ", ".join(_count(levels[level], level) for level in Level if levels[level])
    return f"{counts} in {_count(len({one.place.source.name for one in diagnostics}), 'file')}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _no_style(text: str, **_: object) -> str:
    return text


def _block(one: Diagnostic, style: _Style) -> Iterator[str]:
    """Yield the lines of one diagnostic."""
    colour = _COLOURS[one.level]
    places = [one.place, *(related.place for related in one.related)]
    gutter = max(len(str(place.start.line)) for place in places)
    message = _lines(one.message)
    head = style(f"{one.level}[{one.code.name}]", fg=colour, bold=True)
    yield head + style(f": {message[0]}", bold=True)
    yield from message[1:]
    yield from _snippet(one.place, gutter, "-->", "^", "", style, colour)
    for related in one.related:
        yield from _snippet(related.place, gutter, ":::", "-", related.text, style, _FRAME)
    if one.help is not None:
        first, *more = _lines(one.help)
        yield f"{' ' * gutter} {style('=', fg=_FRAME, bold=True)} {style('help', bold=True)}: {first}"
        yield from (f"{' ' * (gutter + 9)}{line}" for line in more)


def _lines(text: str) -> list[str]:
    return [plain(line) for line in text.splitlines()] or [""]


def _snippet(
    place: Place, gutter: int, arrow: str, mark: str, label: str, style: _Style, colour: str
) -> Iterator[str]:
    """Yield where a place is, its first line and what of that is meant."""
    start = place.start
    frame = style("|", fg=_FRAME, bold=True)
    where = f"{plain(place.source.name)}:{start.line}:{start.column}"
    yield f"{' ' * gutter}{style(arrow, fg=_FRAME, bold=True)} {where}"
    label = f" {' '.join(_lines(label))}".rstrip()
    if not place.source.text:
        if label:
            yield f"{' ' * gutter} {frame}{label}"
        return
    before, marked, after = _cut(place)
    underline = mark * max(width(marked), 1)
    yield f"{' ' * gutter} {frame}"
    number = style(f"{start.line:>{gutter}}", fg=_FRAME, bold=True)
    yield f"{number} {frame} {plain(before)}{plain(marked)}{plain(after)}".rstrip()
    yield f"{' ' * gutter} {frame} {' ' * width(before)}{style(underline + label, fg=colour, bold=True)}"


def _cut(place: Place) -> tuple[str, str, str]:
    """Return the first line of a place: before it, of it and behind it, cut where it is very long."""
    line = place.source.line(place.start.line)
    begin = min(place.start.column - 1, len(line))
    end = min(begin + max(place.span.end - place.span.start, 0), len(line))
    if len(line) <= _WIDEST:
        return line[:begin], line[begin:end], line[end:]
    first = max(0, min(begin - _BEFORE, len(line) - _WIDEST))
    last = min(len(line), first + _WIDEST)
    end = min(end, last)
    head = "…" if first else ""
    tail = "…" if last < len(line) else ""
    return head + line[first:begin], line[begin:end], line[end:last] + tail
