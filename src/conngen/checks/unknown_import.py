"""An import of a module or a name that is not there."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNKNOWN_IMPORT"]

UNKNOWN_IMPORT = Code(
    "unknown-import",
    '{text}',
    fixed=True,
)
