"""A repetition over something that can't be repeated over."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["BAD_REPETITION"]

BAD_REPETITION = Code(
    "bad-repetition",
    '{text}',
    help='repeat over a list written here, a list of the config, or `range(…)`',
    fixed=True,
)
