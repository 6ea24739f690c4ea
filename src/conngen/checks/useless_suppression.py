"""A suppression that suppresses nothing.

The mistake it was for is gone, was never there, or can't be suppressed. Left in place it would hide the
next one of its kind, which may be a real one. Also a code that does not exist is reported like this.

Bad:

    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src", suppress={"missing-doc": "It is in the handbook."}
            "Measured sources."
    }

Good:

    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src", suppress={"missing-doc": "It is in the handbook."}
    }
"""

from __future__ import annotations

from ..diagnostics import Code, Level

__all__ = ["USELESS_SUPPRESSION"]

USELESS_SUPPRESSION = Code("useless-suppression", "{text}", help="leave it out", level=Level.WARNING)
