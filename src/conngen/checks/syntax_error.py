"""Text that has not the shape of a `.conn` file."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["SYNTAX_ERROR"]

SYNTAX_ERROR = Code(
    "syntax-error",
    '{text}',
    fixed=True,
)
