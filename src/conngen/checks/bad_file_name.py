"""A file whose name can't be that of a Python module."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["BAD_FILE_NAME"]

BAD_FILE_NAME = Code(
    "bad-file-name",
    "the name of this file can't be that of a Python module: {why}",
    help='rename the file: letters, digits and underscores, no digit first',
    fixed=True,
)
