"""What on the disk is ours, and how it is changed: all of it or nothing.

`stamp` marks what is generated, `plan` compares it with what is there, `apply` writes it, `diff` shows it;
`locked` keeps other builds from it meanwhile; `create` and `rewrite` write single files, `exchange` files of any kind.
"""

from __future__ import annotations

from .header import Header, examine, stamp, text_of
from .journal import JOURNAL
from .locking import locked
from .manifest import MANIFEST, Entry, Manifest
from .planning import Action, Change, Plan, Wanted, diff, plan
from .writing import Step, WriteError, apply, create, create_all, exchange, rewrite

__all__ = [
    "JOURNAL",
    "MANIFEST",
    "Action",
    "Change",
    "Entry",
    "Header",
    "Manifest",
    "Plan",
    "Step",
    "Wanted",
    "WriteError",
    "apply",
    "create",
    "create_all",
    "diff",
    "examine",
    "exchange",
    "locked",
    "plan",
    "rewrite",
    "stamp",
    "text_of",
]
