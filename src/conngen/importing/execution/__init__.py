"""Follows the `__init__` of a Connections class for all configs at once, without running it.

`execute` returns what it does in the terms of the language: when connections are there, what of them depends on the
config, what has to hold, and what can't be said. `machine` follows the statements, `evaluator` the expressions,
`conditions` writes conditions as a person would.
"""

from __future__ import annotations

from .conditions import simplified
from .formulas import written
from .known import Executed, Known, KnownConnection, KnownField
from .run import execute

__all__ = ["Executed", "Known", "KnownConnection", "KnownField", "execute", "simplified", "written"]
