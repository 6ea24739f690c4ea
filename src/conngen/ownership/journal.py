"""What a build is about to write, noted before it begins: if it is killed, the next one knows what is left of it.

A module that was written, but had not come into the manifest yet, is still known to be ours; what was laid beside its
file and never took its place is removed.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from ..patterns import pattern
from ..records import dataclass, field
from .header import examine
from .manifest import Entry, Manifest, is_name, parse, read
from .plain_json import written

__all__ = ["JOURNAL", "Journal", "clear", "forget", "is_recent", "load", "sweep", "temporary_name"]

JOURNAL = ".conngen-unfinished.json"
"""The name of its file, beside the manifest, while a build writes."""

_RENEWED = ".conngen-unfinished.new"
_TEMPORARY = pattern(r"\.conngen-(?P<token>[0-9a-f]{16})\.[0-9]+\.tmp")
_TOKEN = pattern(r"[0-9a-f]{16}")
_LONG = 3600.0
"""The age, in seconds, from which on a temporary file belongs to nobody any more."""


@dataclass(frozen=True)
class Journal:
    """What a build writes.

    Parameters
    ----------
    entries : mapping from `str` to `Entry`
        What the manifest will say, and does not say yet.
    token : `str`
        What is in the names of its temporary files.
    folders : `tuple` [ `str` ]
        The folders with them, relative to the manifest.
    new : `tuple` [ `str` ]
        The folders that it makes.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    token: str = ""
    folders: tuple[str, ...] = ()
    new: tuple[str, ...] = ()

    def write(self, root: Path) -> None:
        """Write it beside the manifest; where that cannot be, nothing will be written anyway, or the manifest stays."""
        record = Manifest(self.entries).record() | {
            "token": self.token,
            "folders": self.folders,
            "new": self.new,
        }
        path = root / JOURNAL
        # Half of a first one is as good as none, since nothing is written before it; an earlier one must stay whole.
        target = root / _RENEWED if os.path.lexists(path) else path
        try:
            if target != path:
                target.unlink(missing_ok=True)
            with target.open("x", encoding="utf-8") as stream:  # a link that was put there is not followed
                stream.write(written(record))
            if target != path:
                os.replace(target, path)
        except OSError:
            with suppress(OSError):
                target.unlink()

    def done(self, root: Path) -> dict[str, Entry]:
        """Return what of it has happened: the modules that are there as it says."""
        found = {}
        for name, entry in self.entries.items():
            try:
                header = examine(read(root / name).decode("utf-8", "replace"))
            except OSError:
                continue
            if header is not None and header.content == entry.content:
                found[name] = entry
        return found


def load(root: Path) -> Journal | None:
    """Return what a build meant to write that did not come to its end; `None` if there is none."""
    try:
        text = read(root / JOURNAL).decode("utf-8", "replace")
    except OSError:
        return None
    manifest = parse(text)
    if manifest.trouble is not None:
        return Journal()
    import json

    record = json.loads(text)
    token, folders, new = (record.get(name) for name in ("token", "folders", "new"))
    if not isinstance(token, str) or _TOKEN.fullmatch(token) is None or not _are_below(folders, new):
        return Journal(manifest.entries)
    return Journal(manifest.entries, token, tuple(folders), tuple(new))


def _are_below(*several: object) -> bool:
    """Return whether names can only mean folders below the manifest."""
    for names in several:
        if not isinstance(names, list):
            return False
        for name in names:
            if (
                not isinstance(name, str)
                or not is_name(name)
                or PurePosixPath(name).is_absolute()
                or Path(name).anchor
            ):
                return False
            if ".." in {*PurePosixPath(name).parts, *Path(name).parts}:
                return False
    return True


def clear(journal: Journal, root: Path) -> None:
    """Remove what is left of a build that did not come to its end, but for its journal."""
    for name in filter(lambda one: _is_inside(root / one, root), journal.folders):
        for path, token in _temporaries(root / name):
            if token == journal.token:
                with suppress(OSError):
                    path.unlink()
    for name in sorted(journal.new, key=len, reverse=True):
        with suppress(OSError):
            if _is_inside((root / name).parent, root):
                (root / name).rmdir()
    with suppress(OSError):
        (root / _RENEWED).unlink()


def _is_inside(folder: Path, root: Path) -> bool:
    """Whether no link leads from a folder to somewhere outside: anybody may have written the journal."""
    return Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(root))


def forget(root: Path) -> None:
    """Remove a journal."""
    with suppress(OSError):
        (root / JOURNAL).unlink()


def is_recent(root: Path) -> bool:
    """Return whether the build that left a journal may still be at work."""
    return _age(root / JOURNAL) < _LONG


def sweep(folder: Path) -> None:
    """Remove temporary files that were left in a folder long ago, by commands that keep no journal."""
    for path, _ in _temporaries(folder):
        if _age(path) > _LONG:
            with suppress(OSError):
                path.unlink()


def _temporaries(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield the temporary files in a folder, each with its token."""
    try:
        names = os.listdir(folder)
    except OSError:
        return
    for name in names:
        if name.endswith(".tmp") and (match := _TEMPORARY.fullmatch(name)) is not None:
            yield folder / name, match["token"]


def _age(path: Path) -> float:
    try:
        return time.time() - path.lstat().st_mtime
    except OSError:
        return 0.0


def temporary_name(token: str, number: int) -> str:
    """Return the name of a temporary file."""
    return f".conngen-{token}.{number}.tmp"
