"""A name that stands for nothing here."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNKNOWN_NAME"]

UNKNOWN_NAME = Code(
    "unknown-name",
    'there is no {what} `{name}`',
    fixed=True,
)
