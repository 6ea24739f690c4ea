"""`conngen build --watch`: builds again whenever something has changed."""

from __future__ import annotations

import contextlib
import io
import os
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .building import Request, build
from .display import shown
from .errors import ConngenError, UsageError
from .project import SKIPPED
from .settings import load
from .terminal import Terminal

if TYPE_CHECKING:
    from watchfiles import Change
    from watchfiles.main import FileChange

__all__ = ["watch"]

_ENDINGS = (".conn", ".py", ".yaml", ".yml", "pyproject.toml")
_MADE = ("_connections.py", "_config.py", "_task.py")
_PAUSE = 50
_WORDS = {1: "added", 2: "changed", 3: "removed"}


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
    changes = _changes(roots)
    try:
        next(changes)  # from now on nothing is missed
        terminal.say(f"watching {', '.join(map(shown, roots))}; Ctrl-C stops")
        _build(request, terminal)
        for found in changes:
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
    """Return the folders of the projects: what a file imports may be anywhere in there."""
    found = set()
    for path in request.paths or (Path.cwd(),):
        if not path.exists():
            raise ConngenError(f"{shown(path)}: is not there", "check the path")
        found.add(load(path).root)
    return sorted(root for root in found if found.isdisjoint(root.parents))


def _changes(roots: Collection[Path]) -> Iterator[set[FileChange]]:
    """Yield what has changed; at first nothing, as soon as all is watched."""
    try:
        from watchfiles import watch as changes
    except ImportError:
        raise UsageError("--watch needs watchfiles", 'pip install "conngen[watch]"') from None
    found = changes(
        *roots,
        watch_filter=_concerns,
        step=_PAUSE,
        rust_timeout=_PAUSE,
        yield_on_timeout=True,
        raise_interrupt=True,
    )
    yield next(found)
    for one in found:
        if one:
            yield one


def _concerns(change: Change, path: str) -> bool:
    parts = Path(path).parts
    hidden = any(part.startswith(".") or part in SKIPPED for part in parts[1:-1])
    return not hidden and not parts[-1].startswith(".") and path.endswith(_ENDINGS)


def _rebuild(found: set[FileChange], request: Request, terminal: Terminal) -> None:
    """Build after changes; nothing is said if they were those that a build makes itself."""
    if all(path.endswith(_MADE) for _, path in found):
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = _build(request, terminal)
        if status == 0 and out.getvalue().endswith("up to date\n"):
            return
        _tell(found, terminal)
        sys.stdout.write(out.getvalue())
        sys.stderr.write(err.getvalue())
        sys.stdout.flush()
        return
    _tell(found, terminal)
    _build(request, terminal)


def _tell(found: set[FileChange], terminal: Terminal) -> None:
    kinds: dict[str, set[int]] = {}
    for change, path in found:
        kinds.setdefault(path, set()).add(int(change))
    for path in sorted(path for path in kinds if not path.endswith(_MADE)) or sorted(kinds):
        there = os.path.lexists(path)
        word = _WORDS[min(kinds[path])] if there else "removed"
        terminal.say(f"{shown(Path(path))} was {word}")


def _build(request: Request, terminal: Terminal) -> int:
    try:
        return build(request, terminal)
    except ConngenError as err:
        terminal.complain("error", err.message, err.help)
        return err.status
