"""What an installation does to the disk: compared, decided and shown before anything is written."""

from __future__ import annotations

import enum
import os
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Literal

from ..display import shown
from ..errors import ConngenError
from ..ownership import Action, Change, Step
from ..records import dataclass, field, replace
from ..version import __version__
from .entries import Refusal, Trace, taken_out
from .parts import Parts
from .places import Places
from .receipt import Entered, Receipt, Record, digest, read

__all__ = ["Job", "plan_install", "plan_uninstall"]

_CHANGED = "was changed since conngen wrote it"
_WAY_OUT = "move it away, or delete it, and install again"


class _Strange(enum.Enum):
    """What is no file, where there should be one."""

    STRANGE = "no file"


_STRANGE = _Strange.STRANGE


@dataclass(frozen=True)
class Job:
    """What is to be done for one editor.

    Parameters
    ----------
    steps : `tuple` [ `~conngen.ownership.Step`, ... ]
        What becomes of which file, in order, the receipt included.
    changes : `tuple` [ `~conngen.ownership.Change`, ... ]
        The same for the user to read, with what is kept or refused.
    receipt : `Receipt`
        What the receipt says afterwards.
    emptied : `tuple` [ `str`, ... ]
        The folders that were made for what goes, and are empty then, the innermost first.
    """

    steps: tuple[Step, ...]
    changes: tuple[Change, ...]
    receipt: Receipt
    emptied: tuple[str, ...] = ()

    def of(self, *actions: Action) -> tuple[Change, ...]:
        """Return the files to which something certain happens."""
        return tuple(change for change in self.changes if change.action in actions)


@dataclass
class _Draft:
    """A job in the making."""

    steps: list[Step] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    files: dict[str, tuple[str, ...]] = field(default_factory=dict)
    entered: dict[str, Entered] = field(default_factory=dict)

    def note(self, path: Path, action: Action, why: str = "", help: str = "") -> None:
        self.changes.append(Change(path, action, why=why, help=help))

    def step(self, path: Path, old: bytes | None, new: bytes | None) -> None:
        if old == new:
            self.note(path, Action.UNCHANGED)
            return
        action = Action.CREATE if old is None else Action.REMOVE if new is None else Action.REWRITE
        self.note(path, action)
        self.steps.append(Step(path, old, new))


def plan_install(editor: str, wanted: Parts, places: Places, receipt: Receipt) -> Job:
    """Return what has to happen so that an editor has its files; nothing is written.

    Parameters
    ----------
    editor : `str`
        The editor.
    wanted : `Parts`
        What it gets.
    places : `Places`
        The user's folders.
    receipt : `Receipt`
        What was written before.

    Returns
    -------
    job : `Job`
        What to do.
    """
    known = receipt.records.get(editor, Record("", "", {}, {}))
    draft = _Draft()
    for path, content in wanted.files.items():
        _put(draft, path, content, known.files.get(str(path)))
    for path, entry in wanted.entries.items():
        before = known.entered.get(str(path))
        try:
            content_now = read(path)
            result = entry.enter(content_now, before)
        except Refusal as err:
            draft.note(path, Action.REFUSE, str(err.args[0]), str(err.args[1]))
            continue
        if result is not None:
            draft.step(_real(path), content_now, result[0])
            draft.entered[str(path)] = result[1]
    stale = {path: known.files[path] for path in known.files if Path(path) not in wanted.files}
    _clear(draft, stale)
    others = {path: one for path, one in known.entered.items() if Path(path) not in wanted.entries}
    _take_out(draft, others)
    record = Record(__version__, str(wanted.folder), draft.files, draft.entered)
    made = frozenset(_missing([*wanted.files, *wanted.entries, places.receipt]))
    after = Receipt({**receipt.records, editor: record}, receipt.folders | made, receipt.content)
    return _job(draft, after, places, [*wanted.files, *wanted.entries])


def plan_uninstall(editor: str, places: Places, receipt: Receipt) -> Job:
    """Return what has to happen so that an editor is as it was before; nothing is written.

    Parameters
    ----------
    editor : `str`
        The editor.
    places : `Places`
        The user's folders.
    receipt : `Receipt`
        What was written before.

    Returns
    -------
    job : `Job`
        What to do.
    """
    known = receipt.records.get(editor)
    if known is None:
        return Job((), (), receipt)
    draft = _Draft()
    _take_out(draft, known.entered)
    _clear(draft, known.files)
    left = {name: record for name, record in receipt.records.items() if name != editor}
    return _job(draft, Receipt(left, receipt.folders, receipt.content), places, [])


def _job(draft: _Draft, after: Receipt, places: Places, stay: Collection[Path]) -> Job:
    """Return what is drafted as a job, with what becomes of the receipt and of folders.

    Parameters
    ----------
    draft : `_Draft`
        What becomes of the files.
    after : `Receipt`
        What the receipt says afterwards, but for folders that go.
    places : `Places`
        The user's folders.
    stay : collection of `~pathlib.Path`
        Files that are there afterwards; none if nothing is installed.
    """
    installing = bool(stay)
    gone = {step.path for step in draft.steps if step.new is None}
    if after.records:
        stay = [*stay, places.receipt]
    else:
        gone.add(places.receipt)
    needed = {str(folder) for path in stay for folder in path.parents}
    emptied = tuple(_emptied(after.folders, gone, needed))
    after = replace(after, folders=after.folders - set(emptied))
    receipt = _Draft()
    if os.path.lexists(places.receipt) and after.content is None:
        raise ConngenError(f"{shown(places.receipt)}: is no file", "move it away")
    receipt.step(_real(places.receipt), after.content, after.written())
    changed = [change for change in receipt.changes if change.action is not Action.UNCHANGED]
    # While there is anything of ours on the disk, the receipt knows of it.
    first, last = (receipt.steps, draft.steps) if installing else (draft.steps, receipt.steps)
    return Job((*first, *last), (*draft.changes, *changed), after, emptied)


def _emptied(folders: Collection[str], gone: Collection[Path], needed: Collection[str]) -> Iterator[str]:
    """Yield the folders, of those we made, in which nothing is left, the innermost first."""
    left = {str(path) for path in gone}
    for folder in sorted(folders, key=lambda name: len(Path(name).parts), reverse=True):
        try:
            inside = {os.path.join(folder, name) for name in os.listdir(folder)}
        except OSError:
            inside = set()
        if inside <= left and folder not in needed:
            left.add(folder)
            yield folder


def _put(draft: _Draft, path: Path, content: bytes, known: tuple[str, ...] | None) -> None:
    """Note what happens to a file that is wanted."""
    there = _own(path)
    now = digest(content)
    if there is not None and known is None:
        draft.note(path, Action.REFUSE, "is there already, and conngen did not write it", _WAY_OUT)
    elif there is _STRANGE or (isinstance(there, bytes) and digest(there) not in (now, *(known or ()))):
        draft.note(path, Action.REFUSE, _CHANGED, _WAY_OUT)
    else:
        draft.step(path, there, content)
        before = now if there is None else digest(there)
        draft.files[str(path)] = tuple(dict.fromkeys((now, before)))


def _clear(draft: _Draft, files: Mapping[str, tuple[str, ...]]) -> None:
    """Note the files that go, and those that stay since they are the user's by now."""
    for name, digests in files.items():
        path = Path(name)
        there = _own(path)
        if isinstance(there, bytes) and digest(there) in digests:
            draft.step(path, there, None)
        elif there is not None:
            draft.note(path, Action.KEEP, _CHANGED, "it stays; delete it if you don't need it")


def _take_out(draft: _Draft, entered: Mapping[str, Entered]) -> None:
    """Note what becomes of the files of others without what was entered into them."""
    for name, before in entered.items():
        path = Path(name)
        content = read(path)
        if content is None:
            continue
        match taken_out(path, content, before):
            case Trace.CHANGED:
                draft.note(path, Action.KEEP, "what conngen entered was changed since", "take it out by hand")
            case bytes(rest):
                draft.step(_real(path), content, None if before.made and not rest else rest)


def _own(path: Path) -> bytes | Literal[_Strange.STRANGE] | None:
    """Return what is in a file that can only be ours; `None` if it is not there."""
    if not os.path.lexists(path):
        return None
    if path.is_symlink() or not path.is_file():
        return _STRANGE
    return read(path)


def _real(path: Path) -> Path:
    """Return what a link leads to: it stays one."""
    return Path(os.path.realpath(path))


def _missing(paths: list[Path]) -> Iterator[str]:
    """Yield the folders that have to be made for some files."""
    for path in paths:
        for folder in path.parents:
            if os.path.lexists(folder):
                break
            yield str(folder)
