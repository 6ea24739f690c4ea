"""How two texts differ, and how the parts of a tree behind a difference are moved in place."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import NamedTuple

from ..source import Span
from . import tree
from .problem import Problem

__all__ = ["Edit", "all_nodes", "apart", "difference", "move", "moved"]

# Nodes never change but here, so this goes past what keeps them from changing.
_set_span = vars(tree.Node)["span"].__set__
_set_type_brackets = vars(tree.Type)["brackets"].__set__
_set_block_brackets = vars(tree.Block)["brackets"].__set__
_set_where = vars(tree.FromImport)["where"].__set__


class Edit(NamedTuple):
    """What has changed between two texts: a stretch of the old one, and by how much what is behind it moves."""

    start: int
    end: int
    delta: int


def difference(before: str, after: str) -> Edit | None:
    """Return the stretch by which two texts differ, `None` if they are the same."""
    if before == after:
        return None
    start = _common(before, after)
    most = min(len(before), len(after)) - start
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if before[len(before) - middle :] == after[len(after) - middle :]:
            low = middle
        else:
            high = middle - 1
    return Edit(start, len(before) - low, len(after) - len(before))


def _common(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def all_nodes(node: tree.Node) -> list[tree.Node]:
    """Return a node and all that is inside of it, each once."""
    found = [node]
    for one in found:
        found += tree.children(one)
    return list({id(one): one for one in found}.values())


def apart(
    comments: Sequence[tree.Comment], left: int, right: int
) -> tuple[Sequence[tree.Comment], Sequence[tree.Comment]]:
    """Return the comments before and those behind a stretch."""
    first = bisect.bisect_right(comments, left, key=lambda one: one.span.end)
    last = bisect.bisect_left(comments, right, key=lambda one: one.span.start)
    return comments[:first], comments[last:]


def move(nodes: Sequence[tree.Node], delta: int) -> None:
    """Move nodes in place by a number of characters, not what is inside of them."""
    for node in nodes:
        start, end = node.span
        _set_span(node, Span(start + delta, end + delta))
        if type(node) is tree.Type and node.brackets is not None:
            _set_type_brackets(node, _shifted(node.brackets, delta))
        elif type(node) is tree.Block and node.brackets is not None:
            _set_block_brackets(node, _shifted(node.brackets, delta))
        elif type(node) is tree.FromImport:
            _set_where(node, _shifted(node.where, delta))


def _shifted(span: Span, delta: int) -> Span:
    return Span(span.start + delta, span.end + delta)


def moved(problem: Problem, delta: int) -> Problem:
    """Return a problem, moved by a number of characters."""
    related = None if problem.related is None else (_shifted(problem.related[0], delta), problem.related[1])
    return problem._replace(span=_shifted(problem.span, delta), related=related)
