"""A word that defines nothing.

What has the form `word name = value` is a template or a name for dimensions; in a file stands also
`edition`. Anything else is left out; nothing more is said of its name.

Bad:

    task Measure[instrument, visit, detector] {
        tempalte prefix = "deep"

        output sources: SourceCatalog[...] = "{prefix}_src"
            "Measured sources."
    }

Good:

    task Measure[instrument, visit, detector] {
        template prefix = "deep"

        output sources: SourceCatalog[...] = "{prefix}_src"
            "Measured sources."
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNKNOWN_DEFINITION"]

UNKNOWN_DEFINITION = Code(
    "unknown-definition",
    "`{word}` defines nothing",
    help="{names} can be defined",
    fixed=True,
)
