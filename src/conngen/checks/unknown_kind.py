"""A kind of connection that does not exist.

The kinds are those of the runtime, with a small letter: `initInput`, `initOutput`, `input`,
`prerequisiteInput` and `output`. The declaration is left out; nothing more is said of its name.

Bad:

    task Measure[instrument, visit, detector] {
        inptu exposure: ExposureF[...] = "calexp"
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

__all__ = ["UNKNOWN_KIND"]

UNKNOWN_KIND = Code(
    "unknown-kind",
    "there is no kind `{word}`",
    help="the kinds are {names}",
    fixed=True,
)
