"""What on the disk is ours, and how it is changed: all of it or nothing.

`stamp` marks what is generated, `plan` compares it with what is there, `apply` writes it, `diff` shows it;
`create` and `rewrite` write single files.
"""

from __future__ import annotations

from .header import Header, examine, is_edited, stamp
from .manifest import MANIFEST, Entry, Manifest
from .planning import Action, Change, Plan, Wanted, diff, plan
from .writing import WriteError, apply, create, create_all, rewrite

__all__ = [
    "MANIFEST",
    "Action",
    "Change",
    "Entry",
    "Header",
    "Manifest",
    "Plan",
    "Wanted",
    "WriteError",
    "apply",
    "create",
    "create_all",
    "diff",
    "examine",
    "is_edited",
    "plan",
    "rewrite",
    "stamp",
]
