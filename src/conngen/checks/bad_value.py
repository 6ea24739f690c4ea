"""A value of a kind that can't stand in its place.

A string for a number, a list for a name, quotes around a function. Much of this the runtime accepts when
the class is defined: `multiple="False"` is true, and dimensions given as a string fall apart into letters.

Bad:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp", minimum="0"
            "Calibrated image."
        output sources: SourceCatalog[...] = "src"
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

__all__ = ["BAD_VALUE"]

BAD_VALUE = Code(
    "bad-value",
    "{name} takes {takes}, not {found}",
    fixed=True,
)
