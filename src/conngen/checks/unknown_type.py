"""A type of a config field that does not exist."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNKNOWN_TYPE"]

UNKNOWN_TYPE = Code(
    "unknown-type",
    'there is no type `{name}`',
    fixed=True,
)
