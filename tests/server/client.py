"""An editor that speaks with `conngen lsp` over standard input and output: the client of pygls, in a thread of its own.

Requests are answered as objects of lsprotocol, which have the shape that the protocol asks for, or could not be made.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import re
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

TIMEOUT = 60

_UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


class Editor:
    """A client, its server, and what that has said.

    Parameters
    ----------
    folder : `~pathlib.Path` or `None`
        The folder it has open.
    capabilities : `~lsprotocol.types.ClientCapabilities`, optional
        What it can do.
    options : object, optional
        The server's settings.
    cwd : `~pathlib.Path`, optional
        Where the server is started.
    """

    def __init__(
        self,
        folder: Path | None,
        capabilities: types.ClientCapabilities | None = None,
        options: Any = None,
        cwd: Path | None = None,
        arguments: Sequence[str] = (),
    ) -> None:
        self.folder = self.home = folder
        self.capabilities = capabilities or types.ClientCapabilities()
        self.options = options
        self.cwd = cwd or folder
        self.arguments = arguments
        self.published: list[types.PublishDiagnosticsParams] = []
        self.logged: list[types.LogMessageParams] = []
        self.shown: list[types.ShowMessageParams] = []
        self.registered: list[types.Registration] = []
        self.applied: list[types.WorkspaceEdit] = []
        self.documents: list[types.ShowDocumentParams] = []
        self.refreshed: list[str] = []
        self.texts: dict[str, tuple[int, str]] = {}
        self.stderr = ""
        self._news = threading.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    # --- from start to end ---

    def __enter__(self) -> Editor:
        self._thread.start()
        self._run(self._start())
        self.result = self.ask(
            types.INITIALIZE,
            types.InitializeParams(
                self.capabilities,
                process_id=os.getpid(),
                root_uri=None if self.folder is None else self.folder.as_uri(),
                initialization_options=self.options,
            ),
        )
        self.encoding: str = self.result.capabilities.position_encoding
        self.tell(types.INITIALIZED, types.InitializedParams())
        return self

    def __exit__(self, kind: type | None, *_: object) -> None:
        try:
            if kind is None and self.process.returncode is None:
                self.ask(types.SHUTDOWN, None)
                self.tell(types.EXIT, None)
                self.status = self._run(self._wait())
        finally:
            self._run(self._stop())
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join(TIMEOUT)
            self._loop.close()
        if kind is None:
            assert self.stderr == ""
            errors = [one.message for one in self.logged if one.type is types.MessageType.Error]
            assert errors == [], errors

    async def _start(self) -> None:
        self.client = client = LanguageClient("tests", "1")
        news = {
            types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: self.published.append,
            types.WINDOW_LOG_MESSAGE: self.logged.append,
            types.WINDOW_SHOW_MESSAGE: self.shown.append,
            types.CLIENT_REGISTER_CAPABILITY: lambda params: self.registered.extend(params.registrations),
            types.WORKSPACE_INLAY_HINT_REFRESH: lambda params: self.refreshed.append("inlay hints"),
        }
        for method, take in news.items():
            client.feature(method)(self._taking(take))
        client.feature(types.WORKSPACE_APPLY_EDIT)(lambda params: self._apply(params))
        client.feature(types.WINDOW_SHOW_DOCUMENT)(lambda params: self._show_document(params))
        environment = {**os.environ, "XDG_CACHE_HOME": str(Path(self.cwd or ".").absolute() / ".cache")}
        command = (sys.executable, "-m", "conngen", "lsp", *self.arguments)
        await client.start_io(*command, cwd=self.cwd, env=environment)
        self.process = client._server
        self._reading = asyncio.ensure_future(self._read_errors())

    def _taking(self, take: Callable[[Any], object]) -> Callable[[Any], None]:
        def taken(params: Any) -> None:
            with self._news:
                take(params)
                self._news.notify_all()

        return taken

    def _apply(self, params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
        self._taking(self.applied.append)(params.edit)
        return types.ApplyWorkspaceEditResult(applied=True)

    def _show_document(self, params: types.ShowDocumentParams) -> types.ShowDocumentResult:
        self._taking(self.documents.append)(params)
        return types.ShowDocumentResult(success=True)

    async def _read_errors(self) -> None:
        self.stderr = (await self.process.stderr.read()).decode()

    async def _wait(self) -> int:
        return await asyncio.wait_for(self.process.wait(), TIMEOUT)

    async def _stop(self) -> None:
        if self.process.returncode is None:
            self.process.kill()
        await self._wait()
        await self._reading
        self.process.stdin.close()
        await self.client.stop()

    def _run(self, doing: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result(TIMEOUT)

    def move(self, folder: Path) -> None:
        """Let names of files be those of another folder, and forget what was said so far."""
        assert not self.texts
        self.folder = folder
        for said in (self.published, self.logged, self.shown, self.applied, self.documents, self.refreshed):
            said.clear()

    def leave(self) -> None:
        """Close all texts."""
        for uri in list(self.texts):
            self.close(uri)
        errors = [one.message for one in self.logged if one.type is types.MessageType.Error]
        assert errors == []

    # --- messages ---

    def ask(self, method: str, params: Any) -> Any:
        """Send a request and return the answer; raise `JsonRpcException` if it is an error."""

        async def asked() -> Any:
            return await self.client.protocol.send_request_async(method, params)

        return self._run(asked())

    def ask_many(self, requests: Sequence[tuple[str, Any]]) -> list[Any]:
        """Send requests without waiting in between; return answers, errors among them."""

        async def asked() -> list[Any]:
            doing = [self.client.protocol.send_request_async(*request) for request in requests]
            return await asyncio.gather(*doing, return_exceptions=True)

        return self._run(asked())

    def error(self, method: str, params: Any) -> JsonRpcException:
        """Send a request that is refused, and return the refusal."""
        try:
            answer = self.ask(method, params)
        except JsonRpcException as err:
            return err
        raise AssertionError(f"{method} was not refused: {answer}")

    def tell(self, method: str, params: Any) -> None:
        """Send a notification."""

        async def told() -> None:
            self.client.protocol.notify(method, params)

        self._run(told())

    def wait(self, ready: Callable[[], Any]) -> Any:
        """Wait until something is true, and return it."""
        end = time.monotonic() + TIMEOUT
        with self._news:
            while not (found := ready()):
                left = end - time.monotonic()
                assert left > 0, "nothing came"
                self._news.wait(left)
        return found

    # --- texts ---

    def uri(self, name: str) -> str:
        """Return what a file is called."""
        if re.match(r"\w+:", name) or self.folder is None:
            return name
        return (self.folder / name).as_uri()

    def open(self, name: str, text: str | None = None, language: str = "conn") -> str:
        """Open a file, or a text in place of it; return what it is called."""
        uri = self.uri(name)
        if text is None:
            assert self.folder is not None
            text = (self.folder / name).read_bytes().decode()
        self.texts[uri] = (1, text)
        self.tell(
            types.TEXT_DOCUMENT_DID_OPEN,
            types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, language, 1, text)),
        )
        return uri

    def change(self, name: str, text: str) -> None:
        """Give an open text another content, as an editor does: what differs is sent."""
        uri = self.uri(name)
        before = self.texts[uri][1]
        start = _alike(before, text)
        most = min(len(before), len(text)) - start
        end = _alike(before[::-1][:most], text[::-1][:most])
        area = types.Range(self.position(before, start), self.position(before, len(before) - end))
        new = text[start : len(text) - end]
        if apply(before, [types.TextEdit(area, new)], self.encoding) != text:  # between \r and \n
            self.send_changes(name, [types.TextDocumentContentChangeWholeDocument(text)], text)
        else:
            self.send_changes(name, [types.TextDocumentContentChangePartial(area, new)], text)

    def send_changes(
        self, name: str, changes: Sequence[types.TextDocumentContentChangeEvent], text: str
    ) -> None:
        """Send changes that make a text of an open one."""
        uri = self.uri(name)
        version = self.texts[uri][0] + 1
        self.texts[uri] = (version, text)
        identifier = types.VersionedTextDocumentIdentifier(version=version, uri=uri)
        self.tell(
            types.TEXT_DOCUMENT_DID_CHANGE, types.DidChangeTextDocumentParams(identifier, list(changes))
        )

    def save(self, name: str) -> None:
        """Write an open text to its file."""
        uri = self.uri(name)
        assert self.folder is not None
        (self.folder / name).write_bytes(self.texts[uri][1].encode())
        self.tell(
            types.TEXT_DOCUMENT_DID_SAVE, types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri))
        )

    def close(self, name: str) -> None:
        """Close an open text."""
        uri = self.uri(name)
        del self.texts[uri]
        self.tell(
            types.TEXT_DOCUMENT_DID_CLOSE, types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri))
        )

    def touched(self, *names: str, change: types.FileChangeType = types.FileChangeType.Changed) -> None:
        """Tell of files that have changed on the disk."""
        events = [types.FileEvent(self.uri(name), change) for name in names]
        self.tell(types.WORKSPACE_DID_CHANGE_WATCHED_FILES, types.DidChangeWatchedFilesParams(events))

    def position(self, text: str, offset: int) -> types.Position:
        """Return the position of an offset of a text."""
        before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
        if text[offset - 1 : offset + 1] == "\r\n":
            before = before[:-1]
        line = before.rpartition("\n")[2]
        codec, width = _UNITS[self.encoding]
        return types.Position(before.count("\n"), len(line.encode(codec)) // width)

    def at(self, name: str, word: str, nth: int = 0, into: int = 0) -> types.TextDocumentPositionParams:
        """Return the place where a word stands in an open text, for the nth time."""
        uri = self.uri(name)
        text = self.texts[uri][1]
        offset = -1
        for _ in range(nth + 1):
            offset = text.index(word, offset + 1)
        return types.TextDocumentPositionParams(
            types.TextDocumentIdentifier(uri), self.position(text, offset + into)
        )

    def text_of(self, name: str, area: types.Range) -> str:
        """Return what stands at a range of an open text, or of a file."""
        uri = self.uri(name)
        if uri in self.texts:
            return self.text_at(self.texts[uri][1], area)
        assert self.folder is not None
        return self.text_at((self.folder / name).read_bytes().decode(), area)

    def text_at(self, text: str, area: types.Range) -> str:
        """Return what stands at a range of a text."""
        start, end = (_offset(text, one, self.encoding) for one in (area.start, area.end))
        return text[start:end]

    def diagnostics(self, name: str) -> list[types.Diagnostic]:
        """Wait for the diagnostics of the newest version of an open text."""
        uri = self.uri(name)
        version = self.texts[uri][0]

        def newest() -> types.PublishDiagnosticsParams | None:
            mine = [one for one in self.published if one.uri == uri and one.version == version]
            return mine[-1] if mine else None

        return list(self.wait(newest).diagnostics)

    def said(self, name: str) -> list[str]:
        """Return the diagnostics of the newest version of an open text, each as its place and its code."""
        return [f"{_shown(one.range)} {one.code}" for one in self.diagnostics(name)]

    def latest(self, name: str) -> list[str] | None:
        """Return what was last said of a file."""
        mine = [one for one in self.published if one.uri == self.uri(name)]
        return [str(one.code) for one in mine[-1].diagnostics] if mine else None


def _alike(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(one), len(other)))


def _shown(area: types.Range) -> str:
    return f"{area.start.line}:{area.start.character}-{area.end.line}:{area.end.character}"


def apply(text: str, edits: Sequence[types.TextEdit], encoding: str) -> str:
    """Return a text after edits, as an editor makes them."""
    spans = sorted(
        (
            (_offset(text, one.range.start, encoding), _offset(text, one.range.end, encoding), one.new_text)
            for one in edits
        ),
        key=lambda one: one[:2],
    )
    for (_, end, _), (start, _, _) in itertools.pairwise(spans):
        assert end <= start, "edits overlap"
    for start, end, new in reversed(spans):
        text = text[:start] + new + text[end:]
    return text


def _offset(text: str, position: types.Position, encoding: str) -> int:
    codec, width = _UNITS[encoding]
    starts = [0, *(match.end() for match in re.finditer("\r\n|\r|\n", text))]
    start = starts[position.line]
    end = len(text)
    for character in ("\r", "\n"):
        found = text.find(character, start)
        end = min(end, found) if found >= 0 else end
    line_units = text[start:end].encode(codec)
    units = position.character * width
    assert units <= len(line_units), "a position behind the end of its line"
    return start + len(line_units[:units].decode(codec))


def edits_of(editor: Editor, edit: types.WorkspaceEdit) -> Mapping[str, list[types.TextEdit]]:
    """Return the edits of each file, whichever way they are given."""
    if edit.changes is not None:
        return {uri: list(edits) for uri, edits in edit.changes.items()}
    return {one.text_document.uri: list(one.edits) for one in edit.document_changes or []}
