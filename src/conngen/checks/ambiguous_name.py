"""A name that is a config field and an import at once."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["AMBIGUOUS_NAME"]

AMBIGUOUS_NAME = Code(
    "ambiguous-name",
    '`{name}` is a config field and an import',
    help='import it by another name: `as other`',
    fixed=True,
)
