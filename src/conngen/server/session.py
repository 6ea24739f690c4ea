"""What the server knows while an editor is connected, and how it speaks with it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from weakref import WeakKeyDictionary

from lsprotocol import types

from ..editor import View
from ..errors import ConngenError
from ..finder import ReadError
from ..project import key_of
from ..source import Place, Source, Span
from ..workspace import Workspace
from .capabilities import Client
from .diagnostics import Publisher
from .documents import Documents
from .positions import Lines
from .uris import path_of, scheme_of

if TYPE_CHECKING:
    from pygls.lsp.server import LanguageServer

__all__ = ["Session"]


class _Placed(Protocol):
    """What asks about a place in a text."""

    @property
    def text_document(self) -> types.TextDocumentIdentifier: ...

    @property
    def position(self) -> types.Position: ...


class Session:
    """An editor, the texts it has open, and what they mean.

    Parameters
    ----------
    editor : `~pygls.lsp.server.LanguageServer`
        What speaks with the editor.
    """

    def __init__(self, editor: LanguageServer) -> None:
        self.editor = editor
        self.client = Client(types.ClientCapabilities())
        self.workspace = Workspace()
        self.documents = Documents()
        self.publisher = Publisher(self)
        self.folders: dict[str, Path] = {}
        self.formats_on_save = False
        self.tokens: dict[str, tuple[str, list[int]]] = {}
        """The colours that were last sent, by URI: their name and they."""
        self._lines: WeakKeyDictionary[Source, Lines] = WeakKeyDictionary()
        self._told: set[str] = set()

    # --- what is asked about ---

    def view(self, uri: str) -> tuple[View, Lines] | None:
        """Return a `.conn` file, compiled as it is now, and its lines; `None` for any other file."""
        document = self.documents.get(uri)
        key = document.key if document is not None else self.documents.key(uri)
        if not (key.endswith(".conn") if document is None else document.is_conn):
            return None
        view = self.workspace.view(key)
        return None if view is None else (view, self.lines(view.source))

    def at(self, params: _Placed) -> tuple[View, Lines, int] | None:
        """Return a `.conn` file, its lines, and the offset of a place in it."""
        found = self.view(params.text_document.uri)
        return None if found is None else (*found, found[1].offset(params.position))

    def views(self) -> Iterable[View]:
        """Yield all files of the projects that the editor has open."""
        seen: set[str] = set()
        starts = [document.key for document in self.documents if document.is_conn]
        starts += [str(folder / "_.conn") for folder in self.folders.values()]
        for start in starts:
            if start in seen:
                continue
            try:
                keys = self.workspace.keys(start)
            except ConngenError as err:
                self.tell_trouble(err)
                continue
            for key in keys:
                if key not in seen and (key != start or self.documents.of(key) is not None):
                    seen.add(key)
                    if (view := self.workspace.view(key)) is not None:
                        yield view

    def lines(self, source: Source) -> Lines:
        """Return the lines of a text."""
        if source not in self._lines:
            self._lines[source] = Lines(source.text, self.documents.encoding)
        return self._lines[source]

    # --- where it is ---

    def location(self, key: str, source: Source, span: Span) -> types.Location:
        """Return a place of a file."""
        return types.Location(self.documents.uri(key), self.lines(source).range(span))

    def place(self, place: Place) -> types.Location:
        """Return a place by the name that messages have for its file."""
        return self.location(self.key_of(place.source), place.source, place.span)

    def key_of(self, source: Source) -> str:
        """Return the file of a text by the name that messages have for it."""
        return key_of(Path(source.name))

    def source_of(self, key: str, near: str) -> Source | None:
        """Return the text of a file, found from another of its project; `None` if it can't be read."""
        try:
            return self.workspace.finder(near).source(key)
        except ReadError:
            return None

    def lines_of(self, key: str, near: str) -> Lines | None:
        """Return the lines of a file, found from another of its project; `None` if it can't be read."""
        source = self.source_of(key, near)
        return None if source is None else self.lines(source)

    # --- what the editor tells ---

    def connect(self, params: types.InitializeParams) -> None:
        """Take note of who is at the other end."""
        self.client = Client(params.capabilities)
        match params.initialization_options:
            case {"formatOnSave": bool(chosen)}:
                self.formats_on_save = chosen
        folders = list(params.workspace_folders or [])
        if not folders and params.root_uri:
            folders = [types.WorkspaceFolder(params.root_uri, "")]
        self.change_folders(folders, [])

    def change_folders(
        self, added: Iterable[types.WorkspaceFolder], removed: Iterable[types.WorkspaceFolder]
    ) -> None:
        """Take note of the folders that are open."""
        for folder in removed:
            self.folders.pop(folder.uri, None)
        for folder in added:
            path = path_of(folder.uri)
            if scheme_of(folder.uri) == "file" and path is not None:
                self.folders[folder.uri] = Path(path)
        self.documents.folder = next(iter(self.folders.values()), Path.cwd())

    def reread(self) -> None:
        """Read the disk again: nobody says what a file that has changed there means for others."""
        self.workspace.refresh()
        self.forget_trouble()
        self.publisher.everything()
        if self.client.has("workspace.inlay_hint.refresh_support"):
            self.editor.workspace_inlay_hint_refresh(None)

    # --- what it is told ---

    def log(self, message: str, level: types.MessageType = types.MessageType.Error) -> None:
        """Write a line into the editor's log of this server."""
        self.editor.window_log_message(types.LogMessageParams(level, message))

    def show(self, message: str, level: types.MessageType = types.MessageType.Error) -> None:
        """Show a message to the user."""
        self.editor.window_show_message(types.ShowMessageParams(level, message))

    def tell_trouble(self, err: ConngenError) -> None:
        """Show what is wrong outside of any `.conn` file, once."""
        text = str(err)
        if text not in self._told:
            self._told.add(text)
            self.show(text)

    def forget_trouble(self) -> None:
        """Let what is wrong be shown again: it may have been put right, and gone wrong anew."""
        self._told.clear()
