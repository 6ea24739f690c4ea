"""A declaration where it can't stand.

Connections and templates belong to a task or a Connections class, fields to a config, imports to the top of
a file. Where it stands a declaration would have no effect, so it is left out.

Bad:

    task Measure[instrument, visit, detector] {
        doWrite: bool = True
            "Write the sources?"

        output sources: SourceCatalog[...] = "src", when doWrite
            "Measured sources."
    }

Good:

    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src", when doWrite
            "Measured sources."

        config {
            doWrite: bool = True
                "Write the sources?"
        }
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["MISPLACED"]

MISPLACED = Code(
    "misplaced",
    "{what} can't stand {where}",
    fixed=True,
)
