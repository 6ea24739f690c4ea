"""Lets one build at a time write below a folder; who is killed holds nobody up, and nothing is left behind."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

__all__ = ["locked"]

_PATIENCE = 1.0
"""How long to wait in silence, in seconds."""


@contextmanager
def locked(folders: Iterable[Path], tell: Callable[[Path], None]) -> Iterator[bool]:
    """Wait until nobody else writes below some folders, and keep others from it.

    The folders themselves are locked, so that there is no file to be left behind. A folder that isn't there yet is
    stood for by the one it will be in.

    Parameters
    ----------
    folders : iterable of `~pathlib.Path`
        The folders.
    tell : callable
        Called with a folder if it takes long.

    Yields
    ------
    alone : `bool`
        Whether all of them are locked: not every file system can do it.
    """
    with ExitStack() as stack:
        # All take them in one order, so that no two wait for each other.
        there = sorted({os.path.realpath(_nearest(folder)) for folder in folders})
        taken = [_lock(Path(folder), tell, stack) for folder in there]
        yield bool(taken) and all(taken)


def _nearest(folder: Path) -> Path:
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return folder


def _lock(folder: Path, tell: Callable[[Path], None], stack: ExitStack) -> bool:
    try:
        import fcntl
    except ImportError:  # another system
        return False
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        stack.callback(os.close, descriptor)
        deadline = time.monotonic() + _PATIENCE
        while time.monotonic() < deadline:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.005)
            else:
                return True
        tell(folder)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
    except OSError:
        return False
    return True
