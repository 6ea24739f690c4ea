"""The items of a file with what surrounds each: where lines are put in and taken out."""

from __future__ import annotations

import bisect
from collections.abc import Iterator
from typing import Union
from weakref import WeakKeyDictionary

from ...model import Module
from ...records import dataclass
from ...source import Span
from ...syntax import tree
from ...syntax.parser import scanner
from ...syntax.scanner import end_of_line
from ..view import View

__all__ = ["Holder", "Slot", "head_end", "line_start", "own_lines", "rest_of_line", "slot_at", "slots"]

Holder = Union[tree.File, tree.Block, tree.Guard, tree.Loop]  # noqa: UP007 - like `tree.Item`


@dataclass(frozen=True)
class Slot:
    """An item where it stands.

    Parameters
    ----------
    item : `tree.Item`
        It.
    holder : `tree.File`, `tree.Block`, `tree.Guard` or `tree.Loop`
        What holds it.
    index : `int`
        Which of the items there it is.
    depth : `int`
        How many braces are around it.
    """

    item: tree.Item
    holder: Holder
    index: int
    depth: int

    @property
    def before(self) -> tree.Item | None:
        """The item before it."""
        return self.holder.items[self.index - 1] if self.index else None

    @property
    def after(self) -> tree.Item | None:
        """The item behind it."""
        return self.holder.items[self.index + 1] if self.index + 1 < len(self.holder.items) else None


_SLOTS: WeakKeyDictionary[Module, tuple[Slot, ...]] = WeakKeyDictionary()


def slots(view: View) -> tuple[Slot, ...]:
    """Return all items of a file in order, a block before what it holds."""
    if view.module not in _SLOTS:
        _SLOTS[view.module] = tuple(_walk(view.parsed.file, 0))
    return _SLOTS[view.module]


def _walk(holder: Holder, depth: int) -> Iterator[Slot]:
    for i, item in enumerate(holder.items):
        yield Slot(item, holder, i, depth)
        if isinstance(item, tree.Block | tree.Guard | tree.Loop):
            yield from _walk(item, depth + 1)


def slot_at(view: View, offset: int) -> Slot | None:
    """Return the innermost item that holds an offset."""
    found = slots(view)
    i = bisect.bisect_right(found, offset, key=lambda slot: slot.item.span.start)
    return next((slot for slot in reversed(found[:i]) if offset <= slot.item.span.end), None)


def head_end(text: str, item: tree.Block | tree.Guard | tree.Loop) -> int | None:
    """Return the offset behind the brace that opens a block, or `None` if it is not there."""
    match item:
        case tree.Block():
            ends = [item.head.end, *(base.span.end for base in item.bases)]
            start = max([*ends, item.brackets.end if item.brackets is not None else 0])
        case tree.Guard():
            start = item.condition.span.end
        case tree.Loop():
            start = item.values.span.end
    for lexeme in scanner().scan(text, start, item.span.end):
        if lexeme.text == "{":
            return lexeme.span.end
        if lexeme.kind not in ("comment", "close"):
            return None
    return None


# --- lines ---------------------------------------------------------------------------------------------


def line_start(text: str, offset: int) -> int:
    """Return where the line of an offset begins."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def rest_of_line(text: str, offset: int) -> str:
    """Return what stands behind an offset in its line."""
    return text[offset : end_of_line(text, offset)]


def own_lines(text: str, span: Span) -> Span | None:
    """Return the lines of an item, line ends left out; `None` if something else stands on them, but a comment."""
    start = line_start(text, span.start)
    end = end_of_line(text, span.end)
    rest = text[span.end : end].strip()
    if text[start : span.start].strip() or (rest and not rest.startswith("#")):
        return None
    return Span(start, end)
