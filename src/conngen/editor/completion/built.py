"""What can be filled into the name of a connection that is repeated: ``noise{n}``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...source import Span
from ...vocabulary import KINDS
from .around import Around
from .proposal import Proposal, ProposalKind, Rank

__all__ = ["in_name"]

_BEFORE = re.compile(r"[ \t]*(?P<kind>[^\W\d]\w*)[ \t]+[\w{}]*(?<=[\w}])\{(?P<typed>\w*)\Z")
_BEHIND = re.compile(r"\w*(?P<closed>\}?)")


def in_name(around: Around, offset: int) -> Iterator[Proposal]:
    """Yield the variables of the repetitions around, if the cursor is in a brace of a name that is declared."""
    text = around.outline.text
    before = _BEFORE.match(text[text.rfind("\n", 0, offset) + 1 : offset])
    if before is None or before["kind"] not in KINDS:
        return
    behind = _BEHIND.match(text, offset)
    end, closed = (behind.start("closed"), behind["closed"]) if behind is not None else (offset, "")
    span = Span(offset - len(before["typed"]), end)
    for name in reversed(around.variables):
        filled = name if closed else f"{name}}}"
        yield Proposal(name, ProposalKind.VARIABLE, filled, "of the `for`", rank=Rank.FIRST, replaces=span)
