"""Text that has not the shape of a `.conn` file.

A bracket that nobody closed, a comma left out, a word where none can stand. What can't be read can't be
generated: the declaration is left out, and reported once, at the place where it stops making sense. All
others are still read and checked, in this file and in those that import it.

Bad:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[... = "calexp"
            "Calibrated image."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }

Good:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated image."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["SYNTAX_ERROR"]

SYNTAX_ERROR = Code(
    "syntax-error",
    "{text}",
    fixed=True,
)
