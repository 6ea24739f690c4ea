"""What the editor tells: which texts it has open, how they change, and what has changed on the disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.capabilities import ServerCapabilitiesBuilder

from .diagnostics import found
from .documents import Document
from .positions import Encoding
from .requests import Feature, answered

if TYPE_CHECKING:
    from .session import Session

__all__ = ["FEATURES"]

_WATCHED = ("**/*.conn", "**/*.py", "**/pyproject.toml", "**/*.{yaml,yml}")
_WATCH_ID = "conngen-files"


def _initialize(session: Session, params: types.InitializeParams) -> None:
    session.documents.encoding = Encoding(
        ServerCapabilitiesBuilder.choose_position_encoding(params.capabilities)
    )
    session.connect(params)
    if not session.client.takes_diagnostics:
        asked = Feature(types.TEXT_DOCUMENT_DIAGNOSTIC, _diagnosed, empty=_report([]))
        options = types.DiagnosticOptions(inter_file_dependencies=True, workspace_diagnostics=False)
        session.editor.feature(asked.method, options)(answered(asked, session))


def _diagnosed(session: Session, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
    """Return what is wrong with a text, for an editor that asks for it."""
    document = session.documents.get(params.text_document.uri)
    if document is None or not document.is_conn:
        return _report([])
    return _report(found(document.key, session)[document.key])


def _report(items: list[types.Diagnostic]) -> types.DocumentDiagnosticReport:
    return types.RelatedFullDocumentDiagnosticReport(items)


def _initialized(session: Session, params: types.InitializedParams) -> None:
    if not session.client.watches_files:
        return
    watchers = [types.FileSystemWatcher(glob) for glob in _WATCHED]
    options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
    wanted = types.Registration(_WATCH_ID, types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
    session.editor.client_register_capability(types.RegistrationParams([wanted]))


def _shutdown(session: Session, params: None) -> None:
    session.publisher.stop()


def _opened(session: Session, params: types.DidOpenTextDocumentParams) -> None:
    document = session.documents.open(params.text_document)
    if not document.is_conn:
        _module_changed(session, document)
        return
    if not Path(document.key).exists():
        session.workspace.refresh()  # what imports it does not lack it any more
    session.workspace.open(document.key, document.text)
    session.publisher.changed(document.key)
    session.publisher.unopened()


def _changed(session: Session, params: types.DidChangeTextDocumentParams) -> None:
    before = session.documents.get(params.text_document.uri)
    if before is None:
        session.log(f"{params.text_document.uri} has changed, but was not opened", types.MessageType.Warning)
        return
    document = before.changed(params.text_document.version, params.content_changes)
    session.documents.put(document)
    if document.text == before.text and document.is_conn:
        session.publisher.changed(document.key)
    elif document.is_conn:
        session.workspace.open(document.key, document.text)
        session.publisher.changed(document.key)
    else:
        _module_changed(session, document)


def _module_changed(session: Session, document: Document) -> None:
    """Look anew at what depends on the Python in an open text."""
    session.workspace.open(document.key, document.text)
    session.workspace.refresh()
    session.publisher.everything()


def _saved(session: Session, params: types.DidSaveTextDocumentParams) -> None:
    if session.client.watches_files:
        session.publisher.unopened()
    else:
        session.reread()


def _closed(session: Session, params: types.DidCloseTextDocumentParams) -> None:
    document = session.documents.close(params.text_document.uri)
    session.tokens.pop(params.text_document.uri, None)
    if document is None:
        return
    session.workspace.close(document.key)
    if not document.is_conn or not Path(document.key).exists():
        session.workspace.refresh()
    session.publisher.closed(document.key, document.uri)
    session.publisher.everything()


def _files_changed(session: Session, params: types.DidChangeWatchedFilesParams) -> None:
    for change in params.changes:
        document = session.documents.get(change.uri)
        if document is None or change.type is not types.FileChangeType.Changed:
            session.reread()
            return


def _folders_changed(session: Session, params: types.DidChangeWorkspaceFoldersParams) -> None:
    session.change_folders(params.event.added, params.event.removed)


def _settings_changed(session: Session, params: types.DidChangeConfigurationParams) -> None:
    """Do nothing: all there is to set is in `pyproject.toml`."""


FEATURES = (
    Feature(types.INITIALIZE, _initialize),
    Feature(types.INITIALIZED, _initialized),
    Feature(types.SHUTDOWN, _shutdown),
    Feature(types.TEXT_DOCUMENT_DID_OPEN, _opened),
    Feature(types.TEXT_DOCUMENT_DID_CHANGE, _changed),
    Feature(types.TEXT_DOCUMENT_DID_SAVE, _saved),
    Feature(types.TEXT_DOCUMENT_DID_CLOSE, _closed),
    Feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, _files_changed),
    Feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, _folders_changed),
    Feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION, _settings_changed),
)
