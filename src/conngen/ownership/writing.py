"""Writes a plan: all files or none, and never half of one."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from ..display import shown
from ..errors import ConngenError
from ..records import dataclass
from .header import normal
from .journal import Journal, clear, forget, is_recent, sweep, temporary_name
from .manifest import MANIFEST
from .planning import Action, Change, Plan

__all__ = ["Step", "WriteError", "apply", "create", "create_all", "exchange", "rewrite"]

_WAYS_OUT = {
    errno.ENOSPC: "make room on the disk, and try again",
    errno.EDQUOT: "make room in your quota, and try again",
    errno.EACCES: "make the folder writable, or choose another with --out-dir",
    errno.EPERM: "make the folder writable, or choose another with --out-dir",
    errno.EROFS: "choose another folder with --out-dir",
    errno.ENAMETOOLONG: "give the `.conn` file a shorter name",
}
_IN_PLACE = {
    **_WAYS_OUT,
    errno.EACCES: "make its folder writable",
    errno.EPERM: "make its folder writable",
    errno.EROFS: "it lies where nothing can be written",
}


_LONG_AGO = 315_619_200  # 1980: what is older, some archives can't hold

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_OPENED = os.O_RDONLY if os.name == "posix" else os.O_RDWR
"""How a file is opened that the disk is to take."""


class WriteError(ConngenError):
    """A file that can't be written; everything is as it was before."""


def apply(plans: Sequence[Plan], *, alone: bool = False, aged: Collection[Path] = ()) -> None:
    """Write what some plans say.

    New texts are first written beside their files; then each takes the place of its file in one step, stale
    files are set aside, and the manifests follow. If anything fails on the way, all is put back. What is left of
    builds that were killed is removed.

    Parameters
    ----------
    plans : sequence of `Plan`
        What to do; nothing in them may be refused.
    alone : `bool`, optional
        Whether no other build can be at work, so that whatever is left is left for ever.
    aged : collection of `~pathlib.Path`, optional
        The files whose time stamps are those of long ago, if they are written at all: as long as nobody says that
        they are current.

    Raises
    ------
    WriteError
        Raised if a file can't be written. Nothing has changed then.
    """
    if any(plan.refused for plan in plans):
        raise ValueError("a plan with refusals must not be applied")
    for plan in plans:
        if plan.unfinished is not None and (alone or not is_recent(plan.root)):
            clear(plan.unfinished, plan.root)
            if not plan.writes:
                forget(plan.root)
    with _Transaction() as transaction:
        transaction.announce([plan for plan in plans if plan.writes])
        for plan in plans:
            for change in plan.of(Action.CREATE, Action.REWRITE):
                transaction.stage(change, aged=change.path in aged)
        for plan in plans:
            if plan.manifest:
                transaction.stage(_manifest(plan, plan.manifest))
        for plan in plans:
            for change in plan.of(Action.REMOVE):
                transaction.remove(change)
        for plan in plans:
            if plan.manifest == "":
                transaction.remove(_manifest(plan, None))
        transaction.commit()


def create(path: Path, text: str) -> None:
    """Write a file that must not be there yet.

    Parameters
    ----------
    path : `~pathlib.Path`
        Where.
    text : `str`
        What is in it.

    Raises
    ------
    WriteError
        Raised if it is there already, or can't be written.
    """
    with _Transaction(_IN_PLACE) as transaction:
        transaction.stage(Change(path, Action.CREATE, text))
        transaction.commit()


def create_all(texts: Mapping[Path, str], *, replace: bool = False) -> None:
    """Write several files: all of them, or none.

    Parameters
    ----------
    texts : mapping from `~pathlib.Path` to `str`
        What is in each.
    replace : `bool`, optional
        Whether files that are there already are written anew.

    Raises
    ------
    WriteError
        Raised if one of them is there already and may not be, or can't be written. Nothing has changed then.
    """
    with _Transaction(_IN_PLACE) as transaction:
        for path, text in texts.items():
            if replace and path.is_file():
                old = path.read_bytes().decode("utf-8", "replace")
                transaction.stage(Change(path.resolve(), Action.REWRITE, text, old))
            else:
                transaction.stage(Change(path, Action.CREATE, text))
        transaction.commit()


def rewrite(path: Path, old: str, new: str) -> None:
    """Write a file that is there anew; a link stays one, and what it leads to is written.

    Parameters
    ----------
    path : `~pathlib.Path`
        The file.
    old : `str`
        What was read from it.
    new : `str`
        What is in it afterwards.

    Raises
    ------
    WriteError
        Raised if it can't be written, or holds something else by now. It is as it was then.
    """
    with _Transaction(_IN_PLACE) as transaction:
        transaction.stage(Change(path.resolve(), Action.REWRITE, new, old))
        transaction.commit()


@dataclass(frozen=True)
class Step:
    """What becomes of a file of any kind.

    Parameters
    ----------
    path : `~pathlib.Path`
        The file.
    old : `bytes` or `None`
        What is in it now; `None` if it must not be there yet.
    new : `bytes` or `None`
        What is in it afterwards; `None` if it goes.
    """

    path: Path
    old: bytes | None
    new: bytes | None


def exchange(steps: Sequence[Step], way_out: str) -> None:
    """Write and remove files in a certain order: all of it happens, or nothing.

    Parameters
    ----------
    steps : sequence of `Step`
        What to do, the first step first.
    way_out : `str`
        What a user can do who may not write there.

    Raises
    ------
    WriteError
        Raised if a file can't be written, or holds something else by now. Nothing has changed then.
    """
    denied = dict.fromkeys((errno.EACCES, errno.EPERM, errno.EROFS), way_out)
    with _Transaction({**_IN_PLACE, **denied}) as transaction:
        for step in steps:
            action = Action.CREATE if step.old is None else Action.REWRITE
            old = None if step.old is None else step.old.decode("utf-8", "replace")
            if step.new is None:
                transaction.remove(Change(step.path, Action.REMOVE, old=old))
            else:
                transaction.stage(Change(step.path, action, old=old), step.new)
        transaction.commit([step.path for step in steps])


def _manifest(plan: Plan, text: str | None) -> Change:
    # One that could not be believed is replaced too: the user was told.
    return Change(plan.root / MANIFEST, Action.UNCHANGED, text)


class _Transaction:
    """Changes to files that happen together, or not at all."""

    def __init__(self, ways_out: Mapping[int, str] = _WAYS_OUT) -> None:
        self.ways_out = ways_out
        self.at: Path | None = None
        self.staged: list[tuple[Change, Path]] = []
        self.removed: list[Change] = []
        self.temporary: set[Path] = set()
        self.number = 0
        self.token = os.urandom(8).hex()
        self.swept: set[Path] = set()
        self.there: set[Path] = set()
        self.folders: list[Path] = []
        self.done: list[tuple[Path, Path | None]] = []
        self.announced: list[Plan] = []
        self.committed = False
        self.littered = False

    def __enter__(self) -> _Transaction:
        return self

    def __exit__(self, kind: object, err: BaseException | None, trace: object) -> None:
        if not self.committed:
            self._put_back()
        self._unlink()
        for plan in self.announced:
            # What an earlier build has left, or could not be put back, is still to be known to the next one.
            if not self.littered and (self.committed or plan.unfinished is None):
                forget(plan.root)
        if not self.committed:
            for folder in reversed(self.folders):
                with suppress(OSError):
                    folder.rmdir()
        if isinstance(err, OSError):
            reason = (err.strerror or type(err).__name__).lower()
            help = self.ways_out.get(err.errno or 0, "nothing was written")
            raise WriteError(f"{shown(self.at or Path())}: cannot be written: {reason}", help) from err

    def announce(self, plans: Sequence[Plan]) -> None:
        """Note what will be written, for the case that this is killed."""
        for plan in plans:
            paths = [change.path for change in plan.of(Action.CREATE, Action.REWRITE, Action.REMOVE)]
            self.at = next(iter(paths), plan.root / MANIFEST)
            self._make_folder(plan.root)
            folders = {plan.root, *(path.parent for path in paths)}
            names = tuple(sorted(folder.relative_to(plan.root).as_posix() for folder in folders))
            new = {one for folder in folders for one in _missing(folder)}
            made = tuple(sorted(folder.relative_to(plan.root).as_posix() for folder in new))
            self.announced.append(plan)
            Journal(plan.news, self.token, names, made).write(plan.root)

    def stage(self, change: Change, content: bytes | None = None, *, aged: bool = False) -> None:
        """Write the new text of a file, or what is no text, beside it."""
        self.at = change.path
        self._make_folder(change.path.parent)
        temporary = self._temporary(change.path)
        descriptor = os.open(temporary, _NEW, 0o666)
        try:
            left = memoryview((change.new or "").encode("utf-8") if content is None else content)
            while left:
                left = left[os.write(descriptor, left) :]
        finally:
            os.close(descriptor)
        if aged:
            # No two such modules of one size may look the same to who keeps what was compiled of them.
            time = _LONG_AGO + int(self.token, 16) % _LONG_AGO
            os.utime(temporary, (time, time))
        self.staged.append((change, temporary))

    def remove(self, change: Change) -> None:
        """Note a file that goes."""
        self.removed.append(change)

    def commit(self, order: Sequence[Path] = ()) -> None:
        """Do all of it, in a certain order if there is one.

        Without one the manifests come last, so that no file of ours is ever unknown to them.
        """
        self._settle()
        if order:
            staged = {change.path: (change, temporary) for change, temporary in self.staged}
            removed = {change.path: change for change in self.removed}
            for path in order:
                if path in removed:
                    self._set_aside(removed[path])
                else:
                    self._replace(*staged[path])
            self.committed = True
            return
        files = [one for one in self.staged if one[0].path.name != MANIFEST]
        manifests = [one for one in self.staged if one[0].path.name == MANIFEST]
        for change, temporary in files:
            self._replace(change, temporary)
        for change in self.removed:
            self._set_aside(change)
        for change, temporary in manifests:
            self._replace(change, temporary)
        self.committed = True

    def _settle(self) -> None:
        """Have the disk take all that was staged: one after the other it would have to begin anew for each."""
        for change, temporary in self.staged:
            self.at = change.path
            descriptor = os.open(temporary, _OPENED)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
            mode = None if change.action is Action.CREATE else _mode(change.path)
            if mode is not None:  # it may be one that nobody can read
                temporary.chmod(mode)

    def _replace(self, change: Change, temporary: Path) -> None:
        self.at = change.path
        self._check(change)
        backup = self._back_up(change.path)
        self.done.append((change.path, backup))
        os.replace(temporary, change.path)
        self.temporary.discard(temporary)

    def _set_aside(self, change: Change) -> None:
        self.at = change.path
        if not os.path.lexists(change.path):
            return
        self._check(change)
        backup = self._temporary(change.path)
        self.done.append((change.path, backup))
        os.replace(change.path, backup)

    def _check(self, change: Change) -> None:
        """Make sure that nobody changed a file since it was compared."""
        if change.action is Action.CREATE and os.path.lexists(change.path):
            raise WriteError(
                f"{shown(change.path)}: is there already", "choose another name, or delete it first"
            )
        if change.action in (Action.REWRITE, Action.REMOVE):
            now = normal(change.path.read_bytes().decode("utf-8", "replace"))
            if now != normal(change.old or ""):
                raise WriteError(f"{shown(change.path)}: was changed in the meantime", "try again")

    def _back_up(self, path: Path) -> Path | None:
        if not os.path.lexists(path):
            return None
        backup = self._temporary(path)
        try:
            os.link(path, backup, follow_symlinks=False)
        except (OSError, NotImplementedError):
            import shutil

            shutil.copy2(path, backup, follow_symlinks=False)
        return backup

    def _put_back(self) -> None:
        """Undo what was done, the last first; what can't be undone must not keep the rest from it."""
        for path, backup in reversed(self.done):
            try:
                if backup is None:
                    path.unlink(missing_ok=True)
                elif os.path.lexists(backup):
                    os.replace(backup, path)
            except OSError:
                self.littered = True

    def _unlink(self) -> None:
        for path in self.temporary:
            try:
                path.unlink(missing_ok=True)
            except OSError:
                self.littered = True

    def _make_folder(self, folder: Path) -> None:
        if folder in self.there:
            return
        self.there.add(folder)
        for one in _missing(folder):
            one.mkdir()
            self.folders.append(one)

    def _temporary(self, path: Path) -> Path:
        folder = path.parent
        if folder not in self.swept:
            self.swept.add(folder)
            sweep(folder)
        temporary = folder / temporary_name(self.token, self.number)
        self.number += 1
        self.temporary.add(temporary)
        return temporary


def _missing(folder: Path) -> list[Path]:
    """Return the folders that are to be made for one to be there, the outer ones first."""
    missing = []
    while not folder.exists():
        missing.append(folder)
        folder = folder.parent
    return missing[::-1]


def _mode(path: Path) -> int | None:
    """Return the permissions of a file that is there."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None
