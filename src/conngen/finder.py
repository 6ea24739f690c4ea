"""How an import of a `.conn` file finds what it means; pure: `conngen.project` reaches the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import PurePath, PurePosixPath

from .errors import ConngenError
from .records import dataclass, field
from .source import Place, Source, Span
from .typings import NamedTuple, Protocol

__all__ = ["Finder", "FoundPython", "Inside", "MemoryFinder", "ReadError", "Search"]

_SPREADS = ("extend_path", "declare_namespace")
"""What a package calls to be spread over several entries of the search path, as ``lsst`` is."""


class ReadError(ConngenError):
    """A file that can't be read.

    Parameters
    ----------
    message : `str`
        What is wrong, on one line.
    help : `str`, optional
        The way out.
    place : `Place`, optional
        Where: the first byte that is no text, or the start of a file of which nothing could be read.
    """

    status = 2

    def __init__(self, message: str, help: str | None = None, place: Place | None = None) -> None:
        super().__init__(message, help)
        self.place = place


class FoundPython(NamedTuple):
    """A Python module that was found, but neither imported nor executed."""

    key: str
    """Its file; of a package, its ``__init__.py``."""
    own: bool
    """Whether it belongs to the project."""


class Inside(NamedTuple):
    """A module, or a package, that can be imported from."""

    name: str
    kind: str
    """``conn`` for a `.conn` file, ``python`` for a module of Python, ``package`` for a folder."""


class Finder(Protocol):
    """Finds and reads the files that others import. A key names a file; only a finder knows how."""

    def conn(self, importer: str, level: int, module: str) -> str | None:
        """Return the key of the `.conn` file that an import means.

        Parameters
        ----------
        importer : `str`
            The key of the file with the import.
        level : `int`
            The number of dots before the module.
        module : `str`
            The module, as it is written behind ``from``.

        Returns
        -------
        key : `str` or `None`
            The file, if there is one.
        """

    def python(self, importer: str, level: int, module: str) -> FoundPython | None:
        """Return the Python module that an import means, parameters as for `conn`; nothing is imported."""

    def inside(self, importer: str, level: int, module: str) -> tuple[Inside, ...]:
        """Return what is in a package, parameters as for `conn`; without dots and module, what is at the top."""

    def source(self, key: str) -> Source:
        """Return the text of a file, the same object each time.

        Raises
        ------
        ReadError
            Raised if it can't be read.
        """


@dataclass(frozen=True)
class Search:
    """The rules of an import, whatever it is that holds the files.

    Parameters
    ----------
    is_file, is_folder : callable
        Tell what is at a path.
    text : callable
        Returns the text of a file, or an empty one.
    roots : sequence of `~pathlib.PurePath`
        Where absolute imports of the project begin.
    entries : sequence of `~pathlib.PurePath`
        Where those of installed packages begin.
    listing : callable
        Returns the names of what is in a folder.
    """

    is_file: Callable[[PurePath], bool]
    is_folder: Callable[[PurePath], bool]
    text: Callable[[PurePath], str]
    roots: Sequence[PurePath]
    entries: Sequence[PurePath] = ()
    listing: Callable[[PurePath], Iterable[str]] = lambda path: ()
    _known: dict[tuple[PurePath, str], PurePath | None] = field(default_factory=dict, init=False, repr=False)

    def conn(self, importer: PurePath, level: int, module: str) -> PurePath | None:
        """Return the `.conn` file that ``from <level dots><module> import`` in a file means."""
        parts = _parts(module)
        if not parts:
            return None
        bases = [*self._bases(importer, level), *(() if level else self.entries)]
        for base in bases:
            path = base.joinpath(*parts[:-1], f"{parts[-1]}.conn")
            if self.is_file(path):
                return path
        return None

    def python(self, importer: PurePath, level: int, module: str) -> PurePath | None:
        """Return the Python file that ``from <level dots><module> import`` in a file means."""
        parts = _parts(module)
        if parts is None:
            return None
        if level:
            bases = list(self._bases(importer, level))
            if parts or not bases:
                return self._locate(parts, bases)
            package = bases[0] / "__init__.py"
            return package if self.is_file(package) else None
        if not parts:
            return None
        top = self._top(importer)
        key = (top, module)
        if key not in self._known:
            self._known[key] = self._locate(parts, [*self._bases(importer, 0), *self.entries])
        return self._known[key]

    def forget(self) -> None:
        """Look again for what was found already."""
        self._known.clear()

    def inside(self, importer: PurePath, level: int, module: str) -> tuple[Inside, ...]:
        """Return what is in the package that ``from <level dots><module> import`` in a file means."""
        parts = _parts(module)
        if parts is None:
            return ()
        folders = [*self._bases(importer, level), *(() if level else self.entries)]
        for part in parts:
            folders = self._portions(part, folders)
        found: dict[str, Inside] = {}
        for folder in folders:
            for name in self.listing(folder):
                stem, dot, ending = name.rpartition(".")
                kind = {"conn": "conn", "py": "python"}.get(ending, "") if dot else "package"
                stem = stem if dot else name
                if not kind or not stem.isidentifier() or stem.startswith("__"):
                    continue
                if kind == "package" and not self.is_folder(folder / name):
                    continue
                if stem not in found or kind == "conn":
                    found[stem] = Inside(stem, kind)
        return tuple(sorted(found.values()))

    def _bases(self, importer: PurePath, level: int) -> Iterator[PurePath]:
        """Yield the folders in which a module is looked for."""
        if level == 0:
            yield from dict.fromkeys((*self.roots, self._top(importer)))
            return
        folder = importer.parent
        for _ in range(level - 1):
            if folder == folder.parent:
                return
            folder = folder.parent
        yield folder

    def _top(self, importer: PurePath) -> PurePath:
        """Return the folder that holds the outermost package a file is in."""
        folder = importer.parent
        while self.is_file(folder / "__init__.py") and folder != folder.parent:
            folder = folder.parent
        return folder

    def _locate(self, parts: Sequence[str], bases: Sequence[PurePath]) -> PurePath | None:
        """Follow a dotted name as Python does: a package hides others of its name unless it is spread."""
        folders = list(bases)
        for part in parts[:-1]:
            folders = self._portions(part, folders)
        for folder in folders:
            for path in (folder / parts[-1] / "__init__.py", folder / f"{parts[-1]}.py"):
                if self.is_file(path):
                    return path
        return None

    def _portions(self, name: str, folders: Sequence[PurePath]) -> list[PurePath]:
        """Return the folders of a package: one, or all portions of one that is spread."""
        portions: list[PurePath] = []
        for folder in folders:
            init = folder / name / "__init__.py"
            if self.is_file(init):
                if portions or any(word in self.text(init) for word in _SPREADS):
                    portions.append(folder / name)
                    continue
                return [folder / name]
            if self.is_file(folder / f"{name}.py") and not portions:
                return []
            if self.is_folder(folder / name):
                portions.append(folder / name)
        return portions


def _parts(module: str) -> list[str] | None:
    """Return the words of a dotted name, or `None` if it is none: no word may lead elsewhere in the tree."""
    parts = module.split(".") if module else []
    return parts if all(part.isidentifier() for part in parts) else None


@dataclass(frozen=True)
class MemoryFinder:
    """Files that are only in memory: of tests, of an editor.

    Parameters
    ----------
    files : mapping from `str` to `str`
        Texts by path, with forward slashes. The paths are the keys.
    roots : sequence of `str`, optional
        The folders where absolute imports begin.
    """

    files: Mapping[str, str]
    roots: Sequence[str] = (".",)
    _sources: dict[str, Source] = field(default_factory=dict, init=False, compare=False, repr=False)

    @cached_property
    def _search(self) -> Search:
        files = {PurePosixPath(name): text for name, text in self.files.items()}
        folders = {parent for path in files for parent in path.parents}
        return Search(
            is_file=files.__contains__,
            is_folder=folders.__contains__,
            text=lambda path: files.get(PurePosixPath(path), ""),
            roots=tuple(PurePosixPath(root) for root in self.roots),
            listing=lambda path: {one.name for one in (*files, *folders) if one.parent == path},
        )

    def conn(self, importer: str, level: int, module: str) -> str | None:
        """Return the key of the `.conn` file that an import means, as `Finder.conn`."""
        found = self._search.conn(PurePosixPath(importer), level, module)
        return None if found is None else str(found)

    def python(self, importer: str, level: int, module: str) -> FoundPython | None:
        """Return the Python module that an import means, as `Finder.python`; it is the project's own."""
        found = self._search.python(PurePosixPath(importer), level, module)
        return None if found is None else FoundPython(str(found), True)

    def inside(self, importer: str, level: int, module: str) -> tuple[Inside, ...]:
        """Return what is in a package, as `Finder.inside`."""
        return self._search.inside(PurePosixPath(importer), level, module)

    def source(self, key: str) -> Source:
        """Return the text of a file, as `Finder.source`."""
        if key not in self._sources:
            if key not in self.files:
                place = Source(key, "").at(Span(0, 0))
                raise ReadError("there is no such file", place=place)
            self._sources[key] = Source(key, self.files[key])
        return self._sources[key]
