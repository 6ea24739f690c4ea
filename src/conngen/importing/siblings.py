"""Finds the classes that a Python module builds on, in the modules around it; nothing is imported or executed."""

from __future__ import annotations

import ast
from pathlib import PurePath

from ..errors import ConngenError
from ..finder import Finder
from .classes import FoundClass
from .python_file import PythonFile, dotted_name, read_python

__all__ = ["Siblings"]

_DEPTH = 12
"""How many re-exports are followed."""


class Siblings:
    """The modules around one, each read once.

    Parameters
    ----------
    finder : `Finder`
        Finds and reads files.
    """

    def __init__(self, finder: Finder) -> None:
        self.finder = finder
        self._files: dict[str, PythonFile | None] = {}
        self._keys: dict[int, str] = {}

    def file(self, key: str, text: str | None = None, name: str | None = None) -> PythonFile:
        """Return a module.

        Parameters
        ----------
        key : `str`
            The file, as the finder calls it.
        text : `str`, optional
            Its text, if it is not to be read.
        name : `str`, optional
            What messages call it.

        Raises
        ------
        ConngenError
            Raised if it can't be read.
        """
        found = self._files.get(key)
        if found is None:
            if text is None:
                source = self.finder.source(key)
                text, name = source.text, name or source.name
            found = read_python(text, name or key, PurePath(key).stem)
            self._files[key] = found
            self._keys[id(found)] = key
        return found

    def find(self, file: PythonFile, node: ast.expr) -> FoundClass | None:
        """Return the class that an expression in a module means, or `None` if its source is not at hand."""
        dotted = dotted_name(node)
        return self._find(file, dotted, 0) if dotted is not None else None

    def in_package(self, file: PythonFile) -> bool:
        """Whether a module lies in a package."""
        key = self._keys.get(id(file))
        return key is not None and self.finder.python(key, 1, "") is not None

    def _find(self, file: PythonFile, dotted: str, depth: int) -> FoundClass | None:
        first, _, rest = dotted.partition(".")
        if depth > _DEPTH:
            return None
        if first in file.classes:
            return self._inside(file, file.classes[first], rest, depth)
        if first in file.imports:
            module, name = file.imports[first]
            if name:
                inner = self._module(file, module)
                if (
                    inner is not None
                    and (found := self._find(inner, _joined(name, rest), depth + 1)) is not None
                ):
                    return found
                module = f"{module}.{name}" if module.strip(".") else f"{module}{name}"
                return self._below(file, module, rest, depth)
            return self._below(file, module, rest, depth)
        for star in file.stars:
            inner = self._module(file, star)
            if inner is not None and (found := self._find(inner, dotted, depth + 1)) is not None:
                return found
        return None

    def _below(self, file: PythonFile, module: str, rest: str, depth: int) -> FoundClass | None:
        """Return what a dotted name behind a module means: further modules, then a class."""
        parts = rest.split(".") if rest else []
        for count in range(len(parts)):
            inner = self._module(file, ".".join((module, *parts[:count])))
            if inner is not None:
                found = self._find(inner, ".".join(parts[count:]), depth + 1)
                if found is not None:
                    return found
        return None

    def _inside(self, file: PythonFile, node: ast.ClassDef, rest: str, depth: int) -> FoundClass | None:
        """Return a class, or the one that an attribute of it names: ``SomeTask.ConfigClass``."""
        if not rest:
            return file, node
        name, _, further = rest.partition(".")
        for statement in node.body:
            match statement:
                case ast.Assign(targets=[ast.Name(id=target)], value=value) if target == name:
                    inner = dotted_name(value)
                    return self._find(file, _joined(inner, further), depth + 1) if inner else None
        for base in node.bases:
            outer = dotted_name(base)
            found = self._find(file, _joined(outer, rest), depth + 1) if outer else None
            if found is not None:
                return found
        if name == "ConnectionsClass":
            for keyword in node.keywords:
                inner = dotted_name(keyword.value)
                if keyword.arg == "pipelineConnections" and inner:
                    return self._find(file, _joined(inner, further), depth + 1)
        return None

    def _module(self, file: PythonFile, module: str) -> PythonFile | None:
        key = self._keys.get(id(file))
        if key is None:
            return None
        name = module.lstrip(".")
        found = self.finder.python(key, len(module) - len(name), name)
        if found is None:
            return None
        if found.key not in self._files:
            try:
                self.file(found.key)
            except ConngenError:
                self._files[found.key] = None
        return self._files[found.key]


def _joined(name: str, rest: str) -> str:
    return f"{name}.{rest}" if rest else name
