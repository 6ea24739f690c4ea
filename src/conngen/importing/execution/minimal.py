"""The shortest ways to say which of some questions have to be answered how."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from ...records import dataclass
from .questions import Question
from .shapes import Leaf, Shape, join

__all__ = ["forms"]

_SIZE = 4
"""How many questions are asked at once at most, at first."""
_EXACT = 10
"""Among how many groups of questions the best ones are looked for by trying all."""

Row = tuple[bool, ...]
Group = tuple[tuple[int, bool], ...]
"""Some questions, in order, each with the answer it must have."""


def forms(questions: Sequence[Question], wanted: set[Row], unwanted: set[Row]) -> Iterator[Shape]:
    """Yield conditions that tell some rows of answers from others.

    Parameters
    ----------
    questions : sequence of `Question`
        The questions, in the order in which they are to be asked.
    wanted, unwanted : `set` of `tuple`
        Their answers where the condition has to hold, and where it must not. Answers that are in neither set can't be.
    """
    yes, no = _Rows(tuple(sorted(wanted))), _Rows(tuple(sorted(unwanted)))
    for every, hit, miss in ((False, yes, no), (True, no, yes)):
        groups = _cover(_groups(len(questions), hit, miss), hit)
        if groups is None:
            continue
        # Of rows that must not be, one answer has to differ: the groups of *or* become groups of *and*.
        leaves = [[Leaf(questions[i], answer is not every) for i, answer in group] for group in groups]
        yield join(every, (join(not every, group) for group in leaves))
        yield _factored(leaves, every)


@dataclass(frozen=True)
class _Rows:
    """Rows of answers; sets of them are the bits of a number."""

    rows: tuple[Row, ...]

    def where(self, group: Group) -> int:
        """Return the rows that have some answers."""
        found = (1 << len(self.rows)) - 1
        for i, answer in group:
            found &= self.yes[i] if answer else ~self.yes[i]
        return found

    @cached_property
    def yes(self) -> list[int]:
        """The rows that have the answer yes, by question."""
        count = len(self.rows[0]) if self.rows else 0
        return [sum(row[i] << k for k, row in enumerate(self.rows)) for i in range(count)]


def _groups(count: int, hit: _Rows, miss: _Rows) -> list[Group]:
    """Return the smallest groups of answers that some rows of one set have, and none of the other."""
    found: list[Group] = []
    covered = 0
    for size in range(1, count + 1):
        if size > _SIZE and covered == (1 << len(hit.rows)) - 1:
            break
        for indices in itertools.combinations(range(count), size):
            for answers in itertools.product((True, False), repeat=size):
                group = tuple(zip(indices, answers, strict=True))
                rows = hit.where(group)
                if not rows or miss.where(group) or any(set(one) <= set(group) for one in found):
                    continue
                found.append(group)
                covered |= rows
    return sorted(found, key=lambda group: [i for i, _ in group])


def _cover(groups: list[Group], hit: _Rows) -> list[Group] | None:
    """Return as few groups as are needed for all rows, in order; `None` if there are none."""
    everything = (1 << len(hit.rows)) - 1
    rows = {group: hit.where(group) for group in groups}

    def covered(some: Iterable[Group]) -> int:
        found = 0
        for group in some:
            found |= rows[group]
        return found

    if covered(groups) != everything:
        return None
    if len(groups) <= _EXACT:
        for size in range(1, len(groups) + 1):
            choices = [one for one in itertools.combinations(groups, size) if covered(one) == everything]
            if choices:
                return list(min(choices, key=lambda one: sum(map(len, one))))
    chosen: list[Group] = []
    while left := everything & ~covered(chosen):
        chosen.append(max(groups, key=lambda group: ((rows[group] & left).bit_count(), -len(group))))
    for group in list(chosen):
        if covered(one for one in chosen if one is not group) == everything:
            chosen.remove(group)
    return sorted(chosen, key=groups.index)


def _factored(groups: list[list[Leaf]], every: bool) -> Shape:
    """Return groups joined, with what several have in common put before them: ``a and (b or c)``."""
    counts: dict[tuple[object, ...], int] = {}
    for group in groups:
        for leaf in group:
            counts[leaf.key] = counts.get(leaf.key, 0) + 1
    common = max(counts, key=lambda one: counts[one], default=None)
    if common is None or counts[common] < 2:
        return join(every, (join(not every, group) for group in groups))
    inside = [group for group in groups if any(leaf.key == common for leaf in group)]
    outside = [group for group in groups if not any(leaf.key == common for leaf in group)]
    leaf = next(leaf for leaf in inside[0] if leaf.key == common)
    rest = [[one for one in group if one.key != common] for group in inside]
    if not all(rest):
        return join(every, (join(not every, group) for group in groups))
    first = join(not every, (leaf, _factored(rest, every)))
    return join(every, (first, _factored(outside, every))) if outside else first
