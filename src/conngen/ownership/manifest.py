"""The list of the files in a project that conngen made: only what it names is ever removed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from ..records import dataclass, field, replace
from .plain_json import written

__all__ = ["MANIFEST", "Entry", "Manifest", "is_name", "load", "parse", "read"]

MANIFEST = ".conngen-manifest.json"
"""The name of its file, in the folder of the project or in that of ``--out-dir``."""

_VERSION = 1


@dataclass(frozen=True)
class Entry:
    """A file that conngen made.

    Parameters
    ----------
    source : `str`
        The `.conn` file it was made from, relative to the manifest.
    content : `str`
        The digest of its content.
    """

    source: str
    content: str


@dataclass(frozen=True)
class Manifest:
    """The files that conngen made.

    Parameters
    ----------
    entries : mapping from `str` to `Entry`
        By their paths relative to the manifest, with forward slashes.
    trouble : `str` or `None`
        Why a manifest on the disk was not believed, if there is one: then it counts as empty.
    content : `bytes` or `None`
        What was in its file, if there is one.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    trouble: str | None = None
    content: bytes | None = field(default=None, repr=False, compare=False)

    def record(self) -> dict[str, object]:
        """Return it as plain data."""
        outputs = {
            name: {"source": entry.source, "content": entry.content}
            for name, entry in sorted(self.entries.items())
        }
        return {"version": _VERSION, "outputs": outputs}

    def text(self) -> str:
        """Return it as a file: the same bytes for the same entries."""
        return written(self.record()) + "\n"


def load(path: Path) -> Manifest:
    """Return the manifest in a file; an empty one if there is none."""
    try:
        content = read(path)
        return replace(parse(content.decode("utf-8-sig")), content=content)
    except FileNotFoundError:
        return Manifest()
    except OSError as err:
        return Manifest(trouble=(err.strerror or type(err).__name__).lower())
    except UnicodeDecodeError:
        return Manifest(trouble="it is not encoded in UTF-8")


def read(path: Path) -> bytes:
    """Return what is in a file; a pipe that somebody has put in its place is not waited for."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as stream:
        return stream.read() or b""


def parse(text: str) -> Manifest:
    """Return the manifest in a text; an empty one, and why, if it can't be believed."""
    import json

    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return Manifest(trouble="it is no JSON")
    if not isinstance(found, dict) or not isinstance(found.get("outputs"), dict):
        return Manifest(trouble="it is not one of conngen's")
    if found.get("version") != _VERSION:
        return Manifest(trouble="it was written by another version of conngen")
    entries = {}
    for name, value in found["outputs"].items():
        entry = _entry(value)
        if entry is None or not _is_inside(name):
            return Manifest(trouble=f"its entry {name!r} is damaged")
        entries[name] = entry
    return Manifest(entries)


def _entry(value: object) -> Entry | None:
    if not isinstance(value, dict):
        return None
    source, content = value.get("source"), value.get("content")
    if not isinstance(source, str) or not source or not is_name(source) or not isinstance(content, str):
        return None
    return Entry(source, content)


def is_name(name: str) -> bool:
    """Return whether a file can have a name: JSON holds more than the system takes."""
    try:
        return b"\0" not in os.fsencode(name)
    except UnicodeEncodeError:
        return False


def _is_inside(name: str) -> bool:
    """Return whether a name can only mean a Python file below the manifest: all that may be removed."""
    parts = name.split("/")
    return (
        parts[-1].endswith(".py")
        and parts[-1] != ".py"
        and not {"", ".", ".."}.intersection(parts)
        and is_name(name)
        and (os.name == "posix" or (not Path(name).anchor and ".." not in Path(name).parts))
    )
