"""A name that is declared twice.

In a Python class the second of two attributes of one name takes the place of the first, and nobody is told:
an input that is copied and not renamed is simply gone.

Bad:

    task Measure[instrument, visit, detector] {
        input catalog: SourceCatalog[...] = "src"
            "Sources to measure again."
        output catalog: SourceCatalog[...] = "src_measured"
            "The same with new measurements."
    }

Good:

    task Measure[instrument, visit, detector] {
        input catalog: SourceCatalog[...] = "src"
            "Sources to measure again."
        output measured: SourceCatalog[...] = "src_measured"
            "The same with new measurements."
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["DUPLICATE_NAME"]

DUPLICATE_NAME = Code(
    "duplicate-name",
    "`{name}` is declared twice",
    help="rename or remove one of them",
    fixed=True,
)
