"""Formatting: the one style of `conngen fmt`, as the fewest changes of lines."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from lsprotocol import types

from ..formatter import format_text
from ..source import Span
from .positions import Lines
from .requests import Feature

if TYPE_CHECKING:
    from .session import Session

__all__ = ["FEATURES", "changes"]

_MANY = 4000
"""How many lines that differ are compared with one another; more are replaced as one."""

_Change = tuple[Span, str]


def changes(before: str, after: str) -> list[_Change]:
    """Return what makes one text of another: replacements of whole lines, in order."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    head = next((i for i, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    if head is None:
        head = min(len(old), len(new))
    rest = min(len(old), len(new)) - head
    pairs = zip(reversed(old), reversed(new), strict=False)
    tail = next((i for i, (one, other) in enumerate(pairs) if one != other), rest)
    tail = min(tail, rest)
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    start = sum(map(len, before.splitlines(keepends=True)[:head]))
    if not old and not new:
        return []
    if len(old) + len(new) > _MANY:
        return [(Span(start, start + sum(map(len, old))), "".join(new))]
    offsets = [start]
    for line in old:
        offsets.append(offsets[-1] + len(line))
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return [
        (Span(offsets[i], offsets[j]), "".join(new[k:m]))
        for word, i, j, k, m in matcher.get_opcodes()
        if word != "equal"
    ]


def _edits(found: Iterable[_Change], lines: Lines) -> list[types.TextEdit]:
    return [types.TextEdit(lines.range(span), text) for span, text in found]


def _applied(text: str, found: Iterable[_Change]) -> str:
    parts, end = [], 0
    for span, new in found:
        parts += [text[end : span.start], new]
        end = span.end
    return "".join([*parts, text[end:]])


def _formatted(session: Session, uri: str) -> tuple[Lines, str, int] | None:
    """Return a text, what it is in the one style, and how long a line should be."""
    document = session.documents.get(uri)
    if document is None or not document.is_conn:
        return None
    length = session.workspace.settings(document.key).line_length
    view = session.workspace.view(document.key)
    parsed = None if view is None else view.parsed
    return document.lines, format_text(document.text, length, parsed).text, length


def _whole(
    session: Session, params: types.DocumentFormattingParams | types.WillSaveTextDocumentParams
) -> list[types.TextEdit] | None:
    found = _formatted(session, params.text_document.uri)
    if found is None:
        return None
    lines, text, _ = found
    return _edits(changes(lines.text, text), lines)


def _ranges(session: Session, uri: str, ranges: Iterable[types.Range]) -> list[types.TextEdit] | None:
    """Return the changes in some ranges: those that do not depend on others outside of them."""
    found = _formatted(session, uri)
    if found is None:
        return None
    lines, text, length = found
    every = changes(lines.text, text)
    spans = [_whole_lines(lines, area) for area in ranges]
    within = [one for one in every if any(a.start <= one[0].start and one[0].end <= a.end for a in spans)]
    touching = [one for one in every if any(a.start <= one[0].end and one[0].start <= a.end for a in spans)]
    for chosen in (within, touching):
        if not chosen or chosen == every:
            return _edits(chosen, lines)
        # What says the same has the same style; a line that moves in or out of the range would be lost or said twice.
        if format_text(_applied(lines.text, chosen), length).text == text:
            return _edits(chosen, lines)
    return []


def _whole_lines(lines: Lines, area: types.Range) -> Span:
    """Return a range, made larger so that it begins and ends with lines."""
    start, end = area.start, area.end
    last = end.line if end.character == 0 and end.line > start.line else end.line + 1
    return lines.span(types.Range(types.Position(start.line, 0), types.Position(last, 0)))


def _range(session: Session, params: types.DocumentRangeFormattingParams) -> list[types.TextEdit] | None:
    return _ranges(session, params.text_document.uri, [params.range])


def _several(session: Session, params: types.DocumentRangesFormattingParams) -> list[types.TextEdit] | None:
    return _ranges(session, params.text_document.uri, params.ranges)


def _before_saving(session: Session, params: types.WillSaveTextDocumentParams) -> list[types.TextEdit] | None:
    """Format what the user saves; not what the editor saves on its own, between two words."""
    if not session.formats_on_save or params.reason is not types.TextDocumentSaveReason.Manual:
        return None
    return _whole(session, params)


FEATURES = (
    Feature(types.TEXT_DOCUMENT_FORMATTING, _whole),
    Feature(
        types.TEXT_DOCUMENT_RANGE_FORMATTING,
        _range,
        types.DocumentRangeFormattingOptions(ranges_support=True),
    ),
    Feature(types.TEXT_DOCUMENT_RANGES_FORMATTING, _several),
    Feature(types.TEXT_DOCUMENT_WILL_SAVE_WAIT_UNTIL, _before_saving),
)
