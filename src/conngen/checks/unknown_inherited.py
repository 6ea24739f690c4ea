"""A change of a connection that is not inherited."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNKNOWN_INHERITED"]

UNKNOWN_INHERITED = Code(
    "unknown-inherited",
    '`{cls}` inherits no connection `{name}`',
    fixed=True,
)
