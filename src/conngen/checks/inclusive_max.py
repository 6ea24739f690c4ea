"""A `max` that does not say whether it is allowed itself.

The runtime allows `min` itself, but not `max`: with `max=5`, the largest `int` is 4. Few who write a limit
mean that, and nobody who reads it can tell. Say `inclusiveMax=True` or, if it is meant,
`inclusiveMax=False`.

Bad:

    task Detect[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            iterations: int = 3, min=1, max=5
                "Number of iterations."
        }
    }

Good:

    task Detect[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            iterations: int = 3, min=1, max=5, inclusiveMax=True
                "Number of iterations."
        }
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..conditions.values import is_empty
from ..diagnostics import Code, Diagnostic, Level
from .subject import Subject

__all__ = ["INCLUSIVE_MAX", "check"]

INCLUSIVE_MAX = Code(
    "inclusive-max",
    "`{name}` can't be `{max}` itself: `max` is not included unless it is said",
    help="add `inclusiveMax=True`, or `inclusiveMax=False` if that is meant",
    level=Level.NOTE,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the upper limits that leave it open."""
    for config in subject.configs:
        for field in config.fields:
            if field.type != "range" or "max" not in field.flags or "inclusiveMax" in field.flags:
                continue
            high = field.flags["max"]
            default = field.default.static if field.default is not None else None
            if default != high.static and not is_empty(field):  # else that is reported
                yield INCLUSIVE_MAX.at(high.where or high.place, name=field.name, max=high.place.text)
