"""A storage class that the butler does not have.

A storage class is the butler's name for a type and for how it is stored: `ExposureF`, `ArrowAstropy`,
`NumpyArray`. It is neither a Python class nor a file format. The runtime takes any name when the class is
defined, also when the graph is made; the first quantum that reads or writes such a dataset fails.

This is a warning since instruments and packages bring storage classes of their own. Make them known in
`pyproject.toml`, with their Python type: `[tool.conngen.storage-classes.PfsArm]`.

Bad:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output catalog: Parquet[...] = "src"
            "Measured sources."
    }

Good:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output catalog: ArrowAstropy[...] = "src"
            "Measured sources."
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic, Level, closest
from ..model import Text
from ..source import Place
from ..universe import StorageClasses
from .common import listed
from .subject import Subject

__all__ = ["UNKNOWN_STORAGE_CLASS", "check"]

UNKNOWN_STORAGE_CLASS = Code(
    "unknown-storage-class",
    "there is no storage class `{name}`",
    help="if it is your own, make it known: [tool.conngen.storage-classes.{name}]",
    level=Level.WARNING,
)

_FORMER = {
    "Parquet": ("ArrowAstropy", "DataFrame"),
    "ParquetTable": ("ArrowAstropy", "DataFrame"),
    "StructuredDataDictYaml": ("StructuredDataDict",),
    "StructuredDataListYaml": ("StructuredDataList",),
    "FootprintCatalog": ("SourceCatalog",),
    "DefectsList": ("Defects",),
    "ndarray": ("NumpyArray",),
    "Table": ("ArrowAstropy", "AstropyTable"),
}
"""What people write, or wrote once, for some storage classes."""


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each storage class that is not known."""
    for cls in subject.classes:
        written = [(one.static_storage_class, one.storage_class.place) for one in cls.connections]
        for override in cls.overrides:
            if override.attribute == "storageClass" and isinstance(override.value, Text):
                written.append((override.value.plain or "", override.value.place))
        for name, place in written:
            if name and name not in subject.storage_classes:
                yield _unknown(name, place, subject.storage_classes)


def _unknown(name: str, place: Place, known: StorageClasses) -> Diagnostic:
    near = _suggestions(name, known)
    if not near:
        help = None
        if "." in name or not name.isidentifier():
            help = "write the butler's name for it: a storage class, and not a Python class"
        return UNKNOWN_STORAGE_CLASS.at(place, name=name, help=help)
    fix = None
    if len(near) == 1 and place.text.strip("\"'") == name:
        fix = place.text.replace(name, near[0])
    return UNKNOWN_STORAGE_CLASS.at(place, name=name, help=f"did you mean {listed(near, 'or')}?", fix=fix)


def _suggestions(name: str, known: StorageClasses) -> tuple[str, ...]:
    """Return the storage classes that may be meant: close to the name, or of a Python type of that name."""
    near = closest(name, known.names())
    if near is not None:
        return (near,)
    former = tuple(one for one in _FORMER.get(name, ()) if one in known)
    if former:
        return former
    parts = name.split(".")
    found = [one.name for one in known.values() if _is_type(one.pytype.split("."), parts)]
    # The storage class that is called like its type goes first: `ExposureF` for `lsst.afw.image.ExposureF`.
    found.sort(key=lambda one: (one != parts[-1], len(one), one))
    if found and found[0] == parts[-1]:
        return (found[0],)
    if len(parts) > 1 and parts[-1] in known:
        return (parts[-1],)
    return tuple(found[:3])


def _is_type(pytype: list[str], parts: list[str]) -> bool:
    """Whether a path names a Python type: the end of its path, or its package and its name."""
    if pytype[-len(parts) :] == parts:
        return True
    return len(parts) > 1 and len(pytype) > 1 and pytype[-1] == parts[-1] and pytype[0] == parts[0]
