"""Changes of files, as the editor takes them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lsprotocol import types

from ..editor.edits import Edit
from .positions import Lines

if TYPE_CHECKING:
    from .session import Session

__all__ = ["text_edits", "workspace_edit"]


def text_edits(lines: Lines, edits: Iterable[Edit]) -> list[types.TextEdit]:
    """Return changes of one file, in the order of its text."""
    found = sorted(edits, key=lambda one: one.span)
    return [types.TextEdit(lines.range(one.span), one.text) for one in found]


def workspace_edit(session: Session, near: str, edits: Iterable[Edit]) -> types.WorkspaceEdit | None:
    """Return changes of several files, each for the version it was made of.

    Parameters
    ----------
    session : `Session`
        The editor.
    near : `str`
        A file of the project.
    edits : iterable of `Edit`
        The changes.

    Returns
    -------
    edit : `~lsprotocol.types.WorkspaceEdit` or `None`
        The changes; `None` if one of the files can't be read any more.
    """
    files: dict[str, list[Edit]] = {}
    for one in edits:
        files.setdefault(one.key, []).append(one)
    changes: dict[str, list[types.TextEdit]] = {}
    versioned: list[types.TextDocumentEdit] = []
    for key, some in files.items():
        document = session.documents.of(key)
        lines = session.lines_of(key, near) if document is None else document.lines
        if lines is None:
            return None
        uri = session.documents.uri(key)
        changes[uri] = text_edits(lines, some)
        identifier = types.OptionalVersionedTextDocumentIdentifier(
            uri, document.version if document else None
        )
        versioned.append(types.TextDocumentEdit(identifier, [*changes[uri]]))
    if session.client.versions_edits:
        return types.WorkspaceEdit(document_changes=[*versioned])
    return types.WorkspaceEdit(changes=changes)
