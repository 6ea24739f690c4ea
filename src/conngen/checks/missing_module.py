"""A relative import of a module that is not there."""

from __future__ import annotations

from ..diagnostics import Code, Level

__all__ = ["MISSING_MODULE"]

MISSING_MODULE = Code(
    "missing-module",
    "there is no module `{name}`, neither a `.conn` file nor Python",
    level=Level.WARNING,
)
