"""What a build would do to the disk: compared, decided and shown before anything is written."""

from __future__ import annotations

import enum
import os
from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from ..console import style
from ..output import Owner
from ..patterns import pattern
from ..records import dataclass, field
from .header import examine, normal
from .journal import Journal
from .journal import load as load_journal
from .manifest import MANIFEST, Entry, Manifest, load

__all__ = ["Action", "Change", "Plan", "Wanted", "diff", "plan"]


_LINE = pattern(r"[^\n]*\n|[^\n]+")


class Action(enum.StrEnum):
    """What happens to a file."""

    CREATE = "create"
    REWRITE = "update"
    UNCHANGED = "unchanged"
    REMOVE = "remove"
    KEEP = "keep"
    """It lost its source, but was edited: it stays, with a warning."""
    REFUSE = "refuse"
    """It is not ours, or was edited: nothing at all is written."""


@dataclass(frozen=True)
class Wanted:
    """A file that a build wants to be there.

    Parameters
    ----------
    path : `~pathlib.Path`
        Where, absolute.
    text : `str`
        All of it, with its header.
    owner : `Owner`
        Whose it is once it exists.
    source : `~pathlib.Path`, optional
        The `.conn` file it is made from, absolute; without one, the manifest doesn't name it.
    """

    path: Path
    text: str
    owner: Owner
    source: Path | None = None


@dataclass(frozen=True)
class Change:
    """What happens to one file.

    Parameters
    ----------
    path : `~pathlib.Path`
        The file; of a link, what it leads to.
    action : `Action`
        What happens to it.
    new : `str` or `None`
        Its text afterwards.
    old : `str` or `None`
        Its text before.
    why : `str`
        Why it is kept or refused.
    help : `str`
        The way out then.
    """

    path: Path
    action: Action
    new: str | None = None
    old: str | None = None
    why: str = ""
    help: str = ""


@dataclass(frozen=True)
class Plan:
    """What a build does to the files below a folder.

    Parameters
    ----------
    root : `~pathlib.Path`
        The folder, with the manifest in it.
    changes : `tuple` [ `Change` ]
        What happens to the files, sorted by path.
    manifest : `str` or `None`
        The text of the manifest afterwards; `None` if it stays as it is.
    trouble : `str` or `None`
        Why the manifest that is there was not believed.
    news : mapping from `str` to `Entry`
        What the manifest says then, and does not say yet.
    unfinished : `Journal` or `None`
        What an earlier build has left that was killed.
    kept : `int`
        How many files are known to be current, beside those in ``changes``.
    entries : mapping from `str` to `Entry`
        What the manifest says afterwards.
    content : `bytes` or `None`
        What is in the file of the manifest afterwards.
    spared : `tuple` [ `~pathlib.Path` ]
        The `.conn` files that have modules below the folder, are there, and were not built.
    """

    root: Path
    changes: tuple[Change, ...]
    manifest: str | None = None
    trouble: str | None = None
    news: Mapping[str, Entry] = field(default_factory=dict)
    unfinished: Journal | None = None
    kept: int = 0
    entries: Mapping[str, Entry] = field(default_factory=dict)
    content: bytes | None = None
    spared: tuple[Path, ...] = ()

    def of(self, *actions: Action) -> tuple[Change, ...]:
        """Return the files to which something certain happens."""
        return tuple(change for change in self.changes if change.action in actions)

    @property
    def refused(self) -> tuple[Change, ...]:
        """The files for which nothing at all is written."""
        return self.of(Action.REFUSE)

    @property
    def writes(self) -> bool:
        """Whether anything is written or removed, be it the manifest alone."""
        return self.manifest is not None or bool(self.of(Action.CREATE, Action.REWRITE, Action.REMOVE))

    @property
    def is_current(self) -> bool:
        """Whether there is nothing to write or to remove."""
        return not self.of(Action.CREATE, Action.REWRITE, Action.REMOVE, Action.REFUSE)


def plan(
    root: Path,
    wanted: Sequence[Wanted],
    built: Container[Path],
    others: Collection[Path] = (),
    kept: Mapping[str, Entry] = MappingProxyType({}),
) -> Plan:
    """Return what has to happen so that the disk holds what is wanted; nothing is written.

    Parameters
    ----------
    root : `~pathlib.Path`
        The folder of the project or of ``--out-dir``: nothing outside of it is touched.
    wanted : sequence of `Wanted`
        The files to be there.
    built : container of `~pathlib.Path`
        The `.conn` files this build read: what they made before and make no longer is stale.
    others : collection of `~pathlib.Path`
        The files that are wanted below other folders: they are no longer for this one to remove.
    kept : mapping from `str` to `Entry`
        Files that are known to be current and no links: what the manifest says of them.

    Returns
    -------
    plan : `Plan`
        What to do.
    """
    root = root.resolve()
    manifest = load(root / MANIFEST)
    unfinished = load_journal(root)
    known = manifest.entries if unfinished is None else {**manifest.entries, **unfinished.done(root)}
    planner = _Planner(root, known, built, frozenset(map(os.path.realpath, others)))
    planner.keep(kept)
    changes = [*planner.write(wanted), *planner.clear()]
    text = None
    if planner.entries != manifest.entries:
        text = Manifest(planner.entries).text() if planner.entries else ""
    return Plan(
        root,
        tuple(sorted(changes, key=lambda change: change.path)),
        text,
        manifest.trouble,
        {name: one for name, one in planner.entries.items() if manifest.entries.get(name) != one},
        unfinished,
        len(kept),
        planner.entries,
        manifest.content if text is None else text.encode() or None,
        tuple(sorted(planner.spared)),
    )


class _Planner:
    """Compares what is wanted with what is there, and keeps what the manifest will say."""

    def __init__(
        self, root: Path, known: Mapping[str, Entry], built: Container[Path], others: frozenset[str]
    ) -> None:
        self.root = root
        self.known = known
        self.built = built
        self.others = others
        self.entries: dict[str, Entry] = {}
        self.taken: dict[Path, Path | None] = {}
        self.kept: Mapping[str, Entry] = {}
        self.spared: set[Path] = set()
        self._folders: dict[Path, str] = {}
        self._sources: dict[Path, str] = {}

    def keep(self, kept: Mapping[str, Entry]) -> None:
        """Note files that are known to be current."""
        self.kept = kept
        self.entries.update(kept)

    def write(self, wanted: Sequence[Wanted]) -> Iterator[Change]:
        """Yield what happens to the files that are wanted."""
        for one in wanted:
            try:
                yield from self._write(one)
            except OSError as err:
                reason = (err.strerror or type(err).__name__).lower()
                yield Change(one.path, Action.REFUSE, why=f"cannot be read: {reason}")

    def _write(self, one: Wanted) -> Iterator[Change]:
        if one.owner is Owner.AUTHOR and os.path.lexists(one.path):
            return
        path = self._real(one.path)
        if not path.is_relative_to(self.root):
            yield Change(
                one.path,
                Action.REFUSE,
                why=f"is a link, or lies behind one, that leads out of {self.root}",
                help="remove the link, or choose another folder with --out-dir",
            )
            return
        if path in self.taken:
            yield self._twice(one, path)
            return
        if self.kept and self._name(path) in self.kept:
            self.taken[path] = self._source(self.entries[self._name(path)])
            yield self._twice(one, path)
            return
        self.taken[path] = one.source
        change = self._compare(one, path)
        header = examine(one.text)
        if one.owner is Owner.COMPILER and one.source is not None and header is not None:
            if one.source not in self._sources:
                self._sources[one.source] = _relative(one.source, self.root)
            self.entries[self._name(path)] = Entry(self._sources[one.source], header.content)
        yield change

    def _real(self, path: Path) -> Path:
        """Return where a path leads to; folders are looked at once."""
        if os.path.islink(path):
            return Path(os.path.realpath(path))
        folder = path.parent
        if folder not in self._folders:
            self._folders[folder] = os.path.realpath(folder)
        return Path(self._folders[folder], path.name)

    def _twice(self, one: Wanted, path: Path) -> Change:
        other = self.taken[path]
        why = f"would be made from both {other} and {one.source}"
        return Change(path, Action.REFUSE, why=why, help="rename one of them, or build them apart")

    def _compare(self, one: Wanted, path: Path) -> Change:
        if not os.path.lexists(path):
            return Change(path, Action.CREATE, one.text)
        if not path.is_file():
            return Change(path, Action.REFUSE, why="is there, but is no file", help="move it elsewhere")
        old = _read(path)
        if old is not None and normal(old) == one.text:
            return Change(path, Action.UNCHANGED, old, old)
        header = None if old is None else examine(old)
        if header is None:
            help = "move it elsewhere, or rename the `.conn` file"
            return Change(
                path, Action.REFUSE, old=old, why="is there, but was not made by conngen", help=help
            )
        if header.edited:
            help = "put the change into the `.conn` file, delete this one, and build again"
            return Change(path, Action.REFUSE, old=old, why="was edited since conngen made it", help=help)
        other = self._other_source(one, path)
        if other is not None:
            help = "rename one of the two, or choose another folder with --out-dir"
            return Change(path, Action.REFUSE, old=old, why=f"was made from {other}", help=help)
        return Change(path, Action.REWRITE, one.text, old)

    def _other_source(self, one: Wanted, path: Path) -> str | None:
        """Return another `.conn` file that still makes a file, which this one would take away from it."""
        entry = self.known.get(self._name(path))
        if entry is None or one.source is None:
            return None
        other = self._source(entry)
        is_other = other != one.source and other not in self.built
        return entry.source if is_other and _is_there(other) else None

    def clear(self) -> Iterator[Change]:
        """Yield what happens to the files that were made before and are not wanted any more."""
        for name, entry in sorted(self.known.items()):
            if name in self.entries:
                continue
            path = self.root / name
            real = os.path.realpath(path)
            if Path(real) in self.taken or real in self.others:
                continue
            source = self._source(entry)
            if source not in self.built and _is_there(source):
                self.entries[name] = entry
                self.spared.add(source)
            elif (change := self._stale(path, entry)) is not None:
                if change.action is Action.KEEP:
                    self.entries[name] = entry
                yield change

    def _stale(self, path: Path, entry: Entry) -> Change | None:
        """Return what happens to a file without a source; nothing if it is gone or not ours by now."""
        # `Path.is_file` raises for a name that is too long for this file system.
        if os.path.islink(path) or not os.path.isfile(path):
            return None
        if not path.resolve().is_relative_to(self.root):
            return None
        try:
            old = _read(path)
        except OSError:
            old = None
        header = None if old is None else examine(old)
        if header is None:
            return None
        if header.edited or header.content != entry.content:
            what = (
                "was edited since conngen made it" if header.edited else "is not what conngen made of it last"
            )
            why = f"lost its source {entry.source}, but {what}"
            return Change(
                path, Action.KEEP, old, old, why, "delete it, or remove its first two lines to keep it"
            )
        return Change(path, Action.REMOVE, None, old)

    def _source(self, entry: Entry) -> Path:
        return Path(os.path.normpath(self.root / entry.source))

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()


def _relative(path: Path, root: Path) -> str:
    try:
        return Path(os.path.relpath(path, root)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()


def _is_there(path: Path) -> bool:
    """Return whether a file is there, or may be: what can't be looked at is not gone."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True


def _read(path: Path) -> str | None:
    """Return the text of a file, or `None` if it is none."""
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return None


def diff(plan: Plan, show: Callable[[Path], str], *, colour: bool = False) -> str:
    """Return what a plan changes, as a unified diff.

    Parameters
    ----------
    plan : `Plan`
        What would happen.
    show : callable
        Returns the name to show for a path.
    colour : `bool`
        Whether to colour it.

    Returns
    -------
    text : `str`
        The diff; nothing if nothing changes.
    """
    import difflib

    lines: list[str] = []
    for change in plan.of(Action.CREATE, Action.REWRITE, Action.REMOVE):
        name = show(change.path)
        lines += difflib.unified_diff(
            _LINE.findall(normal(change.old or "")),
            _LINE.findall(change.new or ""),
            "/dev/null" if change.old is None else name,
            "/dev/null" if change.new is None else name,
        )
    return "".join(_coloured(line) if colour else line for line in map(_whole, lines))


def _whole(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


def _coloured(line: str) -> str:
    if line.startswith(("---", "+++")):
        return style(line, bold=True)
    colour = {"+": "green", "-": "red", "@": "cyan"}.get(line[0])
    return style(line, fg=colour) if colour else line
