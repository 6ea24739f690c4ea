"""A task that reads what it writes.

A dataset is written before it is read, so a task can't read its own output. The runtime refuses it when the
task is added to a pipeline graph: `PipelineDataCycleError`. An input with `deferBinding` is bound later by a
graph builder that knows what it does, and is fine.

Bad:

    task Calibrate[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Exposure to calibrate."
        output calibrated: ExposureF[...] = "calexp"
            "Calibrated exposure."
    }

Good:

    task Calibrate[instrument, visit, detector] {
        input exposure: ExposureF[...] = "post_isr_image"
            "Exposure to calibrate."
        output calibrated: ExposureF[...] = "calexp"
            "Calibrated exposure."
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic
from .common import Seen, pairs
from .subject import Subject

__all__ = ["INPUT_IS_OUTPUT", "check"]

INPUT_IS_OUTPUT = Code(
    "input-is-output",
    "`{reader}` reads what `{writer}` writes: a task can't read its own output",
    help="give one of them the name of another dataset type",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each input of a class that is an output of it."""
    for cls in subject.classes:
        for pair in pairs(cls):
            reader, writer = (pair.first, pair.second) if pair.first.kind.read else (pair.second, pair.first)
            if reader.kind.read and not writer.kind.read and _loops(reader, writer):
                names = {"reader": reader.attribute, "writer": writer.attribute}
                yield INPUT_IS_OUTPUT.at(pair.place, related=[(pair.first.place, "declared here")], **names)


def _loops(reader: Seen, writer: Seen) -> bool:
    """Whether what is read is written only later: what a task writes when it is made, its quanta can read."""
    if reader.may_be("deferBinding"):
        return False
    return reader.kind.at_init or not writer.kind.at_init
