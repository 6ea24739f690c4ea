"""The statements of `setDefaults` as assignments of a `.conn` file."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Union

from ..comments import comments_between
from ..drafts import AssignmentDraft, Note
from ..python_file import dotted_name
from .calls import Instance, said_call, said_target
from .defaults_state import (
    State,
    as_value,
    bound_arguments,
    check_groups,
    is_in,
    is_stale,
    list_of,
    root_of,
    rounds_of,
    touches,
)
from .expressions import NotSaid, field_names, merged_values, path_of, shown
from .names import ConfigNames
from .negation import both, opposite
from .sayer import Sayer

__all__ = ["Statements"]

_OPERATORS = {ast.Add: "+=", ast.Sub: "-=", ast.BitOr: "|="}

Value = Union[ast.expr, Instance]  # noqa: UP007 - names a class of another module


class Statements:
    """Takes statements for assignments.

    Parameters
    ----------
    names : `ConfigNames`
        What the attributes of the config are.
    method : `ast.FunctionDef`
        The method they stand in.
    is_touched : callable
        Tells whether something is set already in the part of the config that a field of this name holds.
    """

    def __init__(
        self, names: ConfigNames, method: ast.FunctionDef, is_touched: Callable[[str], bool]
    ) -> None:
        self.names = names
        self.file = names.file
        self.is_touched = is_touched
        self._set_parts: set[str] = set()
        self._inside = [method]
        self.notes: list[Note] = []

    def _block(self, body: list[ast.stmt], state: State, line: int | None) -> list[AssignmentDraft]:
        """Return what the statements of a block say; comments too, if the line before it is given."""
        found: list[AssignmentDraft] = []
        pending: list[str] = []
        for statement in body:
            items = self.read(statement, state)
            if line is not None:
                pending += comments_between(self.file, line, statement)
                line = statement.end_lineno or statement.lineno
            if items:
                items[0].comments[:0] = pending
                pending = []
            check_groups(found, items)
            found += items
        if found:
            found[-1].comments += pending
        return found

    def read(self, statement: ast.stmt, state: State) -> list[AssignmentDraft]:
        """Return what a statement says.

        Raises
        ------
        NotSaid
            Raised if there is something that it does besides.
        """
        match statement:
            case ast.Pass() | ast.Expr(value=ast.Constant()) | ast.AnnAssign(value=None):
                return []
            case ast.Assign(targets=targets, value=value):
                said = self._value(value, state)
                return [item for target in targets for item in self._assign(target, said, state)]
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                return self._assign(target, self._value(value, state), state)
            case ast.AugAssign():
                return self._augmented(statement, state)
            case ast.Expr(value=ast.Call() as call):
                return self._call(call, state)
            case ast.If():
                return self._if(statement, state)
            case ast.For(orelse=[]):
                return self._for(statement, state)
        raise NotSaid(statement)

    def _value(self, node: ast.expr, state: State) -> Value:
        """Return what is assigned: an expression, or a config that is made on the spot."""
        match node:
            case ast.Name(id=name) if name in state.instances:
                return state.instances[name].copy()
            case ast.Call(func=function, args=[], keywords=keywords) if self._is_class(function, state):
                made = Instance(function)
                for keyword in keywords:
                    if keyword.arg is None:
                        raise NotSaid(node)
                    made.put((f".{keyword.arg}",), "=", self._value(keyword.value, state))
                return made
        return state.sayer.say(node)

    def _is_class(self, function: ast.expr, state: State) -> bool:
        """Whether what is called is a class of another module, or one of this."""
        dotted = dotted_name(function)
        if dotted is None or dotted.partition(".")[0] in state.sayer.local:
            return False
        first, last = dotted.partition(".")[0], dotted.rpartition(".")[2]
        return last[:1].isupper() and (first in self.file.imports or first in self.file.classes)

    def _assign(self, target: ast.expr, value: Value, state: State) -> list[AssignmentDraft]:
        match target, value:
            case ast.Name(id=name), Instance():
                state.forget(name)
                state.instances[name] = value.copy()
                return []
            case ast.Name(id=name), ast.expr():
                state.instances.pop(name, None)
                state.sayer.remember(name, value)
                return []
            case ast.Tuple(elts=targets) | ast.List(elts=targets), ast.List(elts=values) if len(
                targets
            ) == len(values):
                pairs = zip(targets, values, strict=True)
                return [item for one, part in pairs for item in self._assign(one, part, state)]
            case ast.Attribute() | ast.Subscript(), _:
                return self._set(target, "=", value, state)
        raise NotSaid(target)

    def _set(self, target: ast.expr, operator: str, value: Value, state: State) -> list[AssignmentDraft]:
        """Return the assignments that set a part of the config, or note them for a config made on the spot."""
        root = root_of(target)
        if root is not None and root in state.instances:
            said = state.sayer.copy()
            said.remember(root, ast.Name(root, ast.Load()))
            steps = path_of(said.say(as_value(target)))
            if steps is None:
                raise NotSaid(target)
            state.instances[root].put(steps[1:], operator, value)
            return []
        path = said_target(as_value(target), state.sayer)
        items = (
            value.assignments(path)
            if isinstance(value, Instance)
            else [AssignmentDraft(path, operator, value)]
        )
        self._note_changes(items, state)
        return items

    def _note_changes(self, items: list[AssignmentDraft], state: State) -> None:
        """Forget the variables that held what was changed."""
        for item in items:
            self._set_parts |= field_names(item.path)
            for name, known in list(state.sayer.local.items()):
                if is_stale(known, item):
                    state.sayer.forget(name)
            for name, made in list(state.instances.items()):
                if any(is_stale(one.value, item) for one in made.settings):
                    state.forget(name)

    def _augmented(self, node: ast.AugAssign, state: State) -> list[AssignmentDraft]:
        sign = _OPERATORS.get(type(node.op))
        if isinstance(node.target, ast.Name):
            value = ast.copy_location(ast.BinOp(as_value(node.target), node.op, node.value), node)
            return self._assign(node.target, state.sayer.say(value), state)
        if sign is None:
            value = ast.copy_location(ast.BinOp(as_value(node.target), node.op, node.value), node)
            return self._set(node.target, "=", state.sayer.say(value), state)
        said = state.sayer.say(node.value)
        if sign == "-=" and isinstance(said, ast.List):
            path = said_target(as_value(node.target), state.sayer)
            items = [AssignmentDraft(path, "-=", list_of(one), is_in(path, one)) for one in said.elts]
            self._note_changes(items, state)
            return items
        return self._set(node.target, sign, said, state)

    def _call(self, call: ast.Call, state: State) -> list[AssignmentDraft]:
        match call:
            case ast.Call(func=ast.Name(id="setattr"), args=[owner, name, value], keywords=[]):
                said = state.sayer.say(name)
                if not (
                    isinstance(said, ast.Constant)
                    and isinstance(said.value, str)
                    and said.value.isidentifier()
                ):
                    raise NotSaid(call)
                target = ast.copy_location(ast.Attribute(owner, said.value, ast.Load()), call)
                return self._set(target, "=", self._value(value, state), state)
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=method)) if (
                name == state.sayer.parameter
            ):
                return self._own_method(call, method, state)
            case ast.Call(
                func=ast.Attribute(value=ast.Name(id=name), attr="append" | "extend" as method),
                args=[value],
                keywords=[],
            ) if isinstance(known := state.sayer.local.get(name), ast.List):
                said = state.sayer.say(value)
                more = said.elts if isinstance(said, ast.List) else [ast.Starred(said, ast.Load())]
                more = [said] if method == "append" else more
                state.sayer.remember(
                    name, ast.copy_location(ast.List([*known.elts, *more], ast.Load()), call)
                )
                return []
            case ast.Call(func=ast.Attribute(value=owner, attr="setDefaults"), args=[], keywords=[]):
                return self._again(call, owner, state)
            case ast.Call(func=ast.Attribute(value=owner, attr=method)) if self._is_part(owner, state):
                items = said_call(call, owner, method, state.sayer)
                self._note_changes(items, state)
                return items
        raise NotSaid(call, f"`{shown(call.func)}` is called")

    def _is_part(self, owner: ast.expr, state: State) -> bool:
        """Whether an expression begins with the config, or with a variable for a part of it."""
        return root_of(owner) == state.sayer.parameter or root_of(owner) in state.sayer.local

    def _again(self, call: ast.Call, owner: ast.expr, state: State) -> list[AssignmentDraft]:
        """Take over `setDefaults` of a part of the config, which does nothing if that is untouched."""
        path = said_target(owner, state.sayer)
        root = (path_of(path) or ("",))[0]
        if root not in self.names.own or root in self._set_parts or self.is_touched(root):
            raise NotSaid(call, f"`{shown(call)}` sets defaults again")
        text = f"`{shown(call)}` is left out: a config has its defaults when it is made"
        if Note(call.lineno, text) not in self.notes:
            self.notes.append(Note(call.lineno, text))
        return []

    def _own_method(self, call: ast.Call, name: str, state: State) -> list[AssignmentDraft]:
        """Return what a method of the config says, called with these arguments."""
        if name == "update" and not call.args and all(keyword.arg for keyword in call.keywords):
            items = []
            for keyword in call.keywords:
                target = ast.Attribute(
                    ast.Name(state.sayer.parameter, ast.Load()), str(keyword.arg), ast.Load()
                )
                value = self._value(keyword.value, state)
                items += self._set(ast.copy_location(target, call), "=", value, state)
            return items
        method = self.names.methods.get(name)
        if method is None or name not in self.names.near or method.decorator_list or method in self._inside:
            raise NotSaid(call, f"`{shown(call.func)}` is called")
        bound = bound_arguments(call, method, state.sayer)
        inner = State(Sayer(self.names, method.args.args[0].arg, bound))
        self._inside.append(method)
        try:
            items = self._block(method.body, inner, None)
        finally:
            self._inside.pop()
        self._note_changes(items, state)
        return items

    # --- blocks ---

    def _if(self, node: ast.If, state: State) -> list[AssignmentDraft]:
        condition = state.sayer.say(node.test)
        then, other = state.copy(), state.copy()
        header = node.test.end_lineno or node.lineno
        items = self._block(node.body, then, header)
        turned = opposite(condition, self.names.fields)
        more = self._block(node.orelse, other, (node.body[-1].end_lineno or header)) if node.orelse else []
        nested = any(item.when is not None for item in (*items, *more))
        if (more or nested) and any(touches(item.path, condition) for item in (*items, *more)):
            raise NotSaid(node, f"`{shown(node.test)}` changes in between")
        for item in items:
            item.when = both(condition, item.when)
        for item in more:
            item.when = both(turned, item.when)
        self._merge(condition, then, other, state)
        return [*items, *more]

    def _merge(self, condition: ast.expr, then: State, other: State, state: State) -> None:
        """Put the variables of two branches together."""
        for name in {*then.sayer.local, *other.sayer.local, *then.sayer.gone, *other.sayer.gone}:
            merged = merged_values(condition, then.sayer.local.get(name), other.sayer.local.get(name))
            if merged is None:
                state.sayer.forget(name)
            else:
                state.sayer.remember(name, merged)
        for name in {*then.instances, *other.instances}:
            if then.instances.get(name) != state.instances.get(name) or name not in other.instances:
                state.forget(name)

    def _for(self, node: ast.For, state: State) -> list[AssignmentDraft]:
        rounds = rounds_of(node.iter, state.sayer)
        found: list[AssignmentDraft] = []
        line: int | None = node.iter.end_lineno or node.lineno
        for value in rounds:
            if self._assign(node.target, value, state):
                raise NotSaid(node)
            found += self._block(node.body, state, line)
            line = None
        return found
