"""A value from the config where the class needs one before there is a config."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["NO_STATIC_VALUE"]

NO_STATIC_VALUE = Code(
    "no-static-value",
    'there is no {what} at class level: {why}',
    help='give the field a default, or a choice with `… if … else …`',
    fixed=True,
)
