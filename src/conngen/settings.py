"""What a project says under ``[tool.conngen]`` in its ``pyproject.toml``."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from .caching.facts import digest
from .diagnostics import Level, closest
from .display import shown
from .errors import ConngenError
from .globs import GlobError, fits, pattern
from .records import dataclass, field, replace
from .typings import Any
from .universe import UniverseError, Vocabulary, embedded, parse_universe, read_universe

__all__ = ["LINE_LENGTH", "OFF", "Read", "Settings", "SettingsError", "has_table", "load"]

LINE_LENGTH = 110
"""The line length of generated modules: that of the LSST stack."""

OFF = "off"
"""What a diagnostic is set to that is not wanted at all."""

_FILE = "pyproject.toml"
_SHORTEST, _LONGEST = 40, 1000
_ROOTS = (".", "src", "python")


class SettingsError(ConngenError):
    """Settings that can't be understood.

    Parameters
    ----------
    file : `~pathlib.Path`
        The file they are in.
    message : `str`
        What is wrong there.
    help : `str`, optional
        The way out.
    """

    status = 2

    def __init__(self, file: Path, message: str, help: str | None = None) -> None:
        super().__init__(f"{shown(file)}: {message}", help)
        self.file = file


class Read(dict[Path, bytes]):
    """The files with settings that were read, and what was in them.

    Parameters
    ----------
    tables : mapping from `str` to mapping or `None`, optional
        The tables of files that are known from earlier, by digests of their contents; `None` for a file without one.
    """

    def __init__(self, tables: Mapping[str, Mapping[str, object] | None] | None = None) -> None:
        super().__init__()
        self.known = tables or {}
        self.tables: dict[Path, Mapping[str, object] | None] = {}
        """The tables of the files."""

    def table(self, file: Path) -> Mapping[str, object] | None:
        """Return the table of a file."""
        if file not in self.tables:
            if file not in self:
                self[file] = _content(file)
            name = digest(self[file])
            self.tables[file] = self.known[name] if name in self.known else _table(file, self[file])
        return self.tables[file]


@dataclass(frozen=True)
class Settings:
    """What holds for the files of a project."""

    root: Path
    """The folder of the project."""
    file: Path | None = None
    """The file that says so, if there is one."""
    vocabulary: Vocabulary = field(default_factory=embedded, repr=False)
    """The dimensions and storage classes it knows."""
    levels: Mapping[str, Level | None] = field(default_factory=lambda: MappingProxyType({}))
    """Levels other than the usual ones, by code; `None` turns a diagnostic off."""
    include: tuple[str, ...] = ("*.conn",)
    """Which files of a folder are taken, as globs."""
    exclude: tuple[str, ...] = ()
    """Which files and folders are left out, as globs."""
    source_roots: tuple[Path, ...] = ()
    """Where absolute imports of the project begin."""
    out_dir: Path | None = None
    """Where generated modules go, if not beside their `.conn` files."""
    universe_file: Path | None = None
    """The file with its own universe, if it has one."""
    line_length: int = LINE_LENGTH
    """The longest line of a generated module, and of a formatted file."""

    def takes(self, path: Path) -> bool:
        """Return whether a file of a folder belongs to what is compiled."""
        return self._matches(path, self.include) and not self.leaves_out(path)

    def leaves_out(self, path: Path) -> bool:
        """Return whether a file or a folder is excluded."""
        return self._matches(path, self.exclude)

    def _matches(self, path: Path, globs: Iterable[str]) -> bool:
        if not path.is_relative_to(self.root):
            return False
        name = path.relative_to(self.root).as_posix()
        return any(fits(glob, name) for glob in globs)


def load(path: Path, codes: Mapping[str, bool] | None = None, read: Read | None = None) -> Settings:
    """Return the settings that hold for a file or a folder.

    The project is the nearest parent folder whose ``pyproject.toml`` has the table ``[tool.conngen]``; else
    the nearest one with a ``pyproject.toml``, else the nearest one with a ``.git``, else the folder itself.

    Parameters
    ----------
    path : `~pathlib.Path`
        A file or a folder.
    codes : mapping from `str` to `bool`, optional
        The codes whose level can be set, and whether it is fixed; not checked if not given.
    read : `Read`, optional
        The files that were read already; others are added.

    Returns
    -------
    settings : `Settings`
        What holds for it.

    Raises
    ------
    SettingsError
        Raised if the settings can't be understood.
    """
    read = Read() if read is None else read
    path = path.resolve()
    folder = path if path.is_dir() else path.parent
    plain: Path | None = None
    for parent in (folder, *folder.parents):
        file = parent / _FILE
        if os.path.isfile(file):
            found = read.table(file)
            if found is not None:
                return _Reader(file, codes, read).settings(found)
            plain = plain or parent
    if plain is not None:
        return _default(plain)
    checkouts = (parent for parent in (folder, *folder.parents) if os.path.lexists(parent / ".git"))
    return _default(next(checkouts, folder))


def _default(root: Path) -> Settings:
    return Settings(root, source_roots=tuple(root / name for name in _ROOTS))


def has_table(folder: Path, read: Read | None = None) -> bool:
    """Return whether a folder is the root of a project that has settings; ``read`` as for `load`.

    Raises
    ------
    SettingsError
        Raised if its ``pyproject.toml`` can't be read.
    """
    file = folder / _FILE
    return os.path.isfile(file) and (Read() if read is None else read).table(file) is not None


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as err:
        raise SettingsError(file, f"cannot be read: {(err.strerror or type(err).__name__).lower()}") from None


def _table(file: Path, content: bytes) -> Mapping[str, object] | None:
    """Return the table of a ``pyproject.toml``, or `None` if it has none."""
    import tomllib

    try:
        found = tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise SettingsError(file, "is not encoded in UTF-8") from None
    except (tomllib.TOMLDecodeError, RecursionError) as err:
        raise SettingsError(file, f"is no TOML: {_one_line(err)}") from None
    tool = found.get("tool", {})
    if not isinstance(tool, dict) or "conngen" not in tool:
        return None
    table = tool["conngen"]
    if not isinstance(table, dict):
        raise SettingsError(file, "`tool.conngen` must be a table", "write [tool.conngen]")
    return table


def _one_line(message: object) -> str:
    text = " ".join(str(message).split()) or "it cannot be understood"
    return text[0].lower() + text[1:200]


class _Reader:
    """Reads the table of one file, key by key."""

    def __init__(self, file: Path, codes: Mapping[str, bool] | None, files: Read) -> None:
        self.file = file
        self.files = files
        self.root = file.parent
        self.codes = codes

    def settings(self, table: Mapping[str, object]) -> Settings:
        readers: dict[str, Callable[[Any], object]] = {
            "vocabulary": self._text("vocabulary"),
            "universe": self._text("universe"),
            "storage-classes": self._dict("storage-classes"),
            "dimensions": self._dict("dimensions"),
            "levels": self._levels,
            "include": self._globs("include"),
            "exclude": self._globs("exclude"),
            "source-roots": self._texts("source-roots"),
            "out-dir": self._text("out-dir"),
            "line-length": self._line_length,
        }
        for key in table:
            if key not in readers:
                raise self._error(f"there is no setting {_shown(key)}", self._suggest(key, readers))
        read: dict[str, Any] = {key: readers[key](value) for key, value in table.items()}
        settings = _default(self.root)
        roots = settings.source_roots
        if "source-roots" in read:
            roots = tuple(self._inside("source-roots", name) for name in read["source-roots"])
        return replace(
            settings,
            file=self.file,
            vocabulary=self._vocabulary(read),
            levels=read.get("levels", settings.levels),
            include=read.get("include", settings.include),
            exclude=read.get("exclude", settings.exclude),
            source_roots=roots,
            out_dir=self.root / read["out-dir"] if "out-dir" in read else None,
            line_length=read.get("line-length", settings.line_length),
            universe_file=self.root / read["universe"] if "universe" in read else None,
        )

    def _error(self, message: str, help: str | None = None) -> SettingsError:
        return SettingsError(self.file, f"in [tool.conngen], {message}", help)

    def _suggest(self, word: str, names: Collection[str]) -> str:
        name = closest(word, names)
        return f"did you mean `{name}`?" if name else f"there is {', '.join(sorted(names))}"

    def _text(self, key: str) -> Callable[[object], str]:
        def read(value: object) -> str:
            if not isinstance(value, str) or not value or "\0" in value:
                raise self._error(f"`{key}` must be a string with something in it")
            return value

        return read

    def _texts(self, key: str) -> Callable[[object], tuple[str, ...]]:
        def read(value: object) -> tuple[str, ...]:
            items = value if isinstance(value, list) else [None]
            if not all(isinstance(item, str) and item and "\0" not in item for item in items):
                raise self._error(f"`{key}` must be a list of strings", f'write {key} = ["…"]')
            return tuple(items)

        return read

    def _globs(self, key: str) -> Callable[[object], tuple[str, ...]]:
        def read(value: object) -> tuple[str, ...]:
            globs = self._texts(key)(value)
            for glob in globs:
                try:
                    pattern(glob)
                except GlobError:
                    raise self._error(f"{_shown(glob)} in `{key}` is no glob") from None
            return globs

        return read

    def _dict(self, key: str) -> Callable[[object], dict[str, object]]:
        def read(value: object) -> dict[str, object]:
            if not isinstance(value, dict):
                raise self._error(f"`{key}` must be a table", f"write [tool.conngen.{key}.NAME]")
            return value

        return read

    def _line_length(self, value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int) or not _SHORTEST <= value <= _LONGEST:
            raise self._error(f"`line-length` must be a whole number from {_SHORTEST} to {_LONGEST}")
        return value

    def _levels(self, value: object) -> Mapping[str, Level | None]:
        words = (*(level.value for level in Level), OFF)
        levels: dict[str, Level | None] = {}
        for code, word in self._dict("levels")(value).items():
            self._check_code(code)
            if word not in words:
                known = ", ".join(f'"{one}"' for one in words[:-1])
                near = closest(word, words) if isinstance(word, str) else None
                message = f'the level of `{code}` must be {known} or "{OFF}"'
                raise self._error(message, f'did you mean "{near}"?' if near else None)
            levels[code] = None if word == OFF else Level(str(word))
        return MappingProxyType(levels)

    def _check_code(self, code: str) -> None:
        if self.codes is None:
            return
        if code not in self.codes:
            near = closest(code, self.codes)
            help = f"did you mean `{near}`?" if near else "`conngen explain` lists them all"
            raise self._error(f"`levels` names {_shown(code)}, which is no diagnostic", help)
        if self.codes[code]:
            raise self._error(f"the level of `{code}` cannot be changed: nothing sensible could be generated")

    def _inside(self, key: str, name: str) -> Path:
        """Return the folder of a name, which must be the same in every checkout."""
        if Path(name).is_absolute():
            raise self._error(f"{_shown(name)} in `{key}` must be relative to the project")
        return self.root / name

    def _vocabulary(self, read: Mapping[str, Any]) -> Vocabulary:
        try:
            vocabulary = embedded(read.get("vocabulary"))
            if "universe" in read:
                text = read_universe(self.root / read["universe"])
                self.files[self.root / read["universe"]] = text.encode()
                vocabulary = replace(vocabulary, universe=parse_universe(text))
            if "dimensions" in read or "storage-classes" in read:
                vocabulary = vocabulary.extended(read.get("dimensions"), read.get("storage-classes"))
        except UniverseError as err:
            raise self._error(str(err)) from None
        return vocabulary


def _shown(name: str) -> str:
    """Return a name as a message quotes it: on one line, and not too long."""
    return f"`{name[:60]}`" if name.isprintable() else repr(name[:60])
