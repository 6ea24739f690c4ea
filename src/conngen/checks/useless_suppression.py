"""A suppression that suppresses nothing."""

from __future__ import annotations

from ..diagnostics import Code, Level

__all__ = ["USELESS_SUPPRESSION"]

USELESS_SUPPRESSION = Code("useless-suppression", "{text}", help="leave it out", level=Level.WARNING)
