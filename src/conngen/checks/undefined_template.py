"""A template in a dataset type name that the class does not have."""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNDEFINED_TEMPLATE"]

UNDEFINED_TEMPLATE = Code(
    "undefined-template",
    'there is no template `{name}`',
    help='declare it: `template {name} = "…"`',
    fixed=True,
)
