"""Makes functions of the code that a `.conn` file can't say: the module of hooks beside it."""

from __future__ import annotations

import ast
import builtins
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from ..records import dataclass, field
from ..vocabulary import CONFIG_METHODS, METHODS
from .drafts import ConfigDraft, ConnectionsDraft, Hook
from .python_file import PythonFile

__all__ = ["HookModule", "Named"]

_KNOWN = ("customize", "validate", "setDefaults")


@dataclass(frozen=True)
class Named:
    """A function, or a class with methods, that takes the place of code in a class.

    Parameters
    ----------
    setting : `str`
        What it is attached as; ``mixin`` for a base class, ``check:field`` for what a field names.
    name : `str`
        Its name in the module of hooks.
    lines : `tuple` [ `int` ]
        The first and the last line of the code.
    why : `str`
        What could not be said.
    """

    setting: str
    name: str
    lines: tuple[int, int]
    why: str


@dataclass
class HookModule:
    """The module with the hooks of one `.conn` file.

    Parameters
    ----------
    file : `PythonFile`
        Where the code comes from.
    module : `str`
        How the hooks import that module, ``.isrTask``.
    declared : `dict` [ `str`, `str` ]
        The classes of the `.conn` file, each with the generated module that has it.
    """

    file: PythonFile
    module: str
    declared: dict[str, str]
    _parts: list[str] = field(default_factory=list)
    _imports: set[str] = field(default_factory=set)
    _names: set[str] = field(default_factory=set)

    def add(self, draft: ConnectionsDraft | ConfigDraft) -> list[Named]:
        """Take over the hooks of a class, and return what they are called."""
        found = []
        mixed = [hook for hook in draft.hooks if hook.setting == "mixin"]
        if mixed:
            found.append(self._mixin(draft, mixed))
        for hook in draft.hooks:
            if hook.setting != "mixin":
                found.append(self._function(draft, hook))
        return found

    @property
    def text(self) -> str | None:
        """The text of the module, not yet formatted; `None` if there is nothing in it."""
        if not self._parts:
            return None
        head = f'"""What the classes of ``{self.file.stem}.conn`` do in Python; made from ``{self.file.stem}.py``."""'
        parts = [head, "from __future__ import annotations", "\n".join(sorted(self._imports)), *self._parts]
        return "\n\n".join(part for part in parts if part) + "\n"

    # --- functions ---

    def _function(self, draft: ConnectionsDraft | ConfigDraft, hook: Hook) -> Named:
        stem = draft.name
        if hook.setting != "decorate":
            stem = stem.removesuffix("Connections").removesuffix("Config")
        setting, _, about = hook.setting.partition(":")
        name = self._free(f"{setting}{stem}{about[:1].upper()}{about[1:]}")
        first, last = _extent(hook)
        if setting == "decorate":
            self._parts.append(self._decorator(draft, name))
            return Named(hook.setting, name, (hook.line, hook.line), hook.why)
        if setting not in METHODS and setting not in CONFIG_METHODS:
            function = hook.method
            function.name = name
            local = self._needs(function, [])
            text = ast.unparse(ast.fix_missing_locations(function))
            if setting == "default" and isinstance(function.body[-1], ast.Return) and function.body[-1].value:
                text = "\n".join([*local, f"{name} = {ast.unparse(function.body[-1].value)}"])
            elif local:
                lines = text.splitlines()
                text = "\n".join([lines[0], *(f"    {line}" for line in local), *lines[1:]])
            self._parts.append(text)
            return Named(hook.setting, name, (hook.line, hook.line), hook.why)
        known = setting in _KNOWN
        text = self._rest(hook, name, setting) if known else self._whole(draft, hook, name)
        self._parts.append(text)
        return Named(hook.setting, name, (first, last), hook.why)

    def _decorator(self, draft: ConnectionsDraft | ConfigDraft, name: str) -> str:
        """Return a function that does what the decorators of a class do."""
        decorators = draft.node.decorator_list
        local: list[str] = []
        result = "cls"
        for one in reversed(decorators):
            local += self._needs(one, [])
            result = f"{ast.unparse(one)}({result})"
        body = [f'"""Decorate `{draft.name}`."""', *dict.fromkeys(local), f"return {result}"]
        return "\n".join([f"def {name}(cls):", *(f"    {line}" for line in body)])

    def _whole(self, draft: ConnectionsDraft | ConfigDraft, hook: Hook, name: str) -> str:
        """Return a method as a function: the same text with another name."""
        method = hook.method
        lines = self._source(method.lineno, method.end_lineno or method.lineno)
        lines[0] = lines[0].replace(f"def {method.name}", f"def {name}", 1)
        text = textwrap.dedent("\n".join(self._without_super(lines, method, draft.name)))
        local = self._needs(method, [method], draft.name if _uses_super(method) else None)
        return _with_imports(text, local, method)

    def _rest(self, hook: Hook, name: str, setting: str) -> str:
        """Return the statements that are left of a method as a function."""
        statements = [*_slice(hook), *hook.statements]
        parameter = hook.method.args.args[0].arg if hook.method.args.args else "self"
        head = [f"def {name}({parameter}):", f'    """{_DOCS[setting]}"""']
        names = {node.id for one in statements for node in ast.walk(one) if isinstance(node, ast.Name)}
        body = []
        arguments = [one.arg for one in (*hook.method.args.args[1:], *hook.method.args.kwonlyargs)]
        body += [f"    {one} = {parameter}.config" for one in arguments if one in names]
        written = {id(node) for node in ast.walk(hook.method)}
        for statement in statements:
            if id(statement) in written:
                first = statement.lineno - len(self.file.comments_before(statement))
                text = "\n".join(self._source(first, statement.end_lineno or statement.lineno))
            else:  # only a part of one that was written
                text = ast.unparse(ast.fix_missing_locations(statement))
            body += textwrap.indent(textwrap.dedent(text), "    ").splitlines()
        holder = ast.Module(list(statements), [])
        local = self._needs(holder, [hook.method])
        return "\n".join([*head, *(f"    {line}" for line in local), *body])

    def _source(self, first: int, last: int) -> list[str]:
        return list(self.file.lines[first - 1 : last])

    def _without_super(self, lines: list[str], method: ast.FunctionDef, name: str) -> list[str]:
        """Replace ``super()``, which only works inside of a class."""
        parameter = method.args.args[0].arg if method.args.args else "self"
        for node in ast.walk(method):
            match node:
                case ast.Call(func=ast.Name(id="super", lineno=line), args=[], keywords=[]):
                    index = line - method.lineno
                    lines[index] = lines[index].replace("super()", f"super({name}, {parameter})")
        return lines

    # --- a class of methods ---

    def _mixin(self, draft: ConnectionsDraft | ConfigDraft, hooks: Sequence[Hook]) -> Named:
        connections = isinstance(draft, ConnectionsDraft)
        ending = "Connections" if connections else "Config"
        name = self._free(f"{draft.name.removesuffix(ending)}Extra{ending}")
        base = "PipelineTaskConnections" if connections else "Config"
        self._imports.add(f"from lsst.{'pipe.base' if connections else 'pex.config'} import {base}")
        keywords = ", dimensions=()" if connections else ""
        if connections and any(not hook.method.name for hook in hooks):
            shown = [one for one in draft.node.keywords if one.arg]
            keywords = "".join(f", {one.arg}={ast.unparse(one.value)}" for one in shown)
            for one in shown:
                self._needs(one.value, [])
        body = []
        for hook in hooks:
            nodes: Sequence[ast.stmt] = (hook.method,) if hook.method.name else hook.statements
            for node in nodes:
                first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
                lines = self._source(
                    first - len(self.file.comments_before(_at(first))), node.end_lineno or first
                )
                body.append(textwrap.indent(textwrap.dedent("\n".join(lines)), "    "))
                self._needs(node, [])
        doc = f'    """What `{draft.name}` does in Python."""'
        self._parts.append("\n\n".join([f"class {name}({base}{keywords}):\n{doc}", *body]))
        extents = [_extent(hook) for hook in hooks]
        lines_ = (min(one[0] for one in extents), max(one[1] for one in extents))
        return Named("mixin", name, lines_, "; ".join(dict.fromkeys(hook.why for hook in hooks)))

    # --- names ---

    def _free(self, name: str) -> str:
        while name in self._names:
            name += "_"
        self._names.add(name)
        return name

    def _needs(
        self, node: ast.AST, functions: Iterable[ast.FunctionDef], own: str | None = None
    ) -> list[str]:
        """Note the imports that some code needs, and return those that have to stand inside of a function."""
        bound = {
            one.arg for function in functions for one in ast.walk(function.args) if isinstance(one, ast.arg)
        }
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store | ast.Del):
                bound.add(inner.id)
            elif isinstance(inner, ast.arg):
                bound.add(inner.arg)
            elif isinstance(
                inner, ast.MatchAs | ast.MatchStar | ast.ExceptHandler | ast.FunctionDef | ast.ClassDef
            ):
                bound |= {inner.name} if inner.name else set()
            elif isinstance(inner, ast.MatchMapping):
                bound |= {inner.rest} if inner.rest else set()
            elif isinstance(inner, ast.alias):
                bound.add((inner.asname or inner.name).partition(".")[0])
        loaded = {
            one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Load)
        }
        local: dict[str, set[str]] = {}
        for name in sorted((loaded - bound) | ({own} if own else set())):
            if name in self.declared:
                local.setdefault(self.declared[name], set()).add(name)
            elif name in self.file.imports:
                self._imports.update(self._import(name))
            elif (
                name in self.file.classes
                or name in self.file.functions
                or name in self.file.constants
                or not hasattr(builtins, name)
            ):
                local.setdefault(self.module, set()).add(name)
        return [f"from {module} import {', '.join(sorted(names))}" for module, names in sorted(local.items())]

    def _import(self, name: str) -> Iterator[str]:
        module, target = self.file.imports[name]
        if target:
            yield f"from {module} import {target}" + ("" if target == name else f" as {name}")
        elif module != name:
            yield f"import {module} as {name}"
        else:
            for node in self.file.statements():
                if isinstance(node, ast.Import):
                    for alias in node.names:
                        if alias.asname is None and alias.name.partition(".")[0] == name:
                            yield f"import {alias.name}"


_DOCS = {
    "customize": "Do the rest of what depends on the config.",
    "validate": "Check the rest of what has to hold.",
    "setDefaults": "Set the rest of the defaults.",
}


def _uses_super(method: ast.FunctionDef) -> bool:
    return any(isinstance(node, ast.Name) and node.id == "super" for node in ast.walk(method))


def _with_imports(text: str, local: list[str], method: ast.FunctionDef) -> str:
    """Put imports behind the head and the docstring of a function."""
    if not local:
        return text
    lines = text.splitlines()
    first = method.body[0]
    is_doc = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant)
    last = first.end_lineno or first.lineno
    index = last - method.lineno + 1 if is_doc else first.lineno - method.lineno
    return "\n".join([*lines[:index], *(f"    {line}" for line in local), *lines[index:]])


def _extent(hook: Hook) -> tuple[int, int]:
    nodes: Sequence[ast.stmt] = hook.statements if hook.setting in _KNOWN else (hook.method,)
    nodes = nodes or (hook.method,)
    return nodes[0].lineno, max(node.end_lineno or node.lineno for node in nodes)


def _slice(hook: Hook) -> list[ast.stmt]:
    """Return the earlier assignments of a method that its last statements need."""
    if not hook.statements:
        return []
    kept: list[ast.stmt] = []
    needed = {node.id for one in hook.statements for node in ast.walk(one) if isinstance(node, ast.Name)}
    taken = {id(one) for one in hook.statements}
    last = hook.statements[-1].lineno
    for statement in reversed(
        [one for one in hook.method.body if one.lineno < last and id(one) not in taken]
    ):
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if name in needed:
                kept.append(statement)
                needed |= {node.id for node in ast.walk(value) if isinstance(node, ast.Name)}
    return list(reversed(kept))


def _at(line: int) -> ast.stmt:
    return ast.Pass(lineno=line, col_offset=0)
