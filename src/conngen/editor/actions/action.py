"""A change that an editor offers to make."""

from __future__ import annotations

import enum

from ...diagnostics import Diagnostic
from ...records import dataclass
from ...source import Span
from ..edits import Edit

__all__ = ["Action", "ActionKind"]


class ActionKind(enum.StrEnum):
    """What a change is for; the values are those of the protocol of language servers."""

    QUICK_FIX = "quickfix"
    FIX_ALL = "source.fixAll"


@dataclass(frozen=True)
class Action:
    """A change that an editor offers to make.

    Parameters
    ----------
    title : `str`
        What it does.
    kind : `ActionKind`
        What it is for.
    edits : `tuple` [ `Edit` ]
        The changes, in order of their places; none overlaps another.
    fixes : `tuple` [ `Diagnostic` ]
        What is put right by them.
    preferred : `bool`
        Whether it is what is most likely meant.
    select : `Span` or `None`
        What the author is to write anew, in the text with the changes made.
    """

    title: str
    kind: ActionKind
    edits: tuple[Edit, ...]
    fixes: tuple[Diagnostic, ...] = ()
    preferred: bool = False
    select: Span | None = None
