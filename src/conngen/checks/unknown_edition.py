"""An edition of the language that this compiler does not know.

A file can say for which edition of the language it was written, so that a later compiler still reads it as
it was meant. One from the future may hold words whose meaning is not known here.

Bad:

    edition 7

    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }

Good:

    edition 1

    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNKNOWN_EDITION"]

UNKNOWN_EDITION = Code(
    "unknown-edition",
    "there is no edition {number} of the language; this compiler knows 1 to {newest}",
    help="leave `edition` out, or get a newer conngen",
    fixed=True,
)
