"""A declaration without a part that it needs."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["INCOMPLETE_DECLARATION"]

INCOMPLETE_DECLARATION = Code(
    "incomplete-declaration",
    '{what} needs {part}',
    fixed=True,
)
