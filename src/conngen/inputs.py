"""What a build depends on: the files it reads, and the places where it looks for others.

A file that is not there decides as much as one that is: it may come. So whatever is asked for is noted, and
`watched` adds the folders in which it would appear, disappear or be replaced.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath

from .caching import facts
from .finder import FoundPython, ReadError
from .project import Conn, DiskFinder, Project
from .records import dataclass, field
from .settings import Settings
from .source import Source
from .typings import TYPE_CHECKING, Any
from .universe import vocabulary_file

__all__ = ["TracedFinder", "present", "settings_files", "settings_folders", "vocabulary_files", "watched"]

_SETTINGS = "pyproject.toml"

if TYPE_CHECKING:
    Mark = tuple[int, Mapping[str, int]]
    Notes = tuple[
        Mapping[str, set[str]],
        Sequence[tuple[str, str, str]],
        Mapping[str, bytes],
        Mapping[tuple[bool, str], bool],
    ]
    """What was noted, in a form that another process can be sent."""


@dataclass(frozen=True)
class TracedFinder(DiskFinder):
    """A finder that notes what each file makes it look for, but not `inside`: no build asks for that.

    Parameters
    ----------
    settings, texts, entries
        As for `DiskFinder`.
    """

    looked: dict[str, set[str]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The paths looked for, by the file for whose sake."""
    unread: set[str] = field(default_factory=set, init=False, repr=False, compare=False)
    """The files that can't be read."""
    _heads: dict[str, bytes] = field(default_factory=dict, init=False, repr=False, compare=False)
    _asking: list[str] = field(default_factory=list, init=False, repr=False, compare=False)
    _pythons: dict[Path, FoundPython] = field(default_factory=dict, init=False, repr=False, compare=False)
    _there: dict[tuple[bool, str], bool] = field(default_factory=dict, init=False, repr=False, compare=False)

    def conn(self, importer: str, level: int, module: str) -> str | None:
        """Return the key of the `.conn` file that an import means, as `Finder.conn`."""
        with self._for(importer):
            found = super().conn(importer, level, module)
            self._note(found)
        return found

    def python(self, importer: str, level: int, module: str) -> FoundPython | None:
        """Return the Python module that an import means, as `Finder.python`."""
        with self._for(importer):
            self._search.forget()  # what was found for another file has to be noted for this one too
            found = super().python(importer, level, module)
            self._note(None if found is None else found.key)
        return found

    def source(self, key: str) -> Source:
        """Return the text of a file, as `Finder.source`."""
        with self._for(key):
            self._note(key)
        try:
            return super().source(key)
        except ReadError:
            self.unread.add(key)
            raise

    def task_module(self, conn: Conn) -> str | None:
        """Return the key of the task module that the author of a file has already, if it is there."""
        with self._for(conn.key):
            self._note(str(conn.folder / f"{conn.path.stem}_task.py"))
        return super().task_module(conn)

    def inputs(self, key: str) -> set[Path]:
        """Return the paths that were looked for because of a file, and because of the files found for it."""
        return {Path(path) for path in self.paths(key)}

    def paths(self, key: str) -> set[str]:
        """Return what `inputs` returns, as they were written."""
        found: set[str] = set()
        stack = [key]
        while stack:
            new = self.looked.get(stack.pop(), set()) - found
            found |= new
            stack += new
        return found

    def keys(self) -> dict[Source, str]:
        """Return the keys of the files that were read, by their texts."""
        return {source: key for key, source in self._sources.items()}

    def seen(self, path: str) -> Iterator[str]:
        """Yield what was seen at a path, as facts of `conngen.caching`."""
        source = self._sources.get(path)
        head = self._heads.get(path)
        if source is not None:
            yield facts.content(facts.kind_of_content(path), path, source.text.encode())
        elif head is not None:
            yield facts.content(facts.kind_of_content(path), path, head)
        elif (True, path) in self._there:
            yield facts.fact("i" if self._there[True, path] else "n", path)
        if (False, path) in self._there:
            yield facts.fact("d" if self._there[False, path] else "m", path)

    # --- the same finder in several processes ---

    def mark(self) -> Mark:
        """Return how much was noted so far."""
        return len(self._sources), {key: len(paths) for key, paths in self.looked.items()}

    def notes(self, since: Mark) -> Notes:
        """Return what was noted since a mark, if all could be read."""
        sources, looked = since
        new = list(self._sources.items())[sources:]
        return (
            {key: paths for key, paths in self.looked.items() if len(paths) != looked.get(key)},
            [(key, source.name, source.text) for key, source in new],
            self._heads,
            self._there,
        )

    def take(self, notes: Notes) -> bool:
        """Note what another process has noted; return whether it has seen the same wherever both have looked."""
        looked, sources, heads, there = notes
        for key, paths in looked.items():
            self.looked.setdefault(key, set()).update(paths)
        same = True
        for key, name, text in sources:
            same &= self._sources.setdefault(key, Source(name, text)).text == text
        return same and _added(self._heads, heads) and _added(self._there, there)

    def _python(self, path: Path) -> FoundPython:
        if path not in self._pythons:
            self._pythons[path] = super()._python(path)
        return self._pythons[path]

    def _bytes(self, path: PurePath) -> bytes:
        self._note(str(path))
        self._heads[str(path)] = super()._bytes(path)
        return self._heads[str(path)]

    def _is_file(self, path: PurePath) -> bool:
        self._note(str(path))
        asked = (True, str(path))
        if asked not in self._there:
            self._there[asked] = super()._is_file(path)
        return self._there[asked]

    def _is_folder(self, path: PurePath) -> bool:
        self._note(str(path))
        asked = (False, str(path))
        if asked not in self._there:
            self._there[asked] = super()._is_folder(path)
        return self._there[asked]

    @contextmanager
    def _for(self, key: str) -> Iterator[None]:
        self._asking.append(key)
        try:
            yield
        finally:
            self._asking.pop()

    def _note(self, path: str | None) -> None:
        if path is not None and self._asking:
            self.looked.setdefault(self._asking[-1], set()).add(path)


def _added(known: dict[Any, Any], new: Mapping[Any, Any]) -> bool:
    """Add what was seen at some paths, as long as it is what was seen there already; return whether all is."""
    return all(known.setdefault(path, seen) == seen for path, seen in new.items())


def settings_folders(project: Project) -> set[Path]:
    """Return the folders in and above which settings are looked for; of a link, also that of its target."""
    keys = [conn.key for conn in project.files]
    keys += [os.path.realpath(key) for key in keys if os.path.islink(key)]
    return {project.settings.root, *project.folders, *map(Path, {os.path.dirname(key) for key in keys})}


def settings_files(settings: Settings, folders: Iterable[Path]) -> set[Path]:
    """Return the paths where settings that hold for files in some folders were looked for."""
    found = set()
    for folder in folders:
        for one in (folder, *folder.parents):
            found.add(one / _SETTINGS)
            if settings.file is not None and one == settings.root:
                break
    return found


def vocabulary_files(settings: Settings) -> set[Path]:
    """Return the files that say which dimensions and storage classes a project knows, and what conngen this is."""
    found = {Path(__file__).with_name("version.py"), vocabulary_file(settings.vocabulary.release)}
    if settings.file is not None:
        found.add(settings.file)
    if settings.universe_file is not None:
        found.add(settings.universe_file)
    return found


def present(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return those of some paths that are files, sorted."""
    return tuple(sorted({path for path in paths if os.path.isfile(path)}))


def watched(
    paths: Iterable[Path], roots: Sequence[Path], entries: Sequence[str] | None = None
) -> tuple[Path, ...]:
    """Return what has another time stamp as soon as anything at some paths is different.

    Parameters
    ----------
    paths : iterable of `~pathlib.Path`
        What was looked for, absolute.
    roots : sequence of `~pathlib.Path`
        The folders of the projects.
    entries : sequence of `str`, optional
        Where installed packages are looked for; that of this Python if not given.

    Returns
    -------
    watched : `tuple` [ `~pathlib.Path` ]
        The files that are there, and the folders in which they or others would appear or be replaced. Folders
        around a project are none of these: anybody may write there.
    """
    around = {parent for root in roots for parent in root.parents}
    bases = {*roots, *(Path(one).absolute() for one in (sys.path if entries is None else entries) if one)}
    bases -= around
    found: set[Path] = set()
    folders: dict[Path, bool] = {}
    for path in paths:
        if os.path.isfile(path):
            found.add(path)
        for folder in path, *path.parents:
            if folder in folders:
                break
            folders[folder] = not bases.isdisjoint((folder, *folder.parents)) and os.path.isdir(folder)
    return tuple(sorted(found | {folder for folder, counts in folders.items() if counts}))
