"""What changes sets, lists and connections in place."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

from . import formulas
from .context import ALL, COLLECTIONS, Context
from .known import Unsayable
from .sets import combined, is_same
from .state import State
from .values import Choice, Display, Made, Members, Names, Star, Table, Thing, Value, alike, items_of, merged

__all__ = ["Mutations"]

_CHANGES = frozenset(
    {
        *("add", "append", "extend", "insert", "update", "remove", "discard", "clear", "pop"),
        *("difference_update", "intersection_update"),
    }
)


class Mutations:
    """Follows what changes things in place.

    Parameters
    ----------
    context : `Context`
        What is around it.
    """

    def __init__(self, context: Context) -> None:
        self.context = context

    def changes(self, value: Value, method: str) -> bool:
        """Whether a method changes what it is called on."""
        return method in _CHANGES and isinstance(value, Display | Choice | Names | Table)

    def call(self, value: Value, method: str, arguments: Sequence[Value], state: State) -> None:
        """Follow the call of such a method."""
        match value:
            case Names(collection="allConnections"):
                self._unlisted(method, arguments, state)
            case Names(collection=collection):
                self._names(collection, method, arguments, state)
            case Display():
                self._swap(value, self._each(value, method, arguments, state), state)
            case Choice() if value is state.dimensions:
                new = self._each(value, method, arguments, state)
                for name, one in state.names.items():
                    if one is value:
                        state.names[name] = new
                state.dimensions = new
            case Table(items=table) if (
                method == "update" and len(arguments) == 1 and isinstance(arguments[0], Table)
            ):
                new_ = Table({**table, **arguments[0].items})
                for name, one in state.names.items():
                    if one is value:
                        state.names[name] = new_
            case _:
                raise Unsayable(f"`{method}` of one thing or another")

    def _swap(self, old: Display, new: Value, state: State) -> None:
        if old.kind not in ("list", "set"):
            raise Unsayable("something is changed that can't be")
        for made in state.made.values():
            if any(one is old for one in made.arguments.values()):
                raise Unsayable("the dimensions of a connection are changed in place")
        state.swap(old, new)

    # --- lists and sets ---

    def _each(self, value: Value, method: str, arguments: Sequence[Value], state: State) -> Value:
        if isinstance(value, Choice):
            then = self._each(value.then, method, arguments, state.within(value.test))
            other = state.within(formulas.negated(value.test))
            return merged(value.test, then, self._each(value.otherwise, method, arguments, other))
        for i, one in enumerate(arguments):
            if isinstance(one, Choice):
                first, second = (
                    self._each(value, method, [*arguments[:i], arm, *arguments[i + 1 :]], state)
                    for arm in (one.then, one.otherwise)
                )
                return merged(one.test, first, second)
        if not isinstance(value, Display):
            raise Unsayable(f"`{method}` of one thing or another")
        return self._changed(value, method, arguments, state)

    def _changed(self, value: Display, method: str, arguments: Sequence[Value], state: State) -> Display:
        """Return a list or set with other items."""
        is_set = value.kind == "set"
        match method, list(arguments):
            case ("add" | "append"), [one] if (method == "add") is is_set:
                return Display(value.kind, (*value.items, one))
            case ("update" | "extend"), others if (method == "update") is is_set:
                items = list(value.items)
                for other in others:
                    items += items_of(other)
                return Display(value.kind, tuple(items))
            case "clear", []:
                return Display(value.kind, ())
            case ("remove" | "discard"), [ast.Constant() as one]:
                if method == "remove" and all(is_same(item, one) is False for item in value.items):
                    self.context.fault(
                        state, formulas.TRUE, f"`{one.value!s}` is removed from where it is not"
                    )
                if is_set:
                    return combined(value, "difference", Display("set", (one,)))
                index = next((i for i, item in enumerate(value.items) if alike(item, one)), None)
                if index is None:
                    return value
                return Display(value.kind, (*value.items[:index], *value.items[index + 1 :]))
            case "difference_update" | "intersection_update", others if is_set:
                for other in others:
                    value = combined(value, method.removesuffix("_update"), Display("set", items_of(other)))
                return value
        raise Unsayable(f"`{method}` of a list or set")

    # --- the sets of connections ---

    def _names(self, collection: str, method: str, arguments: Sequence[Value], state: State) -> None:
        match method, list(arguments):
            case ("remove" | "discard"), [one]:
                for name in _literals([one]):
                    self.removed(collection, name, state, strict=method == "remove")
            case "difference_update", others:
                for name in _literals(item for other in others for item in items_of(other)):
                    self.removed(collection, name, state, strict=False)
            case "clear", []:
                self.assigned(collection, Members(()), state)
            case "add", [one]:
                for name in _literals([one]):
                    self._added(collection, name, state)
            case _:
                raise Unsayable(f"`{method}` of `self.{collection}`")

    def removed(self, collection: str, name: str, state: State, *, strict: bool) -> None:
        """Take a name out of a set; a strict removal fails where the name is not in it."""
        context = self.context
        kind = COLLECTIONS[collection]
        if not context.has(name, state, kind):
            if strict:
                context.fault(
                    state, formulas.TRUE, f"`{name}` is removed, though the class has no such connection,"
                )
            return
        made = state.made[name]
        if made.kind and made.kind != kind:
            if not strict:
                context.note(f"`{name}` is not in `self.{collection}`: taking it out does nothing")
                return
            context.fault(
                state, formulas.TRUE, f"`{name}` is removed from `self.{collection}`, where it is not,"
            )
        elif strict:
            missing = formulas.negated(context.present(name, state))
            context.fault(state, missing, f"`{name}` is removed twice")
        context.remove(name, state)

    def _added(self, collection: str, name: str, state: State) -> None:
        if name not in state.made or state.made[name].kind != COLLECTIONS[collection]:
            raise Unsayable(f"`{name}` is added to `self.{collection}`")
        self.context.put_back(name, state)
        state.there[name] = formulas.TRUE

    def assigned(self, collection: str, value: Value, state: State) -> None:
        """Follow ``self.inputs = …``: what is not in the new set is taken away."""
        kind = COLLECTIONS[collection]
        if not self.context.known.complete:
            raise Unsayable(f"`self.{collection}` is assigned, and not all that is in it is known")
        if isinstance(value, Display):
            value = Members(tuple((name, formulas.TRUE) for name in _literals(value.items)))
        if not isinstance(value, Members):
            raise Unsayable(f"`self.{collection}` is assigned")
        kept = dict(value.items)
        for name, made in state.made.items():
            if made.kind == kind:
                state.there[name] = kept.get(name, formulas.FALSE)

    def _unlisted(self, method: str, arguments: Sequence[Value], state: State) -> None:
        """Follow what is done to ``allConnections``, which nothing can be done to."""
        if method != "pop" or not arguments:
            raise Unsayable(f"`{method}` of `self.{ALL}`")
        for name in _literals(arguments[:1]):
            self.unlist(name, state)

    def unlist(self, name: str, state: State) -> None:
        """Follow the removal of a connection from ``allConnections``."""
        if self.context.has(name, state):
            self.context.fault(
                state, formulas.TRUE, f"`{name}` is removed from `self.{ALL}`, which is read only,"
            )
            self.context.remove(name, state)

    # --- connections ---

    def delete(self, name: str, state: State) -> None:
        """Follow ``del self.x``."""
        context = self.context
        if not context.has(name, state):
            context.fault(
                state, formulas.TRUE, f"`{name}` is removed, though the class has no such connection,"
            )
            return
        missing = formulas.negated(context.present(name, state, held=True))
        context.fault(state, missing, f"`{name}` is removed twice")
        state.there[name] = state.held[name] = formulas.FALSE

    def set(self, name: str, value: Value, state: State) -> None:
        """Follow ``self.x = …``."""
        if isinstance(value, Choice) and name != "dimensions":
            raise Unsayable(f"`self.{name}` becomes one thing or another")
        if name in COLLECTIONS:
            self.assigned(name, value, state)
        elif name == "dimensions":
            self._quantum(value, state)
        elif isinstance(value, Made):
            self.context.assign(name, value, state)
        elif isinstance(value, ast.Constant) and value.value is None and name in state.made:
            self.context.fault(state, formulas.TRUE, f"`{name}` is set to `None`")
            self.context.remove(name, state)
        elif name != "config" or value is not Thing.CONFIG:
            raise Unsayable(f"`self.{name}` is set, which is no connection")

    def _quantum(self, value: Value, state: State) -> None:
        found = _as_set(value)
        state.dimensions = found


def _as_set(value: Value) -> Value:
    """Return dimensions as a set; the same object, if they are one."""
    if isinstance(value, Choice):
        return merged(value.test, _as_set(value.then), _as_set(value.otherwise))
    if isinstance(value, ast.IfExp):
        return merged(value.test, _as_set(value.body), _as_set(value.orelse))
    if isinstance(value, Display) and "set" in value.kind:
        return value
    return Display("set", items_of(value))


def _literals(values: Iterable[Value | Star]) -> Iterator[str]:
    for value in values:
        if not isinstance(value, ast.Constant) or not isinstance(value.value, str):
            raise Unsayable("a connection whose name only the config knows")
        yield value.value
