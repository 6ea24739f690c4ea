"""What is wrong, shown in the editor: as it types, for all files for which something may be different."""

from __future__ import annotations

import asyncio
import logging
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from lsprotocol import types

from ..diagnostics import Diagnostic, Level
from ..editor.deprecations import Deprecation, deprecations
from ..errors import ConngenError
from ..project import key_of
from ..records import dataclass, field
from ..settings import SettingsError
from ..source import Source, Span
from ..unreadable import UNREADABLE_FILE
from . import pages
from .requests import described

if TYPE_CHECKING:
    from .session import Session

__all__ = ["Publisher", "converted", "found"]

_DELAY = 0.03
"""How long changes are collected before they are looked at, in seconds: a burst of them is looked at once."""

_SEVERITIES = {
    Level.ERROR: types.DiagnosticSeverity.Error,
    Level.WARNING: types.DiagnosticSeverity.Warning,
    Level.NOTE: types.DiagnosticSeverity.Information,
}
_UNNECESSARY = ("unused-", "useless-", "unneeded-")
_SETTINGS = "bad-settings"

_logger = logging.getLogger(__name__)

Found = dict[str, list[types.Diagnostic]]
"""What is wrong, by the key of the file in which it is: it may be a module beside the one that was looked at."""


def converted(one: Diagnostic, session: Session) -> types.Diagnostic:
    """Return a diagnostic as the protocol has it."""
    lines = session.lines(one.place.source)
    href = pages.link(one.code.name)
    related = [types.DiagnosticRelatedInformation(session.place(place), text) for place, text in one.related]
    fix = None
    if one.fix is not None:
        at = session.place(one.fix.place)
        fix = {"uri": at.uri, "range": _plain(at.range), "newText": one.fix.text}
    return types.Diagnostic(
        range=lines.range(one.place.span),
        severity=_SEVERITIES[one.level],
        code=one.code.name,
        code_description=None if href is None else types.CodeDescription(href),
        source="conngen",
        message=one.message if one.help is None else f"{one.message}\n{one.help}",
        tags=[types.DiagnosticTag.Unnecessary] if one.code.name.startswith(_UNNECESSARY) else None,
        related_information=related or None,
        data=None if fix is None else {"fix": fix},
    )


def _plain(area: types.Range) -> dict[str, dict[str, int]]:
    return {
        name: {"line": one.line, "character": one.character}
        for name, one in (("start", area.start), ("end", area.end))
    }


def found(key: str, session: Session) -> Found:
    """Return what is wrong with a file, in it and in modules beside it."""
    try:
        view = session.workspace.view(key)
        unread = session.workspace.unread(key) if view is None else None
    except SettingsError as err:
        session.tell_trouble(err)
        return {key: [], key_of(err.file): [_of_settings(err)]}
    collected: Found = defaultdict(list)
    if unread is not None:
        place = unread.place or Source(key, "").at(Span(0, 0))
        file = session.key_of(place.source)
        collected[file].append(
            converted(UNREADABLE_FILE.at(place, help=unread.help, why=unread.message), session)
        )
        if file != key:
            start = Source(key, "").at(Span(0, 0))
            why = f"imports {place.source.name}, which cannot be read"
            collected[key].append(converted(UNREADABLE_FILE.at(start, why=why), session))
    if view is None:
        return collected
    collected[key] = []
    for one in view.compilation.diagnostics:
        source = one.place.source
        file = key if source is view.source else session.key_of(source)
        collected[file].append(converted(one, session))
    collected[key] += [_of_deprecated(one, session) for one in deprecations(view)]
    return collected


def _of_deprecated(one: Deprecation, session: Session) -> types.Diagnostic:
    """Return the use of something deprecated, struck through; `conngen check` says nothing of it."""
    return types.Diagnostic(
        range=session.lines(one.place.source).range(one.place.span),
        severity=types.DiagnosticSeverity.Hint,
        source="conngen",
        message=one.message,
        tags=[types.DiagnosticTag.Deprecated],
    )


def _of_settings(err: SettingsError) -> types.Diagnostic:
    start = types.Position(0, 0)
    return types.Diagnostic(
        range=types.Range(start, start),
        severity=types.DiagnosticSeverity.Error,
        code=_SETTINGS,
        source="conngen",
        message=err.message if err.help is None else f"{err.message}\n{err.help}",
    )


def _once(several: Iterable[types.Diagnostic]) -> list[types.Diagnostic]:
    """Leave out what was found from more than one file."""
    kept: dict[tuple[object, ...], types.Diagnostic] = {}
    for one in several:
        start, end = one.range.start, one.range.end
        kept.setdefault((one.code, one.message, start.line, start.character, end.line, end.character), one)
    return list(kept.values())


@dataclass
class Publisher:
    """Sends diagnostics, of the newest texts, when there is time for it.

    Parameters
    ----------
    session : `Session`
        The editor that gets them.
    """

    session: Session
    _changed: dict[str, None] = field(default_factory=dict)
    """Files that were changed."""
    _affected: dict[str, None] = field(default_factory=dict)
    """Files for which something may be different because of them."""
    _unopened: dict[str, None] = field(default_factory=dict)
    """Files that are not open, and may depend on one that is."""
    _origins: dict[str, Found] = field(default_factory=dict)
    """What is wrong, by the file that was looked at."""
    _sent: dict[str, tuple[str, int | None, list[types.Diagnostic]]] = field(default_factory=dict)
    """What the editor shows: URI, version and diagnostics by file."""
    _work: asyncio.Task[None] | None = None

    def changed(self, key: str) -> None:
        """Look at a file, and at those open that depend on it."""
        self._changed[key] = None
        self._start()

    def everything(self) -> None:
        """Look at all open files, and then at those of their projects that depend on one of them."""
        for document in self.session.documents:
            if document.is_conn:
                self._affected[document.key] = None
        self.unopened()

    def unopened(self) -> None:
        """Look at the files that are not open, but depend on one that is."""
        opened = [document.key for document in self.session.documents if document.is_conn]
        self._unopened = {}
        for key in opened:
            try:
                self._unopened |= dict.fromkeys(self.session.workspace.keys(key))
            except ConngenError as err:
                self.session.tell_trouble(err)
        for key in self._origins:
            self._unopened[key] = None
        self._start()

    def closed(self, key: str, uri: str) -> None:
        """Take away what is shown of a file that was closed."""
        self._forget(key)
        sent = self._sent.pop(key, None)
        if sent is not None:
            self._send(uri, None, [])

    def stop(self) -> None:
        """Do nothing any more."""
        if self._work is not None:
            self._work.cancel()

    def _start(self) -> None:
        if not self.session.client.takes_diagnostics:
            return
        if self._work is None or self._work.done():
            self._work = asyncio.get_running_loop().create_task(self._run())

    async def _run(self) -> None:
        """Look at one file after the other; between them messages have their turn, and may bring changes."""
        await asyncio.sleep(_DELAY)
        while self._changed or self._affected or self._unopened:
            try:
                self._step()
            except Exception as err:
                self.session.log(
                    f"diagnostics have failed; this is a mistake of conngen's own: {described(err)}"
                )
                _logger.debug("diagnostics", exc_info=err)
            await asyncio.sleep(0)

    def _step(self) -> None:
        """Look at the file that matters most."""
        if self._changed:
            key = next(iter(self._changed))
            del self._changed[key]
            self._look_at(key)
            for other in self.session.workspace.affected(key):
                if other != key and other not in self._changed:
                    self._affected[other] = None
        elif self._affected:
            key = next(iter(self._affected))
            del self._affected[key]
            self._look_at(key)
        else:
            key = next(iter(self._unopened))
            del self._unopened[key]
            self._look_at_unopened(key)

    def _look_at(self, key: str) -> None:
        document = self.session.documents.of(key)
        if document is None or not document.is_conn:
            self._forget(key)
            return
        self._take(key, found(key, self.session))

    def _look_at_unopened(self, key: str) -> None:
        """Show what is wrong with a file that is not open, if it depends on one that is."""
        if self.session.documents.of(key) is not None:
            return
        try:
            view = self.session.workspace.view(key)
        except ConngenError as err:
            self.session.tell_trouble(err)
            view = None
        opened = {document.key for document in self.session.documents}
        if view is None or not opened.intersection(view.compilation.dependencies):
            self._forget(key)
        else:
            self._take(key, found(key, self.session))

    def _take(self, key: str, what: Found) -> None:
        """Take over what was found from one file, and show it."""
        before = self._origins.get(key, {})
        self._origins[key] = what
        for file in dict.fromkeys((*what, *before)):
            self._show(file)

    def _forget(self, key: str) -> None:
        for file in self._origins.pop(key, {}):
            self._show(file)

    def _show(self, file: str) -> None:
        """Show all that is wrong in a file, each thing once."""
        every = [origin[file] for origin in self._origins.values() if origin.get(file)]
        shown = every[0] if len(every) == 1 else _once(one for some in every for one in some)
        document = self.session.documents.of(file)
        uri, version = (
            (document.uri, document.version) if document else (self.session.documents.uri(file), None)
        )
        before = self._sent.get(file)
        if before == (uri, version, shown) or (before is None and not shown and document is None):
            return
        if before is not None and before[0] != uri:
            self._send(before[0], None, [])
        if shown or document is not None:
            self._sent[file] = (uri, version, shown)
        else:
            self._sent.pop(file, None)
        self._send(uri, version, shown)

    def _send(self, uri: str, version: int | None, shown: list[types.Diagnostic]) -> None:
        self.session.editor.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(uri, shown, version)
        )
