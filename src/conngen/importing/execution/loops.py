"""Loops: written out where their items are known, repetitions of the language where only the config knows."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from ..drafts import LoopDraft
from . import formulas
from .context import COLLECTIONS, Context, Loop
from .known import Unsayable
from .sayable import check
from .state import State, joined
from .truths import compare
from .values import Choice, Display, Members, Names, Star, Value, alike, items_of

if TYPE_CHECKING:
    from .machine import Machine

__all__ = ["Loops"]

_MOST = 500
"""How many times the body of a loop is followed at most."""


class Loops:
    """Follows loops.

    Parameters
    ----------
    machine : `Machine`
        Follows their bodies.
    """

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.context: Context = machine.context
        self.inside = 0

    def follow(self, node: ast.For, state: State) -> State | None:
        """Return what holds behind a loop."""
        if node.orelse:
            raise Unsayable("a loop with `else`")
        source = self.machine.evaluator.value(node.iter, state)
        if isinstance(source, Names):
            source = self.machine.evaluator.members(source, state)
        if self.context.is_class_level(source):
            text = "the loop goes through dimensions as the class has them; a subclass with others does not take part"
            self.context.note(text)
        self.inside += 1
        try:
            return self._over(node, source, state)
        finally:
            self.inside -= 1

    def _over(self, node: ast.For, source: Value, state: State) -> State | None:
        match source:
            case Choice(test=test, then=then, otherwise=otherwise) | ast.IfExp(
                test=test, body=then, orelse=otherwise
            ):
                first = self._over(node, then, state.within(test))
                second = self._over(node, otherwise, state.within(formulas.negated(test)))
                return joined(test, first, second, state)
            case Members():
                return self._members(node, source, state)
        items = items_of(source)
        if len(items) > _MOST:
            raise Unsayable("a loop over many things")
        if isinstance(source, Display) and "set" in source.kind and len(items) > 1:
            return self._unordered(node, items, state)
        return self._each(node, items, state)

    def _each(self, node: ast.For, items: Sequence[Value | Star], state: State) -> State | None:
        """Follow the body for each of some items."""
        current: State | None = state
        for item in items:
            if current is None or current.left:
                break
            if isinstance(item, Star):
                current = self._repetition(node, item.source, current)
                continue
            self.machine.assignments.assign(node.target, item, current)
            current = self.machine.block(node.body, current)
            if current is not None and current.left == "continue":
                current.left = ""
        if current is not None and current.left == "break":
            current.left = ""
        return current

    def _unordered(self, node: ast.For, items: tuple[Value | Star, ...], state: State) -> State | None:
        """Follow a loop over a set, whose order nobody knows: it must make no difference."""
        mark = self.context.mark()
        other = self._each(node, items[::-1], state.copy())
        self.context.rewind(mark)
        found = self._each(node, items, state)
        target = {one.id for one in ast.walk(node.target) if isinstance(one, ast.Name)}
        if (found is None) is not (other is None):
            raise Unsayable("a loop over a set whose order matters")
        if found is not None and other is not None and not _agree(found, other, target):
            raise Unsayable("a loop over a set whose order matters")
        return found

    def _members(self, node: ast.For, members: Members, state: State) -> State | None:
        """Follow a loop over the connections that are there."""
        if not self.context.known.complete:
            raise Unsayable("a loop over connections, and not all of them are known")
        current: State | None = state
        for name, there in members.items:
            item: Value = ast.Constant(name)
            if current is None:
                return None
            if members.what != "keys":
                made = current.made[name]
                item = made if members.what == "values" else Display("tuple", (item, made))
            inner = current.copy()
            inner.path = (*current.path, there) if formulas.holds(there) is None else current.path
            if formulas.holds(there) is False:
                continue
            self.machine.assignments.assign(node.target, item, inner)
            found = self.machine.block(node.body, inner)
            if found is not None and found.left == "continue":
                found.left = ""
            if found is not None and found.left:
                raise Unsayable("a loop over connections is left early")
            if formulas.holds(there) is True:
                current = found
            else:
                current = joined(there, found, current.within(formulas.negated(there)), current)
        return current

    # --- what only the config knows ---

    def _repetition(self, node: ast.For, source: ast.expr, state: State) -> State:
        """Follow a loop whose items only the config knows: it makes connections, or removes those it names."""
        if not isinstance(node.target, ast.Name):
            raise Unsayable("a loop with several variables over what only the config knows")
        check(source)
        mark = self.context.mark()
        try:
            return self._making(node, node.target.id, source, state)
        except Unsayable as err:
            self.context.rewind(mark)
            try:
                return self._removing(node, node.target.id, source, state)
            except Unsayable as other:
                self.context.rewind(mark)
                raise (err if _makes(node) else other) from None

    def _making(self, node: ast.For, name: str, source: ast.expr, state: State) -> State:
        """Follow a loop that makes connections."""
        context = self.context
        variable = name
        while variable in context.known.fields or any(one.variable == variable for one in context.loops):
            variable += "_"
        loop = Loop(variable, source, len(state.path))
        inner = state.copy()
        inner.names[name] = formulas.named(variable)
        context.loops.append(loop)
        found = self.machine.block(node.body, inner)
        if found is None or found.left or found.is_remade(state):
            raise Unsayable("a loop over what only the config knows does more than make connections")
        context.loops.pop()
        for other, value in found.names.items():
            if value is not state.names.get(other):
                state.names.pop(other, None)
        outer = context.loops[-1].depth if context.loops else 0
        when = formulas.both(*state.path[outer:])
        if not loop.items:
            return state
        draft = LoopDraft(variable, source, [*loop.items], None if formulas.holds(when) else when)
        (context.loops[-1].items if context.loops else context.added).append(draft)
        context.places[id(draft)] = node
        return state

    def _removing(self, node: ast.For, name: str, source: ast.expr, state: State) -> State:
        """Follow a loop that removes the connections that the config names: each if it is named."""
        if not self.context.known.complete or self.context.loops:
            raise Unsayable("a loop over names of connections, and not all connections are known")
        removals = list(_removals(node, name))
        if not removals:
            raise Unsayable("a loop over what only the config knows")
        current = state
        for connection in list(state.made):
            if not any(kind in ("", state.made[connection].kind) for kind in removals):
                continue
            item = ast.Constant(connection)
            test = compare(item, "in", source)
            before = current.copy()
            inner = current.within(test)
            inner.names[name] = item
            found = self.machine.block(node.body, inner)
            if found is None or found.left or _touches_more(found, before, connection):
                raise Unsayable("a loop over names of connections does more than remove them")
            after = joined(test, found, before.within(formulas.negated(test)), before)
            assert after is not None
            after.names = before.names
            current = after
        self.context.note("names from the config that are no connections are passed over")
        return current


def _removals(node: ast.For, name: str) -> Iterator[str]:
    """Yield the kinds of connections that a loop removes by its variable; empty for all."""
    for inner in ast.walk(node):
        match inner:
            case ast.Call(
                func=ast.Attribute(value=ast.Attribute(attr=collection), attr="remove" | "discard"),
                args=[ast.Name(id=found)],
            ) if (
                found == name and collection in COLLECTIONS
            ):
                yield COLLECTIONS[collection]
            case ast.Call(func=ast.Name(id="delattr"), args=[_, ast.Name(id=found)]) if found == name:
                yield ""


def _touches_more(after: State, before: State, connection: str) -> bool:
    """Whether more changed than whether one connection is there."""
    return after.dimensions is not before.dimensions or any(
        name != connection
        and (after.there[name] is not before.there.get(name) or after.made[name] is not before.made.get(name))
        for name in after.made
    )


def _makes(node: ast.For) -> bool:
    return any(isinstance(inner, ast.Name) and inner.id == "setattr" for inner in ast.walk(node))


def _agree(one: State, other: State, target: set[str]) -> bool:
    """Whether two states are the same, but for some variables."""
    if one.left != other.left or not alike(one.dimensions, other.dimensions):
        return False
    for mine, yours in ((one.there, other.there), (one.held, other.held)):
        if mine.keys() != yours.keys() or not all(formulas.same(mine[name], yours[name]) for name in mine):
            return False
    if not all(name in other.made and alike(made, other.made[name]) for name, made in one.made.items()):
        return False
    return all(
        name in other.names and alike(value, other.names[name])
        for name, value in one.names.items()
        if name not in target
    )
