"""Two connections for one dataset type, with different dimensions or only one of them a calibration.

A dataset type has one set of dimensions, and either has ranges of validity or not. The runtime compares what
all connections say of it when the pipeline graph is made and stops with `IncompatibleDatasetTypeError`, or
with `MissingDatasetTypeError: Definitions differ for input dataset type 'calexp'`. Of a component such as
`calexp.psf` it compares nothing, and goes by the dimensions of the dataset whatever the connection says: that
is a warning.

Bad:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        input others: ExposureF[instrument, visit] = "calexp"
            "Exposures of the other detectors."
        output catalog: SourceCatalog[...] = "src"
            "Measured sources."
    }

Good:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        input mosaic: ExposureF[instrument, visit] = "visit_mosaic"
            "Exposures of the other detectors."
        output catalog: SourceCatalog[...] = "src"
            "Measured sources."
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..conditions.worlds import Worlds
from ..diagnostics import Code, Diagnostic, Level
from ..records import replace
from ..universe import Universe, embedded
from .common import Pair, Seen, group, pairs, switches
from .subject import Subject

__all__ = ["DATASET_MISMATCH", "check", "difference"]

DATASET_MISMATCH = Code(
    "dataset-mismatch",
    "`{name}` and `{other}` are one dataset type, but {what}",
    help="make them agree, or give one of them the name of another dataset type",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each pair of connections that can't be one dataset type."""
    for cls in subject.classes:
        for pair in pairs(cls):
            one, other = pair.first, pair.second
            if not one.kind.read and not other.kind.read:
                continue  # two producers, which is worse
            what = difference(pair, subject.universe)
            if what is not None and not _is_loop(one, other):
                related = [(one.place, "declared here")]
                place = (
                    other.dimensions.place if pair.own and other.dimensions and "dim" in what else pair.place
                )
                found = DATASET_MISMATCH.at(
                    place, name=other.attribute, other=one.attribute, what=what, related=related
                )
                parts = pair.component or not pair.alike
                yield replace(found, level=Level.WARNING) if parts else found


def difference(pair: Pair, universe: Universe | None = None) -> str | None:
    """Return in what two connections of one dataset type differ that can't, or `None`."""
    one, other = pair.first, pair.second
    if any(two.may_be("deferBinding") for two in (one, other)) or _mixed(one, other):
        return None
    flags = {two.flag("isCalibration") for two in (one, other) if two.kind.dimensioned and two.kind.read}
    vague = any(two.flags["isCalibration"].dynamic for two in (one, other) if "isCalibration" in two.flags)
    if len(flags) > 1 and not vague and not any("isCalibration" in two.vague for two in (one, other)):
        return "only one of them is a calibration"
    universe = universe or embedded().universe
    if any("dimensions" in two.vague for two in (one, other)):
        return None
    conditions = [*one.conditions, *other.conditions]
    for two in (one, other):
        own = two.dimensions_owner.quantum()
        conditions += [*switches(two.dimensions), *switches(own[0] if own is not None else None)]
    for world in Worlds(conditions):
        if not one.present(world) or not other.present(world):
            continue
        sets = []
        for two in (one, other):
            own = two.dimensions_owner.quantum()
            quantum = group(own[0], None, world) if own is not None else None
            found = group(two.dimensions, quantum, world)
            if found.open or any(name not in universe or universe[name].skypix for name in found.names):
                return None
            sets.append(universe.expand(found.names))
        if sets[0] != sets[1]:
            return "have different dimensions"
    return None


def _mixed(one: Seen, other: Seen) -> bool:
    """Whether only one of them is a prerequisite, which is an error of its own."""
    return one.kind is not other.kind and "prerequisiteInput" in (one.kind.name, other.kind.name)


def _is_loop(one: Seen, other: Seen) -> bool:
    """Whether one reads what the other writes, which is worse."""
    reader, writer = (one, other) if one.kind.read else (other, one)
    return not writer.kind.read and (reader.kind.at_init or not writer.kind.at_init)
