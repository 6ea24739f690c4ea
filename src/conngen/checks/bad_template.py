"""Braces in a dataset type name that are no template."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["BAD_TEMPLATE"]

BAD_TEMPLATE = Code(
    "bad-template",
    '{text}',
    fixed=True,
)
