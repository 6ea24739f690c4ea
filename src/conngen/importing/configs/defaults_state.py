"""What is known at one point of `setDefaults`, and how it changes."""

from __future__ import annotations

import ast

from ...records import dataclass, field
from ..drafts import AssignmentDraft
from .calls import Instance
from .expressions import NotSaid, field_names, path_of, shown
from .sayer import Sayer

__all__ = [
    "State",
    "as_value",
    "bound_arguments",
    "check_groups",
    "is_in",
    "is_stale",
    "list_of",
    "root_of",
    "rounds_of",
    "touches",
]

_ROUNDS = 200
"""How many rounds of a loop are written out."""


@dataclass
class State:
    """What is known at one point of the method."""

    sayer: Sayer
    instances: dict[str, Instance] = field(default_factory=dict)

    def copy(self) -> State:
        """Return the same, which goes its own way from here on."""
        return State(self.sayer.copy(), {name: one.copy() for name, one in self.instances.items()})

    def defined_since(self, before: State) -> set[str]:
        """Return the variables that have another value than before, or none that is known any more."""
        gone = {*before.sayer.local, *before.instances} - {*self.sayer.local, *self.instances}
        found = gone | {
            name for name, value in self.sayer.local.items() if before.sayer.local.get(name) is not value
        }
        return found | {name for name, one in self.instances.items() if before.instances.get(name) != one}

    def forget(self, name: str) -> None:
        """Note that a variable has a value that is not known."""
        self.instances.pop(name, None)
        self.sayer.forget(name)


def rounds_of(node: ast.expr, sayer: Sayer) -> list[ast.expr]:
    """Return the values that a loop goes over."""
    match node:
        case ast.Call(func=ast.Name(id="zip"), args=arguments, keywords=[]):
            columns = [rounds_of(one, sayer) for one in arguments]
            found: list[ast.expr] = [ast.List(list(one), ast.Load()) for one in zip(*columns, strict=False)]
        case ast.Call(func=ast.Name(id="enumerate"), args=[values], keywords=[]):
            found = [
                ast.List([ast.Constant(number), one], ast.Load())
                for number, one in enumerate(rounds_of(values, sayer))
            ]
        case _:
            try:
                said = sayer.say(node)
                if not isinstance(said, ast.List):
                    said = sayer.plain(node)
            except NotSaid:
                said = sayer.plain(node)
            if not isinstance(said, ast.List):
                raise NotSaid(node, f"there is a loop over `{shown(node)}`")
            found = said.elts
    if len(found) > _ROUNDS or any(isinstance(one, ast.Starred) for one in found):
        raise NotSaid(node, f"there is a loop over `{shown(node)}`")
    return found


def bound_arguments(call: ast.Call, method: ast.FunctionDef, sayer: Sayer) -> dict[str, ast.expr]:
    """Return the arguments of a call by the names of the parameters."""
    arguments = method.args
    names = [one.arg for one in arguments.args[1:]]
    if arguments.vararg or arguments.kwarg or arguments.kwonlyargs or arguments.posonlyargs:
        raise NotSaid(call)
    if len(call.args) > len(names) or any(keyword.arg not in names for keyword in call.keywords):
        raise NotSaid(call)
    found = dict(zip(names[len(names) - len(arguments.defaults) :], arguments.defaults, strict=False))
    found |= dict(zip(names, call.args, strict=False))
    found |= {str(keyword.arg): keyword.value for keyword in call.keywords}
    if found.keys() != set(names):
        raise NotSaid(call)
    return {name: sayer.say(value) for name, value in found.items()}


def is_stale(known: ast.expr, item: AssignmentDraft) -> bool:
    """Whether a variable no longer stands for what it did, after a part of the config was changed."""
    changed = path_of(item.path) or ()
    if isinstance(known, ast.List):
        return any(is_stale(one, item) for one in known.elts)
    path = path_of(known)
    if path is None:
        return bool(changed) and changed[0] in field_names(known)
    same_list = path == changed and item.operator in ("+=", "-=") and isinstance(item.value, ast.List)
    return path[: len(changed)] == changed and not same_list


def check_groups(before: list[AssignmentDraft], items: list[AssignmentDraft]) -> None:
    """See that what stands under one condition twice is not taken for one group: it could change in between."""
    condition = items[0].when if items else None
    if condition is None:
        return
    for one in reversed(before):
        if one.when is None or ast.dump(one.when) != ast.dump(condition):
            return
        if touches(one.path, condition):
            raise NotSaid(condition, f"`{shown(condition)}` is asked twice")


def touches(path: ast.expr, condition: ast.expr | None) -> bool:
    """Whether a condition may ask for what lies at a path."""
    return bool(field_names(path) & field_names(condition))


def root_of(node: ast.expr) -> str | None:
    """Return the name that a path begins with."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def as_value(node: ast.expr) -> ast.expr:
    """Return a target as a value."""
    found = ast.parse(ast.unparse(node), mode="eval").body
    for inner in ast.walk(found):
        ast.copy_location(inner, node)
    return found


def list_of(value: ast.expr) -> ast.expr:
    """Return a list of one value."""
    return ast.copy_location(ast.List([value], ast.Load()), value)


def is_in(path: ast.expr, value: ast.expr) -> ast.expr:
    """Return the condition that a value is in what lies at a path."""
    return ast.copy_location(ast.Compare(value, [ast.In()], [path]), value)
