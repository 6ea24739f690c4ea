"""Where in a tree an edit lies."""

from __future__ import annotations

import bisect
from typing import Any, NamedTuple

from ..source import Span
from . import tree
from .moving import Edit
from .parser import scanner

__all__ = ["CONTAINERS", "Anew", "Spot", "leaf", "locate", "stretch"]

CONTAINERS = (tree.Block, tree.Guard, tree.Loop)
"""The items that hold others."""


class Anew(Exception):
    """The whole text has to be read."""


class Spot(NamedTuple):
    """Where in a tree an edit lies.

    Parameters
    ----------
    path : `tuple`
        The containers from the file inwards, each with the index of the one inside it.
    first, last : `int`
        The items of the innermost one that are touched: from the first up to but without the last.
    head : `bool`
        Whether the edit lies before the items of the innermost container.
    """

    path: tuple[tuple[Any, int], ...]
    container: Any
    first: int
    last: int
    head: bool


def locate(file: tree.File, edit: Edit, text: str) -> Spot:
    """Return where in a tree an edit of its text lies; `Anew` is raised if that can't be told from the tree."""
    path: list[tuple[Any, int]] = []
    container: Any = file
    while True:
        items = container.items
        first = bisect.bisect_left(items, edit.start, key=_last_offset)
        last = bisect.bisect_right(items, edit.end, key=lambda item: item.span.start)
        if last - first != 1 or not isinstance(items[first], CONTAINERS):
            return Spot(tuple(path), container, first, max(first, last), head=False)
        inner = items[first]
        if not inner.items or not inner.span.start < edit.start or not edit.end < inner.span.end:
            return Spot(tuple(path), container, first, last, head=False)
        if text[inner.span.end - 1] != "}" or getattr(inner, "broken", False):
            raise Anew
        path.append((container, first))
        if edit.end < inner.items[0].span.start:
            return Spot(tuple(path), inner, 0, 0, head=True)
        if edit.start < inner.items[0].span.start:
            raise Anew
        container = inner


def _last_offset(item: Any) -> int:
    """Return the last offset at which an edit touches an item: a brace never becomes one word with what follows."""
    end: int = item.span.end
    return end - 1 if isinstance(item, CONTAINERS) else end


def stretch(container: Any, first: int, last: int, text: str) -> Span:
    """Return what lies between the items of a container before some of them and behind them, these included."""
    items = container.items
    left = items[first - 1].span.end if first else _first_offset(container, text)
    if last < len(items):
        return Span(left, items[last].span.start)
    closed = not isinstance(container, tree.File)
    return Span(left, container.span.end - closed)


def _first_offset(container: Any, text: str) -> int:
    """Return the offset behind the brace and the doc of a container, or where a file begins."""
    if isinstance(container, tree.File):
        return 0
    doc = getattr(container, "doc", None)
    if doc is not None:
        return int(doc.span.end)
    end = container.items[0].span.start
    braces = [one for one in scanner().scan(text, container.span.start, end) if one.text == "{"]
    if not braces:
        raise Anew
    return braces[-1].span.end


def leaf(container: Any, span: Span) -> Any:
    """Return the item without others in it that a span lies in, `None` if there is none."""
    items = container.items
    index = bisect.bisect_right(items, span.start, key=lambda item: item.span.start) - 1
    if index < 0 or span.end > items[index].span.end:
        return None
    return leaf(items[index], span) if isinstance(items[index], CONTAINERS) else items[index]
