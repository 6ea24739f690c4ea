"""The texts that the editor has open, under the names it has for them and those of the compiler."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from lsprotocol import types

from ..project import key_of
from ..records import dataclass
from . import uris
from .positions import Encoding, Lines

__all__ = ["Document", "Documents"]

_NO_CONN = frozenset({".py", ".pyi", ".toml", ".yaml", ".yml"})
_NO_WORD = re.compile(r"\W+", re.ASCII)

Change = types.TextDocumentContentChangeEvent


@dataclass(frozen=True)
class Document:
    """A text that the editor has open.

    Parameters
    ----------
    uri : `str`
        What the editor calls it.
    key : `str`
        What the compiler calls it.
    version : `int`
        Its version, as the editor counts.
    language : `str`
        Its language, as the editor says.
    text : `str`
        The text.
    encoding : `Encoding`
        What the editor counts in a line.
    """

    uri: str
    key: str
    version: int
    language: str
    text: str
    encoding: Encoding

    @cached_property
    def lines(self) -> Lines:
        """Its lines."""
        return Lines(self.text, self.encoding)

    @property
    def is_conn(self) -> bool:
        """Whether it is a `.conn` file, by its name or because the editor says so."""
        return self.key.endswith(".conn") or (
            self.language == "conn" and Path(self.key).suffix not in _NO_CONN
        )

    def changed(self, version: int, changes: Sequence[Change]) -> Document:
        """Return it after changes, each of them to what the one before has left."""
        text, lines = self.text, self.lines
        for index, change in enumerate(changes):
            if isinstance(change, types.TextDocumentContentChangePartial):
                lines = lines if index == 0 else Lines(text, self.encoding)
                span = lines.span(change.range)
                text = f"{text[: span.start]}{change.text}{text[span.end :]}"
            else:
                text = change.text
        return Document(self.uri, self.key, version, self.language, text, self.encoding)


class Documents:
    """What is open."""

    def __init__(self) -> None:
        self.encoding = Encoding.Utf16
        self.folder = Path.cwd()
        """Where a text lies that has no file."""
        self._opened: dict[str, Document] = {}
        self._by_key: dict[str, Document] = {}
        self._made_up: dict[str, str] = {}

    def __iter__(self) -> Iterator[Document]:
        return iter(list(self._opened.values()))

    def get(self, uri: str) -> Document | None:
        """Return an open text by what the editor calls it."""
        return self._opened.get(uris.normal(uri))

    def of(self, key: str) -> Document | None:
        """Return an open text by what the compiler calls it."""
        return self._by_key.get(key)

    def put(self, document: Document) -> None:
        """Take over a text that was opened or has changed."""
        self._opened[uris.normal(document.uri)] = document
        self._by_key[document.key] = document

    def open(self, item: types.TextDocumentItem) -> Document:
        """Take over a text that was opened."""
        document = Document(
            item.uri, self.key(item.uri), item.version, str(item.language_id), item.text, self.encoding
        )
        self.put(document)
        return document

    def close(self, uri: str) -> Document | None:
        """Forget a text, and return it."""
        name = uris.normal(uri)
        document = self._opened.pop(name, None)
        self._made_up.pop(name, None)
        if document is not None and self._by_key.get(document.key) is document:
            del self._by_key[document.key]
        return document

    def key(self, uri: str) -> str:
        """Return what the compiler calls a file.

        What is in no file, or in one that only the editor can reach, gets the name of a file that is not there: it
        lies where its name says, or else in the folder that the editor has open.
        """
        if uris.scheme_of(uri) == "file" and (path := uris.path_of(uri)) is not None:
            return key_of(Path(path))
        name = uris.normal(uri)
        if name not in self._made_up:
            self._made_up[name] = self._make_up(uri)
        return self._made_up[name]

    def uri(self, key: str) -> str:
        """Return what the editor calls a file."""
        document = self._by_key.get(key)
        return uris.uri_of(key) if document is None else document.uri

    def _make_up(self, uri: str) -> str:
        path = uris.path_of(uri)
        folder = self.folder
        if path is not None and Path(path).parent.is_dir():
            folder = Path(path).parent
        last = uris.normal(uri).partition("?")[0].partition("#")[0].rpartition("/")[2].rpartition(":")[2]
        stem, dot, suffix = last.rpartition(".")
        word = _NO_WORD.sub("_", stem or last).strip("_").lower() or "untitled"
        word = f"_{word}" if word[0].isdigit() else word
        end = f".{suffix}" if dot and suffix in ("py", "pyi", "toml") else ".conn"
        number, key = 1, key_of(folder / f"{word}{end}")
        while Path(key).exists() or key in self._by_key or key in self._made_up.values():
            number += 1
            key = key_of(folder / f"{word}_{number}{end}")
        return key
