"""The names that a `.conn` file needs from elsewhere, and how it imports them."""

from __future__ import annotations

import ast
import builtins
import copy
from collections.abc import Collection, Iterator

from .python_file import PythonFile

__all__ = ["Imports"]


class Imports:
    """Collects what the expressions of one file refer to.

    Parameters
    ----------
    file : `PythonFile`
        The Python module they come from.
    module : `str`
        How a file beside it imports that module: ``.isrTask``, or ``isrTask`` outside of a package.
    declared : collection of `str`
        The classes that the `.conn` file declares itself.
    taken : collection of `str`
        Names that mean something else in the file: config fields, connections.
    """

    def __init__(
        self, file: PythonFile, module: str, declared: Collection[str], taken: Collection[str]
    ) -> None:
        self.file = file
        self.module = module
        self.declared = declared
        self.taken = taken
        self._from: dict[str, dict[str, str]] = {}
        self._modules: dict[str, str] = {}
        self._own: set[str] = set()

    def refer(self, node: ast.expr, local: Collection[str] = ()) -> ast.expr:
        """Return an expression as the file writes it, and remember what it has to import.

        Parameters
        ----------
        node : `ast.expr`
            The expression; names of ``local`` are left alone: config fields, loop variables.
        local : collection of `str`
            Names that are no imports.
        """
        renamed = _Renamer(self, local).visit(copy.deepcopy(node))
        assert isinstance(renamed, ast.expr)
        return renamed

    def name(self, module: str, name: str) -> str:
        """Return the bound name of something that the Python module does not have, and remember its import."""
        bound = self._bind(module, name, name)
        self._own.add(bound)
        return bound

    def lines(self) -> Iterator[str]:
        """Yield the import statements, in order."""
        for bound, module in sorted(self._modules.items(), key=lambda pair: pair[1]):
            plain = bound in (module, module.partition(".")[0])
            yield f"import {module}" if plain else f"import {module} as {bound}"
        for module in sorted(self._from, key=lambda one: (one.startswith("."), one)):
            names = self._from[module]
            parts = [name if name == bound else f"{name} as {bound}" for bound, name in sorted(names.items())]
            yield f"from {module} import {', '.join(parts)}"

    def _bind(self, module: str, name: str, bound: str) -> str:
        if bound in self.taken:
            bound = f"imported_{bound.lstrip('_')}"
        self._from.setdefault(module, {})[bound] = name
        return bound

    def bound(self, name: str) -> str:
        """Return what a name of the Python module is called in the file."""
        if name in self.declared or name in self._own:
            return name
        if name in self.file.imports:
            module, target = self.file.imports[name]
            if target:
                return self._bind(module, target, name)
            bound = f"imported_{name}" if name in self.taken else name
            self._modules[bound] = module
            return bound
        known = name in self.file.classes or name in self.file.functions or name in self.file.constants
        if known or not hasattr(builtins, name):
            return self._bind(self.module, name, name)
        return name


class _Renamer(ast.NodeTransformer):
    def __init__(self, imports: Imports, local: Collection[str]) -> None:
        self.imports = imports
        self.local = local

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        # `import a.b` binds `a`; the whole of it is what has to be imported.
        dotted = _dotted(node)
        first, _, rest = dotted.partition(".") if dotted else ("", "", "")
        if rest and first not in self.local and self.imports.file.imports.get(first) == (first, ""):
            module = _longest(self.imports.file, dotted or "")
            self.imports._modules[module] = module
            return node
        self.generic_visit(node)
        return node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in self.local:
            return node
        return ast.copy_location(ast.Name(self.imports.bound(node.id), ast.Load()), node)


def _dotted(node: ast.expr) -> str | None:
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    return ".".join((node.id, *reversed(parts))) if isinstance(node, ast.Name) else None


def _longest(file: PythonFile, dotted: str) -> str:
    """Return the longest module that the file imports by its full name and that a dotted name begins with."""
    found = dotted.rpartition(".")[0]
    best = ""
    for node in file.statements():
        if isinstance(node, ast.Import):
            for alias in node.names:
                if (
                    alias.asname is None
                    and f"{dotted}.".startswith(f"{alias.name}.")
                    and len(alias.name) > len(best)
                ):
                    best = alias.name
    return best or found
