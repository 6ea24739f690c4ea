"""An edition of the language that this compiler does not know."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNKNOWN_EDITION"]

UNKNOWN_EDITION = Code(
    "unknown-edition",
    'there is no edition {number} of the language; this compiler knows 1 to {newest}',
    help='leave `edition` out, or get a newer conngen',
    fixed=True,
)
