"""A task or a Connections class without dimensions.

The dimensions behind the name of a task say what one quantum is: what `run` is called once for. The runtime refuses a
Connections class that neither has nor inherits any with a `TypeError` when the module is imported. A task that runs once
for everything has the dimensions `[]`.

Bad:

    task Measure {
        input exposure: ExposureF[instrument, visit] = "calexp"
            "Calibrated exposure."
    }

Good:

    task Measure[instrument, visit] {
        input exposure: ExposureF[instrument, visit] = "calexp"
            "Calibrated exposure."
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic
from .subject import Subject

__all__ = ["MISSING_DIMENSIONS", "check"]

MISSING_DIMENSIONS = Code(
    "missing-dimensions",
    "`{name}` has no dimensions, so that it is not said what a quantum is",
    help="write them behind its name: `{name}[instrument, visit, detector]`, or `{name}[]` to run once for everything",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each class that neither has dimensions nor inherits from another."""
    for cls in subject.classes:
        if cls.dimensions is None and not cls.bases and not cls.incomplete:
            yield MISSING_DIMENSIONS.at(cls.place, name=cls.place.text)
