"""A base class whose source is not at hand."""

from __future__ import annotations

from ..diagnostics import Code, Level

__all__ = ["UNREAD_BASE"]

UNREAD_BASE = Code(
    "unread-base",
    "the source of `{name}` is not at hand: what it brings along is not checked",
    level=Level.NOTE,
)
