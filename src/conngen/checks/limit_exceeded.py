"""A file larger, deeper or longer than the compiler reads."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["LIMIT_EXCEEDED"]

LIMIT_EXCEEDED = Code(
    "limit-exceeded",
    '{text}',
    fixed=True,
)
