"""A dataset type that is a prerequisite here and a regular input, or an output, there.

A prerequisite is there before the pipeline runs; a regular input may be made by it. A dataset type can't be
both in one pipeline: the runtime stops with `ConnectionTypeConsistencyError` when it makes the graph. Within
one class that is certain, and an error; two tasks of one file may never meet in a pipeline, so between them
it is a warning.

Bad:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        prerequisiteInput psf: Psf[...] = "calexp.psf"
            "Its PSF."
        output catalog: SourceCatalog[...] = "src"
            "Measured sources."
    }

Good:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        input psf: Psf[...] = "calexp.psf"
            "Its PSF."
        output catalog: SourceCatalog[...] = "src"
            "Measured sources."
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic, Level
from ..model import ConnectionsClass
from ..records import replace
from .common import Seen, dataset_of, is_own, pairs, seen
from .subject import Subject

__all__ = ["MIXED_KINDS", "check"]

MIXED_KINDS = Code(
    "mixed-kinds",
    "`{prerequisite}` takes this dataset for a prerequisite, and `{other}` {does}",
    help="make it a regular `input`, or use another dataset type",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each dataset type that is a prerequisite and something else."""
    for cls in subject.classes:
        for pair in pairs(cls):
            before, other = pair.first, pair.second
            if other.kind.name == "prerequisiteInput":
                before, other = other, before
            if before.kind.name == "prerequisiteInput" and other.kind.name in (
                "input",
                "initInput",
                "initOutput",
            ):
                yield _at(before, other, before if before.owner is cls else other)
    tasks = [task.connections for task in subject.tasks if task.own_connections]
    for cls in tasks:
        for one in cls.connections:
            if one.kind.name == "prerequisiteInput" and not one.repetitions:
                yield from _elsewhere(subject, cls, seen(cls)[one.attribute], tasks)


def _elsewhere(
    subject: Subject, cls: ConnectionsClass, before: Seen, tasks: list[ConnectionsClass]
) -> Iterator[Diagnostic]:
    """Yield a diagnostic if another task of the file takes a prerequisite for something else."""
    wanted = dataset_of(cls, before)
    if wanted is None:
        return
    for task in tasks:
        if (
            task is cls
            or any(one is cls for one in task.lineage())
            or any(one is task for one in cls.lineage())
        ):
            continue
        for other in seen(task).values():
            other_kind = other.kind.name in ("input", "output", "initInput", "initOutput")
            if (
                other_kind
                and not other.removed
                and is_own(subject, other.place)
                and dataset_of(task, other) == wanted
            ):
                yield replace(_at(before, other, before), level=Level.WARNING)
                return


def _at(before: Seen, other: Seen, shown: Seen) -> Diagnostic:
    does = {"input": "for a regular input", "initInput": "for an initInput"}.get(other.kind.name, "writes it")
    related = [((other if shown is before else before).place, "declared here")]
    return MIXED_KINDS.at(
        shown.place, prerequisite=before.attribute, other=other.attribute, does=does, related=related
    )
