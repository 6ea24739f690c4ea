"""A definition that does not exist."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNKNOWN_DEFINITION"]

UNKNOWN_DEFINITION = Code(
    "unknown-definition",
    '`{word}` defines nothing',
    help='{names} can be defined',
    fixed=True,
)
