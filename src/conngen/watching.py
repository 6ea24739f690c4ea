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
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from .building import Request, build
from .display import shown
from .errors import ConngenError, UsageError
from .project import SKIPPED
from .records import dataclass
from .settings import load
from .terminal import Terminal

if TYPE_CHECKING:
    from watchfiles import Change
    from watchfiles.main import FileChange

__all__ = ["watch"]

_ENDINGS = (".conn", ".py", ".yaml", ".yml", "pyproject.toml")
_MADE = ("_connections.py", "_config.py", "_task.py")
_PAUSE = 50
_TICK = 20_000_000
"""How far apart two changes have to be for their times to differ on any file system, in nanoseconds."""


@dataclass(frozen=True)
class _Seen:
    """The files that a build may depend on, as they were at a moment."""

    at: int
    files: Mapping[str, tuple[int, int, int]]

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
        seen = _look(roots)
        _build(request, terminal)
        for named in events:
            before, seen = seen, _look(roots)
            found = before.changes(seen, {path for _, path in named})
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
            raise ConngenError(f"{shown(path)}: is not there", "check the path")
        settings = load(path)
        found.add(settings.root)
        found |= {Path(os.path.abspath(one)) for one in settings.source_roots if one.is_dir()}
    return sorted(root for root in found if found.isdisjoint(root.parents))


def _events(roots: Collection[Path]) -> Iterator[set[FileChange]]:
    """Yield what is heard of changes; at first nothing, as soon as all is watched."""
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

    found = changes(
        *roots,
        watch_filter=concerns,
        step=_PAUSE,
        rust_timeout=_PAUSE,
        yield_on_timeout=True,
        raise_interrupt=True,
    )
    yield next(found)
    for one in found:
        if one:
            yield one


def _look(roots: Collection[Path]) -> _Seen:
    """Return the files below some folders that a build may depend on."""
    now, files = time.time_ns(), {}
    for root in roots:
        for folder, folders, names in os.walk(root):
            folders[:] = [
                name
                for name in folders
                if not _is_skipped(name) and not os.path.isfile(os.path.join(folder, name, "pyvenv.cfg"))
            ]
            for name in names:
                if name.endswith(_ENDINGS) and not _is_skipped(name):
                    path = os.path.join(folder, name)
                    with contextlib.suppress(OSError):
                        status = os.stat(path)
                        files[path] = status.st_mtime_ns, status.st_size, status.st_ino
    return _Seen(now, files)


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
