"""The order in which the blocks of a file are resolved: what others build on comes first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .. import limits
from ..checks.inheritance_cycle import INHERITANCE_CYCLE
from ..checks.limit_exceeded import LIMIT_EXCEEDED
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
                self._cycle(dotted, block, base)
            elif base is not None:
                yield base
        for name in _classes_used(block):
            if name in self.owner:
                yield self.owner[name]

    def _base(self, dotted: tree.Dotted) -> tree.Block | None:
        return self.owner.get(dotted.parts[0].text)

    def _cycle(self, dotted: tree.Dotted, block: tree.Block, base: tree.Block) -> None:
        """Note a class that inherits from itself; one that only waits for another's fields is none."""
        path = self._path(base, block)
        if path is None:
            return
        names = " → ".join(f"`{one.name.text}`" for one in (*path, base) if one.name is not None)
        self.report.add(INHERITANCE_CYCLE, dotted, name=dotted.text, path=names)
        self.report.excuse([dotted.parts[0].text])

    def _path(self, start: tree.Block, end: tree.Block) -> list[tree.Block] | None:
        """Return the classes from one to a base of it, or `None` if that is none of its bases."""
        before: dict[int, tree.Block | None] = {id(start): None}
        queue = [start]
        while queue:
            one = queue.pop(0)
            if one is end:
                path = [one]
                while (previous := before[id(path[0])]) is not None:
                    path.insert(0, previous)
                return path
            for dotted in one.bases:
                base = self._base(dotted)
                if base is not None and id(base) not in before:
                    before[id(base)] = one
                    queue.append(base)
        return None

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


def _classes_used(block: tree.Block) -> list[str]:
    """Return the names of the classes that the fields of a block refer to, and of those it uses as its own."""
    found: list[str] = []
    stack = list(block.items)
    while stack:
        item = stack.pop()
        match item:
            case tree.Block(items=items) | tree.Guard(items=items) | tree.Loop(items=items):
                stack.extend(items)
            case tree.Field(type=tree.Type(name=tree.Dotted(parts=parts), arguments=arguments)):
                found.append(parts[0].text)
                for argument in arguments or ():
                    if isinstance(argument, tree.Type) and isinstance(argument.name, tree.Dotted):
                        found.append(argument.name.parts[0].text)
            case tree.Assignment(value=tree.Variable(name=name)):
                found.append(name)
    return found
