"""Modules laid out as black would lay them out, without black, which takes a hundred times as long.

What templates print is one statement per line, or a call whose arguments have lines of their own; spaces and quotes
are right. What is left to do is to split the lines that are too long, to break strings, and to count blank lines.
Whatever isn't certain raises `UnsureError`.
"""

from __future__ import annotations

from .errors import UnsureError
from .module import laid_out

__all__ = ["UnsureError", "laid_out"]
