"""Files that import one another.

Each would have to be known before the other, and the generated modules would fail with an `ImportError` of
a partially initialized module.

Bad:

    # file: detect.conn
    from .measure import Measure

    task Detect[instrument, visit, detector] {
        output footprints: SourceCatalog[...] = "footprints"
            "Detected sources."

        config {
            measure: Measure
                "Measures what was detected."
        }
    }
    # file: measure.conn
    from .detect import Detect

    task Measure(Detect) {
        "Measures as well as it detects."
    }

Good:

    # file: detect.conn
    task Detect[instrument, visit, detector] {
        output footprints: SourceCatalog[...] = "footprints"
            "Detected sources."
    }
    # file: measure.conn
    from .detect import Detect

    task Measure(Detect) {
        "Measures as well as it detects."
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["IMPORT_CYCLE"]

IMPORT_CYCLE = Code(
    "import-cycle",
    "this import leads back to this file: {path}",
    help="move what both need into a file of its own",
    fixed=True,
)
