"""A character that can't be seen, or changes the direction of writing."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNREADABLE_TEXT"]

UNREADABLE_TEXT = Code(
    "unreadable-text",
    '{text}',
    fixed=True,
)
