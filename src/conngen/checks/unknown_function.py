"""A call in an expression that can't be made."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNKNOWN_FUNCTION"]

UNKNOWN_FUNCTION = Code(
    "unknown-function",
    "`{name}` can't be called here",
    help='the functions are {names}; whatever else needs Python belongs in a hook',
    fixed=True,
)
