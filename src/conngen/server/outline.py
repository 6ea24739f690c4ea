"""What files hold: their symbols, what can be folded, where words lead, what to select next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types

from ..editor.paths import path_at, word_at
from ..editor.structure import Entry, EntryKind, FoldKind, document_symbols, folds, links, workspace_symbols
from ..source import Span
from .positions import Lines
from .requests import Feature

if TYPE_CHECKING:
    from .session import Session

__all__ = ["FEATURES"]

_SYMBOL = types.SymbolKind
_KINDS = {
    EntryKind.TASK: _SYMBOL.Class,
    EntryKind.CONNECTIONS: _SYMBOL.Class,
    EntryKind.CONFIG: _SYMBOL.Class,
    EntryKind.CONNECTION: _SYMBOL.Property,
    EntryKind.TEMPLATE: _SYMBOL.String,
    EntryKind.DIMENSIONS: _SYMBOL.Enum,
    EntryKind.FIELD: _SYMBOL.Field,
    EntryKind.GROUP: _SYMBOL.Namespace,
    EntryKind.REQUIREMENT: _SYMBOL.Event,
    EntryKind.CHANGE: _SYMBOL.Operator,
}
_FOLDS = {
    FoldKind.REGION: types.FoldingRangeKind.Region,
    FoldKind.COMMENT: types.FoldingRangeKind.Comment,
    FoldKind.IMPORTS: types.FoldingRangeKind.Imports,
}
_MOST = 500
"""How many symbols of a project are shown at most: who wants others types another letter."""


def _symbols(
    session: Session, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation] | None:
    found = session.view(params.text_document.uri)
    if found is None:
        return None
    view, lines = found
    entries = document_symbols(view)
    if session.client.has("text_document.document_symbol.hierarchical_document_symbol_support"):
        return [_symbol(one, lines) for one in entries]
    return list(_flat(entries, lines, params.text_document.uri, None))


def _symbol(entry: Entry, lines: Lines) -> types.DocumentSymbol:
    whole, name = entry.whole, entry.name_span
    inside = Span(min(max(name.start, whole.start), whole.end), max(min(name.end, whole.end), whole.start))
    return types.DocumentSymbol(
        name=entry.name or "?",
        detail=entry.detail or None,
        kind=_KINDS[entry.kind],
        tags=[types.SymbolTag.Deprecated] if entry.deprecated else None,
        range=lines.range(whole),
        selection_range=lines.range(inside),
        children=[_symbol(one, lines) for one in entry.children] or None,
    )


def _flat(
    entries: Iterable[Entry], lines: Lines, uri: str, inside: str | None
) -> Iterator[types.SymbolInformation]:
    """Yield symbols for an editor that knows no symbols inside others."""
    for entry in entries:
        yield types.SymbolInformation(
            location=types.Location(uri, lines.range(entry.whole)),
            name=entry.name or "?",
            kind=_KINDS[entry.kind],
            tags=[types.SymbolTag.Deprecated] if entry.deprecated else None,
            container_name=inside,
        )
        yield from _flat(entry.children, lines, uri, entry.name)


def _all_symbols(session: Session, params: types.WorkspaceSymbolParams) -> list[types.SymbolInformation]:
    found = workspace_symbols(session.views(), params.query)
    return [
        types.SymbolInformation(
            location=session.location(one.key, one.source, one.entry.name_span),
            name=one.entry.name,
            kind=_KINDS[one.entry.kind],
            tags=[types.SymbolTag.Deprecated] if one.entry.deprecated else None,
            container_name=one.inside or Path(one.key).name,
        )
        for one in found[:_MOST]
    ]


def _folds(session: Session, params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
    found = session.view(params.text_document.uri)
    if found is None:
        return None
    view, lines = found
    by_line = session.client.has("text_document.folding_range.line_folding_only")
    ranges = []
    for one in folds(view):
        start, end = lines.position(one.span.start), lines.position(one.span.end)
        # Where only whole lines are folded, the bracket that closes a block stays in sight.
        closed = by_line and view.text[one.span.end - 1 : one.span.end] == "}"
        last = end.line - 1 if closed else end.line
        if last > start.line:
            ranges.append(
                types.FoldingRange(
                    start_line=start.line,
                    end_line=last,
                    end_character=None if by_line else end.character,
                    kind=_FOLDS[one.kind],
                )
            )
    return ranges


def _links(session: Session, params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
    found = session.view(params.text_document.uri)
    if found is None:
        return None
    view, lines = found
    return [
        types.DocumentLink(lines.range(one.span), session.documents.uri(one.key), one.tooltip)
        for one in links(view)
    ]


def _selections(session: Session, params: types.SelectionRangeParams) -> list[types.SelectionRange] | None:
    found = session.view(params.text_document.uri)
    if found is None:
        return None
    view, lines = found
    ranges = []
    for position in params.positions:
        offset = lines.offset(position)
        spans = [Span(0, len(view.text)), *(node.span for node in path_at(view.parsed.file, offset))]
        spans.append(word_at(view.text, offset) or Span(offset, offset))
        around: types.SelectionRange | None = None
        last = spans[0]
        for span in spans:
            if around is None or (last.start <= span.start and span.end <= last.end and span != last):
                around, last = types.SelectionRange(lines.range(span), around), span
        assert around is not None  # there is the whole text
        ranges.append(around)
    return ranges


FEATURES = (
    Feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, _symbols),
    Feature(types.WORKSPACE_SYMBOL, _all_symbols, empty=()),
    Feature(types.TEXT_DOCUMENT_FOLDING_RANGE, _folds),
    Feature(types.TEXT_DOCUMENT_DOCUMENT_LINK, _links),
    Feature(types.TEXT_DOCUMENT_SELECTION_RANGE, _selections),
)
