"""A flag that is given twice."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["REPEATED_FLAG"]

REPEATED_FLAG = Code(
    "repeated-flag",
    '`{flag}` is given twice',
    help='leave one of them out',
    fixed=True,
)
