"""What is said of text that isn't laid out here."""

from __future__ import annotations

__all__ = ["DIFFER", "UnsureError"]

DIFFER = "releases of black differ"


class UnsureError(Exception):
    """How black would lay something out is not certain."""
