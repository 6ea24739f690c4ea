"""Which conngen this is: its own files, what else shapes its output, and the Python that runs it."""

import os
import sys

from .facts import digest

__all__ = ["ELSEWHERE", "fingerprint"]

_HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_TOP = os.path.dirname(os.path.dirname(_HERE))
ELSEWHERE = ("__pycache__", "editor", "editor_files", "importing", "server", "verifying")
"""What no build imports."""
_own: list[str] = []
_PACKAGES = ("black-", "jinja2-", "lark-", "markupsafe-", "pyyaml-")


def fingerprint() -> str:
    """Return what is different as soon as any file of conngen is another one, without reading them.

    It is that of the files this process has begun with: what it compiles when they are replaced, it compiles as before.
    It holds sizes, inodes, and times of content and of the entry itself, which nobody can set: reading four hundred
    files would take half as long as Python needs to start.
    """
    if not _own:
        found = _surroundings()
        for folder in _folders():
            _scan(folder, found)
        _own.append(digest("\n".join(found).encode("utf-8", "surrogateescape")))
    return _own[0]


def _folders() -> list[str]:
    """Return the folders with the code, and in a checkout those beside it."""
    beside = [os.path.join(_TOP, name) for name in ("grammar", "templates")]
    return [_HERE, *(folder for folder in beside if os.path.isdir(folder))]


def _surroundings() -> list[str]:
    found = [sys.version]
    for entry in sys.path:
        try:
            names = os.listdir(entry)
        except OSError:
            continue
        found += sorted(name for name in names if name.lower().startswith(_PACKAGES))
    return found


def _scan(folder: str, found: list[str]) -> None:
    """Note what can be told of the files in a folder without reading them."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name in ELSEWHERE:
                continue
            if entry.is_dir():
                _scan(entry.path, found)
                continue
            seen = entry.stat()
            found.append(f"{entry.name} {seen.st_size} {seen.st_mtime_ns} {seen.st_ctime_ns} {seen.st_ino}")
