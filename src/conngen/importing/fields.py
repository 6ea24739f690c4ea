"""Reads the config fields of a class: each call of a field class, however it is spelt."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator, Mapping

from ..records import dataclass, field
from ..vocabulary import BASIC_TYPES, FIELD_FLAGS
from .classes import Find
from .configs.expressions import NotSaid, field_names, shown
from .configs.field_calls import (
    BY_KEY,
    CHECKS,
    DEFAULTS,
    NO_DEFAULT,
    PARAMETERS,
    TARGETS,
    TYPES,
    class_of,
    function_of,
    is_computed,
    is_none,
    is_registry,
    unquoted,
)
from .configs.names import ConfigNames
from .configs.plain_data import NotPlain, as_tree, is_builtin
from .configs.plain_values import PlainValues
from .configs.sayer import Sayer
from .drafts import FieldDraft, Hook, Note
from .python_file import PythonFile, dotted_name

__all__ = ["FieldFound", "FieldReader"]

_NO_CLASS = ast.ClassDef("", [], [], [ast.Pass()], [])
_NONE = ast.Constant(None)


@dataclass
class FieldFound:
    """A field, with the code that it needs beside the `.conn` file."""

    draft: FieldDraft
    hooks: list[Hook] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


class _Unfit(Exception):
    """The language has no place for a part of a field."""


class FieldReader:
    """Reads the fields of one class.

    Parameters
    ----------
    file : `PythonFile`
        The module.
    find : callable
        Finds the classes that names mean.
    constants : mapping from `str` to `ast.expr`
        What the class assigns to its other attributes, as far as it has been read.
    """

    def __init__(self, file: PythonFile, find: Find, constants: Mapping[str, ast.expr]) -> None:
        self.file = file
        self.find = find
        self.constants = constants
        self.plain = PlainValues(file, constants, find)

    def is_field(self, node: ast.expr | None) -> bool:
        """Whether what is assigned to an attribute of a class makes a field of it."""
        if not isinstance(node, ast.Call):
            return False
        last = (dotted_name(self._function(node)) or "").rpartition(".")[2]
        makes = last.lower().startswith("make") and last.lower().endswith("field")
        return self._kind(node) is not None or makes or (last.endswith("Field") and last[:1].isupper())

    def read(self, name: str, node: ast.Call, statement: ast.stmt) -> FieldFound:
        """Return a field.

        Parameters
        ----------
        name : `str`
            Its attribute.
        node : `ast.Call`
            What is assigned to it.
        statement : `ast.stmt`
            The statement that does it.
        """
        try:
            return _Reading(self, name, node, statement).found()
        except (_Unfit, NotPlain) as err:
            return self._made(name, node, statement, str(err))

    def _function(self, node: ast.Call) -> ast.expr:
        """Return what is called, without the types in brackets, and behind other names of the module for it."""
        function = node.func
        for _ in range(10):
            if isinstance(function, ast.Subscript):
                function = function.value
            known = self.plain.constant(function.id) if isinstance(function, ast.Name) else None
            if known is None:
                break
            function = known
        return function

    def _kind(self, node: ast.Call) -> str | None:
        """Return the class of the runtime that is called; `None` if it is something else."""
        function = self._function(node)
        found = self.file.runtime(function)
        if found is None and isinstance(function, ast.Name | ast.Attribute):
            # Other packages re-export some of them.
            full = self.file.qualified(function) or ""
            found = full.rpartition(".")[2] if "." in full else None
        if found == "makeField":
            return "makeField" if is_registry(function) else None
        return found if found in PARAMETERS else None

    def _made(self, name: str, node: ast.Call, statement: ast.stmt, why: str) -> FieldFound:
        """Return a field that a function makes: the call as it is, apart from the doc if that can be told."""
        call = copy.deepcopy(node)
        arguments: dict[str, ast.expr] = {}
        positional = PARAMETERS.get(self._kind(node) or "", ())
        doc = next((keyword for keyword in call.keywords if keyword.arg == "doc"), None)
        try:
            if doc is not None:
                arguments["doc"] = self.plain.written(doc.value)
                doc.value = ast.Name("doc", ast.Load())
            elif call.args and positional[:1] == ("doc",):
                arguments["doc"] = self.plain.written(call.args[0])
                call.args[0] = ast.Name("doc", ast.Load())
        except NotPlain:
            arguments = {}
        parameters = [ast.arg("doc")] if arguments else []
        method = function_of(f"make_{name}", parameters, call, statement)
        draft = FieldDraft(name, "made", (), ast.Name(method.name, ast.Load()), False, arguments, statement)
        return FieldFound(draft, [Hook(f"field:{name}", method, (statement,), why, statement.lineno)])


class _Reading:
    """Reads one field."""

    def __init__(self, reader: FieldReader, name: str, node: ast.Call, statement: ast.stmt) -> None:
        self.reader = reader
        self.file = reader.file
        self.plain = reader.plain
        self.name = name
        self.node = node
        self.statement = statement
        self.hooks: list[Hook] = []
        self.notes: list[Note] = []

    def found(self) -> FieldFound:
        kind = self.reader._kind(self.node)
        if kind is None:
            return self._unknown()
        given = self._bound(PARAMETERS[kind], self.node)
        type = TYPES[kind]
        if kind == "makeField":
            function = self.reader._function(self.node)
            assert isinstance(function, ast.Attribute)
            given["registry"] = function.value
        self._brackets(type, given)
        if type == "config" and ast.dump(class_of(given.get("default", _NONE))) == ast.dump(
            given.get("dtype", _NONE)
        ):
            given.pop("default", None)  # a class stands for one of its instances
        basic, target = self._types(type, given)
        optional = (
            type == "choice" if "optional" not in given else self.plain.value(given.pop("optional")) is True
        )
        arguments = dict(self._arguments(type, given))
        return self._with(FieldDraft(self.name, type, basic, target, optional, arguments, self.statement))

    def _with(self, draft: FieldDraft) -> FieldFound:
        return FieldFound(draft, self.hooks, self.notes)

    def _unknown(self) -> FieldFound:
        """Return a field that some function makes."""
        function = self.reader._function(self.node)
        names = [keyword.arg for keyword in self.node.keywords]
        last = (dotted_name(function) or "").rpartition(".")[2]
        if (
            self.node.args
            or names not in ([], ["doc"])
            or last[:1].isupper()
            or not self._is_elsewhere(function)
        ):
            raise _Unfit(f"`{shown(self.node.func)}` makes the field")
        arguments = {str(keyword.arg): self.plain.written(keyword.value) for keyword in self.node.keywords}
        return self._with(FieldDraft(self.name, "made", (), function, False, arguments, self.statement))

    def _is_elsewhere(self, function: ast.expr) -> bool:
        """Whether what is called comes from another module."""
        return (dotted_name(function) or "").partition(".")[0] in self.file.imports

    # --- arguments ---

    def _bound(self, parameters: tuple[str, ...], node: ast.Call) -> dict[str, ast.expr]:
        """Return the arguments by name."""
        starred = any(isinstance(one, ast.Starred) for one in node.args)
        if (
            starred
            or len(node.args) > len(parameters)
            or any(keyword.arg is None for keyword in node.keywords)
        ):
            raise _Unfit("the arguments of the field are put together")
        found = dict(zip(parameters, node.args, strict=False))
        for keyword in node.keywords:
            name = str(keyword.arg)
            if name not in parameters or name in found:
                raise _Unfit(f"the field has an argument `{name}`")
            found[name] = keyword.value
        return {name: value for name, value in found.items() if not is_none(value)}

    def _brackets(self, type: str, given: dict[str, ast.expr]) -> None:
        """Take the types in brackets for arguments: ``DictField[str, float]``."""
        function = self.node.func
        if not isinstance(function, ast.Subscript):
            return
        inside = function.slice.elts if isinstance(function.slice, ast.Tuple) else [function.slice]
        names = {
            **dict.fromkeys(("scalar", "list", "choice", "range", "config", "action"), ("dtype",)),
            **dict.fromkeys(("dict", "configDict"), ("keytype", "itemtype")),
            "actions": ("dtype",),
        }
        for name, value in zip(names.get(type, ()), inside, strict=False):
            given.setdefault(name, unquoted(value))

    def _types(self, type: str, given: dict[str, ast.expr]) -> tuple[tuple[str, ...], ast.expr | None]:
        """Return the basic types and the class that the field is made of."""
        names = {
            "scalar": ("dtype",),
            "list": ("dtype",),
            "choice": ("dtype",),
            "range": ("dtype",),
            "dict": ("keytype", "itemtype"),
            "configDict": ("keytype",),
        }
        basic = []
        for name in names.get(type, ()):
            value = given.pop(name, None)
            if (
                not isinstance(value, ast.Name)
                or value.id not in BASIC_TYPES
                or not is_builtin(self.file, value.id)
            ):
                raise _Unfit(
                    f"the `{name}` of the field is `{shown(value)}`" if value else f"it has no `{name}`"
                )
            basic.append(value.id)
        if type not in TARGETS:
            return tuple(basic), None
        target = given.pop(TARGETS[type], None)
        if target is None and type not in ("action", "actions"):
            raise _Unfit(f"it has no `{TARGETS[type]}`")
        if target is not None and dotted_name(target) is None:
            raise _Unfit(f"`{shown(target)}` is no name")
        return tuple(basic), target

    def _arguments(self, type: str, given: dict[str, ast.expr]) -> Iterator[tuple[str, ast.expr]]:
        """Yield what else is said of the field."""
        for name, value in given.items():
            if name == "default":
                yield from self._default(type, value)
            elif name in CHECKS:
                yield name, self._check(name, value)
            elif name == "doc" or (name in FIELD_FLAGS and type in FIELD_FLAGS[name].kinds):
                yield from self._flag(type, name, value)
            else:
                raise _Unfit(f"there is no word for `{name}`")

    def _flag(self, type: str, name: str, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
        if name in ("min", "max"):
            yield name, self._number(value)
            return
        if name == "allowed":
            yield name, self._choices(value)
            return
        known = self.plain.value(value)
        if name in ("doc", "deprecated") and not isinstance(known, str):
            raise _Unfit(f"`{name}` is no string")
        if known is not None and not (name in DEFAULTS and known is DEFAULTS[name]):
            yield name, as_tree(known, value)

    def _number(self, value: ast.expr) -> ast.expr:
        """Return a number, which may be that of another module."""
        try:
            return value if self._is_imported(value) else self.plain.written(value)
        except NotPlain as err:
            said = self._said(value)
            if said is None:
                raise _Unfit(str(err)) from None
            return said

    def _choices(self, value: ast.expr) -> ast.expr:
        """Return choices with their docs."""
        known = self.plain.value(value)
        if not isinstance(known, dict):
            raise _Unfit("`allowed` is no dictionary")
        docs = {
            key: next(iter(doc)) if isinstance(doc, set) and len(doc) == 1 else doc
            for key, doc in known.items()
        }
        if not docs or not all(isinstance(doc, str) for doc in docs.values()):
            raise _Unfit("`allowed` is no dictionary of docs")
        if docs == known:
            return self.plain.written(value)
        text = (
            f"a doc among the choices of `{self.name}` stands in braces, and is taken for the string in them"
        )
        self.notes.append(Note(value.lineno, text))
        return as_tree(docs, value)

    def _default(self, type: str, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
        if type in NO_DEFAULT or (type in BY_KEY and not isinstance(value, ast.Dict)):
            raise _Unfit("the field has a default of its own")
        if type == "action":
            value = class_of(value)
            if not self._is_imported(value):
                raise _Unfit("the field has a default of its own")
        if type in BY_KEY and isinstance(value, ast.Dict):
            value = ast.copy_location(ast.Dict(value.keys, [class_of(one) for one in value.values]), value)
        try:
            written = value if self._is_imported(value) else self.plain.written(value)
            said = self._said(value)
            if said is not None and field_names(said):  # `2 * math.pi`
                written = said
            elif is_computed(value):
                text = f"the default of `{self.name}` is written as the value it has: `{shown(value)}`"
                self.notes.append(Note(value.lineno, text))
        except NotPlain as err:
            written = self._of_python(type, value, str(err))
        if not is_none(written):
            yield "default", written

    def _of_python(self, type: str, value: ast.expr, why: str) -> ast.expr:
        """Return a default that takes something from another module, or the name of a function that returns it."""
        said = self._said(value)
        if said is not None:
            return said
        why = f"the default of `{self.name}` is computed: `{why}`"
        if type in (*BY_KEY, "action"):
            raise _Unfit(why)
        method = function_of(f"default_{self.name}", [], value, self.statement)
        self.hooks.append(Hook(f"default:{self.name}", method, (self.statement,), why, value.lineno))
        return ast.copy_location(ast.Name(method.name, ast.Load()), value)

    def _said(self, value: ast.expr) -> ast.expr | None:
        """Return an expression over names of other modules, or `None` if a `.conn` file can't have it."""
        names = ConfigNames(_NO_CLASS, self.file, self.reader.find, constants=self.reader.constants)
        try:
            said = Sayer(names, "").say(value)
        except NotSaid:
            return None
        strings = any(isinstance(one, ast.JoinedStr) for one in ast.walk(said))
        return None if strings or not field_names(said) <= self.file.imports.keys() else said

    def _is_imported(self, value: ast.expr) -> bool:
        """Whether a value is a name of another module."""
        dotted = dotted_name(value)
        first = dotted.partition(".")[0] if dotted else ""
        return first in self.file.imports and first not in self.reader.constants

    def _check(self, name: str, value: ast.expr) -> ast.expr:
        """Return the name of a function that checks the field."""
        if self._is_imported(value):
            return value
        what = f"`{self.name}` is checked by"
        match value:
            case ast.Name(id=function) if function in self.file.functions:
                method = copy.deepcopy(self.file.functions[function])
                why = f"{what} `{function}` of the same module"
            case ast.Lambda(args=arguments, body=body):
                method = function_of(f"{name}_{self.name}", arguments, body, self.statement)
                why = f"{what} `{shown(value)}`"
            case _:
                call = ast.Call(value, [ast.Name("value", ast.Load())], [])
                method = function_of(f"{name}_{self.name}", [ast.arg("value")], call, self.statement)
                why = f"{what} `{shown(value)}`"
        self.hooks.append(Hook(f"{name}:{self.name}", method, (self.statement,), why, value.lineno))
        return ast.copy_location(ast.Name(method.name, ast.Load()), value)
