"""A name that is declared twice."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["DUPLICATE_NAME"]

DUPLICATE_NAME = Code(
    "duplicate-name",
    '`{name}` is declared twice',
    help='rename or remove one of them',
    fixed=True,
)
