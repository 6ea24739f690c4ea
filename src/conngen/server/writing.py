"""What helps while typing: proposals at the cursor, and the shape of what is being written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from ..editor.completion import Proposal, ProposalKind, complete
from ..editor.signature import Parameter, signature
from ..source import Span
from .edits import text_edits
from .positions import Encoding, Lines
from .requests import Feature

if TYPE_CHECKING:
    from .session import Session

__all__ = ["FEATURES"]

_ITEM = types.CompletionItemKind
_KINDS = {
    ProposalKind.KEYWORD: _ITEM.Keyword,
    ProposalKind.KIND: _ITEM.Keyword,
    ProposalKind.OPERATOR: _ITEM.Operator,
    ProposalKind.SNIPPET: _ITEM.Snippet,
    ProposalKind.CONNECTION: _ITEM.Property,
    ProposalKind.ATTRIBUTE: _ITEM.Property,
    ProposalKind.FIELD: _ITEM.Field,
    ProposalKind.TEMPLATE: _ITEM.Variable,
    ProposalKind.VARIABLE: _ITEM.Variable,
    ProposalKind.DIMENSION: _ITEM.Enum,
    ProposalKind.STORAGE_CLASS: _ITEM.Struct,
    ProposalKind.TYPE: _ITEM.TypeParameter,
    ProposalKind.CLASS: _ITEM.Class,
    ProposalKind.FUNCTION: _ITEM.Function,
    ProposalKind.MODULE: _ITEM.Module,
    ProposalKind.NAME: _ITEM.Reference,
    ProposalKind.FLAG: _ITEM.Property,
    ProposalKind.SETTING: _ITEM.Property,
    ProposalKind.METHOD: _ITEM.Method,
    ProposalKind.CONSTANT: _ITEM.Constant,
    ProposalKind.VALUE: _ITEM.Value,
    ProposalKind.CODE: _ITEM.Constant,
}
_TRIGGERS = ["{", "[", ",", "=", '"', "'", ".", ":", "(", "|", " "]
_ABOUT_ITEM = "text_document.completion.completion_item"


def _complete(session: Session, params: types.CompletionParams) -> types.CompletionList | None:
    place = session.at(params)
    if place is None:
        return None
    view, lines, offset = place
    items = [_item(session, view.key, lines, one, offset) for one in complete(view, offset)]
    return types.CompletionList(is_incomplete=False, items=items)


def _item(session: Session, key: str, lines: Lines, one: Proposal, offset: int) -> types.CompletionItem:
    client = session.client
    snippet = one.snippet and client.has(f"{_ABOUT_ITEM}.snippet_support")
    text = (one.text or one.label) if snippet or not one.snippet else one.plain
    elsewhere = [edit for edit in one.edits if edit.key == key]
    found = types.CompletionItem(
        label=one.label,
        kind=_KINDS[one.kind],
        detail=one.detail or None,
        sort_text=one.order,
        filter_text=one.label,
        text_edit=types.TextEdit(lines.range(_around(one.replaces, lines, offset)), text),
        additional_text_edits=text_edits(lines, elsewhere) or None,
    )
    if one.doc:
        formats = f"{_ABOUT_ITEM}.documentation_format"
        found.documentation = (
            types.MarkupContent(types.MarkupKind.Markdown, one.doc)
            if client.prefers_markdown(formats)
            else one.doc
        )
    if snippet:
        found.insert_text_format = types.InsertTextFormat.Snippet
    if one.deprecated and client.has(f"{_ABOUT_ITEM}.tag_support"):
        found.tags = [types.CompletionItemTag.Deprecated]
    elif one.deprecated and client.has(f"{_ABOUT_ITEM}.deprecated_support"):
        found.deprecated = True
    return found


def _around(span: Span, lines: Lines, offset: int) -> Span:
    """Return the word at the cursor as the protocol asks for it: on the line of the cursor, and not apart from it."""
    if not span.start <= offset <= span.end or len(lines.pieces(span)) > 1:
        return Span(offset, offset)
    return span


def _signature(session: Session, params: types.SignatureHelpParams) -> types.SignatureHelp | None:
    place = session.at(params)
    if place is None:
        return None
    view, _, offset = place
    found = signature(view, offset)
    if found is None:
        return None
    about = "text_document.signature_help.signature_information"
    by_offset = session.client.has(f"{about}.parameter_information.label_offset_support")
    shown = types.SignatureInformation(
        label=found.label,
        documentation=(
            types.MarkupContent(
                (
                    types.MarkupKind.Markdown
                    if session.client.prefers_markdown(f"{about}.documentation_format")
                    else types.MarkupKind.PlainText
                ),
                found.doc,
            )
            if found.doc
            else None
        ),
        parameters=[_parameter(one, found.label, by_offset) for one in found.parameters],
        active_parameter=found.active,
    )
    return types.SignatureHelp([shown], active_signature=0, active_parameter=found.active)


def _parameter(one: Parameter, label: str, by_offset: bool) -> types.ParameterInformation:
    units = Lines(label, Encoding.Utf16)  # whatever was agreed upon for texts
    start, end = (units.position(offset).character for offset in one.span)
    return types.ParameterInformation(
        (start, end) if by_offset else label[one.span.start : one.span.end], one.doc or None
    )


FEATURES = (
    Feature(
        types.TEXT_DOCUMENT_COMPLETION,
        _complete,
        types.CompletionOptions(trigger_characters=_TRIGGERS, resolve_provider=False),
    ),
    Feature(
        types.TEXT_DOCUMENT_SIGNATURE_HELP,
        _signature,
        types.SignatureHelpOptions(trigger_characters=["(", ",", "["], retrigger_characters=[" ", "="]),
    ),
)
