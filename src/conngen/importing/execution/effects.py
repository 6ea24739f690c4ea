"""What statements have to do with, by their text alone: which of them can be followed though others can't."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

from ...records import dataclass
from .context import COLLECTIONS

__all__ = ["Effects", "effects_of", "leftover", "looked_at", "mentioned"]

_METHODS = ("remove", "discard", "add")


@dataclass(frozen=True)
class Effects:
    """What a statement has to do with.

    Parameters
    ----------
    touched : `frozenset` [ `str` ]
        Connections, and ``dimensions``.
    everything : `bool`
        Whether it may have to do with all of them.
    loaded, stored : `frozenset` [ `str` ]
        The variables it uses and sets.
    """

    touched: frozenset[str]
    everything: bool
    loaded: frozenset[str]
    stored: frozenset[str]

    @property
    def local(self) -> bool:
        """Whether it has to do with variables and the config alone."""
        return not self.touched and not self.everything

    def needs(self, other: Effects) -> bool:
        """Whether it may come out differently, or the other may, if they change places."""
        if self.loaded & other.stored or self.stored & (other.loaded | other.stored):
            return True
        if self.everything or other.everything:
            return not self.local and not other.local
        return bool(self.touched & other.touched)


def effects_of(node: ast.AST, this: str) -> Effects:
    """Return what a node has to do with.

    Parameters
    ----------
    node : `ast.AST`
        The node.
    this : `str`
        What the method calls ``self``.
    """
    touched = list(_touched(node, this))
    names = [one for one in ast.walk(node) if isinstance(one, ast.Name)]
    stored = {one.id for one in names if not isinstance(one.ctx, ast.Load)}
    for inner in ast.walk(node):
        match inner:
            case (
                ast.MatchAs(name=str() as name)
                | ast.MatchStar(name=str() as name)
                | ast.FunctionDef(name=name)
            ):
                stored.add(name)
            case ast.alias(name=name, asname=other):
                stored.add(other or name.partition(".")[0])
    return Effects(
        frozenset(one for one in touched if one is not None),
        None in touched,
        frozenset(one.id for one in names if isinstance(one.ctx, ast.Load)) - {this},
        frozenset(stored),
    )


def mentioned(node: ast.AST, this: str, known: Iterable[str]) -> list[str]:
    """Return the connections that a node names, in order, as attributes or in quotes."""
    names = set(known)
    found: dict[str, None] = {}
    for inner in ast.walk(node):
        match inner:
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner == this and name in names:
                found[name] = None
            case ast.Constant(value=str() as name) if name in names:
                found[name] = None
    return list(found)


def _touched(node: ast.AST, this: str) -> Iterator[str | None]:
    """Yield the connections that a node has to do with, `None` for all of them."""
    match node:
        case ast.Call(
            func=ast.Attribute(value=ast.Attribute(value=ast.Name(id=owner), attr=collection), attr=method),
            args=[ast.Constant(value=str() as name)],
        ) if (
            owner == this and collection in COLLECTIONS and method in _METHODS
        ):
            yield name
            return
        case ast.Call(
            func=ast.Name(id="getattr" | "setattr" | "delattr" | "hasattr"),
            args=[ast.Name(id=owner), ast.Constant(value=str() as name), *rest],
        ) if (
            owner == this
        ):
            yield name
            for one in rest:
                yield from _touched(one, this)
            return
        case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner == this:
            if name in COLLECTIONS or name.endswith("allConnections") or name.startswith("__"):
                yield None
            elif name != "config":
                yield name
            return
        case ast.Name(id=owner) if owner in (this, "super"):
            yield None
    for child in ast.iter_child_nodes(node):
        yield from _touched(child, this)


def looked_at(node: ast.AST, this: str) -> Iterator[str | None]:
    """Yield the connections that a node gets hold of, `None` for all of them; sets of their names do not count."""
    match node:
        case ast.Attribute(value=ast.Name(id=owner), attr=name) if owner == this:
            if name not in (*COLLECTIONS, "config", "dimensions"):
                yield None if name.endswith("allConnections") or name.startswith("__") else name
            return
        case ast.Name(id=owner) if owner in (this, "super"):
            yield None
    for child in ast.iter_child_nodes(node):
        yield from looked_at(child, this)


def leftover(body: Sequence[ast.stmt], left: Iterable[int], this: str) -> tuple[ast.stmt, ...] | None:
    """Return the statements that make up a hook: those that are left, and what sets the variables they use.

    `None` if what sets them has to do with connections too, and can't be told from what was followed.
    """
    kept = set(left)
    effects = [effects_of(node, this) for node in body]
    needed = {name for i in kept for name in effects[i].loaded}
    for i in reversed(range(len(body))):
        if i in kept or not effects[i].stored & needed:
            continue
        if i > max(kept):
            continue
        if not effects[i].local or any(isinstance(one, ast.Raise | ast.Return) for one in ast.walk(body[i])):
            return None
        kept.add(i)
        needed |= effects[i].loaded
    return tuple(body[i] for i in sorted(kept))
