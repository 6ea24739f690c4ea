"""A flag that does not exist."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNKNOWN_FLAG"]

UNKNOWN_FLAG = Code(
    "unknown-flag",
    'there is no flag `{flag}`',
    help='the flags are {names}',
    fixed=True,
)
