"""A file that is not there, may not be read, or is not encoded in UTF-8.

Nothing is known of what it declares, so nothing is generated. A file in another encoding has to be saved as
UTF-8; the place shown is that of the first byte that is none.
"""

from __future__ import annotations

from .diagnostics import Code

__all__ = ["UNREADABLE_FILE"]

# It stands apart from the checks, which see texts: only the disk can have a file that is none.
UNREADABLE_FILE = Code("unreadable-file", "this file {why}", fixed=True)
