"""Reads a Connections class: its keywords, its connections, and what its methods do to them."""

from __future__ import annotations

import ast
import copy
from collections.abc import Collection, Iterable, Iterator
from typing import TypeGuard

from ..vocabulary import CONNECTION_FLAGS, KINDS, METHODS
from .classes import Find, lineage, own_bases
from .constants import Constants
from .decorators import decorated, decorator
from .drafts import (
    ChangeDraft,
    ConnectionDraft,
    ConnectionsDraft,
    Hook,
    Item,
    Note,
    RemovalDraft,
    Switch,
    TemplateDraft,
)
from .execution import Executed, Known, KnownConnection, KnownField, execute
from .python_file import PythonFile, dotted_name

__all__ = ["known_class", "read_connections"]

_KINDS = {kind.runtime: kind.name for kind in KINDS.values()}
_FIRST = ("name", "storageClass", "doc", "multiple", "deprecated", "_deprecation_context")
_POSITIONS = {
    "InitInput": _FIRST,
    "InitOutput": _FIRST,
    "PrerequisiteInput": (
        *_FIRST,
        *("dimensions", "isCalibration", "deferLoad", "minimum", "lookupFunction"),
    ),
    "Input": (
        *_FIRST,
        *("dimensions", "isCalibration", "deferLoad", "minimum", "deferGraphConstraint", "deferBinding"),
    ),
    "Output": (*_FIRST, "dimensions", "isCalibration"),
}
"""The arguments of the classes of ``lsst.pipe.base.connectionTypes`` by position; compared with them by a test."""

_BOUNDS = ("getSpatialBoundsConnections", "getTemporalBoundsConnections")


def read_connections(
    node: ast.ClassDef, file: PythonFile, find: Find, fields: dict[str, KnownField]
) -> ConnectionsDraft:
    """Read a Connections class.

    Parameters
    ----------
    node : `ast.ClassDef`
        The class.
    file : `PythonFile`
        Its module.
    find : callable
        Finds the classes that names mean.
    fields : `dict`
        The fields of its config by name, as far as they are known.

    Returns
    -------
    draft : `ConnectionsDraft`
        What it says, and what of it can't be said.
    """
    return _Reader(node, file, find).read(fields)


def known_class(
    node: ast.ClassDef,
    file: PythonFile,
    find: Find,
    fields: dict[str, KnownField],
    moved: Collection[int] = (),
) -> Known:
    """Return what a Connections class has at class level, with what it inherits; parameters as `read_connections`."""
    connections: dict[str, KnownConnection] = {}
    dimensions: ast.expr | None = None
    inherited: list[tuple[PythonFile, ast.FunctionDef]] = []
    found = list(dict.fromkeys(lineage(file, node, find)))
    for one in reversed(found):
        if one is None:
            continue
        reader = _Reader(one[1], one[0], find)
        for draft in reader.all_declared():
            connections[draft.name] = KnownConnection(
                draft.kind, _plain(draft.arguments), one[1] is node and id(draft.node) not in moved
            )
        dimensions = reader.keyword("dimensions") or dimensions
    for one in found:
        if one is not None and one[1] is not node:
            inherited += [(one[0], method) for method in one[1].body if _is_init(method)]
    own = any(keyword.arg == "dimensions" for keyword in node.keywords)
    return Known(connections, dimensions, fields, None not in found, own, tuple(inherited))


def _is_init(node: ast.stmt) -> TypeGuard[ast.FunctionDef]:
    return isinstance(node, ast.FunctionDef) and node.name == "__init__"


def _plain(arguments: dict[str, ast.expr | Switch]) -> dict[str, ast.expr]:
    return {name: value for name, value in arguments.items() if isinstance(value, ast.expr)}


class _Reader:
    def __init__(self, node: ast.ClassDef, file: PythonFile, find: Find) -> None:
        self.node = node
        self.file = file
        self.find = find
        self.constants = Constants(file)
        self.draft = ConnectionsDraft(node.name, node, own_bases(file, node))
        self.variables: set[str] = set()

    # --- the class ---

    def read(self, fields: dict[str, KnownField]) -> ConnectionsDraft:
        draft = self.draft
        draft.doc = ast.get_docstring(self.node, clean=True)
        draft.comments = list(self.file.comments_before(_first_line(self.node)))
        draft.dimensions = self.keyword("dimensions")
        draft.items += self._templates()
        for keyword in self.node.keywords:
            if keyword.arg not in ("dimensions", "defaultTemplates", "deprecatedTemplates"):
                draft.notes.append(Note(keyword.value.lineno, f"class keyword `{keyword.arg or '**'}`", True))
        draft.hooks += decorated(self.node, self.file)
        if (named := decorator(self.node, self.file)) is not None:
            draft.settings["decorate"] = self.constants.fold(named)
        methods: dict[str, ast.FunctionDef] = {}
        taken = {id(one.node): one for one in self.declared()}
        before = self._before_code(taken)
        for statement in self.node.body:
            if id(statement) in taken and id(statement) in before:
                # The order of connections is that of the class, and what is inherited comes first.
                self._mixin(statement, "it stands before code that makes connections")
            elif id(statement) in taken:
                self._declare(taken[id(statement)])
            elif isinstance(statement, ast.FunctionDef) and not statement.decorator_list:
                methods[statement.name] = statement
            else:
                self._other(statement)
        self._repeated()
        init = methods.pop("__init__", None)
        known = known_class(self.node, self.file, self.find, fields, before)
        if init is not None or known.inherited:
            self._apply(execute(init, self.file, known), init)
        for method in methods.values():
            self._method(method)
        return draft

    def _before_code(self, declared: Collection[int]) -> frozenset[int]:
        """Return the statements of the body before the last one that makes connections in a way of Python's."""
        last = -1
        for i, statement in enumerate(self.node.body):
            if isinstance(statement, ast.For | ast.While) and self._unroll(statement) is None:
                last = i
        return frozenset(id(one) for one in self.node.body[: max(last, 0)] if id(one) in declared)

    def keyword(self, name: str) -> ast.expr | None:
        """Return the value of a class keyword, with constants put in."""
        for keyword in self.node.keywords:
            if keyword.arg == name:
                return self.constants.fold(keyword.value)
        return None

    def _templates(self) -> Iterator[TemplateDraft]:
        defaults = self.keyword("defaultTemplates")
        reasons = dict(self._pairs("deprecatedTemplates"))
        known = {}
        for name, value in self._pairs("defaultTemplates"):
            known[name] = value
            yield TemplateDraft(name, value, reasons.pop(name, None), self._comments_at(value))
        if defaults is not None and not isinstance(defaults, ast.Dict):
            self.draft.notes.append(Note(defaults.lineno, "the templates are put together by Python", True))
        for name, reason in reasons.items():
            self.draft.notes.append(
                Note(
                    reason.lineno,
                    f"deprecation of the template `{name}`, which the class does not declare",
                    True,
                )
            )

    def _pairs(self, name: str) -> Iterator[tuple[str, ast.expr]]:
        match self.keyword(name):
            case ast.Dict(keys=keys, values=values):
                for key, value in zip(keys, values, strict=True):
                    if isinstance(key, ast.Constant) and isinstance(key.value, str):
                        yield key.value, value
                    else:
                        self.draft.notes.append(Note(value.lineno, f"an item of `{name}`", True))
            case ast.Call(func=ast.Name(id="dict"), args=[], keywords=keywords):
                for keyword in keywords:
                    if keyword.arg:
                        yield keyword.arg, keyword.value

    def _comments_at(self, value: ast.expr) -> list[str]:
        """Return the comments on a line of the head of the class."""
        line = getattr(value, "lineno", 0)
        head = range(self.node.lineno, self.node.body[0].lineno)
        return [self.file.comments[line][1]] if line in self.file.comments and line in head else []

    # --- connections ---

    def declared(self) -> Iterator[ConnectionDraft]:
        """Yield the connections that the body of the class declares, those of its literal loops left out."""
        for statement in self.node.body:
            match statement:
                case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call):
                    pass
                case ast.AnnAssign(target=ast.Name(id=name), value=ast.Call() as call):
                    pass
                case _:
                    continue
            if (draft := self.connection(name, call, statement)) is not None:
                yield draft

    def all_declared(self) -> Iterator[ConnectionDraft]:
        """Yield the connections that the body declares, those of its literal loops included, in order."""
        simple = {id(one.node): one for one in self.declared()}
        for statement in self.node.body:
            if id(statement) in simple:
                yield simple[id(statement)]
            elif isinstance(statement, ast.For):
                for item in self._unroll(statement) or ():
                    if isinstance(item, ConnectionDraft):
                        yield item

    def connection(self, name: str, call: ast.Call, statement: ast.stmt) -> ConnectionDraft | None:
        """Return the connection that a call makes, or `None` if it makes none."""
        runtime = self.file.runtime(call.func)
        if runtime not in _KINDS or any(isinstance(one, ast.Starred) for one in call.args):
            return None
        if any(keyword.arg is None for keyword in call.keywords) or len(call.args) > len(_POSITIONS[runtime]):
            return None
        arguments: dict[str, ast.expr | Switch] = {}
        for position, value in enumerate(call.args):
            arguments[_POSITIONS[runtime][position]] = self.constants.fold(value)
        for keyword in call.keywords:
            arguments[keyword.arg or ""] = self.constants.fold(keyword.value)
        return ConnectionDraft(name, _KINDS[runtime], arguments, statement)

    def _declare(self, connection: ConnectionDraft) -> None:
        statement = connection.node
        connection.comments = [
            *self.file.comments_before(statement),
            *self.file.comments_inside(statement),
        ]
        self.draft.items.append(connection)

    def _repeated(self) -> None:
        """Keep the last of several connections of one name, as Python does, at the place of the first."""
        seen: dict[str, ConnectionDraft] = {}
        kept: list[Item] = []
        for item in self.draft.items:
            if isinstance(item, ConnectionDraft) and item.name in seen:
                first = seen[item.name]
                text = f"`{item.name}` is declared twice in the class; the last one holds"
                self.draft.notes.append(Note(first.node.lineno, text))
                kept[kept.index(first)] = item
                seen[item.name] = item
                continue
            if isinstance(item, ConnectionDraft):
                seen[item.name] = item
            kept.append(item)
        self.draft.items = kept

    def _other(self, statement: ast.stmt) -> None:
        """Take over anything else in the body of the class."""
        match statement:
            case ast.Pass():
                return
            case ast.Expr(value=ast.Constant()):
                if statement is not self.node.body[0]:
                    self._mixin(statement, "a string that is no docstring")
                return
            case ast.AnnAssign(target=ast.Name(id="config"), value=None):
                return  # the generated class annotates it too
            case ast.Delete(targets=targets) if all(isinstance(one, ast.Name) for one in targets):
                if {ast.unparse(one) for one in targets} <= self.variables:
                    return  # the variable of a loop that was unrolled
            case ast.Assign(
                targets=[ast.Name(id=name)],
                value=ast.Call(func=func, args=[ast.expr() as old], keywords=keywords),
            ) if (
                self.file.qualified(func) == "dataclasses.replace"
                and self._is_inherited(old, name)
                and all(one.arg for one in keywords)
            ):
                for keyword in keywords:
                    value = self.constants.fold(keyword.value)
                    self.draft.items.append(ChangeDraft(name, keyword.arg or "", value))
                return
            case ast.For() if (unrolled := self._unroll(statement)) is not None:
                self.draft.items += unrolled
                return
        self._mixin(statement, "Python code in the body of the class")

    def _is_inherited(self, node: ast.expr, name: str) -> bool:
        bases = {dotted_name(base) for base in self.node.bases}
        dotted = dotted_name(node) or ""
        return dotted.rpartition(".")[2] == name and dotted.rpartition(".")[0] in bases

    def _unroll(self, loop: ast.For | ast.While) -> list[Item] | None:
        """Return the connections that a loop over literal values declares."""
        if isinstance(loop, ast.While):
            return None
        values = self.constants.literal(loop.iter)
        if not isinstance(loop.target, ast.Name) or not isinstance(values, list | tuple) or loop.orelse:
            return None
        found: list[Item] = []
        for value in values:
            if not isinstance(value, str | int):
                return None
            for statement in loop.body:
                one = self._made_in_loop(statement, loop.target.id, value)
                if one is None:
                    return None
                found.append(one)
        self.variables.add(loop.target.id)
        return found

    def _made_in_loop(self, statement: ast.stmt, variable: str, value: str | int) -> ConnectionDraft | None:
        match statement:
            case ast.Assign(
                targets=[
                    ast.Subscript(value=ast.Call(func=ast.Name(id="vars" | "locals"), args=[]), slice=key)
                ],
                value=ast.Call() as call,
            ):
                bound = Constants(self.file, {variable: ast.Constant(value)})
                name = bound.literal(key)
                if not isinstance(name, str):
                    return None
                made = copy.deepcopy(call)
                draft = self.connection(name, made, statement)
                if draft is not None:
                    draft.arguments = {
                        key: bound.fold(one) if isinstance(one, ast.expr) else one
                        for key, one in draft.arguments.items()
                    }
                return draft
        return None

    def _mixin(self, statement: ast.stmt, why: str) -> None:
        wrapper = ast.FunctionDef(
            name="", args=_NO_ARGUMENTS, body=[statement], decorator_list=[], lineno=statement.lineno
        )
        self.draft.hooks.append(Hook("mixin", wrapper, (statement,), why, statement.lineno))

    # --- methods ---

    def _apply(self, executed: Executed, init: ast.FunctionDef | None) -> None:
        """Put what `__init__` does where it belongs."""
        draft = self.draft
        own = {item.name: item for item in draft.items if isinstance(item, ConnectionDraft)}
        absent: dict[str, list[str]] = {}
        removed: dict[str, ast.expr] = {}
        for name, condition in executed.presence.items():
            if name in own and not _never(condition):
                own[name].when = condition
            elif name in own:
                removed[name] = ast.Constant(True)
            else:
                removed[name] = (
                    ast.UnaryOp(ast.Not(), condition) if not _never(condition) else ast.Constant(True)
                )
        for (name, attribute), switch in executed.changes.items():
            if name in own:
                before = own[name].arguments.get(attribute, _default(attribute))
                own[name].arguments[attribute] = _over(switch, before)
                continue
            value: ast.expr | Switch = switch
            if switch.cases and _always(switch.cases[0][0]):
                value = switch.cases[0][1]
            elif not switch.cases and switch.otherwise is not None:
                value = switch.otherwise
            draft.items.append(ChangeDraft(name, attribute, value, executed.comments.pop(name, [])))
        if executed.dimensions is not None:
            switch = _over(executed.dimensions, draft.dimensions)
            draft.dimensions = switch
        for name, condition in removed.items():
            absent.setdefault(ast.unparse(condition), []).append(name)
        for names in absent.values():
            when = removed[names[0]]
            comments = [one for name in names for one in executed.comments.pop(name, [])]
            draft.items.append(RemovalDraft(tuple(names), None if _always(when) else when, comments))
        for name, comments in executed.comments.items():
            if name in own:
                own[name].comments += comments
            else:
                draft.comments += comments
        draft.items += executed.added
        draft.items += executed.requirements
        draft.notes += executed.notes
        if init is None:
            return
        if executed.leftover:
            draft.hooks.append(Hook("customize", init, executed.leftover, executed.why, executed.line))
        if ast.get_docstring(init) is not None:
            draft.notes.append(Note(init.lineno, "the docstring of `__init__`", True))

    def _method(self, method: ast.FunctionDef) -> None:
        if method.name in _BOUNDS and (names := self._returned(method)) is not None:
            self.draft.settings[method.name] = names
            return
        why = f"`{method.name}` is a method of its own"
        setting = method.name if method.name in METHODS else "mixin"
        self.draft.hooks.append(Hook(setting, method, tuple(method.body), why, method.lineno))

    def _returned(self, method: ast.FunctionDef) -> ast.expr | None:
        """Return the list of names that a method returns and does nothing else."""
        body = [
            one
            for one in method.body
            if not isinstance(one, ast.Expr) or not isinstance(one.value, ast.Constant)
        ]
        match body:
            case [ast.Return(value=ast.expr() as value)]:
                names = self.constants.literal(value)
                if isinstance(names, list | tuple | set | frozenset) and all(
                    isinstance(one, str) for one in names
                ):
                    return ast.List([ast.Constant(one) for one in names], ast.Load())
        return None


def _over(switch: Switch, before: ast.expr | Switch | None) -> Switch:
    """Return a value that depends on the config, with what stands at class level behind its last `else`."""
    if not isinstance(before, ast.expr):
        return switch
    if not switch.cases and switch.otherwise is not None:
        return Switch(((ast.Constant(True), switch.otherwise),), before)
    return Switch(switch.cases, before) if switch.otherwise is None else switch


def _default(attribute: str) -> ast.expr | None:
    """Return what an attribute of a connection is where it is not given."""
    if attribute in CONNECTION_FLAGS:
        default = CONNECTION_FLAGS[attribute].default
        return ast.Constant(default if isinstance(default, int | str) else None)
    return {"doc": ast.Constant(""), "dimensions": ast.Tuple([], ast.Load())}.get(attribute)


_NO_ARGUMENTS = ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])


def _never(condition: ast.expr) -> bool:
    return isinstance(condition, ast.Constant) and condition.value is False


def _always(condition: ast.expr) -> bool:
    return isinstance(condition, ast.Constant) and condition.value is True


def _first_line(node: ast.ClassDef) -> ast.stmt:
    """Return a statement that begins where a class does, decorators included."""
    first: Iterable[ast.expr] = node.decorator_list
    line = min([node.lineno, *(one.lineno for one in first)])
    return ast.Pass(lineno=line, col_offset=0)
