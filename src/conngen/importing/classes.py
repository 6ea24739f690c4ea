"""Which classes of a Python module are Connections, Configs and Tasks, and which classes they come from."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from ..records import dataclass
from .python_file import PythonFile, dotted_name

__all__ = ["Find", "FoundClass", "classify", "inherits", "kind_of", "lineage", "own_bases"]

FoundClass = tuple[PythonFile, ast.ClassDef]
Find = Callable[[PythonFile, ast.expr], FoundClass | None]
"""Returns the class that an expression in a module means, if its source is at hand."""

_RUNTIME = {
    "PipelineTaskConnections": "connections",
    "PipelineTaskConfig": "config",
    "Config": "config",
    "PipelineTask": "task",
}
_ENDINGS = (
    ("Connections", "connections"),
    ("ConnectionsClass", "connections"),
    ("Config", "config"),
    ("ConfigClass", "config"),
)
_DEPTH = 20
"""How many bases are followed, one behind the other."""


@dataclass(frozen=True)
class _Walk:
    find: Find

    def kind(self, file: PythonFile, node: ast.ClassDef, depth: int = 0) -> str | None:
        for base in node.bases:
            runtime = file.runtime(base)
            if runtime in _RUNTIME:
                return _RUNTIME[runtime]
            found = self.find(file, base) if depth < _DEPTH else None
            if found is not None and found[1] is not node:
                kind = self.kind(*found, depth + 1)
                if kind is not None:
                    return kind
        return None

    def lineage(self, file: PythonFile, node: ast.ClassDef, depth: int = 0) -> Iterator[FoundClass | None]:
        yield file, node
        for base in node.bases:
            if file.runtime(base) in _RUNTIME:
                continue
            found = self.find(file, base) if depth < _DEPTH else None
            if found is None or found[1] is node:
                yield None
            else:
                yield from self.lineage(*found, depth + 1)


def kind_of(file: PythonFile, node: ast.ClassDef, find: Find) -> str | None:
    """Return what a class is.

    Parameters
    ----------
    file : `PythonFile`
        The module with the class.
    node : `ast.ClassDef`
        The class.
    find : callable
        Finds the classes that its bases mean.

    Returns
    -------
    kind : `str` or `None`
        ``connections``, ``config`` or ``task``; `None` for anything else. A base that can't be found counts by its
        name, and what it is given.
    """
    kind = _Walk(find).kind(file, node)
    if kind is not None:
        return kind
    keywords = {keyword.arg for keyword in node.keywords}
    if "pipelineConnections" in keywords:
        return "config"
    if keywords & {"dimensions", "defaultTemplates", "deprecatedTemplates"}:
        return "connections"
    for base in node.bases:
        if find(file, base) is not None:
            continue
        last = (dotted_name(base) or "").rpartition(".")[2]
        for ending, kind in _ENDINGS:
            if last.endswith(ending):
                return kind
        if last.endswith("Task") and last != "Task" and _is_pipeline_task(node):
            return "task"
    return None


def _is_pipeline_task(node: ast.ClassDef) -> bool:
    """Whether a class whose base is not at hand looks like a PipelineTask and not like a subtask."""
    return any(isinstance(one, ast.FunctionDef) and one.name == "runQuantum" for one in node.body) or any(
        isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == "ConfigClass" for one in node.body
    )


def classify(file: PythonFile, find: Find) -> dict[str, list[ast.ClassDef]]:
    """Return the classes of a module by what they are, each in the order of the module."""
    found: dict[str, list[ast.ClassDef]] = {"connections": [], "config": [], "task": []}
    for node in file.classes.values():
        kind = kind_of(file, node, find)
        if kind is not None:
            found[kind].append(node)
    return found


def lineage(file: PythonFile, node: ast.ClassDef, find: Find) -> Iterator[FoundClass | None]:
    """Yield a class and the classes it inherits from, nearest first; `None` for one whose source is not at hand."""
    return _Walk(find).lineage(file, node)


def inherits(file: PythonFile, node: ast.ClassDef, find: Find, runtime: str) -> bool:
    """Whether a class comes from one of the runtime, by that one's name."""
    for found in lineage(file, node, find):
        if found is not None and any(found[0].runtime(base) == runtime for base in found[1].bases):
            return True
    return False


def own_bases(file: PythonFile, node: ast.ClassDef) -> list[ast.expr]:
    """Return the bases of a class without those of the runtime."""
    return [base for base in node.bases if file.runtime(base) not in _RUNTIME]
