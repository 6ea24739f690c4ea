"""A block that does not exist."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNKNOWN_BLOCK"]

UNKNOWN_BLOCK = Code(
    "unknown-block",
    'there is no block `{word}`',
    help='the blocks are {names}',
    fixed=True,
)
