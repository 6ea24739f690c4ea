"""Reads a Config class: its fields, the defaults it changes, what it requires, and what else is in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from ..records import dataclass, field
from .classes import Find, lineage, own_bases
from .comments import comments_between, comments_on
from .configs.expressions import shown
from .configs.names import ConfigNames
from .decorators import decorated, decorator
from .defaults import read_defaults
from .drafts import ConfigDraft, FieldDraft, Hook, Note
from .fields import FieldReader
from .python_file import PythonFile
from .validation import read_validation

__all__ = ["read_config"]


def read_config(node: ast.ClassDef, file: PythonFile, find: Find) -> ConfigDraft:
    """Read a Config class.

    Parameters
    ----------
    node : `ast.ClassDef`
        The class.
    file : `PythonFile`
        Its module.
    find : callable
        Finds the classes that names mean.

    Returns
    -------
    draft : `ConfigDraft`
        What it says. Members that are neither fields nor said otherwise are hooks of the setting ``mixin``.
    """
    return _ConfigReader(node, file, find).draft()


@dataclass
class _Body:
    """What stands in the body of one class."""

    fields: dict[str, FieldDraft] = field(default_factory=dict)
    constants: dict[str, ast.expr] = field(default_factory=dict)
    methods: dict[str, ast.FunctionDef] = field(default_factory=dict)
    hooks: list[Hook] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    others: list[tuple[ast.stmt, str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    before: dict[str, list[str]] = field(default_factory=dict)


class _BodyReader:
    """Reads the body of a class, one statement after the other."""

    def __init__(self, node: ast.ClassDef, file: PythonFile, find: Find) -> None:
        self.file = file
        self.node = node
        self.body = _Body()
        self.reader = FieldReader(file, find, self.body.constants)
        self.last: FieldDraft | None = None

    def read(self) -> _Body:
        line = _head_end(self.node)
        for index, statement in enumerate(self.node.body):
            comments = comments_between(self.file, line, statement)
            if not (index == 0 and _is_text(statement)):
                self._statement(statement, comments)
            line = statement.end_lineno or statement.lineno
        self._keep(comments_on(self.file, line + 1, self._end(line)))
        return self.body

    def _keep(self, comments: list[str]) -> None:
        """Keep comments that no field follows."""
        (self.last.comments if self.last is not None else self.body.comments).extend(comments)

    def _end(self, line: int) -> int:
        """Return the last of the comment lines behind the class that are indented like its body."""
        column = self.node.body[0].col_offset if self.node.body else 0
        end = line
        for one in range(line + 1, len(self.file.lines) + 1):
            text = self.file.lines[one - 1]
            if text.strip() and not (
                text.lstrip().startswith("#") and len(text) - len(text.lstrip()) >= column
            ):
                break
            end = one
        return end

    def _statement(self, statement: ast.stmt, comments: list[str]) -> None:
        match statement:
            case ast.Assign(targets=targets, value=ast.Call() as value) if self.reader.is_field(value):
                if all(isinstance(target, ast.Name) for target in targets):
                    for target in targets:
                        self._field(target, value, statement, comments)
                    return
            case ast.AnnAssign(
                target=ast.Name() as target, value=ast.Call() as value
            ) if self.reader.is_field(value):
                self._field(target, value, statement, comments)
                return
            case ast.FunctionDef(name=name):
                self.body.methods[name] = statement
                begin = comments_on(self.file, statement.lineno, statement.end_lineno or statement.lineno)
                self.body.before[name] = comments[: len(comments) - len(begin)]
                return
            case ast.Expr(value=ast.Constant(value=str() as text)):
                self._keep([*comments, *(f"# {line}".rstrip() for line in text.strip().splitlines())])
                return
            case ast.Pass() | ast.Expr(value=ast.Constant()):
                self._keep(comments)
                return
            case ast.AnnAssign(target=ast.Name(id=name), value=None):
                self._other(statement, f"`{name}` is declared without a value")
                return
        self._constant(statement)

    def _constant(self, statement: ast.stmt) -> None:
        """Take over a member that is neither field nor method."""
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) | ast.AnnAssign(
                target=ast.Name(id=name), value=ast.expr() as value
            ):
                self.body.constants[name] = value
                if isinstance(value, ast.Name | ast.Attribute) and self.file.runtime(value) is not None:
                    return  # another name for a field class
                self._other(statement, f"`{name}` is no field")
            case ast.ClassDef(name=name):
                self._other(statement, f"`{name}` is a class of its own")
            case ast.If(test=test) if "TYPE_CHECKING" in ast.unparse(test) and not statement.orelse:
                pass
            case _:
                text = f"`{shown(statement)}` runs when the class is made"
                self.body.notes.append(Note(statement.lineno, text, True))

    def _other(self, statement: ast.stmt, why: str) -> None:
        self.body.others.append((statement, why))

    def _field(self, target: ast.expr, value: ast.Call, statement: ast.stmt, comments: list[str]) -> None:
        assert isinstance(target, ast.Name)
        found = self.reader.read(target.id, value, statement)
        found.draft.comments += comments
        if target.id in self.body.fields:
            text = f"`{target.id}` is declared twice, and the second declaration holds"
            self.body.notes.append(Note(statement.lineno, text))
            earlier = self.body.fields.pop(target.id)
            self.body.hooks = [hook for hook in self.body.hooks if hook.statements != (earlier.node,)]
        self.body.fields[target.id] = self.last = found.draft
        self.body.hooks += found.hooks
        self.body.notes += found.notes


class _ConfigReader:
    def __init__(self, node: ast.ClassDef, file: PythonFile, find: Find) -> None:
        self.node = node
        self.file = file
        self.find = find
        self.body = _BodyReader(node, file, find).read()

    def draft(self) -> ConfigDraft:
        draft = ConfigDraft(self.node.name, self.node, own_bases(self.file, self.node))
        draft.doc = ast.get_docstring(self.node)
        draft.comments += [*self._comments(), *self.body.comments]
        draft.items += self.body.fields.values()
        draft.hooks += self.body.hooks
        draft.notes += self.body.notes
        self._keywords(draft)
        names = self._names()
        self._methods(draft, names)
        self._mixin(draft)
        return draft

    def _comments(self) -> list[str]:
        """Return the comments before the class, and in its head."""
        first = min([self.node.lineno, *(one.lineno for one in self.node.decorator_list)])
        before = len(self.file.comments_before(ast.Pass(lineno=first, col_offset=0)))
        last, doc = _head_end(self.node), self.node.body[0]
        if _is_text(doc):
            last = doc.end_lineno or doc.lineno
        return comments_on(self.file, first - before, last)

    def _keywords(self, draft: ConfigDraft) -> None:
        for keyword in self.node.keywords:
            if keyword.arg == "pipelineConnections":
                draft.connections = keyword.value
            else:
                text = f"`{self.node.name}` is made with `{keyword.arg}={shown(keyword.value)}`"
                draft.notes.append(Note(keyword.value.lineno, text, True))
        draft.hooks += decorated(self.node, self.file)
        draft.decorator = decorator(self.node, self.file)

    def _names(self) -> ConfigNames:
        """Return what the attributes of the config are, with those of the bases that are at hand."""
        bodies = list(self._bodies())
        fields: dict[str, FieldDraft] = {}
        constants: dict[str, ast.expr] = {}
        methods: dict[str, ast.FunctionDef] = {}
        for body in reversed(bodies):
            if body is None:
                continue
            fields |= body.fields
            constants = {
                name: value for name, value in {**constants, **body.constants}.items() if name not in fields
            }
            methods |= body.methods
        return ConfigNames(
            cls=self.node,
            file=self.file,
            find=self.find,
            fields=fields,
            own=frozenset(self.body.fields),
            constants=constants,
            methods=methods,
            near=frozenset(name for name, one in methods.items() if self._is_near(one)),
            opaque=None in bodies,
        )

    def _bodies(self) -> Iterator[_Body | None]:
        for found in lineage(self.file, self.node, self.find):
            if found is None:
                yield None
            elif found[1] is self.node:
                yield self.body
            else:
                yield _BodyReader(found[1], found[0], self.find).read()

    def _is_near(self, method: ast.FunctionDef) -> bool:
        """Whether a method is written in the module of the class, and no class there has another of its name."""
        classes = self.file.classes.values()
        same = [one for node in classes for one in node.body if getattr(one, "name", None) == method.name]
        return same == [method]

    def _inherited(self, name: str) -> bool | None:
        """Whether a base has a method; `None` if that can't be told."""
        found: bool | None = False
        for body in list(self._bodies())[1:]:
            if body is None:
                found = None
            elif name in body.methods:
                return True
        return found

    def _methods(self, draft: ConfigDraft, names: ConfigNames) -> None:
        """Take over what `setDefaults` and `validate` do."""
        readers = {"setDefaults": read_defaults, "validate": read_validation}
        for name, reader in readers.items():
            method = self.body.methods.get(name)
            if method is None or not _is_plain_method(method):
                continue
            found = reader(method, names, self._inherited(name))
            if found.whole:
                continue
            comments = found.items[0].comments if found.items else draft.comments
            comments[:0] = self.body.before[name]
            draft.items += found.items
            draft.hooks += found.hooks
            draft.notes += found.notes
            draft.comments += found.comments
            del self.body.methods[name]

    def _mixin(self, draft: ConfigDraft) -> None:
        """Note the members that stay Python, in the order of the class."""
        others: Mapping[int, tuple[ast.stmt, str]] = {id(node): (node, why) for node, why in self.body.others}
        for statement in self.node.body:
            if id(statement) in others:
                why = others[id(statement)][1]
                nameless = ast.FunctionDef("", ast.arguments([], [], None, [], [], None, []), [], [])
                nameless.lineno, nameless.end_lineno = statement.lineno, statement.end_lineno
                draft.hooks.append(Hook("mixin", nameless, (statement,), why, statement.lineno))
            elif (
                isinstance(statement, ast.FunctionDef) and self.body.methods.get(statement.name) is statement
            ):
                why = f"`{statement.name}` is a method"
                draft.hooks.append(Hook("mixin", statement, tuple(statement.body), why, statement.lineno))
            elif isinstance(statement, ast.FunctionDef) and statement.name in self.body.methods:
                # The setter of a property, or a method that is written twice.
                why = f"`{statement.name}` is a method"
                draft.hooks.append(Hook("mixin", statement, tuple(statement.body), why, statement.lineno))


def _head_end(node: ast.ClassDef) -> int:
    """Return the last line of the head of a class."""
    parts = [*node.bases, *(keyword.value for keyword in node.keywords)]
    return max([node.lineno, *(part.end_lineno or 0 for part in parts)])


def _is_text(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def _is_plain_method(method: ast.FunctionDef) -> bool:
    """Whether a method takes the config alone, and nothing is wrapped around it."""
    arguments = method.args
    more = arguments.posonlyargs or arguments.vararg or arguments.kwonlyargs or arguments.kwarg
    return len(arguments.args) == 1 and not more and not method.decorator_list
