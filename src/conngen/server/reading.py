"""What is shown of a file to whoever reads it: hovers, and hints between its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ..editor.hints import HintKind, hints
from ..editor.hover import hover
from .requests import Feature

if TYPE_CHECKING:
    from .session import Session

__all__ = ["FEATURES"]

_HINT_KINDS = {HintKind.DIMENSIONS: types.InlayHintKind.Type}


def _markup(session: Session, text: str, path: str) -> types.MarkupContent:
    """Return a text as Markdown, or as plain text to who knows no Markdown."""
    markdown = session.client.prefers_markdown(path)
    return types.MarkupContent(types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText, text)


def _hover(session: Session, params: types.HoverParams) -> types.Hover | None:
    place = session.at(params)
    if place is None:
        return None
    view, lines, offset = place
    found = hover(view, offset)
    if found is None:
        return None
    return types.Hover(
        _markup(session, found.markdown, "text_document.hover.content_format"), lines.range(found.span)
    )


def _hints(session: Session, params: types.InlayHintParams) -> list[types.InlayHint] | None:
    found = session.view(params.text_document.uri)
    if found is None:
        return None
    view, lines = found
    return [
        types.InlayHint(
            lines.position(one.offset),
            one.label,
            kind=_HINT_KINDS.get(one.kind),
            tooltip=types.MarkupContent(types.MarkupKind.Markdown, one.tooltip),
            padding_left=True,
        )
        for one in hints(view, lines.span(params.range))
    ]


FEATURES = (
    Feature(types.TEXT_DOCUMENT_HOVER, _hover),
    Feature(types.TEXT_DOCUMENT_INLAY_HINT, _hints),
)
