"""The task class of an author: its methods, and those of its bases in the same module."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..model import Task
from ..python_source import PythonModule
from ..records import dataclass
from ..source import Place, Span

__all__ = ["AuthorClass", "author_class", "dotted", "runs_by_default"]

Function = ast.FunctionDef
_RUNTIME_BASES = frozenset({"PipelineTask", "Task", "object"})


@dataclass(frozen=True)
class AuthorClass:
    """A task class as its source tells it.

    Parameters
    ----------
    module : `PythonModule`
        Its module.
    node : `ast.ClassDef`
        The class.
    lineage : `tuple` [ `ast.ClassDef` ]
        The class and its bases in the same module, the nearest first.
    closed : `bool`
        Whether all its other bases are those of the runtime, so that nothing is inherited that is not seen.
    """

    module: PythonModule
    node: ast.ClassDef
    lineage: tuple[ast.ClassDef, ...]
    closed: bool

    def method(self, name: str) -> Function | None:
        """Return a method, of the class or of a base that is seen before any that is not.

        `None` if there is none, or if it may be another one that is called: defined twice, or assigned.
        """
        for cls in self.lineage:
            found = [node for node in cls.body if name in _bound(node)]
            if found:
                only = found[0]
                return only if len(found) == 1 and isinstance(only, ast.FunctionDef) else None
            if cls is self.node and not self._bases_seen(cls):
                return None  # a base that is not seen may have it
        return None

    def _bases_seen(self, cls: ast.ClassDef) -> bool:
        names = {one.name for one in self.lineage}
        return all(dotted(base).rpartition(".")[2] in names | _RUNTIME_BASES for base in cls.bases)

    def bodies(self) -> Iterator[frozenset[str]]:
        """Yield what each class of the lineage binds in its body."""
        for cls in self.lineage:
            yield frozenset(name for node in cls.body for name in _bound(node))

    def own_functions(self) -> Iterator[Function]:
        """Yield the methods of the class itself."""
        for node in self.node.body:
            if isinstance(node, ast.FunctionDef):
                yield node

    def place(self, node: ast.AST) -> Place:
        """Return the place of a node."""
        return self.module.place(node)

    def name_place(self, node: ast.FunctionDef | ast.ClassDef) -> Place:
        """Return the place of the name of a function or a class."""
        whole = self.module.place(node)
        word = "class" if isinstance(node, ast.ClassDef) else "def"
        text = whole.source.text
        start = text.find(node.name, text.find(word, whole.span.start) + len(word))
        return whole.source.at(Span(start, start + len(node.name))) if start >= 0 else whole

    def attribute_place(self, node: ast.Attribute) -> Place:
        """Return the place of the name behind the dot."""
        whole = self.module.place(node)
        return whole.source.at(Span(whole.span.end - len(node.attr), whole.span.end))


def author_class(module: PythonModule, task: Task) -> AuthorClass | None:
    """Return the class of a task in its author's module, or `None` if it is not there or is decorated."""
    node = module.classes.get(task.class_name)
    if node is None or node.decorator_list:
        return None
    lineage: list[ast.ClassDef] = []
    closed = True
    stack = [node]
    while stack:
        one = stack.pop(0)
        if any(one is seen for seen in lineage):
            continue
        lineage.append(one)
        closed = closed and not one.keywords
        for base in one.bases:
            name = dotted(base)
            if name in module.classes:
                stack.append(module.classes[name])
            elif name.rpartition(".")[2] not in _RUNTIME_BASES:
                closed = False
    return AuthorClass(module, node, tuple(lineage), closed)


def dotted(node: ast.AST | None) -> str:
    """Return ``a.b.c``, or nothing for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""


def _bound(node: ast.stmt) -> frozenset[str]:
    """Return the names that a statement of a class body binds."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return frozenset({node.name})
    return frozenset(
        one.id for one in ast.walk(node) if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
    ) | frozenset(one.name for one in ast.walk(node) if isinstance(one, ast.FunctionDef) and one is not node)


def runs_by_default(task: Task, cls: AuthorClass) -> bool:
    """Whether `run` is called by the runtime's own `runQuantum`."""
    return not task.run_quantum and cls.closed and not any("runQuantum" in names for names in cls.bodies())
