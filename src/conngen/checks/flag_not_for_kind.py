"""A flag that is not for this kind of connection, or not for this type of field.

Each class of the runtime takes arguments of its own: only a prerequisite has a `lookupFunction`, nothing
that is written can be loaded later, only a list has a `length`. The runtime raises a `TypeError` when the
module is imported.

Bad:

    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src", minimum=0
            "Measured sources."
    }

Good:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp", minimum=0
            "Calibrated image, if there is one."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["FLAG_NOT_FOR_KIND"]

FLAG_NOT_FOR_KIND = Code(
    "flag-not-for-kind",
    "`{flag}` is not for {what}",
    help="it is for {names}",
    fixed=True,
)
