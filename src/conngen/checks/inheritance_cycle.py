"""Classes that inherit from one another."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["INHERITANCE_CYCLE"]

INHERITANCE_CYCLE = Code(
    "inheritance-cycle",
    '`{name}` inherits from itself: {path}',
    help='take one of the bases away',
    fixed=True,
)
