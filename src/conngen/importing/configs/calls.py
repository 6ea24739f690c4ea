"""What is done to parts of a config in `setDefaults`, as assignments of a `.conn` file."""

from __future__ import annotations

import ast
import copy
from collections.abc import Mapping

from ...records import dataclass, field
from ..drafts import AssignmentDraft, FieldDraft
from ..python_file import dotted_name
from .expressions import NotSaid, path_of, shown
from .sayer import Sayer

__all__ = ["Instance", "Setting", "said_call", "said_target"]


@dataclass
class Setting:
    """What is set in a config that is made on the spot: the steps of its path, and the value."""

    steps: tuple[str, ...]
    operator: str
    value: ast.expr

    def assignment(self, path: ast.expr) -> AssignmentDraft:
        """Return it for a config that lies at a path."""
        target = ast.parse(ast.unparse(path) + "".join(self.steps), mode="eval").body
        for inner in ast.walk(target):
            ast.copy_location(inner, path)
        return AssignmentDraft(target, self.operator, self.value)


@dataclass
class Instance:
    """A config that is made on the spot: its class, and what is set in it before it is put somewhere."""

    cls: ast.expr
    settings: list[Setting] = field(default_factory=list)

    def copy(self) -> Instance:
        """Return one that goes its own way from here on."""
        return Instance(self.cls, list(self.settings))

    def assignments(self, path: ast.expr) -> list[AssignmentDraft]:
        """Return the assignments that put it at a path: its class, which makes one there, then what is set in it."""
        found = [AssignmentDraft(path, "=", copy.deepcopy(self.cls))]
        return [*found, *(one.assignment(path) for one in self.settings)]

    def put(self, steps: tuple[str, ...], operator: str, value: ast.expr | Instance) -> None:
        """Note what is set in it."""
        if isinstance(value, Instance):
            self.settings.append(Setting(steps, operator, copy.deepcopy(value.cls)))
            for one in value.settings:
                self.settings.append(Setting((*steps, *one.steps), one.operator, one.value))
        else:
            self.settings.append(Setting(steps, operator, value))


def said_target(node: ast.expr, sayer: Sayer) -> ast.expr:
    """Return the path of a part of the config.

    Raises
    ------
    NotSaid
        Raised if it is none.
    """
    said = sayer.say(node)
    path = path_of(said)
    if path is None or not _begins_with_field(path[0], sayer):
        raise NotSaid(node, f"`{shown(node)}` is no part of the config")
    return said


def _begins_with_field(name: str, sayer: Sayer) -> bool:
    names = sayer.names
    known = name in names.fields or name == "connections"
    return known or (names.opaque and name not in names.file.imports and name not in names.file.classes)


def said_call(call: ast.Call, owner: ast.expr, method: str, sayer: Sayer) -> list[AssignmentDraft]:
    """Return the assignments that do what a call of a method of a part of the config does.

    Parameters
    ----------
    call : `ast.Call`
        The call.
    owner : `ast.expr`
        What the method is called on.
    method : `str`
        Its name.
    sayer : `Sayer`
        Says expressions.

    Raises
    ------
    NotSaid
        Raised if there are none.
    """
    path = said_target(owner, sayer)
    if call.keywords and (call.args or method != "update"):
        raise NotSaid(call, f"`{shown(call.func)}` is called")
    match method, call.args:
        case "retarget", [target]:
            return [AssignmentDraft(path, "=", _task(target, sayer))]
        case "append", [value]:
            return [AssignmentDraft(path, "+=", _listed([sayer.say(value)], value))]
        case "extend", [value]:
            return [AssignmentDraft(path, "+=", sayer.say(value))]
        case "insert", [ast.Constant(value=0), value]:
            before = ast.Starred(path, ast.Load())
            return [AssignmentDraft(path, "=", _listed([sayer.say(value), before], value))]
        case "remove", [value]:
            return [AssignmentDraft(path, "-=", _listed([sayer.say(value)], value))]
        case "discard", [value]:
            said = sayer.say(value)
            held = ast.copy_location(ast.Compare(said, [ast.In()], [path]), value)
            return [AssignmentDraft(path, "-=", _listed([said], value), held)]
        case "add", [value]:
            return [AssignmentDraft(path, "|=", _listed([sayer.say(value)], value))]
        case "clear", []:
            return [AssignmentDraft(path, "=", _empty(call, path, sayer.names.fields))]
        case "update", []:
            said_items = [(f".{keyword.arg}", keyword.value) for keyword in call.keywords if keyword.arg]
            if len(said_items) == len(call.keywords):
                return [
                    Setting((step,), "=", sayer.say(value)).assignment(path) for step, value in said_items
                ]
        case "update", [value]:
            return _updated(call, path, sayer.say(value))
    raise NotSaid(call, f"`{shown(call.func)}` is called")


def _task(node: ast.expr, sayer: Sayer) -> ast.expr:
    """Return the task that takes the place of another."""
    dotted = dotted_name(node)
    known = dotted is not None and dotted.partition(".")[0] not in (
        sayer.parameter,
        *sayer.local,
        *sayer.gone,
    )
    if dotted is None or not known or not dotted.endswith("Task"):
        raise NotSaid(node, f"`{shown(node)}` is retargeted to, which is no Task by its name")
    return sayer.say(node)


def _updated(call: ast.Call, path: ast.expr, items: ast.expr) -> list[AssignmentDraft]:
    """Return an assignment for each item of a dictionary."""
    if not isinstance(items, ast.Dict):
        raise NotSaid(call, f"`{shown(call.func)}` is called")
    found = []
    for key, value in zip(items.keys, items.values, strict=True):
        if key is None:
            raise NotSaid(call)
        target = ast.copy_location(ast.Subscript(path, key, ast.Load()), call)
        found.append(AssignmentDraft(target, "=", value))
    return found


def _empty(call: ast.Call, path: ast.expr, fields: Mapping[str, FieldDraft]) -> ast.expr:
    """Return what is left of a part of the config that is cleared."""
    steps = path_of(path) or ()
    known = fields.get(steps[0]) if len(steps) == 1 else None
    if steps[-1:] == (".names",) or (known is not None and known.type == "list"):
        return _listed([], call)
    if known is not None and known.type in ("dict", "configDict"):
        return ast.copy_location(ast.Dict([], []), call)
    raise NotSaid(call, f"`{shown(call.func)}` is called")


def _listed(values: list[ast.expr], place: ast.expr) -> ast.expr:
    return ast.copy_location(ast.List(values, ast.Load()), place)
