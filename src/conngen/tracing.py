"""Which `.conn` file a Python module comes from: its header and the manifest tell."""

from __future__ import annotations

import os
from pathlib import Path

from .ownership.header import examine
from .ownership.manifest import MANIFEST, load
from .project import key_of

__all__ = ["PARTS", "conn_of", "part_of"]

PARTS = ("connections", "config", "task")
"""The modules that are made of a `.conn` file, by the end of their names."""


def part_of(path: Path) -> tuple[str, str] | None:
    """Return the name of the `.conn` file, without its ending, and the part of it that a module is by its name."""
    stem, _, part = path.stem.rpartition("_")
    return (stem, part) if stem and part in PARTS and path.suffix == ".py" else None


def conn_of(path: Path) -> str | None:
    """Return the key of the `.conn` file that a module was made from, or `None` if it was made from none.

    Parameters
    ----------
    path : `~pathlib.Path`
        The module: a generated one, or the task module that belongs to its author.
    """
    path = Path(os.path.abspath(path))
    named = part_of(path)
    if named is None:
        return None
    stem, part = named
    others = [path.with_name(f"{stem}_{one}.py") for one in dict.fromkeys((part, *PARTS))]
    for other in others:
        if (found := _by_manifest(other)) is not None:
            return found
    beside = path.with_name(f"{stem}.conn")
    if not beside.is_file():
        return None
    if part == "task" or _made_from(path) == beside.name:
        return key_of(beside)
    return None


def _by_manifest(path: Path) -> str | None:
    """Return the file that the nearest manifest above a module names."""
    for folder in path.parents:
        manifest = folder / MANIFEST
        if not manifest.is_file():
            continue
        entry = load(manifest).entries.get(path.relative_to(folder).as_posix())
        if entry is not None:
            source = Path(os.path.normpath(folder / entry.source))
            return key_of(source) if source.is_file() else None
    return None


def _made_from(path: Path) -> str | None:
    """Return the name of the file that the header of a module names."""
    try:
        header = examine(path.read_bytes().decode("utf-8"))
    except (OSError, UnicodeDecodeError):
        return None
    return None if header is None else header.source_name
