"""Going from a name to what it stands for, and to wherever else it is named; renaming it everywhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lsprotocol import types

from ..editor.navigation import Target, definition, references
from ..editor.rename import Refusal, prepare, rename
from ..editor.symbols import Occurrence, occurrences, symbol_at
from . import made
from .edits import workspace_edit
from .positions import Lines
from .requests import Feature, Refused

if TYPE_CHECKING:
    from ..editor import View
    from ..source import Span
    from .session import Session

__all__ = ["FEATURES"]


def _locations(session: Session, targets: Iterable[Target]) -> list[types.Location]:
    return [session.location(one.key, one.source, one.span) for one in targets]


def _definition(
    session: Session, params: types.DefinitionParams
) -> list[types.Location] | list[types.LocationLink] | None:
    return _went(session, params, "text_document.definition.link_support")


def _declaration(
    session: Session, params: types.DeclarationParams
) -> list[types.Location] | list[types.LocationLink] | None:
    return _went(session, params, "text_document.declaration.link_support")


def _went(
    session: Session, params: types.DefinitionParams | types.DeclarationParams, links: str
) -> list[types.Location] | list[types.LocationLink] | None:
    place = session.at(params)
    if place is None:
        target = made.declaration(session, params.text_document.uri, params.position)
        return None if target is None else _locations(session, [target])
    view, lines, offset = place
    return _places(session, definition(view, offset), lines, links)


def _implementation(
    session: Session, params: types.ImplementationParams
) -> list[types.Location] | list[types.LocationLink] | None:
    """Return the Python that is made of a declaration."""
    place = session.at(params)
    if place is None:
        return None
    view, lines, offset = place
    return _places(
        session, made.places(session, view, offset), lines, "text_document.implementation.link_support"
    )


def _places(
    session: Session, targets: Iterable[Target], lines: Lines, links: str
) -> list[types.Location] | list[types.LocationLink]:
    """Return places, with the name that leads there for an editor that shows it."""
    if not session.client.has(links):
        return _locations(session, targets)
    return [
        types.LocationLink(
            target_uri=session.documents.uri(one.key),
            target_range=session.lines(one.source).range(one.whole),
            target_selection_range=session.lines(one.source).range(one.span),
            origin_selection_range=None if one.origin is None else lines.range(one.origin),
        )
        for one in targets
    ]


def _references(session: Session, params: types.ReferenceParams) -> list[types.Location] | None:
    place = session.at(params)
    if place is None:
        return None
    view, _, offset = place
    return _locations(session, references(view, offset, params.context.include_declaration))


def _highlights(
    session: Session, params: types.DocumentHighlightParams
) -> list[types.DocumentHighlight] | None:
    place = session.at(params)
    if place is None:
        return None
    view, lines, offset = place
    here = symbol_at(view, offset)
    if here is None:
        return None
    wanted = {here.symbol, here.called} - {None}
    return [
        types.DocumentHighlight(lines.range(one.span), _kind(one))
        for one in occurrences(view)
        if one.symbol in wanted or one.called in wanted
    ]


def _kind(one: Occurrence) -> types.DocumentHighlightKind:
    if one.defines or one.writes:
        return types.DocumentHighlightKind.Write
    return types.DocumentHighlightKind.Read


# --- renaming ------------------------------------------------------------------------------------------


def _prepare(session: Session, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    """Return the name at a place. If it can't be changed, the user is told why; if there is none, nothing is said."""
    found = _renamed(session, params)
    if found is None:
        return None
    view, lines, _, span = found
    return types.PrepareRenamePlaceholder(lines.range(span), view.text[span.start : span.end])


def _rename(session: Session, params: types.RenameParams) -> types.WorkspaceEdit | None:
    found = _renamed(session, params)
    if found is None:
        return None
    view, _, offset, _ = found
    edits = rename(view, offset, params.new_name)
    if isinstance(edits, Refusal):
        raise Refused(edits.message, edits.help)
    for note in dict.fromkeys(one.note for one in edits if one.note):
        session.show(note, types.MessageType.Warning)
    return workspace_edit(session, view.key, edits)


def _renamed(
    session: Session, params: types.PrepareRenameParams | types.RenameParams
) -> tuple[View, Lines, int, Span] | None:
    """Return a file, its lines, a place in it and the name there to be changed; the user is told if it can't be."""
    place = session.at(params)
    if place is None:
        return None
    view, lines, offset = place
    found = prepare(view, offset)
    if isinstance(found, Refusal):
        if symbol_at(view, offset) is not None:
            session.show(_words(found), types.MessageType.Info)
        return None
    return view, lines, offset, found


def _words(refusal: Refusal) -> str:
    return refusal.message if refusal.help is None else f"{refusal.message}; {refusal.help}"


FEATURES = (
    Feature(types.TEXT_DOCUMENT_DEFINITION, _definition),
    Feature(types.TEXT_DOCUMENT_DECLARATION, _declaration),
    Feature(types.TEXT_DOCUMENT_IMPLEMENTATION, _implementation),
    Feature(types.TEXT_DOCUMENT_REFERENCES, _references),
    Feature(types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, _highlights),
    Feature(types.TEXT_DOCUMENT_PREPARE_RENAME, _prepare),
    Feature(types.TEXT_DOCUMENT_RENAME, _rename),
)
