"""Reads Python modules from their source, without importing anything: what `.conn` files build on."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .errors import ConngenError
from .finder import Finder
from .model import PythonName
from .python_classes import DEPTH, ClassReader
from .records import dataclass, field
from .source import Place, Source, Span
from .typings import Any

__all__ = ["PythonModule", "PythonReader"]


@dataclass
class PythonModule:
    """A Python module as its source tells it.

    Parameters
    ----------
    key : `str`
        The file.
    source : `Source`
        Its text.
    classes : `dict`
        Its classes by name.
    functions : `dict`
        Its functions by name.
    imports : `dict`
        What it imports: name to level, module and name there.
    names : `set`
        All names that it binds at its top level.
    stars : `list`
        The modules it takes everything from: level and name.
    open : `bool`
        Whether it may have names that the source does not show.
    at_once : `set`
        What it imports from modules as soon as it is imported, under no condition: level, module and name there.
    """

    key: str
    source: Source
    classes: dict[str, ast.ClassDef] = field(default_factory=dict)
    functions: dict[str, ast.FunctionDef | ast.AsyncFunctionDef] = field(default_factory=dict)
    imports: dict[str, tuple[int, str, str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    stars: list[tuple[int, str]] = field(default_factory=list)
    open: bool = False
    at_once: set[tuple[int, str, str]] = field(default_factory=set)

    def place(self, node: ast.AST) -> Place:
        """Return the place of a node."""
        line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
        start = self.offset(line, column)
        end = self.offset(
            getattr(node, "end_lineno", line) or line, getattr(node, "end_col_offset", column) or column
        )
        return self.source.at(Span(start, end))

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and a column as `ast` counts them: from 1, and in bytes from 0."""
        text = self.source.line(line)
        if not text.isascii():
            column = len(text.encode()[:column].decode(errors="replace"))
        return self.source.offset(line, column + 1)


class PythonReader:
    """Reads modules, each once.

    Parameters
    ----------
    finder : `Finder`
        Finds and reads files.
    """

    def __init__(self, finder: Finder) -> None:
        self.finder = finder
        self._modules: dict[str, PythonModule | None] = {}
        self._classes = ClassReader(self)

    def module(self, key: str) -> PythonModule | None:
        """Return a module, or `None` if it can't be read."""
        if key not in self._modules:
            self._modules[key] = None  # a module that is being read is not read again
            self._modules[key] = self._read(key)
        return self._modules[key]

    def _read(self, key: str) -> PythonModule | None:
        try:
            source = self.finder.source(key)
        except ConngenError:
            return None
        parsed = parse_python(source.text)
        if parsed is None:
            return None
        module = PythonModule(key, source)
        for node in _top_level(parsed):
            _bind(node, module)
        for node in parsed.body:
            if isinstance(node, ast.ImportFrom):
                module.at_once |= {(node.level, node.module or "", alias.name) for alias in node.names}
        text = source.text
        module.open = "__getattr__" in module.names or "globals()" in text or "exec(" in text
        return module

    def release(self, key: str) -> None:
        """Let go of a module; it is read again if it is asked for."""
        self._modules.pop(key, None)

    def read(self) -> Iterator[PythonModule]:
        """Yield the modules that were read so far."""
        return (module for module in self._modules.values() if module is not None)

    def names(self, key: str) -> frozenset[str] | None:
        """Return the names a module binds, or `None` if its source does not tell."""
        module = self.module(key)
        return None if module is None else self._names(module, 0)

    def _names(self, module: PythonModule, depth: int) -> frozenset[str] | None:
        if module.open or depth > DEPTH:
            return None
        found = set(module.names)
        for level, name in module.stars:
            where = self.finder.python(module.key, level, name)
            inner = self.module(where[0]) if where is not None else None
            names = self._names(inner, depth + 1) if inner is not None else None
            if names is None:
                return None
            found |= names
        return frozenset(found)

    def find(self, key: str, name: str, depth: int = 0) -> tuple[PythonModule, ast.ClassDef] | None:
        """Return the class of a name in a module, wherever the module has it from."""
        module = self.module(key)
        if module is None or depth > DEPTH:
            return None
        first, _, rest = name.partition(".")
        if not rest and first in module.classes:
            return module, module.classes[first]
        if first in module.imports:
            level, target, imported = module.imports[first]
            if rest:  # a module that was imported
                where = self.finder.python(
                    key, level, f"{target}.{imported}".strip(".") if imported else target
                )
                return self.find(where[0], rest, depth + 1) if where is not None else None
            where = self.finder.python(key, level, target)
            if where is not None:
                return self.find(where[0], imported, depth + 1)
        for level, target in module.stars:
            where = self.finder.python(key, level, target)
            if where is not None and (found := self.find(where[0], name, depth + 1)) is not None:
                return found
        return None

    def known(self, key: str, name: str, python: PythonName, in_project: bool) -> Any:
        """Return what is known of a class: a `Task`, `ConnectionsClass` or `ConfigClass`, or `None`.

        Parameters
        ----------
        key, name : `str`
            The file that has it, and its name there.
        python : `PythonName`
            How a generated module names it.
        in_project : `bool`
            Whether the file belongs to the project. What is generated does not depend on files that do not.
        """
        return self._classes.known(key, name, python, in_project)


def parse_python(text: str) -> ast.Module | None:
    """Return the tree of a Python text, or `None` if it is none."""
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _top_level(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the statements that bind names of a module, those in its conditions included."""
    for child in ast.iter_child_nodes(node):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            yield from _top_level(child)


def _bind(node: ast.AST, module: PythonModule) -> None:
    match node:
        case ast.ClassDef(name=name):
            module.classes[name] = node
            module.names.add(name)
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
            module.functions[name] = node
            module.names.add(name)
        case ast.ImportFrom(module=target, names=names, level=level):
            for alias in names:
                if alias.name == "*":
                    module.stars.append((level, target or ""))
                else:
                    bound = alias.asname or alias.name
                    module.names.add(bound)
                    module.imports[bound] = (level, target or "", alias.name)
        case ast.Import(names=names):
            for alias in names:
                bound = alias.asname or alias.name.partition(".")[0]
                module.names.add(bound)
                module.imports[bound] = (0, alias.name if alias.asname else bound, "")
        case ast.Name(id=name, ctx=ast.Store()):
            module.names.add(name)
