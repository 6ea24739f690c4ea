"""Files in memory as an editor sees them, and marks in texts for the cursor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from support import CASES, read_case

from conngen.compiler import compile_all
from conngen.editor import View
from conngen.finder import Finder, MemoryFinder
from conngen.source import Span
from conngen.universe import embedded

__all__ = ["Memory", "case", "conn_files", "cursor", "cursors", "marked", "project", "truncated", "view_of"]

ROOT = CASES.parent.parent


class Memory:
    """Files in memory, compiled when they are looked at: the `Files` of a view.

    Parameters
    ----------
    files : mapping from `str` to `str`
        Texts by path, `.conn` and Python; the paths are the keys. The folder is a package.
    line_length : `int`, optional
        The length of lines that views tell.
    """

    def __init__(self, files: Mapping[str, str], line_length: int = 110) -> None:
        self.files = {"__init__.py": "", **files}
        self.line_length = line_length
        self._finder = MemoryFinder(self.files)
        self._views: dict[str, View] = {}

    def view(self, key: str) -> View | None:
        """Return a file, compiled; `None` if there is none."""
        if key not in self.files:
            return None
        if key not in self._views:
            task = key.removesuffix(".conn") + "_task.py"
            module = task if task in self.files else None
            (found,) = compile_all([key], self._finder, embedded(), task_module=lambda _: module)
            self._views[key] = View(key, found, self, self.line_length)
        return self._views[key]

    def keys(self, key: str) -> tuple[str, ...]:
        """Return all `.conn` files."""
        return tuple(sorted({name for name in self.files if name.endswith(".conn")} | {key}))

    def finder(self, key: str) -> Finder:
        """Return what finds and reads files."""
        return self._finder


def view_of(text: str, name: str = "example.conn", **others: str) -> View:
    """Return a view of one text; others are given by their stems: ``base="…"`` is ``base.conn``."""
    files = {f"{stem}.conn": other for stem, other in others.items()}
    return project({name: text, **files})[name]


def project(files: Mapping[str, str]) -> dict[str, View]:
    """Return views of all `.conn` files among texts by path, which know each other."""
    memory = Memory(files)
    found = {}
    for key in memory.keys(next(name for name in files if name.endswith(".conn"))):
        view = memory.view(key)
        assert view is not None
        found[key] = view
    return found


@cache
def case(folder: str) -> dict[str, View]:
    """Return views of the `.conn` files of a golden case or an example, compiled once for all tests."""
    return project(conn_files()[folder])


def cursor(text: str, mark: str = "‸") -> tuple[str, int]:
    """Return a text without the one mark in it, and the offset of that."""
    before, found, after = text.partition(mark)
    assert found, f"there is no {mark} in the text"
    assert mark not in after, f"there are several {mark} in the text"
    return before + after, len(before)


def cursors(text: str, mark: str = "‸") -> tuple[str, tuple[int, ...]]:
    """Return a text without the marks in it, and their offsets."""
    pieces = text.split(mark)
    offsets = [sum(map(len, pieces[:i])) for i in range(1, len(pieces))]
    return "".join(pieces), tuple(offsets)


def marked(text: str) -> tuple[str, tuple[Span, ...]]:
    """Return a text without ``«`` and ``»``, and the spans between them, in the order in which they begin."""
    plain, opened, spans = "", [], []
    for char in text:
        if char == "«":
            opened.append(len(plain))
        elif char == "»":
            spans.append(Span(opened.pop(), len(plain)))
        else:
            plain += char
    assert not opened, "a « is not closed"
    return plain, tuple(sorted(spans))


@cache
def conn_files() -> dict[str, dict[str, str]]:
    """Return the texts of every golden case and example of the repository by its folder, files by path inside."""
    folders = {path.parent for path in CASES.rglob("*.conn") if "expected" not in path.parts}
    tops = {folder for folder in folders if not any(other in folder.parents for other in folders)}
    for example in ("survey/survey", "coadd/coadd", "notebook/as_written", "notebook/put_right"):
        tops.add(ROOT / "examples" / example)
    return {folder.relative_to(ROOT).as_posix(): read_case(folder) for folder in sorted(tops)}


def truncated(text: str, step: int) -> Iterator[str]:
    """Yield beginnings of a text, each some characters longer than the one before."""
    for end in range(0, len(text), step):
        yield text[:end]


def read(path: Path) -> str:
    """Return the text of a file as a compiler reads it."""
    return path.read_bytes().decode("utf-8", errors="surrogateescape")
