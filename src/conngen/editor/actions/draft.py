"""Changes of a file put together, and laid out as the formatter would where the file was laid out so before."""

from __future__ import annotations

import itertools
from functools import lru_cache

from ...formatter import Outcome, format_text
from ...source import Span
from ...syntax import tree
from ..edits import Edit, applied
from ..view import View
from .slots import Slot, head_end, line_start, own_lines, rest_of_line, slot_at

__all__ = ["Draft"]

_STEP = 4


class Draft:
    """Changes of one file.

    Parameters
    ----------
    view : `View`
        The file.
    """

    def __init__(self, view: View) -> None:
        self.view = view
        self._changes: list[tuple[Span, str]] = []

    def replace(self, span: Span, text: str) -> Draft:
        """Put a text in the place of another; an empty span is a place to insert at."""
        self._changes.append((span, text))
        return self

    def remove(self, span: Span) -> Draft:
        """Take a text out."""
        return self.replace(span, "")

    # --- lines ---

    def line_after(self, slot: Slot, *lines: str) -> Draft:
        """Put lines below an item."""
        text = self.view.text
        end = slot.item.span.end
        rest = rest_of_line(text, end)
        if rest.strip().startswith("#"):
            end += len(rest.rstrip())
        indent = self._indent(slot)
        return self.replace(Span(end, end), "".join(f"\n{indent}{line}" if line else "\n" for line in lines))

    def line_before(self, slot: Slot, *lines: str) -> Draft:
        """Put lines above an item."""
        start = slot.item.span.start
        return self.replace(Span(start, start), "".join(f"{line}\n{self._indent(slot)}" for line in lines))

    def first_line(self, block: tree.Block, depth: int, *lines: str) -> Draft:
        """Put lines at the beginning of a block, with an empty one below them."""
        text = self.view.text
        indent = " " * (_STEP * (depth + 1))
        line = f"\n{indent}".join(lines)
        if block.doc is not None:
            end = block.doc.span.end
            rest = rest_of_line(text, end)
            end += len(rest.rstrip()) if rest.strip().startswith("#") else 0
            return self.replace(Span(end, end), f"\n\n{indent}{line}")
        start = head_end(text, block)
        if start is None:
            return self
        rest = rest_of_line(text, start)
        if rest.strip() and not rest.strip().startswith("#"):  # all on one line
            return self.replace(Span(start, start), f"\n{indent}{line}\n{indent}")
        start += len(rest.rstrip())
        return self.replace(Span(start, start), f"\n{indent}{line}" + ("\n" if block.items else ""))

    def _indent(self, slot: Slot) -> str:
        text = self.view.text
        before = text[line_start(text, slot.item.span.start) : slot.item.span.start]
        return before if not before.strip() else " " * (_STEP * slot.depth)

    # --- the result ---

    def edits(self) -> tuple[Edit, ...]:
        """Return the changes; none if they would overlap."""
        changes = sorted(set(self._changes))
        if any(one.end > other.start for (one, _), (other, _) in itertools.pairwise(changes)):
            return ()
        groups: list[tuple[Span | None, Slot | None, list[tuple[Span, str]]]] = []
        for change in changes:
            slot = slot_at(self.view, change[0].start)
            region = None if slot is None else self._region(slot, change[0])
            if groups and region is not None and groups[-1][0] == region:
                groups[-1][2].append(change)
            else:
                groups.append((region, slot, [change]))
        found: list[Edit] = []
        for region, slot, some in groups:
            found += self._tidied(region, slot, some)
        newline = "\r\n" if "\r\n" in self.view.text else "\n"
        return tuple(
            one._replace(text=one.text.replace("\r\n", "\n").replace("\n", newline))
            for one in found
            if self.view.text[one.span.start : one.span.end] != one.text
        )

    def _region(self, slot: Slot, change: Span) -> Span | None:
        """Return the lines of the item, or of the head of the block, that a change is in."""
        text, item = self.view.text, slot.item
        span = item.span
        if isinstance(item, tree.Block | tree.Guard | tree.Loop):
            end = head_end(text, item)
            if end is None or change.end >= end:
                return None
            span = Span(item.span.start, end)
        lines = own_lines(text, span)
        if lines is None or change.start < item.span.start or change.end > lines.end:
            return None
        return lines

    def _tidied(self, region: Span | None, slot: Slot | None, changes: list[tuple[Span, str]]) -> list[Edit]:
        """Return changes within one item, and what has to change because of them."""
        plain = [Edit(self.view.key, span, text) for span, text in changes]
        if region is None or slot is None:
            return plain
        old = self.view.text[region.start : region.end]
        shifted = [one._replace(span=Span(*(at - region.start for at in one.span))) for one in plain]
        new = applied(old, shifted)
        is_wrong = self._is_wrong(region)
        if not is_wrong and "\n" not in old.strip() and "\n" not in new and len(new) <= self.view.line_length:
            return plain
        head = isinstance(slot.item, tree.Block | tree.Guard | tree.Loop)
        width = self.view.line_length
        if not is_wrong and laid_out(_lines(old), slot.depth, head, width) != _lines(old):
            return plain
        found = laid_out(_lines(new), slot.depth, head, width)
        return plain if found is None else [_smallest(self.view.key, region.start, old, found)]

    def _is_wrong(self, region: Span) -> bool:
        """Whether something in a stretch can't be read, so that nobody could lay it out."""
        return any(region.start <= one.span.start <= region.end for one in self.view.parsed.problems)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n")


def _smallest(key: str, start: int, old: str, new: str) -> Edit:
    """Return the change from one text to another, without what they begin and end with alike."""
    new = new.replace("\n", "\r\n") if "\r\n" in old else new
    shorter = min(len(old), len(new))
    first = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    last = next((i for i in range(shorter - first) if old[-1 - i] != new[-1 - i]), shorter - first)
    return Edit(key, Span(start + first, start + len(old) - last), new[first : len(new) - last])


@lru_cache(maxsize=64)
def laid_out(lines: str, depth: int, head: bool, width: int) -> str | None:
    """Return an item, or the head of a block, in the one style; `None` if it can't be read.

    Parameters
    ----------
    lines : `str`
        Its lines, without the last line end.
    depth : `int`
        How many braces are around it.
    head : `bool`
        Whether it is the head of a block, up to its brace.
    width : `int`
        How long a line should be at most.
    """
    before = "".join(f"{' ' * (_STEP * i)}x {{\n" for i in range(depth))
    after = "".join(f"{' ' * (_STEP * i)}}}\n" for i in reversed(range(depth)))
    if head:
        inner = " " * (_STEP * (depth + 1))
        after = f"\n{inner}x = 1\n{' ' * (_STEP * depth)}}}\n{after}"
    else:
        after = f"\n{after}"
    found = format_text(f"{before}{lines}{after}", width)
    if found.outcome is not Outcome.WHOLE:
        return None
    if not found.text.startswith(before) or not found.text.endswith(after):
        return None
    return found.text[len(before) : len(found.text) - len(after)]
