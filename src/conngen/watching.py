"""`conngen build --watch`: builds again whenever something has changed.

An event says only that it is time to look: folders are moved without one for each file, editors replace a file instead
of changing it, and a new folder may be filled before anybody watches it. What has changed is what is different on disk.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from .building import Request, build
from .display import shown
from .errors import ConngenError, UsageError
from .project import SKIPPED
from .records import dataclass
from .settings import Read, load
from .terminal import Terminal

if TYPE_CHECKING:
    from watchfiles import Change
    from watchfiles.main import FileChange

__all__ = ["watch"]

_Stamp = tuple[int, int, int]
"""When a file was changed, how large it is, and which one it is."""

_SETTINGS = "pyproject.toml"
_ENDINGS = (".conn", ".py", ".yaml", ".yml", _SETTINGS)
_MADE = ("_connections.py", "_config.py", "_task.py")
_PAUSE = 50
_TICK = 20_000_000
"""How far apart two changes have to be for their times to differ on any file system, in nanoseconds."""


@dataclass(frozen=True)
class _Seen:
    """The files that a build may depend on, as they were at a moment."""

    at: int
    files: Mapping[str, _Stamp]

    def changes(self, later: _Seen, named: Collection[str]) -> dict[str, str]:
        """Return what happened until later, by path; ``named`` are the paths of events."""
        found = {path: "removed" for path in self.files if path not in later.files}
        for path, stamp in later.files.items():
            before = self.files.get(path)
            if before is None:
                found[path] = "added"
            elif before != stamp or (path in named and self.at - before[0] < _TICK):
                found[path] = "changed"
        return found


def watch(request: Request, terminal: Terminal) -> int:
    """Build, and build again after each change, until Ctrl-C ends it.

    Parameters
    ----------
    request : `~conngen.building.Request`
        What to build.
    terminal : `~conngen.terminal.Terminal`
        Where to tell of it.

    Returns
    -------
    status : `int`
        0 if Ctrl-C has ended it; 1 if there is nothing to watch any more.

    Raises
    ------
    ConngenError
        Raised if watchfiles is not installed, or what is to be built is not there from the start.
    """
    roots = _roots(request)
    events = _events(roots)
    try:
        next(events)  # from now on nothing is missed
        terminal.say(f"watching {', '.join(map(shown, roots))}; Ctrl-C stops")
        seen = _look(roots, apart := _universes(_look(roots)))
        _build(request, terminal)
        for named in events:
            if not named and all(_stamp(path) == seen.files.get(path) for path in apart):
                continue
            before, seen = seen, _look(roots, apart)
            found = before.changes(seen, {path for _, path in named})
            if any(path.endswith(_SETTINGS) for path in found):
                seen = _look(roots, apart := _universes(_look(roots)))
            if found:
                _rebuild(found, request, terminal)
            gone = [root for root in roots if not root.is_dir()]
            if gone:
                terminal.complain(
                    "error", f"{shown(gone[0])}: is not there any more", "start again elsewhere"
                )
                return 1
    except KeyboardInterrupt:
        pass
    terminal.say("stopped")
    return 0


def _roots(request: Request) -> list[Path]:
    """Return the folders of the projects, and others that their settings name: what a file imports may be there."""
    found = set()
    for path in request.paths or (Path.cwd(),):
        if not path.exists():
            raise UsageError(f"{shown(path)}: no such file or directory", "check the path")
        settings = load(path)
        found.add(settings.root)
        found |= {Path(os.path.abspath(one)) for one in settings.source_roots if one.is_dir()}
    return sorted(root for root in found if found.isdisjoint(root.parents))


def _events(roots: Collection[Path]) -> Iterator[set[FileChange]]:
    """Return what yields what is heard of changes, again and again; at first nothing, as soon as all is watched."""
    try:
        from watchfiles import watch as changes
    except ImportError:
        raise UsageError("--watch needs watchfiles", 'pip install "conngen[watch]"') from None

    def concerns(change: Change, path: str) -> bool:
        root = next((one for one in roots if Path(path).is_relative_to(one)), None)
        if root is None or any(map(_is_skipped, Path(path).relative_to(root).parts)):
            return False
        # What is not there any more may have been a folder.
        return path.endswith(_ENDINGS) or os.path.isdir(path) or not os.path.lexists(path)

    return changes(
        *roots,
        watch_filter=concerns,
        step=_PAUSE,
        rust_timeout=_PAUSE,
        yield_on_timeout=True,
        raise_interrupt=True,
    )


def _universes(seen: _Seen) -> list[str]:
    """Return the universes that settings name and that are not among the files seen: nothing is heard of these."""
    found = set()
    for path in seen.files:
        if os.path.basename(path) == _SETTINGS:
            with contextlib.suppress(ConngenError):
                # The settings can't be loaded if the universe is not there yet.
                name = (Read().table(Path(path)) or {}).get("universe")
                if isinstance(name, str):
                    found.add(os.path.abspath(os.path.join(os.path.dirname(path), name)))
    return sorted(found.difference(seen.files))


def _look(roots: Collection[Path], apart: Iterable[str] = ()) -> _Seen:
    """Return the files below some folders that a build may depend on, and some others."""
    now, found = time.time_ns(), list(apart)
    for root in roots:
        for folder, folders, names in os.walk(root):
            folders[:] = [
                name
                for name in folders
                if not _is_skipped(name) and not os.path.isfile(os.path.join(folder, name, "pyvenv.cfg"))
            ]
            for name in names:
                if name.endswith(_ENDINGS) and not _is_skipped(name):
                    found.append(os.path.join(folder, name))
    stamps = {path: _stamp(path) for path in found}
    return _Seen(now, {path: stamp for path, stamp in stamps.items() if stamp is not None})


def _stamp(path: str) -> _Stamp | None:
    """Return what is different as soon as a file is; nothing if there is none."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def _is_skipped(name: str) -> bool:
    return name.startswith(".") or name in SKIPPED


def _rebuild(found: Mapping[str, str], request: Request, terminal: Terminal) -> None:
    """Build after changes; nothing is said if they were those that a build makes itself."""
    if all(path.endswith(_MADE) for path in found):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = _build(request, terminal)
        if status == 0 and out.getvalue().endswith("up to date\n"):
            return
        printed = err.getvalue() + out.getvalue()
        # What the build before this one has written is in there too.
        _tell({path: word for path, word in found.items() if shown(Path(path)) in printed}, terminal)
        sys.stderr.write(err.getvalue())
        sys.stderr.flush()
        sys.stdout.write(out.getvalue())
        sys.stdout.flush()
        return
    _tell(found, terminal)
    _build(request, terminal)


def _tell(found: Mapping[str, str], terminal: Terminal) -> None:
    for path in sorted(path for path in found if not path.endswith(_MADE)) or sorted(found):
        terminal.say(f"{shown(Path(path))} was {found[path]}")


def _build(request: Request, terminal: Terminal) -> int:
    try:
        return build(request, terminal)
    except ConngenError as err:
        terminal.complain("error", err.message, err.help)
        return err.status
