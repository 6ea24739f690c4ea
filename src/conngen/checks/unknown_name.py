"""A name that stands for nothing.

A condition names fields of the config, a base or a function has to be imported or declared. In Python it
would be an `AttributeError` or a `NameError`, for a condition only when a config switches it on.

Bad:

    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src", when doWriet
            "Measured sources."

        config {
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

__all__ = ["UNKNOWN_NAME"]

UNKNOWN_NAME = Code(
    "unknown-name",
    "there is no {what} `{name}`",
    fixed=True,
)
