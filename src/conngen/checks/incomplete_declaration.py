"""A declaration that lacks a part it needs.

A connection needs a storage class and a dataset type name, a requirement its message, a block at the left
margin a name. The runtime would raise a `TypeError` when the module is imported.

Bad:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...]
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

__all__ = ["INCOMPLETE_DECLARATION"]

INCOMPLETE_DECLARATION = Code(
    "incomplete-declaration",
    "{what} needs {part}",
    fixed=True,
)
