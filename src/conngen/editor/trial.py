"""Tries a change of names out: the files are compiled with it, and must say what they said before."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from ..compiler import Compilation, compile_all
from ..diagnostics import Level
from ..errors import ConngenError
from ..finder import Finder, FoundPython, Inside
from ..source import Source
from .edits import Edit, Refusal, applied
from .family import Family, views_with
from .index import index_of
from .symbols import Index, Symbol, SymbolKind, index
from .view import View

__all__ = ["trial"]


def trial(view: View, family: Family, names: Mapping[Symbol, str], edits: Sequence[Edit]) -> Refusal | None:
    """Return what would be wrong, or would mean something else, after a change of names.

    Parameters
    ----------
    view : `View`
        The file that the change was asked for in.
    family : `Family`
        What is renamed.
    names : mapping
        What each of it is called then.
    edits : sequence of `Edit`
        The changes.
    """
    changed = {edit.key for edit in edits}
    others, _ = views_with(view, tuple(dict.fromkeys((*names.values(), *(one.name for one in names)))))
    concerned = [
        one for one in others if one.key in changed or changed.intersection(one.compilation.dependencies)
    ]
    finder = _Changed(view.files.finder(view.key), edits)
    try:
        compiled = compile_all([one.key for one in concerned], finder, view.vocabulary)
    except ConngenError as err:
        return Refusal(err.message, err.help)
    files = _Files({one.key: one for one in compiled}, finder, view)
    new = set(names.values())
    for before, after in zip(concerned, compiled, strict=True):
        refusal = _wrong(before, after, new) or _different(before, files, edits)
        if refusal is not None:
            return refusal
    return None


class _Changed:
    """Finds files as they would be.

    Parameters
    ----------
    finder : `Finder`
        Finds them as they are.
    edits : sequence of `Edit`
        The changes.
    """

    def __init__(self, finder: Finder, edits: Sequence[Edit]) -> None:
        self._finder = finder
        self._sources: dict[str, Source] = {}
        for key in {edit.key for edit in edits}:
            source = finder.source(key)
            text = applied(source.text, [edit for edit in edits if edit.key == key])
            self._sources[key] = Source(source.name, text)

    def conn(self, importer: str, level: int, module: str) -> str | None:
        return self._finder.conn(importer, level, module)

    def python(self, importer: str, level: int, module: str) -> FoundPython | None:
        return self._finder.python(importer, level, module)

    def inside(self, importer: str, level: int, module: str) -> tuple[Inside, ...]:
        return self._finder.inside(importer, level, module)

    def source(self, key: str) -> Source:
        found = self._sources.get(key)
        return self._finder.source(key) if found is None else found


class _Files:
    """The files as they would be, for views of them."""

    def __init__(self, compiled: Mapping[str, Compilation], finder: _Changed, view: View) -> None:
        self._compiled = compiled
        self._finder = finder
        self._view = view

    def view(self, key: str) -> View | None:
        found = self._compiled.get(key)
        return None if found is None else View(key, found, self, self._view.line_length)

    def keys(self, key: str) -> tuple[str, ...]:
        return self._view.files.keys(key)

    def finder(self, key: str) -> Finder:
        return self._finder


def _wrong(before: View, after: Compilation, names: set[str]) -> Refusal | None:
    """Return the first error that there was not before."""
    known = Counter(one.code.name for one in before.compilation.diagnostics)
    for one in after.diagnostics:
        known[one.code.name] -= 1
        if (
            known[one.code.name] < 0
            and one.level is Level.ERROR
            and any(name in one.message for name in names)
        ):
            where = f"{one.place.source.name}:{one.place.start.line}"
            return Refusal(f"{one.message} ({where})", one.help)
    return None


def _different(before: View, files: _Files, edits: Sequence[Edit]) -> Refusal | None:
    """Return the first name that would stand for something else."""
    after = files.view(before.key)
    assert after is not None  # it has just been compiled
    shift = _Shift([edit for edit in edits if edit.key == before.key])
    was, now = index(before), index_of(after)
    expected = _shape(was, shift)
    found = _shape(now, _Shift([]))
    if expected == found and _ties(was) == _ties(now):
        return None
    first = next((one for one in found if one not in expected), None) or next(
        (one for one in expected if one not in found), None
    )
    start = first[0] if first is not None else 0
    where = f"{after.source.name}:{after.source.position(min(start, len(after.text))).line}"
    return Refusal(f"a name at {where} would mean something else", "choose another name")


class _Shift:
    """Where an offset of a text is after edits."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        spans = sorted(edits, key=lambda edit: edit.span)
        # What is put before a name belongs to it: the name still begins where it did.
        self._ends = [edit.span.end + (edit.span.start == edit.span.end) for edit in spans]
        self._moved = [0]
        for edit in spans:
            self._moved.append(self._moved[-1] + len(edit.text) - (edit.span.end - edit.span.start))

    def __call__(self, offset: int) -> int:
        """Return the new offset of the start of a name."""
        return offset + self._moved[bisect_left(self._ends, offset + 1)]


def _shape(names: Index, shift: _Shift) -> list[tuple[int, SymbolKind, str, int, bool]]:
    """Return what stands where: which places name one thing, but not how it is called."""
    first: dict[Symbol, int] = {}
    found = []
    for one in names.occurrences:
        start = shift(one.span.start)
        group = first.setdefault(one.symbol, start)
        found.append((start, one.symbol.kind, one.symbol.key, group, one.defines))
    return found


def _ties(names: Index) -> int:
    return len(names.ties)
