"""A task or a Connections class without dimensions.

The dimensions behind the name of a task say what one quantum is: what `run` is called once for. The runtime
refuses a Connections class that neither has nor inherits any with a `TypeError` when the module is imported.
A task that runs once for everything has the dimensions `[]`.

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
from .common import of_quantum
from .subject import Subject

__all__ = ["MISSING_DIMENSIONS", "check"]

MISSING_DIMENSIONS = Code(
    "missing-dimensions",
    "{text}",
    help="write them behind its name: `{name}[instrument, visit, detector]`, or `{name}[]` to run just once",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each class without dimensions of its own, of a base, or that say nothing."""
    for cls in subject.classes:
        if cls.dimensions is None and not cls.bases and not cls.incomplete:
            text = f"`{cls.place.text}` has no dimensions, so that it is not said what a quantum is"
            yield MISSING_DIMENSIONS.at(cls.place, text=text, name=cls.place.text)
        elif cls.dimensions is not None and (place := of_quantum(cls.dimensions)) is not None:
            text = "`...` means the dimensions of the quantum, and these are what has to be said here"
            help = "write their names, or leave the brackets out to inherit those of a base"
            yield MISSING_DIMENSIONS.at(place, text=text, name=cls.name, help=help)
