"""A call in an expression that can't be made.

Expressions know a few functions of Python such as `len` and `range`, the methods of strings and lists, and
whatever is imported from Python: `from numpy import isfinite`. A config field can't be called, and of a
function that is only misspelt nothing could be generated.

Bad:

    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src", when lenght(bands) > 0
            "Measured sources."

        config {
            bands: list[str] = ["g", "r"]
                "Bands to measure in."
        }
    }

Good:

    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src", when len(bands) > 0
            "Measured sources."

        config {
            bands: list[str] = ["g", "r"]
                "Bands to measure in."
        }
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNKNOWN_FUNCTION"]

UNKNOWN_FUNCTION = Code(
    "unknown-function",
    "`{name}` can't be called here",
    help="the functions are {names}; another one is to be imported",
    fixed=True,
)
