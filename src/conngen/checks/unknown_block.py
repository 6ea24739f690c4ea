"""A block that does not exist.

A file holds blocks `task`, `connections` and `config`; inside a task stand `config`, `when` and `for`. What
another one declares can't be understood and is left out; nothing more is said of the names in it.

Bad:

    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src", when doWrite
            "Measured sources."

        confg {
            doWrite: bool = True
                "Write the sources?"
        }
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

__all__ = ["UNKNOWN_BLOCK"]

UNKNOWN_BLOCK = Code(
    "unknown-block",
    "there is no block `{word}`",
    help="the blocks are {names}",
    fixed=True,
)
