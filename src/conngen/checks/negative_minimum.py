"""A negative `minimum`.

A quantum can't hold fewer than no datasets. The runtime takes the number without a word and then treats the
connection as optional, while `run` is still written as if its dataset were always there. What makes a
connection optional is `minimum=0`.

Bad:

    task Repair[instrument, exposure, detector] {
        input exposure: ExposureF[...] = "raw_exposure"
            "Exposure to repair."
        prerequisiteInput defects: Defects[instrument, detector] = "defects", isCalibration, minimum=-1
            "Bad pixels."
    }

Good:

    task Repair[instrument, exposure, detector] {
        input exposure: ExposureF[...] = "raw_exposure"
            "Exposure to repair."
        prerequisiteInput defects: Defects[instrument, detector] = "defects", isCalibration, minimum=0
            "Bad pixels."
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic
from ..model import Value
from .subject import Subject

__all__ = ["NEGATIVE_MINIMUM", "check"]

NEGATIVE_MINIMUM = Code(
    "negative-minimum", "`minimum` can't be negative", help="write `minimum=0` if the connection is optional"
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each minimum below zero."""
    for cls in subject.classes:
        values = [one.flags["minimum"] for one in cls.connections if "minimum" in one.flags]
        for override in cls.overrides:
            if override.attribute == "minimum" and isinstance(override.value, Value):
                values.append(override.value)
        for value in values:
            if isinstance(value.static, int) and value.static < 0:
                yield NEGATIVE_MINIMUM.at(value.place, fix="0" if value.dynamic is None else None)
