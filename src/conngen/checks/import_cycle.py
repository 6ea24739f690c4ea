"""Files that import one another."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["IMPORT_CYCLE"]

IMPORT_CYCLE = Code(
    "import-cycle",
    'this import leads back to this file: {path}',
    help='move what both need into a file of its own',
    fixed=True,
)
