"""Classes that inherit from themselves, or are made of themselves.

None of them could be made first: in Python the name of the base does not exist yet when its subclass is
defined.

Bad:

    task Detect[instrument, visit, detector](Measure) {
        "Detects sources."
    }

    task Measure[instrument, visit, detector](Detect) {
        "Measures sources."
    }

Good:

    task Detect[instrument, visit, detector] {
        output footprints: SourceCatalog[...] = "footprints"
            "Detected sources."
    }

    task Measure(Detect) {
        "Measures sources."
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["INHERITANCE_CYCLE"]

INHERITANCE_CYCLE = Code(
    "inheritance-cycle",
    "`{name}` {how}: {path}",
    help="take one of the names out of the circle, or import the class that is meant",
    fixed=True,
)
