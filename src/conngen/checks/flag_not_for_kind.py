"""A flag that is not for this kind of connection, or not for this type of field."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["FLAG_NOT_FOR_KIND"]

FLAG_NOT_FOR_KIND = Code(
    "flag-not-for-kind",
    '`{flag}` is not for {what}',
    help='it is for {names}',
    fixed=True,
)
