"""A declaration in a block that it can't stand in."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["MISPLACED"]

MISPLACED = Code(
    "misplaced",
    "{what} can't stand {where}",
    fixed=True,
)
