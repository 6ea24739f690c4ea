"""A flag, a condition or a choice that is given twice.

One of the two would win, and a reader can't tell which was meant. In Python a repeated argument is a
`SyntaxError`, but of a key that stands twice in a dictionary the last one wins in silence.

Bad:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp", deferLoad, deferLoad=False
            "Calibrated image."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }

Good:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp", deferLoad
            "Calibrated image."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["REPEATED_FLAG"]

REPEATED_FLAG = Code(
    "repeated-flag",
    "`{flag}` is given twice",
    help="leave one of them out",
    fixed=True,
)
