"""An assignment to a name that is no setting of its block.

In Python a class attribute with a misspelt name is legal and has no effect at all: a task whose `runQuantm`
is set runs without it. Here the names are known.

Bad:

    task Measure[instrument, visit, detector] {
        runQuantm = True

        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }

Good:

    task Measure[instrument, visit, detector] {
        runQuantum = True

        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNKNOWN_SETTING"]

UNKNOWN_SETTING = Code(
    "unknown-setting",
    "there is no setting `{word}` in {block}",
    help="the settings are {names}",
    fixed=True,
)
