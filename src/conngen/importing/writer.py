"""Writes a `.conn` file from what was found in a Python module; `conngen.formatter` lays it out."""

from __future__ import annotations

import ast
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from ..records import dataclass, field, replace
from ..vocabulary import CONNECTION_FLAGS, KINDS
from .constants import Constants
from .drafts import (
    AssignmentDraft,
    ChangeDraft,
    ConfigDraft,
    ConnectionDraft,
    ConnectionsDraft,
    FieldDraft,
    Item,
    LoopDraft,
    Note,
    RemovalDraft,
    RequirementDraft,
    Switch,
    TaskDraft,
    TemplateDraft,
)
from .names import Imports
from .texts import Unsayable, doc_lines, expression, filled, quoted

__all__ = ["Block", "Scope", "block_lines", "comment_lines"]

_WIDTH = 100
"""The longest comment of conngen's own, in characters."""


@dataclass
class Block:
    """One block of the file: a task, connections alone, or a config alone.

    Parameters
    ----------
    word, name : `str`
        Its head.
    bases : sequence of `ast.expr`
        What stands in the parentheses.
    connections, config, task : optional
        What it is made of.
    settings : `dict`
        Further settings by name, as text.
    hooks : `dict`
        The functions that take the place of methods: setting to the expression that names it, the lines of comment
        about it, and whether it belongs to the config.
    """

    word: str
    name: str
    bases: Sequence[ast.expr] = ()
    connections: ConnectionsDraft | None = None
    config: ConfigDraft | None = None
    task: TaskDraft | None = None
    settings: dict[str, str] = field(default_factory=dict)
    hooks: list[tuple[str, str, list[str], bool]] = field(default_factory=list)


@dataclass
class Scope:
    """What the parts of a block need of each other.

    Parameters
    ----------
    imports : `Imports`
        What the file has to import.
    local : `frozenset` [ `str` ]
        Names that are config fields or loop variables.
    quantum : `tuple` [ `str` ] or `None`
        The dimensions of the quantum as texts, if they are written in the file.
    definitions : `dict`
        Names for switched dimensions, by their text.
    lost : callable
        Takes a `Note` of what could not be said.
    defaults : mapping from `str` to `ast.expr`
        The defaults of config fields.
    """

    imports: Imports
    local: frozenset[str]
    quantum: tuple[str, ...] | None
    definitions: dict[str, str]
    lost: Callable[[Note], None]
    defaults: Mapping[str, ast.expr] = field(default_factory=dict)

    def settled(self, value: ast.expr | Switch) -> ast.expr | Switch:
        """Return a value without its `else`, if it always holds and stands at class level by itself.

        What stands there for a config field is that field's default.
        """
        match value:
            case Switch(cases=((ast.Constant(value=True), first),), otherwise=ast.expr() as otherwise):
                constants = Constants(self.imports.file, self.defaults)
                one, other = constants.literal(first), constants.literal(otherwise)
                if one is ...:
                    return value
                if one == other or _same_items(one, other):
                    return first
        return value

    def text(self, node: ast.expr) -> str:
        """Return an expression as text, and remember its imports."""
        return expression(self.imports.refer(node, self.local))

    def reference(self, node: ast.expr) -> str:
        """Return an expression in which no config field can stand, as text, and remember its imports."""
        return expression(self.imports.refer(node))

    def within(self, variable: str) -> Scope:
        """Return the scope inside of a loop."""
        return replace(self, local=self.local | {variable})


def comment_lines(comments: Iterable[str]) -> list[str]:
    """Return comments, each on a line of its own, those of conngen's own broken into short ones."""
    lines: list[str] = []
    for one in comments:
        if one.startswith("#"):
            lines.append(one)
        else:
            lines += textwrap.wrap(
                one, _WIDTH, initial_indent="# ", subsequent_indent="# ", break_on_hyphens=False
            )
    return lines


def block_lines(
    block: Block,
    imports: Imports,
    local: frozenset[str],
    lost: Callable[[Note], None],
    defaults: Mapping[str, ast.expr] | None = None,
) -> list[str]:
    """Return the lines of a block.

    Parameters
    ----------
    block : `Block`
        What to write.
    imports : `Imports`
        Remembers what the file has to import.
    local : `frozenset` [ `str` ]
        The config fields that its values and conditions can name.
    lost : callable
        Takes a `Note` of each part that the language has no words for.
    defaults : mapping from `str` to `ast.expr`, optional
        The defaults of these fields, as far as they are known.
    """
    return _BlockWriter(block, Scope(imports, local, None, {}, lost, defaults or {})).lines()


class _BlockWriter:
    def __init__(self, block: Block, scope: Scope) -> None:
        self.block = block
        self.scope = scope

    def lines(self) -> list[str]:
        block = self.block
        head, definitions = self._head()
        body: list[str] = []
        doc = self._doc()
        if doc is not None:
            body += [*doc_lines(doc), ""]
        body += self._settings()
        body += [*self._connection_items(definitions), ""]
        if block.config is not None and block.word != "config":
            body += ["config {", *self._config_body(block.config), "}"]
        elif block.config is not None:
            body += self._config_body(block.config)
        comments: list[str] = []
        for draft in (block.connections, block.config, block.task):
            comments += getattr(draft, "comments", [])
        if not any(body):
            return [*comment_lines(comments), f"{head} {{", "}"]
        return [*comment_lines(comments), f"{head} {{", *body, "}"]

    def _doc(self) -> str | None:
        block = self.block
        if block.word == "config":
            return block.config.doc if block.config is not None else None
        return block.connections.doc if block.connections is not None else None

    # --- the head ---

    def _head(self) -> tuple[str, list[str]]:
        """Return the head, and the definitions of dimensions that it needs."""
        block, definitions = self.block, list[str]()
        dimensions = ""
        draft = block.connections
        if draft is not None and draft.dimensions is not None:
            names = Dimensions(self.scope).names(draft.dimensions, "quantumDimensions", definitions)
            dimensions = f"[{', '.join(names)}]"
            self.scope.quantum = tuple(names)
        bases = f"({', '.join(self.scope.reference(base) for base in block.bases)})" if block.bases else ""
        return f"{block.word} {block.name}{dimensions}{bases}", definitions

    def _settings(self) -> list[str]:
        block = self.block
        lines = [f"{name} = {text}" for name, text in block.settings.items()]
        if block.task is not None:
            lines += [f"{name} = {self.scope.text(value)}" for name, value in block.task.settings.items()]
        if block.connections is not None:
            lines += [
                f"{name} = {self.scope.text(value)}" for name, value in block.connections.settings.items()
            ]
        lines += _hook_lines(block, False)
        return [*lines, ""] if lines else []

    # --- connections ---

    def _connection_items(self, definitions: list[str]) -> list[str]:
        draft = self.block.connections
        if draft is None:
            return []
        written = _Items(self.scope)
        templates = [item for item in draft.items if isinstance(item, TemplateDraft)]
        others = [item for item in draft.items if not isinstance(item, TemplateDraft)]
        first = written.lines(templates)
        rest = written.lines(others)
        definitions = [*definitions, *written.definitions]
        return [*first, *definitions, *([""] if first or definitions else []), *rest]

    # --- config ---

    def _config_body(self, draft: ConfigDraft) -> list[str]:
        lines: list[str] = []
        if draft.doc is not None and self.block.word != "config":
            lines += [*doc_lines(draft.doc), ""]
        fields = [item for item in draft.items if isinstance(item, FieldDraft)]
        others = [item for item in draft.items if not isinstance(item, FieldDraft)]
        written = _Items(self.scope)
        settings = _hook_lines(self.block, True)
        if draft.decorator is not None:
            settings.append(f"decorate = {self.scope.reference(draft.decorator)}")
        parts = [written.lines(fields), written.lines(others), settings]
        for part in parts:
            lines += [*part, ""] if part else []
        return lines


def _hook_lines(block: Block, of_config: bool) -> list[str]:
    lines: list[str] = []
    for setting, text, comments, belongs in block.hooks:
        if belongs is of_config:
            lines += [*comment_lines(comments), *([f"{setting} = {text}"] if text else [])]
    return lines


class Dimensions:
    """Writes dimensions: those of the quantum, and those of connections.

    Parameters
    ----------
    scope : `Scope`
        What is known where they stand.
    """

    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def names(self, value: ast.expr | Switch, label: str, definitions: list[str]) -> list[str]:
        """Return what stands in the brackets.

        Parameters
        ----------
        value : `ast.expr` or `Switch`
            The dimensions.
        label : `str`
            What to call them if they depend on the config.
        definitions : `list` [ `str` ]
            Takes the lines that define such a name.

        Raises
        ------
        Unsayable
            Raised if they are put together by Python.
        """
        value = self.scope.settled(value)
        if isinstance(value, Switch):
            return [self._defined(value, label, definitions)]
        match value:
            case ast.Tuple(elts=elements) | ast.List(elts=elements) | ast.Set(elts=elements):
                return [self._one(element) for element in elements]
            case ast.Call(
                func=ast.Name(id="set" | "frozenset" | "tuple" | "list"), args=[inner], keywords=[]
            ):
                return self.names(inner, label, definitions)
            case ast.Call(func=ast.Name(id="set" | "frozenset" | "tuple" | "list"), args=[], keywords=[]):
                return []
            case ast.Dict(keys=[]):
                return []
            case ast.BinOp(left=left, op=ast.Add() | ast.BitOr(), right=right):
                return [*self.names(left, label, definitions), *self.names(right, label, definitions)]
            case ast.Constant(value=str() as text):
                return list(text) if not text.isidentifier() else [text]
            case ast.Name() | ast.Attribute():
                return [f"*{self.scope.text(value)}"]
            case ast.IfExp():
                return [self._defined(_switch(value), label, definitions)]
        raise Unsayable(value)

    def brackets(self, value: ast.expr | Switch, label: str, definitions: list[str]) -> str:
        """Return the brackets of a connection: ``[...]`` for the quantum's own, parameters as for `names`."""
        names = self.names(value, label, definitions)
        quantum = self.scope.quantum
        if quantum and set(quantum) <= set(names) and len(set(names)) == len(names):
            return f"[{', '.join(['...', *(name for name in names if name not in quantum)])}]"
        return f"[{', '.join(names)}]"

    def _one(self, element: ast.expr) -> str:
        if isinstance(element, ast.Starred):
            return f"*{self.scope.text(element.value)}"
        if isinstance(element, ast.Name | ast.Attribute):
            return f"{{{self.scope.text(element)}}}"
        return filled(element)

    def _defined(self, switch: Switch, label: str, definitions: list[str]) -> str:
        none: list[str] = []
        parts = []
        for condition, value in switch.cases:
            names = self.names(value, label, none)
            parts.append(f"[{', '.join(names)}] if {self.scope.text(condition)} else ")
        if switch.otherwise is None:
            raise Unsayable(switch.cases[0][1])
        text = "".join(parts) + f"[{', '.join(self.names(switch.otherwise, label, none))}]"
        if text not in self.scope.definitions:
            name = label
            while name in self.scope.definitions.values():
                name += "_"
            self.scope.definitions[text] = name
            definitions.append(f"dimensions {name} = {text}")
        return self.scope.definitions[text]


def _switch(node: ast.IfExp) -> Switch:
    cases = []
    rest: ast.expr = node
    while isinstance(rest, ast.IfExp):
        cases.append((rest.test, rest.body))
        rest = rest.orelse
    return Switch(tuple(cases), rest)


class _Items:
    """Writes the items of a block, one after the other."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.definitions: list[str] = []

    def lines(self, items: Sequence[Item]) -> list[str]:
        """Return the lines of some items; neighbours under one condition become a group."""
        found: list[str] = []
        position = 0
        while position < len(items):
            group = self._group(items, position)
            if len(group) > 1:
                when = group[0].when
                assert when is not None
                inner = [line for one in group for line in self._safely(one, True)]
                found += [f"when {self.scope.text(when)} {{", *inner, "}"]
            else:
                found += self._safely(items[position], False)
            position += max(1, len(group))
        return found

    def _group(self, items: Sequence[Item], position: int) -> list[ConnectionDraft]:
        found: list[ConnectionDraft] = []
        for item in items[position:]:
            if not isinstance(item, ConnectionDraft) or item.when is None:
                break
            if found and found[0].when is not None and ast.dump(item.when) != ast.dump(found[0].when):
                break
            found.append(item)
        return found

    def _safely(self, item: Item, grouped: bool) -> list[str]:
        try:
            return list(self._item(item, grouped))
        except Unsayable as err:
            line = getattr(getattr(item, "node", None), "lineno", getattr(err.node, "lineno", 1))
            what = getattr(item, "name", None) or getattr(item, "connection", None) or type(item).__name__
            self.scope.lost(
                Note(line, f"`{what}`: there are no words for `{ast.unparse(err.node)[:80]}`", True)
            )
            return []

    def _item(self, item: Item, grouped: bool) -> Iterator[str]:
        yield from comment_lines(item.comments)
        match item:
            case ConnectionDraft():
                yield from self._connection(item, grouped)
            case TemplateDraft(name=name, default=default, deprecated=deprecated):
                flag = f", deprecated={self.scope.text(deprecated)}" if deprecated is not None else ""
                yield f"template {name} = {self.scope.text(default)}{flag}"
            case ChangeDraft():
                yield from self._change(item)
            case RemovalDraft(names=names, when=when):
                yield f"del {', '.join(names)}{self._when(when)}"
            case LoopDraft(variable=variable, values=values, items=items, when=when):
                inner = _Items(self.scope.within(variable))
                lines = [f"for {variable} in {self.scope.text(values)} {{", *inner.lines(items), "}"]
                self.definitions += inner.definitions
                if when is not None:
                    lines = [f"when {self.scope.text(when)} {{", *lines, "}"]
                yield from lines
            case RequirementDraft(condition=condition, message=message, when=when, raises=raises):
                flag = f", raises={self.scope.reference(raises)}" if raises is not None else ""
                yield f"require {self.scope.text(condition)}{flag}{self._when(when)}"
                yield from self._doc(message)
            case AssignmentDraft(path=path, operator=operator, value=value, when=when):
                yield f"{expression(path)} {operator} {self.scope.text(value)}{self._when(when)}"
            case FieldDraft():
                from .field_text import field_lines

                yield from field_lines(item, self.scope)

    def _when(self, when: ast.expr | None) -> str:
        return f", when {self.scope.text(when)}" if when is not None else ""

    def _doc(self, node: ast.expr) -> list[str]:
        match node:
            case ast.Constant(value=str() as text):
                return doc_lines(text) if text else []
            case ast.JoinedStr():
                return [self.scope.text(node)]
        raise Unsayable(node)

    def _change(self, item: ChangeDraft) -> Iterator[str]:
        path = f"{item.connection}.{item.attribute}"
        if item.attribute == "dimensions":
            label = f"{item.connection}Dimensions"
            names = Dimensions(self.scope).names(item.value, label, self.definitions)
            yield f"{path} = [{', '.join(names)}]"
        elif isinstance(item.value, Switch) and item.value.otherwise is None:
            for condition, value in reversed(item.value.cases):
                yield f"when {self.scope.text(condition)} {{ {path} = {self._value(item.attribute, value)} }}"
        else:
            yield f"{path} = {self._value(item.attribute, item.value)}"

    def _value(self, attribute: str, value: ast.expr | Switch) -> str:
        """Return the value of an attribute, or of a flag."""
        value = self.scope.settled(value)
        if isinstance(value, Switch):
            if value.otherwise is None:
                raise Unsayable(value.cases[0][1])
            parts = [
                f"{self._value(attribute, one)} if {self.scope.text(condition)} else "
                for condition, one in value.cases
            ]
            return "".join(parts) + self._value(attribute, value.otherwise)
        if attribute in ("name", "storageClass"):
            if isinstance(value, ast.JoinedStr):
                return quoted(filled(self.scope.imports.refer(value, self.scope.local)))
            if isinstance(value, ast.Name | ast.Attribute) and _first(value) in self.scope.local:
                return quoted(f"{{{self.scope.text(value)}}}")
        return self.scope.text(value)

    # --- a connection ---

    def _connection(self, item: ConnectionDraft, grouped: bool) -> Iterator[str]:
        arguments = dict(item.arguments)
        doc = arguments.pop("doc", None)
        name = arguments.pop("name", None)
        storage = arguments.pop("storageClass", None)
        dimensions = arguments.pop("dimensions", None)
        arguments.pop("_deprecation_context", None)
        if name is None or storage is None:
            raise Unsayable(ast.Constant("a connection without a name or a storage class"))
        brackets = ""
        if KINDS[item.kind].dimensioned:
            value = dimensions if dimensions is not None else ast.Tuple([], ast.Load())
            brackets = Dimensions(self.scope).brackets(
                value, f"{_plain(item.name)}Dimensions", self.definitions
            )
        parts = [f"{item.kind} {item.name}: {self._storage(storage)}{brackets} = {self._value('name', name)}"]
        for flag, value in list(arguments.items()):
            default = CONNECTION_FLAGS[flag].default if flag in CONNECTION_FLAGS else None
            match value:
                case Switch(cases=((ast.Constant(value=True), first), *_)):
                    value = first  # it always holds: no reader expects it to begin otherwise
            if isinstance(value, ast.Constant) and value.value is default:
                continue
            if (
                isinstance(value, ast.Constant)
                and type(value.value) is type(default)
                and value.value == default
            ):
                continue
            if isinstance(value, ast.Constant) and value.value is True:
                parts.append(flag)
                continue
            try:
                parts.append(f"{flag}={self._value(flag, value)}")
            except Unsayable as err:
                self._lose(item, flag, err)
        if item.when is not None and not grouped:
            parts.append(f"when {self.scope.text(item.when)}")
        yield ", ".join(parts)
        try:
            if isinstance(doc, Switch):
                raise Unsayable(doc.cases[0][1])
            yield from self._doc(self._meant(item, doc)) if doc is not None else ()
        except Unsayable as err:
            self._lose(item, "doc", err)

    def _lose(self, item: ConnectionDraft, what: str, err: Unsayable) -> None:
        text = f"the {what} of `{item.name}`: there are no words for `{ast.unparse(err.node)[:80]}`"
        self.scope.lost(Note(item.node.lineno, text, True))

    def _meant(self, item: ConnectionDraft, doc: ast.expr) -> ast.expr:
        """Return the text that was meant where there is a comma between its parts."""
        match doc:
            case ast.Tuple(elts=parts) | ast.Set(elts=parts) if all(
                isinstance(one, ast.Constant) and isinstance(one.value, str) for one in parts
            ):
                text = "".join(str(one.value) for one in parts if isinstance(one, ast.Constant))
                self.scope.lost(
                    Note(item.node.lineno, f"the doc of `{item.name}` is no string; one is made of its parts")
                )
                return ast.Constant(text)
        return doc

    def _storage(self, value: ast.expr | Switch) -> str:
        value = self.scope.settled(value)
        if isinstance(value, Switch):
            return f"{{{self._value('storage', value)}}}"
        match value:
            case ast.Constant(value=str() as text):
                return text
        return f"{{{self.scope.text(value)}}}"


def _same_items(one: object, other: object) -> bool:
    """Whether two collections, such as dimensions, have the same items."""
    if not isinstance(one, list | tuple | set) or not isinstance(other, list | tuple | set):
        return False
    return len(one) == len(other) and all(item in other for item in one)


def _plain(name: str) -> str:
    """Return a name without the parts in braces."""
    return "".join(part.rpartition("}")[2] for part in name.split("{"))


def _first(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
