"""A type of a config field that does not exist.

The type decides which class of `lsst.pex.config` a field becomes. The types are `bool`, `int`, `float`,
`complex` and `str`, lists and dictionaries of them, and Task and Config classes; `| None` lets a value be
missing.

Bad:

    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            threshold: Optional[float] = None
                "Detection threshold in sigma; without one everything is measured."
        }
    }

Good:

    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            threshold: float | None = None
                "Detection threshold in sigma; without one everything is measured."
        }
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNKNOWN_TYPE"]

UNKNOWN_TYPE = Code(
    "unknown-type",
    "there is no type `{name}`",
    fixed=True,
)
