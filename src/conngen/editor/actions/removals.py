"""What is taken out, with the lines that belong to it: templates, imports, named dimensions, suppressions."""

from __future__ import annotations

from collections.abc import Iterator

from ...source import Source, Span
from ...syntax import tree
from .action import Action
from .draft import Draft
from .request import Request, element_gone, flag_gone
from .slots import Slot, head_end, own_lines

__all__ = ["item_gone", "lines_gone", "remove_import", "remove_item", "remove_suppression"]


def remove_item(request: Request) -> Iterator[Action | None]:
    """Take out the declaration of something that nothing uses."""
    slot = request.slot
    if slot is not None and isinstance(slot.item, tree.Definition | tree.Assignment):
        what = slot.item.word.text if isinstance(slot.item, tree.Definition) else "assignment"
        name = slot.item.name.text if isinstance(slot.item, tree.Definition) else request.text
        draft = item_gone(request.draft(), slot)
        yield request.action(f"remove the {what} `{name}`", draft, preferred=True)


def remove_import(request: Request) -> Iterator[Action | None]:
    """Take out a name that is imported and not used, or the whole import."""
    slot = request.slot
    if slot is None:
        return
    title = f"remove the import `{request.text}`"
    match slot.item:
        case tree.FromImport(names=names) if len(names) > 1:
            spans = tuple(alias.span for alias in names)
            for i, span in enumerate(spans):
                if span.start <= request.place.start and request.place.end <= span.end:
                    yield request.action(title, element_gone(request.draft(), spans, i), preferred=True)
        case tree.FromImport() | tree.ImportModule():
            yield request.action(title, item_gone(request.draft(), slot), preferred=True)


def remove_suppression(request: Request) -> Iterator[Action | None]:
    """Take out a suppression that suppresses nothing."""
    pairs = next((node.pairs for node in request.path if isinstance(node, tree.Dict)), ())
    slot, keys = request.slot, [key.span for key, _ in pairs]
    if slot is None or request.place not in keys:
        return
    title = f"remove the suppression of `{request.text.strip(chr(34) + chr(39))}`"
    if len(pairs) > 1:
        spans = tuple(key.span.to(value.span) for key, value in pairs)
        draft = element_gone(request.draft(), spans, keys.index(request.place))
    elif request.flag is not None:
        draft = flag_gone(request.draft(), slot.item, request.flag)
    else:
        draft = item_gone(request.draft(), slot)
    yield request.action(title, draft, preferred=True)


# --- lines ---------------------------------------------------------------------------------------------


def item_gone(draft: Draft, slot: Slot) -> Draft:
    """Take an item out with its line, its comments and the empty lines that nothing needs any more."""
    text = draft.view.text
    if own_lines(text, slot.item.span) is None:
        end = slot.item.span.end
        while text[end : end + 1] in (" ", "\t"):
            end += 1
        return draft.remove(Span(slot.item.span.start, end))
    if _is_alone(draft, slot) and not isinstance(slot.holder, tree.File):
        opening = head_end(text, slot.holder)
        if opening is not None and text[slot.holder.span.end - 1] == "}":
            return draft.remove(Span(opening, slot.holder.span.end - 1))
    return draft.remove(lines_gone(draft.view.source, slot.item.span))


def _is_alone(draft: Draft, slot: Slot) -> bool:
    """Whether a block holds nothing but an item."""
    holder, comments = slot.holder, draft.view.parsed.comments
    if len(holder.items) > 1 or getattr(holder, "doc", None) is not None:
        return False
    return not any(holder.span.start <= one.span.start < holder.span.end for one in comments)


def lines_gone(source: Source, span: Span) -> Span:
    """Return what goes with a stretch that has its lines for itself: its comments, and empty lines."""
    return _Lines(source).without(span)


class _Lines:
    """The lines of a text, counted from 1."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.count = source.line_of(len(source.text))

    def without(self, span: Span) -> Span:
        """Return what goes with an item that has its lines for itself."""
        first, last = self.source.line_of(span.start), self.source.line_of(span.end)
        comments = self._up(first, "#")
        alone = self._is_end(last + 1) or not self._text(last + 1)
        if alone:  # else the comments may be about what follows too
            first = comments
        above, below = self._up(first, ""), last + 1
        while below <= self.count and not self._text(below):
            below += 1
        if above < first or self._is_begin(above - 1):
            last = below - 1
        if self._is_end(below):
            first = above
            last = below - 1
        start = self.source.offset(first, 1)
        end = self.source.offset(last + 1, 1) if last < self.count else len(self.source.text)
        return Span(start, end)

    def _text(self, number: int) -> str:
        return self.source.line(number).strip() if 1 <= number <= self.count else ""

    def _up(self, number: int, mark: str) -> int:
        """Return the first of the lines above one that are comments, or empty."""
        while number > 1 and (
            self._text(number - 1).startswith(mark) if mark else not self._text(number - 1)
        ):
            number -= 1
        return number

    def _is_begin(self, number: int) -> bool:
        """Whether a block begins with a line, or the file behind it."""
        return number < 1 or self._text(number).split("#")[0].rstrip().endswith("{")

    def _is_end(self, number: int) -> bool:
        """Whether a block ends with a line, or the file before it."""
        return (
            number > self.count
            or self._text(number).startswith("}")
            or (number == self.count and not self._text(number))
        )
