"""A value of the wrong type."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["BAD_VALUE"]

BAD_VALUE = Code(
    "bad-value",
    "{name} takes {takes}, not {found}",
    fixed=True,
)
