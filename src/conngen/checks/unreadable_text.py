"""A character that nobody sees, or that changes the direction of writing.

Two names that look the same would be different ones, and a line could say something else than it shows.
Such characters come along when text is copied from a web page or a chat. In a string they can be written as
escapes; the mark that some editors put at the beginning of a file does no harm.

Bad:

    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src"
            "Measured\u200b sources."
    }

Good:

    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNREADABLE_TEXT"]

UNREADABLE_TEXT = Code(
    "unreadable-text",
    "{text}",
    fixed=True,
)
