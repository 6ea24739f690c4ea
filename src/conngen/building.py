"""`conngen check` and `conngen build`: files are found, compiled, shown, and what they become is written."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from pathlib import Path

from .batches import Batch, Request, compile_files
from .display import shown
from .inputs import settings_files, settings_folders, vocabulary_files, watched
from .output import Owner
from .ownership import JOURNAL, MANIFEST, Action, Entry, Plan, Wanted, apply, diff, locked, plan
from .project import check_folder
from .recalling import Built, Cache
from .records import dataclass
from .terminal import Terminal
from .typings import TYPE_CHECKING

if TYPE_CHECKING:
    from .depfile import Marks

__all__ = ["Request", "build", "check"]

_TRIES = 5
"""How often a build begins again because what it has read was changed."""

_DONE = {Action.CREATE: "created", Action.REWRITE: "updated", Action.REMOVE: "removed"}


@dataclass(frozen=True)
class _Prepared:
    """All that was asked for, compiled, and what would be written."""

    batch: Batch
    plans: Sequence[Plan] = ()

    @property
    def is_certain(self) -> bool:
        """Whether all this is as if every file had been compiled."""
        return self.batch.is_whole and not any(
            one.trouble is not None or one.unfinished or one.of(Action.KEEP, Action.REFUSE)
            for one in self.plans
        )


def check(request: Request, terminal: Terminal) -> int:
    """Compile files and show what is wrong with them.

    Parameters
    ----------
    request : `Request`
        What to compile.
    terminal : `Terminal`
        Where to show it.

    Returns
    -------
    status : `int`
        What the command exits with.
    """
    check_folder()
    cache = request.remembered()
    batch = compile_files(request, terminal, cache, made=False)
    if not batch.is_whole and batch.knows:
        batch = compile_files(request, terminal, made=False)
    terminal.report(batch.diagnostics)
    if batch.count and not batch.diagnostics:
        terminal.say(f"{_files(batch.count)} checked, nothing found")
    return 1 if batch.failed else 0


def build(request: Request, terminal: Terminal, *, check: bool = False, show_diff: bool = False) -> int:
    """Compile files and write the modules they become: all of them, or nothing.

    Parameters
    ----------
    request : `Request`
        What to compile.
    terminal : `Terminal`
        Where to tell of it.
    check : `bool`
        Write nothing, and tell whether anything would be written.
    show_diff : `bool`
        Write nothing, and show what would change.

    Returns
    -------
    status : `int`
        What the command exits with.
    """
    writes = not check and not show_diff
    begun = _noted(request)
    cache = request.remembered()
    batch = compile_files(request, terminal, cache)
    with locked(
        _roots(batch, request.out_dir) if writes else (), lambda root: _wait(root, terminal)
    ) as alone:
        for _ in range(_TRIES):
            found = None
            # What another build has made in the meantime must not be replaced by something older.
            if not writes or _is_undisturbed(request, batch, begun):
                found = _prepared(request, batch)
                if found.is_certain or not batch.knows:
                    break
            if cache is not None:
                cache.forget()
            begun = _noted(request)
            batch = compile_files(request, terminal, cache)
        found = found or _prepared(request, batch)
        terminal.report(batch.diagnostics)
        if batch.failed:
            if writes:
                terminal.say("nothing was written")
            return 1
        if request.stdin_name is not None and request.out_dir is None:
            terminal.show("".join(f"# ==> {one.path.name} <==\n{one.text}" for one in batch.modules))
            return 0
        for plan_ in found.plans:
            _tell_trouble(plan_, terminal)
        if any(plan_.refused for plan_ in found.plans):
            terminal.say("nothing was written")
            return 1
        if show_diff:
            terminal.show("".join(diff(one, shown, colour=terminal.colour) for one in found.plans))
        if writes:
            _write(request, found, cache, alone=alone)
    if not show_diff or check:
        _tell_changes(found.plans, terminal, done=writes)
    return 1 if check and not all(one.is_current for one in found.plans) else 0


def _noted(request: Request) -> int:
    """Note the time, before anything is read: also what earlier builds have left is compared with the disk after it."""
    check_folder()
    if request.marks is not None:
        request.marks.begin()
    return time.time_ns()


def _is_undisturbed(request: Request, batch: Batch, begun: int) -> bool:
    """Return whether nobody has changed a file, or built other modules of what is known, in the meantime."""
    if not batch.is_current(begun):
        return False
    if not batch.knows:
        return True
    manifests = [root / MANIFEST for root in _roots(batch, request.out_dir)]
    return all(path.stat().st_ctime_ns < begun for path in manifests if path.is_file())


def _roots(batch: Batch, out_dir: Path | None) -> set[Path]:
    """Return the folders below which something may be written."""
    found = set() if out_dir is None else {out_dir}
    for one in batch.compiled:
        found |= {one.project.settings.root, one.project.settings.out_dir or one.project.settings.root}
    return found


def _wait(root: Path, terminal: Terminal) -> None:
    terminal.remark(f"waiting for another build in {shown(root)} to end")


def _write(request: Request, found: _Prepared, cache: Cache | None, *, alone: bool) -> None:
    """Write what some plans say, leave what is known to later builds, and tell a build system of it."""
    modules = []
    if request.marks is not None and not request.marks.stamp:
        # A module that is a target must not look current before the depfile is written, which says of what.
        modules = [one.path for one in found.batch.modules if one.owner is Owner.COMPILER]
    apply(found.plans, alone=alone, aged={Path(os.path.realpath(path)) for path in modules})
    new = None if cache is None else _keep(cache, found)
    if request.marks is not None:
        _mark(request.marks, found, new)


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number} files"


def _prepared(request: Request, batch: Batch) -> _Prepared:
    """Return what would be written of what was compiled."""
    if batch.failed:
        return _Prepared(batch)
    if request.stdin_name is not None and request.out_dir is None:
        return _Prepared(batch)
    return _Prepared(batch, _plans(batch, request.out_dir))


def _keep(cache: Cache, found: _Prepared) -> str | None:
    """Leave what was found out to later builds; return the folder for that if it is new."""
    if not found.batch.is_whole:
        return None
    built = [Built(one.project, one.files, one.finder, one.known) for one in found.batch.compiled]
    silent = found.is_certain and found.batch.count > 0 and not found.batch.diagnostics
    return cache.keep(built, found.plans, silent=silent)


def _mark(marks: Marks, found: _Prepared, new: str | None) -> None:
    """Tell a build system what the modules depend on, and that they are current."""
    batch, plans = found.batch, found.plans
    roots = [one.project.settings.root for one in batch.compiled]
    shared: set[Path] = set()
    inputs: dict[Path, tuple[Path, ...]] = {}
    for one in batch.compiled:
        settings = one.project.settings
        folders = settings_folders(one.project)
        shared |= folders | settings_files(settings, folders) | vocabulary_files(settings)
        shared |= {conn.folder for conn in one.project.files}
        for known in one.known:
            looked = watched(known.looked(), roots)
            inputs |= {Path(path): looked for path in known.modules()}
        for file in one.files:
            looked = watched(one.finder.inputs(file.key), roots)
            inputs |= {each.path: looked for each in file.modules if each.owner is Owner.COMPILER}
    changed = [change.path for one in plans for change in one.of(*_DONE)]
    # Whatever is written is announced beside the manifest for as long as it takes.
    manifests = [one.root / MANIFEST for one in plans if one.writes or one.unfinished is not None]
    cleared = [
        one.root / name / JOURNAL for one in plans if one.unfinished for name in one.unfinished.folders
    ]
    folder = [] if new is None else [Path(new)]
    marks.finish(inputs, watched(shared, roots), [*changed, *manifests, *cleared, *folder])


@dataclass(frozen=True)
class _Paths:
    """Paths, as strings: there may be many, of which few are asked for."""

    names: frozenset[str]

    def __contains__(self, path: object) -> bool:
        return str(path) in self.names


def _plans(batch: Batch, out_dir: Path | None) -> list[Plan]:
    """Return what to do below each folder that has a manifest."""
    # A project from which all files are gone is cleared too.
    named = {out_dir or one.project.settings.out_dir or one.project.settings.root for one in batch.compiled}
    named |= {conn.out_root for one in batch.compiled for conn in one.project.files}
    # Several projects may name one folder, each in its own way.
    roots = {folder: Path(os.path.realpath(folder)) for folder in sorted(named)}
    wanted: dict[Path, list[Wanted]] = {root: [] for root in roots.values()}
    kept: dict[Path, dict[str, Entry]] = {root: {} for root in roots.values()}
    for one in batch.compiled:
        places = {conn.key: roots[conn.out_root] for conn in one.project.files}
        for known in one.known:
            kept[places[known.conn.key]].update(known.entries())
        for file in one.files:
            wanted[places[file.key]] += file.modules
    built = _Paths(frozenset(conn.key for one in batch.compiled for conn in one.project.files))
    plans = []
    for root in wanted:
        others: list[Path] = []
        for other in wanted:
            # Nothing is made outside of such a folder, wherever links lead.
            if other != root and (other.is_relative_to(root) or root.is_relative_to(other)):
                others += [one.path for one in wanted[other]]
                others += [other / name for name in kept[other]]
        plans.append(plan(root, wanted[root], built, others, kept[root]))
    return plans


def _tell_trouble(one: Plan, terminal: Terminal) -> None:
    """Tell what stands in the way of a plan, or is left as it is."""
    if one.trouble is not None:
        message = f"{shown(one.root / MANIFEST)}: cannot be believed: {one.trouble}"
        terminal.complain("warning", message, "it is written anew; nothing is removed this time")
    for change in one.of(Action.KEEP):
        terminal.complain("warning", f"{shown(change.path)}: {change.why}", change.help)
    for change in one.refused:
        terminal.complain("error", f"{shown(change.path)}: {change.why}", change.help)


def _tell_changes(plans: Sequence[Plan], terminal: Terminal, *, done: bool) -> None:
    """Tell what was done, or would be."""
    counts = dict.fromkeys(_DONE.values(), 0)
    lines = []
    for one in plans:
        for change in one.of(*_DONE):
            counts[_DONE[change.action]] += 1
            word = f"{_DONE[change.action]:8}" if done else f"would {change.action}"
            lines.append(f"{word} {shown(change.path)}")
    if lines:
        terminal.say("\n".join(lines))
    unchanged = sum(len(one.of(Action.UNCHANGED)) + one.kept for one in plans)
    total = sum(counts.values())
    if not total:
        terminal.say(f"{_files(unchanged)} up to date")
    elif done:
        parts = [f"{number} {word}" for word, number in counts.items() if number]
        terminal.say(", ".join([*parts, *([f"{unchanged} unchanged"] if unchanged else [])]))
    else:
        verb = "is" if total == 1 else "are"
        terminal.say(f"{_files(total)} {verb} not current; run `conngen build`")
