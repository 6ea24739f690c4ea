"""The vocabulary that comes with conngen, one file for each release of lsst-daf-butler it knows."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from conngen.universe.dimensions import SkypixSystem, Universe, read_dimension
from conngen.universe.shapes import UniverseError, number, only, shown, table, text
from conngen.universe.storage_classes import StorageClasses

from ..digests import blake2b
from ..records import dataclass, field

__all__ = [
    "DATA",
    "Vocabulary",
    "digest",
    "embedded",
    "newness",
    "parse_vocabulary",
    "releases",
    "vocabulary_file",
]

DATA = Path(__file__).parent / "data"
"""The folder of the embedded files (`~pathlib.Path`)."""

_STEM = "daf_butler-"


@dataclass(frozen=True)
class Vocabulary:
    """The dimensions and the storage classes that a project can name."""

    universe: Universe
    storage_classes: StorageClasses = field(hash=False)
    release: str
    """The release of lsst-daf-butler it was taken from."""

    def extended(
        self,
        dimensions: Mapping[str, object] | None = None,
        storage_classes: Mapping[str, object] | None = None,
    ) -> Vocabulary:
        """Return this vocabulary with what a project adds.

        Parameters
        ----------
        dimensions : `~collections.abc.Mapping` [`str`, `object`], optional
            The tables under ``[tool.conngen.dimensions]``.
        storage_classes : `~collections.abc.Mapping` [`str`, `object`], optional
            The tables under ``[tool.conngen.storage-classes]``.

        Returns
        -------
        vocabulary : `Vocabulary`
            A new vocabulary of the same release.

        Raises
        ------
        UniverseError
            Raised if a table is malformed, or names what doesn't exist.
        """
        universe, classes = self.universe, self.storage_classes
        if dimensions is not None:
            universe = universe.extended(table(dimensions, "dimensions"))
        if storage_classes is not None:
            classes = classes.extended(table(storage_classes, "storage-classes"))
        return Vocabulary(universe, classes, self.release)


def newness(release: str) -> tuple[int, ...]:
    """Return what to order releases by.

    Parameters
    ----------
    release : `str`
        Such as ``30.2026.4300``.

    Returns
    -------
    key : `tuple` [`int`, ...]
        Its numbers, without what follows them in a release candidate.
    """
    numbers: list[int] = []
    for part in release.split("."):
        digits = part[: len(part) - len(part.lstrip("0123456789"))]
        if digits:
            numbers.append(int(digits))
        if not digits or digits != part:
            break
    return tuple(numbers)


def releases() -> tuple[str, ...]:
    """Return the releases of lsst-daf-butler whose vocabulary comes with conngen.

    Returns
    -------
    releases : `tuple` [`str`, ...]
        Oldest first.
    """
    names = (name.removesuffix(".json") for name in os.listdir(DATA) if name.endswith(".json"))
    found = (name.removeprefix(_STEM) for name in names if name.startswith(_STEM))
    return tuple(sorted(found, key=newness))


@cache
def embedded(release: str | None = None) -> Vocabulary:
    """Return a vocabulary that comes with conngen.

    Parameters
    ----------
    release : `str`, optional
        The release of lsst-daf-butler; the newest one if not given.

    Returns
    -------
    vocabulary : `Vocabulary`
        The same object each time.

    Raises
    ------
    UniverseError
        Raised if there is none of that release.
    """
    known = releases()
    if release is None:
        return embedded(known[-1])
    if release not in known:
        message = f"no vocabulary of lsst-daf-butler {shown(release)}; there is {', '.join(known)}"
        raise UniverseError(message)
    source = vocabulary_file(release).read_text(encoding="utf-8")
    from . import stored_vocabulary

    if digest(source) == stored_vocabulary.SOURCE:
        return _read(stored_vocabulary.FOUND, checked=True)
    return parse_vocabulary(source)


def digest(source: str) -> str:
    """Return the digest of an embedded file, by which what is stored of it is known to be current."""
    return blake2b(source.encode(), digest_size=16).hexdigest()


def vocabulary_file(release: str) -> Path:
    """Return the file with the vocabulary of a release.

    Parameters
    ----------
    release : `str`
        A release that is known.

    Returns
    -------
    path : `~pathlib.Path`
        A file of conngen's own.
    """
    return DATA / f"{_STEM}{release}.json"


def parse_vocabulary(source: str) -> Vocabulary:
    """Return the vocabulary that an embedded file holds.

    Parameters
    ----------
    source : `str`
        The JSON that ``scripts/update_vocabulary.py`` writes.

    Returns
    -------
    vocabulary : `Vocabulary`
        What it says.

    Raises
    ------
    UniverseError
        Raised if it is something else.
    """
    import json

    try:
        found = table(json.loads(source), "a vocabulary")
    except (ValueError, RecursionError) as err:
        raise UniverseError(f"this is no vocabulary: {err}") from None
    return _read(found)


def _read(found: Mapping[str, object], *, checked: bool = False) -> Vocabulary:
    """Return the vocabulary that a table describes, which may be known to be well."""
    release = text(found.get("release"), "release")
    about = table(found.get("universe"), "universe")
    universe = Universe(
        namespace=text(about.get("namespace"), "namespace of the universe"),
        version=number(about.get("version"), "version of the universe"),
        release=release,
        common_skypix=text(about.get("common"), "common skypix of the universe"),
        dimensions={
            name: read_dimension(name, entry)
            for name, entry in table(found.get("dimensions"), "dimensions").items()
        },
        skypix={
            name: _read_system(name, entry) for name, entry in table(found.get("skypix"), "skypix").items()
        },
    )
    classes = table(found.get("storage-classes"), "storage-classes")
    if checked:
        return Vocabulary(universe, StorageClasses.checked(classes), release)
    universe.check()
    return Vocabulary(universe, StorageClasses(classes), release)


def _read_system(name: str, entry: object) -> SkypixSystem:
    what = f"skypix system {shown(name)}"
    found = table(entry, what)
    only(found, ("first", "last"), what)
    last = found.get("last")
    return SkypixSystem(
        name,
        first=number(found.get("first"), f"first of {what}"),
        last=None if last is None else number(last, f"last of {what}"),
    )
