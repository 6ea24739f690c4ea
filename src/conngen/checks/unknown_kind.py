"""A kind of connection that does not exist."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNKNOWN_KIND"]

UNKNOWN_KIND = Code(
    "unknown-kind",
    'there is no kind `{word}`',
    help='the kinds are {names}',
    fixed=True,
)
