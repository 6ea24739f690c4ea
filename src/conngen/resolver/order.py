"""The order in which the blocks of a file are resolved: what others build on comes first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from .. import limits
from ..checks.codes import INHERITANCE_CYCLE, LIMIT_EXCEEDED
from ..syntax import tree
from .session import Report

__all__ = ["declared_names", "ordered"]


def ordered(blocks: Sequence[tree.Block], report: Report) -> list[tree.Block]:
    """Return blocks behind their bases and the classes that their fields name; what can't be is reported.

    Parameters
    ----------
    blocks : sequence of `tree.Block`
        The blocks, in the author's order.
    report : `Report`
        Where to note classes that inherit from themselves.
    """
    return _Order(blocks, report).blocks()


class _Order:
    def __init__(self, blocks: Sequence[tree.Block], report: Report) -> None:
        self.all = blocks
        self.report = report
        self.owner: dict[str, tree.Block] = {}
        for block in blocks:
            for name in declared_names(block):
                self.owner.setdefault(name, block)
        self.done: dict[int, tree.Block] = {}
        self.doing: dict[int, tree.Block] = {}
        self.depth: dict[int, int] = {}

    def blocks(self) -> list[tree.Block]:
        for block in self.all:
            self._visit(block)
        return list(self.done.values())

    def _visit(self, first: tree.Block) -> None:
        """Put a block behind what it needs; a stack of our own, since a chain can be as long as a file."""
        stack: list[tuple[tree.Block, Iterator[tree.Block]]] = []

        def begin(block: tree.Block) -> None:
            self.doing[id(block)] = block
            stack.append((block, self._needed(block)))

        if id(first) not in self.done:
            begin(first)
        while stack:
            block, needed = stack[-1]
            further = next(needed, None)
            if further is None:
                stack.pop()
                del self.doing[id(block)]
                self.done[id(block)] = block
                bases = [base for dotted in block.bases if (base := self._base(dotted)) is not None]
                self.depth[id(block)] = 1 + max((self.depth.get(id(base), 0) for base in bases), default=0)
                self._check_depth(block)
            elif id(further) not in self.done and id(further) not in self.doing:
                begin(further)

    def _needed(self, block: tree.Block) -> Iterator[tree.Block]:
        for dotted in block.bases:
            base = self._base(dotted)
            if base is not None and id(base) in self.doing:
                self._cycle(dotted, base)
            elif base is not None:
                yield base
        for used, at_once in _classes_used(block):
            owner = self._base(used)
            if owner is not None and id(owner) not in self.doing:
                yield owner
            elif owner is not None and at_once:
                self._cycle(used, owner)

    def _base(self, dotted: tree.Dotted) -> tree.Block | None:
        return self.owner.get(dotted.parts[0].text)

    def _cycle(self, dotted: tree.Dotted, start: tree.Block) -> None:
        """Note a class that inherits from itself, or is made of itself."""
        waiting = list(self.doing.values())
        path = [*waiting[waiting.index(start) :], start]
        inherits = all(any(self._base(base) is other for base in one.bases) for one, other in pairwise(path))
        how = "inherits from itself" if inherits else "would have to be made before itself"
        names = " → ".join(f"`{one.name.text}`" for one in path if one.name is not None)
        self.report.add(INHERITANCE_CYCLE, dotted, name=dotted.text, how=how, path=names)
        self.report.excuse([dotted.parts[0].text])

    def _check_depth(self, block: tree.Block) -> None:
        most = limits.INHERITANCE
        if self.depth[id(block)] == most.value + 2:  # those that inherit from it are further away still
            text = f"there can be at most {most.value:,} {most.what}"
            self.report.add(LIMIT_EXCEEDED, block.bases[0], text=text)


def declared_names(block: tree.Block) -> list[str]:
    """Return the names that a block may declare, before it is resolved."""
    if block.name is None:
        return []
    name = block.name.text
    if block.word.text != "task":
        return [name]
    found = [name, f"{name}Task", f"{name}Connections", f"{name}Config"]
    for item in block.items:
        match item:
            case tree.Assignment(path=tree.Variable(name=setting), value=tree.Variable(name=value)):
                found += [value] if setting.endswith("Class") else []
    return found


def _classes_used(block: tree.Block) -> list[tuple[tree.Dotted, bool]]:
    """Return the names of the classes that a block uses, each with whether it must be there to make the block's own.

    A field needs the class it refers to; a default that is changed is only looked at when a config is made.
    """
    found: list[tuple[tree.Dotted, bool]] = []
    stack = list(reversed(block.items))
    while stack:
        item = stack.pop()
        match item:
            case tree.Block(items=items) | tree.Guard(items=items) | tree.Loop(items=items):
                stack.extend(reversed(items))
            case tree.Field(type=tree.Type(name=tree.Dotted() as name, arguments=arguments)):
                found += [(one, True) for one in (name, *_names_inside(arguments))]
            case tree.Assignment(value=tree.Variable(name=text, span=span)):
                found.append((tree.Dotted(span, (tree.Identifier(span, text),)), False))
    return found


def _names_inside(arguments: tuple[tree.Dimension, ...] | None) -> Iterator[tree.Dotted]:
    """Yield the names inside the brackets of a type."""
    for one in arguments or ():
        if isinstance(one, tree.Type):
            if isinstance(one.name, tree.Dotted):
                yield one.name
            yield from _names_inside(one.arguments)
