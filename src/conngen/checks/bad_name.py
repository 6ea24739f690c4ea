"""A name that Python would not take."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["BAD_NAME"]

BAD_NAME = Code(
    "bad-name",
    "`{name}` can't be a name: {why}",
    help='choose another name',
    fixed=True,
)
