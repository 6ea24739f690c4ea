"""Lets a Python module use the generated classes: its own ones give way to imports, all else stays byte for byte."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from ..records import dataclass
from .python_file import PythonFile

__all__ = ["Rewritten", "leads_back", "rewrite"]


@dataclass(frozen=True)
class Rewritten:
    """A module that uses generated classes.

    Parameters
    ----------
    text : `str`
        Its new text.
    replaced : `tuple` [ `str` ]
        The classes that are imported now.
    """

    text: str
    replaced: tuple[str, ...]


def rewrite(file: PythonFile, classes: Mapping[str, str]) -> Rewritten:
    """Replace classes of a module by imports.

    Parameters
    ----------
    file : `PythonFile`
        The module.
    classes : mapping from `str` to `str`
        The classes to replace, each with the module it is to come from, as an import there names it.

    Returns
    -------
    rewritten : `Rewritten`
        The text. Classes that are not at the left margin of the module are left alone.
    """
    nodes = [node for node in file.tree.body if isinstance(node, ast.ClassDef) and node.name in classes]
    if not nodes:
        return Rewritten(file.text, ())
    lines = file.text.splitlines(keepends=True)
    ending = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    gone: set[int] = set()
    for node in nodes:
        first, last = _extent(file, node)
        # With the class go the blank lines behind it: those before it separate what is left.
        while last < len(lines) and not lines[last].strip():
            last += 1
        gone |= set(range(first, last + 1))
    position = _import_line(file, gone)
    imports = [f"{line}{ending}" for line in _imports(nodes, classes)]
    if position and not lines[position - 1].endswith(("\n", "\r")):
        imports.insert(0, ending)
    kept: list[str] = [] if position else [*imports, ending]
    for number, line in enumerate(lines, 1):
        if number not in gone:
            kept.append(line)
        if number == position:
            kept += imports
    text = "".join(kept)
    return Rewritten(_without_end(text, file.text, ending), tuple(node.name for node in nodes))


def leads_back(generated: str, module: str, own: str) -> bool:
    """Whether a generated module needs the rewritten one to be imported before it, which would be a cycle.

    Parameters
    ----------
    generated : `str`
        The text of the generated module.
    module : `str`
        The rewritten module, as an import beside it names it: ``.isrTask``.
    own : `str`
        Its absolute name, if it has one.
    """
    for node in ast.parse(generated).body:
        if isinstance(node, ast.ImportFrom):
            written = "." * node.level + (node.module or "")
            names = {
                f"{written.rstrip('.')}.{alias.name}" if written.strip(".") else f"{written}{alias.name}"
                for alias in node.names
            }
            if written in (module, own) or module in names or (own and own in names):
                return True
        elif isinstance(node, ast.Import) and any(alias.name in (module, own) for alias in node.names):
            return True
    return False


def _extent(file: PythonFile, node: ast.ClassDef) -> tuple[int, int]:
    """Return the first and the last line of a class, with its decorators and the comment right above it."""
    first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
    first -= len(file.comments_before(ast.Pass(lineno=first, col_offset=0)))
    return first, node.end_lineno or node.lineno


def _import_line(file: PythonFile, gone: set[int]) -> int:
    """Return the line behind which imports go: the last import at the margin, or the docstring; 0 if there is none."""
    position = 0
    for index, node in enumerate(file.tree.body):
        last = node.end_lineno or node.lineno
        is_doc = index == 0 and isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if is_doc or isinstance(node, ast.Import | ast.ImportFrom):
            position = last
        elif isinstance(node, ast.ClassDef | ast.FunctionDef) and position:
            break
    while position in gone:
        position -= 1
    return position


def _imports(nodes: list[ast.ClassDef], classes: Mapping[str, str]) -> Iterator[str]:
    modules: dict[str, list[str]] = {}
    for node in nodes:
        modules.setdefault(classes[node.name], []).append(node.name)
    for module in sorted(modules):
        names = sorted(modules[module])
        line = f"from {module} import {', '.join(names)}"
        if len(line) <= 110:
            yield line
        else:
            yield f"from {module} import ("
            yield from (f"    {name}," for name in names)
            yield ")"


def _without_end(text: str, before: str, ending: str) -> str:
    """Return a text whose end has as many blank lines as it had before: one class at the end leaves its space."""
    if before.endswith(ending) and not before.endswith(ending * 2):
        return text.rstrip("\r\n") + ending
    return text
