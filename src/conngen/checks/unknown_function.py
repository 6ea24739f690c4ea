"""A call in an expression that can't be made.

Expressions know a few functions of Python such as `len` and `range`, and the methods of strings and lists.
An expression is written out in several places and looked into by the checks, so it can't call anything;
what needs more of Python belongs in a function that is named by a hook such as `customize` or `validate`.

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
    help="the functions are {names}; whatever else needs Python belongs in a hook",
    fixed=True,
)
