"""A Python module that is to be imported: its tree, its comments, and what its names stand for; never executed."""

from __future__ import annotations

import ast
import io
import tokenize
from collections.abc import Iterator
from functools import cached_property

from ..errors import ConngenError
from ..records import dataclass, field

__all__ = ["PythonFile", "read_python"]

_RUNTIME = ("lsst.pipe.base", "lsst.pex.config")
"""The packages whose classes connections, configs and tasks are made of."""


@dataclass(frozen=True, eq=False)
class PythonFile:
    """A Python module as its text tells it.

    Parameters
    ----------
    name : `str`
        What messages call it.
    stem : `str`
        The name of the module, without its package.
    text : `str`
        Its text.
    tree : `ast.Module`
        Its tree.
    imports : `dict`
        What it imports at its top level, inside of conditions too: bound name to module, with its leading dots, and
        the name there, which is empty for a module.
    stars : `list` [ `str` ]
        The modules it takes everything from.
    """

    name: str
    stem: str
    text: str
    tree: ast.Module
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """Its lines; that of number 1 is at 0."""
        return tuple(self.text.splitlines())

    @cached_property
    def comments(self) -> dict[int, tuple[int, str]]:
        """The comments by line: column and text, ``#`` included."""
        found = {}
        for token in tokenize.generate_tokens(io.StringIO(self.text).readline):
            if token.type == tokenize.COMMENT:
                found[token.start[0]] = (token.start[1], token.string)
        return found

    @cached_property
    def classes(self) -> dict[str, ast.ClassDef]:
        """The classes at its top level, by name, in order."""
        return {node.name: node for node in self.statements() if isinstance(node, ast.ClassDef)}

    @cached_property
    def functions(self) -> dict[str, ast.FunctionDef]:
        """The functions at its top level, by name."""
        return {node.name: node for node in self.statements() if isinstance(node, ast.FunctionDef)}

    @cached_property
    def constants(self) -> dict[str, ast.expr]:
        """The values of names that are assigned once at the top level, and never again."""
        found: dict[str, ast.expr] = {}
        twice = set()
        for node in self.statements():
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    pass
                case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                    pass
                case _:
                    continue
            if name in found:
                twice.add(name)
            found[name] = value
        return {name: value for name, value in found.items() if name not in twice}

    def statements(self) -> Iterator[ast.stmt]:
        """Yield the statements at the top level, those inside of its conditions included."""
        yield from _statements(self.tree.body)

    def comments_before(self, node: ast.stmt) -> tuple[str, ...]:
        """Return the comments on the lines right before a statement, with no blank line between."""
        found: list[str] = []
        line = node.lineno - 1
        while line in self.comments and self.lines[line - 1].lstrip().startswith("#"):
            found.append(self.comments[line][1])
            line -= 1
        return tuple(reversed(found))

    def comments_inside(self, node: ast.AST) -> tuple[str, ...]:
        """Return the comments from the first to the last line of a node, the one behind it included."""
        first, last = getattr(node, "lineno", 1), getattr(node, "end_lineno", None) or 1
        return tuple(self.comments[line][1] for line in range(first, last + 1) if line in self.comments)

    def qualified(self, node: ast.expr) -> str | None:
        """Return the full name of a dotted expression: ``cT.Input`` is ``lsst.pipe.base.connectionTypes.Input``.

        A name that the module defines itself stays as it is; `None` if the expression is no dotted name.
        """
        dotted = dotted_name(node)
        if dotted is None:
            return None
        first, _, rest = dotted.partition(".")
        if first not in self.imports:
            return dotted
        module, name = self.imports[first]
        head = f"{module}.{name}" if name and module.strip(".") else f"{module}{name}"
        return f"{head}.{rest}" if rest else head

    def runtime(self, node: ast.expr) -> str | None:
        """Return the last name of what belongs to the runtime, ``Input`` or ``Field``, or `None` for anything else.

        Subscripts are passed over: ``Field[bool]`` is ``Field``.
        """
        if isinstance(node, ast.Subscript):
            node = node.value
        full = self.qualified(node)
        if full is None:
            return None
        if any(full.startswith(f"{package}.") for package in _RUNTIME):
            return full.rpartition(".")[2]
        starred = any(star.startswith(_RUNTIME) for star in self.stars)
        known = full in self.classes or full in self.functions or full in self.constants
        return full if starred and "." not in full and full not in self.imports and not known else None


def read_python(text: str, name: str, stem: str) -> PythonFile:
    """Read a Python module.

    Parameters
    ----------
    text : `str`
        Its text.
    name : `str`
        What messages call it.
    stem : `str`
        The name of the module.

    Returns
    -------
    file : `PythonFile`
        What it says.

    Raises
    ------
    ConngenError
        Raised if the text is no Python.
    """
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(text)
    except SyntaxError as err:
        why = f"{name}:{err.lineno or 1}: cannot be read as Python: {err.msg}"
        raise ConngenError(why, "mend it, or read it with a newer Python") from None
    except (ValueError, RecursionError, MemoryError) as err:
        raise ConngenError(f"{name}: cannot be read as Python: {err}") from None
    file = PythonFile(name, stem, text, tree)
    for node in file.statements():
        if isinstance(node, ast.Import):
            for alias in node.names:
                first = alias.name.partition(".")[0]
                file.imports[alias.asname or first] = (alias.name if alias.asname else first, "")
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            for alias in node.names:
                if alias.name == "*":
                    file.stars.append(module)
                else:
                    file.imports[alias.asname or alias.name] = (module, alias.name)
    return file


def dotted_name(node: ast.expr) -> str | None:
    """Return ``a.b.c`` of an expression that is just that."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    return ".".join((node.id, *reversed(parts)))


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    for node in body:
        yield node
        for name in ("body", "orelse", "finalbody", "handlers"):
            inner = getattr(node, name, None)
            if isinstance(node, ast.If | ast.Try | ast.With | ast.ExceptHandler) and inner:
                yield from _statements(inner)
