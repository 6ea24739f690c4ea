"""Assignments and deletions: of variables, of connections, of what belongs to the connections object."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from ..drafts import ConnectionDraft, Switch
from . import formulas
from .context import ALL, COLLECTIONS, Context
from .evaluator import Evaluator
from .known import Unsayable
from .mutations import Mutations
from .sayable import check_switch
from .state import State
from .switches import switch_of
from .values import Display, Function, Made, Names, Star, Table, Thing, Value, complete, items_of

__all__ = ["Assignments"]

_INPLACE = {ast.Sub: "difference_update", ast.BitAnd: "intersection_update", ast.BitOr: "update"}


class Assignments:
    """Follows assignments.

    Parameters
    ----------
    context : `Context`
        What is around them.
    evaluator : `Evaluator`
        Follows their values.
    mutations : `Mutations`
        Follows what they do.
    """

    def __init__(self, context: Context, evaluator: Evaluator, mutations: Mutations) -> None:
        self.context = context
        self.evaluator = evaluator
        self.mutations = mutations

    def follow(self, node: ast.stmt, state: State) -> None:
        """Follow a statement."""
        match node:
            case ast.Assign(targets=targets, value=value):
                if self._takes_out(targets, value, state):
                    return
                found = self.evaluator.value(value, state)
                for target in targets:
                    self.assign(target, found, state)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                self.assign(target, self.evaluator.value(value, state), state)
            case ast.AugAssign():
                self._in_place(node, state)
            case ast.Delete(targets=targets):
                for target in targets:
                    self._delete(target, state)

    def assign(self, target: ast.expr, value: Value, state: State) -> None:
        """Give a value to what stands before ``=``."""
        match target:
            case ast.Name(id=name):
                state.names[name] = value
            case ast.Tuple(elts=elements) | ast.List(elts=elements):
                items = items_of(value)
                if len(items) != len(elements) or any(
                    isinstance(one, Star | ast.Starred) for one in (*items, *elements)
                ):
                    raise Unsayable("several variables get what only the config knows")
                for element, item in zip(elements, items, strict=True):
                    assert not isinstance(item, Star)
                    self.assign(element, item, state)
            case ast.Attribute(value=owner, attr=name):
                if self.evaluator.value(owner, state) is not Thing.SELF:
                    raise Unsayable(f"`{ast.unparse(target)}` is assigned")
                self.set(name, value, state)
            case ast.Subscript(value=ast.Name(id=name), slice=index):
                table, key = state.names.get(name), self.evaluator.value(index, state)
                if not isinstance(table, Table) or not isinstance(key, ast.Constant):
                    raise Unsayable(f"`{ast.unparse(target)}` is assigned")
                new = Table({**table.items, str(key.value): value})
                for other, one in list(state.names.items()):
                    if one is table:
                        state.names[other] = new
            case _:
                raise Unsayable(f"`{ast.unparse(target)}` is assigned")

    def set(self, name: str, value: Value, state: State) -> None:
        """Follow ``self.name = value``."""
        if self.context.loops:
            raise Unsayable(f"`self.{name}` is set in a loop over what only the config knows")
        if isinstance(value, Made):
            self._check(name, value)
        self.mutations.set(name, value, state)

    def _check(self, name: str, made: Made) -> None:
        """Refuse a connection with attributes that can't be said."""
        origin = self.context.origin.get(name)
        before = {} if origin is None else complete(origin)
        for attribute, value in complete(made).items():
            switch = switch_of(value, before.get(attribute), self.context)
            check_switch(switch)

    # --- in place ---

    def _takes_out(self, targets: list[ast.expr], value: ast.expr, state: State) -> bool:
        """Follow ``self.inputs = self.inputs - {…}``, which is what ``-=`` is."""
        match targets, value:
            case [ast.Attribute() as target], ast.BinOp(
                left=ast.Attribute() as left, op=ast.Sub(), right=right
            ):
                arguments = [right]
            case [ast.Attribute() as target], ast.Call(
                func=ast.Attribute(value=ast.Attribute() as left, attr="difference"),
                args=arguments,
                keywords=[],
            ):
                pass
            case _:
                return False
        names = self.evaluator.value(left, state) if ast.unparse(left) == ast.unparse(target) else None
        if not isinstance(names, Names) or names.collection == ALL:
            return False
        values = [self.evaluator.value(one, state) for one in arguments]
        self.mutations.call(names, "difference_update", values, state)
        return True

    def _in_place(self, node: ast.AugAssign, state: State) -> None:
        method = _INPLACE.get(type(node.op))
        right = self.evaluator.value(node.value, state)
        load = ast.parse(ast.unparse(node.target), mode="eval").body
        left = self.evaluator.value(load, state)
        match left:
            case Names() if method is not None:
                self.mutations.call(left, method, [right], state)
            case Display(kind="set") if method is not None:
                self.mutations.call(left, method, [right], state)
            case Display(kind="list") if isinstance(node.op, ast.Add):
                self.mutations.call(left, "extend", [right], state)
            case _ if left is state.dimensions and method is not None:
                self.mutations.call(left, method, [right], state)
            case _:
                self.assign(node.target, self.evaluator.binary(left, node.op, right), state)

    # --- what goes away ---

    def _delete(self, target: ast.expr, state: State) -> None:
        match target:
            case ast.Name(id=name):
                state.names.pop(name, None)
            case ast.Attribute(value=owner, attr=name) if self.evaluator.value(owner, state) is Thing.SELF:
                self.delete(name, state)
            case ast.Subscript(value=owner, slice=index):
                names, key = self.evaluator.value(owner, state), self.evaluator.value(index, state)
                if names != Names(ALL) or not isinstance(key, ast.Constant):
                    raise Unsayable(f"`{ast.unparse(target)}` is deleted")
                self.mutations.unlist(str(key.value), state)
            case ast.Tuple(elts=elements):
                for one in elements:
                    self._delete(one, state)
            case _:
                raise Unsayable(f"`{ast.unparse(target)}` is deleted")

    def delete(self, name: str, state: State) -> None:
        """Follow ``del self.name``."""
        if name in COLLECTIONS or name in ("dimensions", "config", ALL):
            raise Unsayable(f"`self.{name}` is deleted")
        self.mutations.delete(name, state)

    # --- by a name that is made up ---

    def set_attribute(self, target: ast.expr, name: ast.expr, value: ast.expr, state: State) -> None:
        """Follow ``setattr(self, name, value)``."""
        if self.evaluator.value(target, state) is not Thing.SELF:
            raise Unsayable("`setattr` of something else than the connections")
        found = self.evaluator.value(name, state)
        made = self.evaluator.value(value, state)
        if isinstance(found, ast.Constant) and isinstance(found.value, str):
            self.set(found.value, made, state)
        elif self.context.loops and isinstance(made, Made):
            self._repeated(found, made, state)
        else:
            raise Unsayable("a connection whose name only the config knows")

    def _repeated(self, name: Value, made: Made, state: State) -> None:
        """Note a connection that is made in a repetition."""
        loop = self.context.loops[-1]
        if not isinstance(name, ast.JoinedStr) or loop.variable not in _names(name):
            raise Unsayable("a connection whose name does not follow from the repetition")
        pattern = ""
        for part in name.values:
            pattern += str(part.value) if isinstance(part, ast.Constant) else _braced(part)
        arguments: dict[str, ast.expr | Switch] = {}
        for attribute, value in made.arguments.items():
            switch = switch_of(value, None, self.context, listed=attribute == "dimensions")
            check_switch(switch)
            if switch is not None and switch.otherwise is not None:
                arguments[attribute] = switch if switch.cases else switch.otherwise
        when = formulas.both(*state.path[loop.depth :])
        condition = None if formulas.holds(when) else when
        loop.items.append(ConnectionDraft(pattern, made.kind, arguments, self.context.node, condition))

    def delete_attribute(self, target: ast.expr, name: ast.expr, state: State) -> None:
        """Follow ``delattr(self, name)``."""
        found = self.evaluator.value(name, state)
        is_self = self.evaluator.value(target, state) is Thing.SELF
        if not is_self or not isinstance(found, ast.Constant) or not isinstance(found.value, str):
            raise Unsayable("something is deleted whose name only the config knows")
        self.delete(found.value, state)

    # --- functions ---

    def function(self, node: ast.FunctionDef) -> Function:
        """Return a function that is defined inside of another."""
        if node.decorator_list:
            raise Unsayable(f"`{node.name}`, which is decorated")
        return Function(node.name, node)

    def bound(
        self,
        definition: ast.FunctionDef,
        positional: Sequence[Value],
        named: Mapping[str, Value],
        state: State,
    ) -> dict[str, Value]:
        """Return the values of the parameters of a function; one that is defined here sees what is around it."""
        arguments = definition.args
        known = state.names.get(definition.name)
        inner = isinstance(known, Function) and known.definition is definition
        local: dict[str, Value] = dict(state.names) if inner else {}
        names = [one.arg for one in (*arguments.posonlyargs, *arguments.args)]
        if len(positional) > len(names) or arguments.kwarg or arguments.vararg:
            raise Unsayable(f"`{definition.name}`, which takes any arguments")
        given = {**dict(zip(names, positional, strict=False)), **named}
        first = len(names) - len(arguments.defaults)
        plain = dict(zip(names[first:], arguments.defaults, strict=True))
        for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True):
            if default is not None:
                plain[one.arg] = default
        for name in (*names, *(one.arg for one in arguments.kwonlyargs)):
            if name in given:
                local[name] = given[name]
            elif name in plain:
                local[name] = self.evaluator.value(plain[name], State(formulas.NONE))
            else:
                raise Unsayable(f"`{definition.name}` is called without `{name}`")
        return local


def _names(node: ast.expr) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def _braced(part: ast.expr) -> str:
    match part:
        case ast.FormattedValue(value=ast.Name() | ast.Attribute() as value, conversion=-1, format_spec=None):
            return f"{{{ast.unparse(value)}}}"
    raise Unsayable("a name that is worked out in a repetition")
