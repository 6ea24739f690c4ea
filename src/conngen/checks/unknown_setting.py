"""A setting that does not exist."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNKNOWN_SETTING"]

UNKNOWN_SETTING = Code(
    "unknown-setting",
    'there is no setting `{word}` in a {block}',
    help='the settings are {names}',
    fixed=True,
)
