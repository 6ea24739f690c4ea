"""Proves that generated classes are what the original was, by executing both against the real runtime.

`overlay` lays a package and what was generated for it side by side, `verify_pairs` has a process of its own compare
them (the scripts in `worker-process/`, which nothing here imports), `report` says what was found.
"""

from __future__ import annotations

from .overlays import overlay
from .pairs import Fault, Generated, Pair, PairResult
from .process import LIMIT, verify_pairs
from .report import announce, report

__all__ = [
    "LIMIT",
    "Fault",
    "Generated",
    "Pair",
    "PairResult",
    "announce",
    "overlay",
    "report",
    "verify_pairs",
]
