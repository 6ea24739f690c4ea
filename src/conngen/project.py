"""The disk: which `.conn` files there are, what is in them, and what their imports mean.

Together with `conngen.ownership`, which writes, and `conngen.settings` it is all that touches files.
"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path, PurePath

from . import settings as settings_module
from .caching import facts
from .diagnostics import Diagnostic
from .display import shown
from .errors import ConngenError
from .finder import FoundPython, Inside, ReadError, Search
from .limits import FILE_SIZE
from .records import dataclass, field
from .settings import Settings
from .source import Place, Source, Span
from .unreadable import UNREADABLE_FILE

__all__ = ["SKIPPED", "Conn", "DiskFinder", "Project", "check_folder", "decode", "find", "key_of", "readable"]

SKIPPED = frozenset(
    {
        *("__pycache__", "build", "dist", "node_modules", "site-packages", "dist-packages", "venv"),
        *("__pypackages__", "htmlcov"),
    }
)
"""Folders that are not searched, beside hidden ones and those of virtual environments."""

_SUFFIX = ".conn"
_COARSE = 50_000_000
"""By how much the clock of a file system is late at most, in nanoseconds."""
_ENVIRONMENT = "pyvenv.cfg"


@dataclass(frozen=True)
class Conn:
    """A `.conn` file that was found.

    Parameters
    ----------
    key : `str`
        What finders call it: its absolute path.
    out_root : `~pathlib.Path`
        The folder with the manifest of what is made from it.
    folder : `~pathlib.Path`
        The folder in which its modules go.
    """

    key: str
    out_root: Path
    folder: Path

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self.key)


@dataclass(frozen=True)
class Project:
    """The files for which the same settings hold."""

    settings: Settings
    files: tuple[Conn, ...]
    folders: tuple[Path, ...] = ()
    """The folders that were searched for them."""
    seen: tuple[str, ...] = ()
    """What decided which they are, as facts of `conngen.caching`; settings apart."""
    read: settings_module.Read = field(default_factory=settings_module.Read, repr=False)
    """The files with settings that were read."""


def key_of(path: Path) -> str:
    """Return the key of a file: a link stays what it is, folders are resolved."""
    folder = os.path.realpath(path.parent)
    return os.path.join(folder, path.name) if path.name else folder


def find(
    paths: Sequence[Path], out_dir: Path | None = None, codes: Mapping[str, bool] | None = None
) -> tuple[tuple[Project, ...], tuple[Diagnostic, ...]]:
    """Return the `.conn` files at some paths.

    Parameters
    ----------
    paths : sequence of `~pathlib.Path`
        Files, and folders that are searched with all below them; none: the whole project.
    out_dir : `~pathlib.Path`, optional
        Where generated modules go, mirrored below it, if not beside their files.
    codes : mapping from `str` to `bool`, optional
        The codes that settings may name, as for `conngen.settings.load`.

    Returns
    -------
    projects : `tuple` [ `Project` ]
        The files by the settings that hold for them; a project of a folder is there even without files.
    diagnostics : `tuple` [ `Diagnostic` ]
        The folders that could not be searched.

    Raises
    ------
    ConngenError
        Raised if a path isn't there, is no `.conn` file, or if settings can't be understood.
    """
    walk = _Walk(out_dir, codes)
    for path in paths or (settings_module.load(Path.cwd(), codes).root,):
        walk.start(path)
    return walk.projects(), tuple(walk.unread)


class _Walk:
    """Searches folders and keeps what it finds, each file once."""

    def __init__(self, out_dir: Path | None, codes: Mapping[str, bool] | None) -> None:
        self.out_dir = None if out_dir is None else out_dir.resolve()
        self.codes = codes
        self.settings: dict[Path, Settings] = {}
        self.found: dict[Path, dict[str, Conn]] = {}
        self.searched: dict[Path, list[Path]] = {}
        self.seen: dict[Path, list[str]] = {}
        self.read = settings_module.Read()
        self.unread: list[Diagnostic] = []

    def projects(self) -> tuple[Project, ...]:
        """Return what was found."""
        return tuple(
            Project(
                self.settings[root],
                tuple(files[key] for key in sorted(files)),
                tuple(self.searched[root]),
                tuple(self.seen[root]),
                self.read,
            )
            for root, files in sorted(self.found.items())
        )

    def start(self, path: Path) -> None:
        """Search a path that was asked for."""
        try:
            mode = path.stat().st_mode
        except OSError as err:
            raise ReadError(f"{shown(path)}: {_reason(err)}", "check the path") from None
        except ValueError as err:
            raise ReadError(f"{shown(path)!r}: {err}", "check the path") from None
        asked = os.path.join(os.getcwd(), path)  # as it is: what `..` means depends on the link before it
        if stat.S_ISDIR(mode):
            folder = path.resolve()
            settings = self._load(folder)
            self.seen[settings.root].append(facts.fact("d", asked))
            self.seen[settings.root].append(facts.target(asked))
            self._search(folder, settings, folder)
        elif path.suffix != _SUFFIX:
            raise ReadError(
                f"{shown(path)}: is no `{_SUFFIX}` file", "name `.conn` files, or folders with them"
            )
        else:
            settings = self._load(path)
            self.seen[settings.root].append(facts.fact("i", asked))
            self.seen[settings.root].append(facts.target(asked))
            self._take(key_of(path), settings, path.parent.resolve())

    def _load(self, path: Path) -> Settings:
        settings = settings_module.load(path, self.codes, self.read)
        self.found.setdefault(settings.root, {})
        self.searched.setdefault(settings.root, [])
        self.seen.setdefault(settings.root, [])
        return self.settings.setdefault(settings.root, settings)

    def _take(self, key: str, settings: Settings, start: Path) -> None:
        folder = Path(key).parent
        if self.out_dir is not None:
            conn = Conn(key, self.out_dir, self.out_dir / folder.relative_to(start))
        elif settings.out_dir is not None:
            below = folder.relative_to(settings.root)
            conn = Conn(key, settings.out_dir, settings.out_dir / below)
        else:
            conn = Conn(key, settings.root, folder)
        if not any(key in files for files in self.found.values()):
            self.found[settings.root][key] = conn

    def _search(self, folder: Path, settings: Settings, start: Path) -> None:
        """Search a folder; links to folders are not followed, so that no file is found twice or for ever."""
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as err:
            self.unread.append(_unreadable(folder, f"cannot be searched: {_reason(err)}"))
            return
        if folder != settings.root and settings_module.has_table(folder, self.read):
            settings = self._load(folder)
        self.searched[settings.root].append(folder)
        self.seen[settings.root].append(facts.fact("w", str(folder), facts.search(entries)))
        for entry in entries:
            path = folder / entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                if _is_environment(path):
                    self.seen[settings.root].append(facts.fact("i", str(path / _ENVIRONMENT)))
                elif not _is_skipped(path) and not settings.leaves_out(path):
                    self._search(path, settings, start)
            elif path.suffix == _SUFFIX and not _is_folder(entry) and settings.takes(path):
                self._take(str(path), settings, start)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether what is called like a file, and is no folder itself, leads to one."""
    return entry.is_symlink() and os.path.isdir(entry.path)


def _is_skipped(folder: Path) -> bool:
    return folder.name in SKIPPED or folder.name.endswith(".egg-info")


def _is_environment(folder: Path) -> bool:
    return os.path.isfile(folder / _ENVIRONMENT)


def _reason(err: OSError) -> str:
    return (err.strerror or type(err).__name__).lower()


def _unreadable(path: Path, why: str) -> Diagnostic:
    return UNREADABLE_FILE.at(Source(shown(path), "").at(Span(0, 0)), why=why)


def readable(finder: DiskFinder, files: Iterable[Conn]) -> tuple[tuple[str, ...], tuple[Diagnostic, ...]]:
    """Return the keys of the files that can be read, and what is wrong with the others.

    Parameters
    ----------
    finder : `DiskFinder`
        What reads them.
    files : iterable of `Conn`
        The files.

    Returns
    -------
    keys : `tuple` [ `str` ]
        Those of the files that can be read.
    diagnostics : `tuple` [ `Diagnostic` ]
        One for each of the others.
    """
    keys, diagnostics = [], []
    for conn in files:
        try:
            finder.source(conn.key)
        except ReadError as err:
            place = err.place or Source(shown(conn.path), "").at(Span(0, 0))
            diagnostics.append(UNREADABLE_FILE.at(place, help=err.help, why=err.message))
        else:
            keys.append(conn.key)
    return tuple(keys), tuple(diagnostics)


@dataclass(frozen=True)
class DiskFinder:
    """Finds and reads the files that others import, on the disk; nothing is imported or executed.

    Parameters
    ----------
    settings : `Settings`
        Of the project: its root and its source roots.
    texts : mapping from `str` to `str`, optional
        Texts that stand for those of files, by key: of standard input, or of an editor.
    entries : sequence of `str`, optional
        Where installed packages are looked for; that of this Python if not given.
    """

    settings: Settings
    texts: Mapping[str, str] = field(default_factory=dict)
    entries: Sequence[str] | None = None
    _sources: dict[str, Source] = field(default_factory=dict, init=False, repr=False, compare=False)

    @cached_property
    def _search(self) -> Search:
        entries = sys.path if self.entries is None else self.entries
        return Search(
            is_file=self._is_file,
            is_folder=self._is_folder,
            text=self._head,
            roots=tuple(root.resolve() for root in self.settings.source_roots),
            entries=tuple(Path(entry).absolute() for entry in entries if entry),
            listing=self._names,
        )

    def conn(self, importer: str, level: int, module: str) -> str | None:
        """Return the key of the `.conn` file that an import means, as `Finder.conn`."""
        found = self._search.conn(Path(importer), level, module)
        return None if found is None else key_of(Path(found))

    def python(self, importer: str, level: int, module: str) -> FoundPython | None:
        """Return the Python module that an import means, as `Finder.python`."""
        found = self._search.python(Path(importer), level, module)
        return None if found is None else self._python(Path(found))

    def inside(self, importer: str, level: int, module: str) -> tuple[Inside, ...]:
        """Return what is in a package, as `Finder.inside`; hidden folders and those of tools are left out."""
        return self._search.inside(Path(importer), level, module)

    def source(self, key: str) -> Source:
        """Return the text of a file, as `Finder.source`."""
        if key not in self._sources:
            text = self.texts.get(key)
            self._sources[key] = Source(shown(Path(key)), _text(Path(key)) if text is None else text)
        return self._sources[key]

    def forget(self, key: str) -> None:
        """Read a file again when it is next asked for."""
        self._sources.pop(key, None)

    def is_current(self, since: int, files: Iterable[Conn] = (), known: Collection[str] = ()) -> bool:
        """Return whether all files still hold what was read from them.

        Parameters
        ----------
        since : `int`
            When reading began, in nanoseconds: what was not touched since is not read again.
        files : iterable of `Conn`, optional
            Files that could have been read, too: one that could not may be gone, or there again.
        known : collection of `str`, optional
            The keys of those that did not have to be.
        """
        for conn in files:
            if conn.key in known:
                if not _is_untouched(conn.path, since):
                    return False
            elif conn.key not in self._sources and _is_unsteady(conn.path):
                return False
        return all(
            key in self.texts or _is_unchanged(Path(key), source, since - _COARSE)
            for key, source in self._sources.items()
        )

    def task_module(self, conn: Conn) -> str | None:
        """Return the key of the task module that the author of a file has already, if it is there."""
        path = conn.folder / f"{conn.path.stem}_task.py"
        return key_of(path) if self._is_file(path) else None

    def _is_file(self, path: PurePath) -> bool:
        return os.path.isfile(path) or (bool(self.texts) and str(path) in self.texts)

    def _is_folder(self, path: PurePath) -> bool:
        return os.path.isdir(path)

    def _head(self, path: PurePath) -> str:
        """Return the text of a package's ``__init__.py``, as far as it matters here."""
        return self._bytes(path)[:100_000].decode("utf-8", "replace")

    def _bytes(self, path: PurePath) -> bytes:
        try:
            return Path(path).read_bytes()
        except OSError:
            return b""

    def _python(self, path: Path) -> FoundPython:
        return FoundPython(key_of(path), self._is_own(path.resolve()))

    def _names(self, folder: PurePath) -> list[str]:
        """Return the names of what is in a folder, as far as it is searched at all."""
        return [name for name in self._list(folder) if name not in SKIPPED and not name.startswith(".")]

    def _list(self, folder: PurePath) -> list[str]:
        try:
            return os.listdir(folder)
        except OSError:
            return []

    def _is_own(self, path: Path) -> bool:
        """Return whether a file belongs to the project, and not to an environment inside of it."""
        root = self.settings.root
        if not path.is_relative_to(root):
            return False
        parents = path.relative_to(root).parts[:-1]
        return not any(part in SKIPPED or part.startswith(".") for part in parents)


def _is_unchanged(path: Path, source: Source, since: int) -> bool:
    """Return whether a file holds a text, unless it was not touched for long enough."""
    try:
        return _is_untouched(path, since) or _text(path) == source.text
    except ReadError:
        return False


def _is_untouched(path: Path, since: int) -> bool:
    """Return whether a file is there and was not touched."""
    try:
        return path.stat().st_ctime_ns < since
    except OSError:
        return False


def _is_unsteady(path: Path) -> bool:
    """Return whether a file that was found, and could not be read, is gone, or can be read by now."""
    if not os.path.lexists(path):
        return True
    try:
        _text(path)
    except ReadError:
        return False
    return True


def _text(path: Path) -> str:
    """Return the text of a file."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ReadError("is a folder", "rename it, or exclude it", _beginning(path))
        if not stat.S_ISREG(mode):
            raise ReadError("is no ordinary file", "pipe it in: `conngen check - < FILE`", _beginning(path))
        with path.open("rb") as stream:
            data = stream.read(4 * FILE_SIZE.value + 4)
    except OSError as err:
        raise ReadError(f"cannot be read: {_reason(err)}", place=_beginning(path)) from None
    try:
        return data.decode("utf-8") if len(data) <= FILE_SIZE.value else decode(data, shown(path))
    except UnicodeDecodeError:
        return decode(data, shown(path))


def _beginning(path: Path) -> Place:
    return Source(shown(path), "").at(Span(0, 0))


def decode(data: bytes, name: str) -> str:
    """Return the text that bytes hold.

    Parameters
    ----------
    data : `bytes`
        What was read.
    name : `str`
        What messages call the file.

    Returns
    -------
    text : `str`
        The text.

    Raises
    ------
    ReadError
        Raised if it is too large, or not encoded in UTF-8.
    """
    if len(data) > 4 * FILE_SIZE.value:
        place = Source(name, "").at(Span(0, 0))
        raise ReadError(f"has more than {FILE_SIZE.value:,} {FILE_SIZE.what}", "split it", place)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as err:
        offset = len(data[: err.start].decode("utf-8", "replace"))
        place = Source(name, data.decode("utf-8", "replace")).at(Span(offset, offset + 1))
        why = f"is not encoded in UTF-8: byte 0x{data[err.start]:02x} cannot be read"
        raise ReadError(why, "save it as UTF-8", place) from None


def check_folder() -> None:
    """Make sure that there is a working folder.

    Raises
    ------
    ConngenError
        Raised if it was removed.
    """
    try:
        Path.cwd()
    except OSError:
        raise ConngenError("the working folder is not there any more", "change to another folder") from None
