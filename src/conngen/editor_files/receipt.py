"""The list of what was written for which editor: only what it names is ever removed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..digests import blake2b
from ..display import shown
from ..errors import ConngenError
from ..records import dataclass, field

__all__ = ["Entered", "Receipt", "Record", "digest", "load", "read"]

_VERSION = 1


@dataclass(frozen=True)
class Entered:
    """What was entered into a file that is not ours alone.

    Parameters
    ----------
    text : `str`
        Exactly what was entered.
    made : `bool`
        Whether the file was not there before.
    """

    text: str
    made: bool


@dataclass(frozen=True)
class Record:
    """What was written for one editor.

    Parameters
    ----------
    version : `str`
        The version of conngen that wrote it.
    folder : `str`
        Where most of it is.
    files : mapping from `str` to `tuple` [ `str`, ... ]
        The digests of each file: as it is, and as it was before that.
    entered : mapping from `str` to `Entered`
        What was entered into which files of others.
    """

    version: str
    folder: str
    files: Mapping[str, tuple[str, ...]]
    entered: Mapping[str, Entered]


@dataclass(frozen=True)
class Receipt:
    """What was written for all editors.

    Parameters
    ----------
    records : mapping from `str` to `Record`
        By the editors.
    folders : `frozenset` [ `str` ]
        The folders that were made for it.
    content : `bytes` or `None`
        The file it was read from.
    """

    records: Mapping[str, Record] = field(default_factory=dict)
    folders: frozenset[str] = frozenset()
    content: bytes | None = field(default=None, compare=False, repr=False)

    def written(self) -> bytes | None:
        """Return it as a file; `None` if it says nothing."""
        if not self.records:
            return None
        editors = {
            name: {
                "conngen": record.version,
                "folder": record.folder,
                "files": {path: list(digests) for path, digests in sorted(record.files.items())},
                "entered": {
                    path: {"text": one.text, "made": one.made} for path, one in sorted(record.entered.items())
                },
            }
            for name, record in sorted(self.records.items())
        }
        found = {"version": _VERSION, "editors": editors, "folders": sorted(self.folders)}
        return (json.dumps(found, indent=2) + "\n").encode("ascii")


def digest(content: bytes) -> str:
    """Return a digest of a file."""
    return blake2b(content, digest_size=16).hexdigest()


def read(path: Path) -> bytes | None:
    """Return what is in a file; `None` if it is not there.

    Raises
    ------
    ConngenError
        Raised if it can't be read.
    """
    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as err:
        reason = (err.strerror or type(err).__name__).lower()
        raise ConngenError(f"{shown(path)}: cannot be read: {reason}", "nothing was written") from err


def load(path: Path) -> Receipt:
    """Return the receipt in a file; an empty one if there is none.

    Raises
    ------
    ConngenError
        Raised if it can't be believed.
    """
    content = read(path)
    if content is None:
        return Receipt()
    try:
        found = json.loads(content)
        if found["version"] != _VERSION:
            raise ConngenError(
                f"{shown(path)}: was written by another version of conngen", "use that one to uninstall"
            )
        records = {str(name): _record(value) for name, value in found["editors"].items()}
        return Receipt(records, frozenset(map(_absolute, found["folders"])), content)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as err:
        raise ConngenError(
            f"{shown(path)}: cannot be believed: it is damaged",
            "delete it, and the files that are in the way when you install again",
        ) from err


def _record(value: Any) -> Record:
    return Record(
        str(value["conngen"]),
        str(value["folder"]),
        {_absolute(name): tuple(map(str, digests)) for name, digests in value["files"].items()},
        {
            _absolute(name): Entered(str(one["text"]), bool(one["made"]))
            for name, one in value["entered"].items()
        },
    )


def _absolute(name: Any) -> str:
    if not isinstance(name, str) or "\0" in name or not Path(name).is_absolute():
        raise ValueError(name)
    return name
