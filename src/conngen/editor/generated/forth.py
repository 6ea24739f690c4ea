"""From a declaration to the lines that are made of it in the generated Python modules."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from ...source import Source
from ..family import home_of
from ..python_places import parsed, span_of
from ..symbols import CLASSES, Occurrence, Symbol, SymbolKind, index, symbol_at
from ..target import Target
from ..view import View
from .back import classes_of, words_of

__all__ = ["Read", "generated_places"]

Read = Callable[[str, str], tuple[str, Source] | None]
"""Returns a module that is made of a `.conn` file, by the key of that and the name of the module: key and text."""

_MEMBERS = (SymbolKind.CONNECTION, SymbolKind.TEMPLATE, SymbolKind.FIELD)


def generated_places(view: View, offset: int, read: Read) -> tuple[Target, ...]:
    """Return where what is declared or named at an offset stands in the modules that are made of its file.

    Parameters
    ----------
    view : `View`
        The `.conn` file.
    offset : `int`
        An offset in it: on a name, or inside of a declaration.
    read : callable
        Returns a module by the key of a `.conn` file and the name of the module, or `None` if it is not there.
    """
    found = symbol_at(view, offset)
    if found is None or found.symbol.kind not in (*_MEMBERS, *CLASSES):
        found = _around(view, offset)
    if found is None or not found.symbol.key.endswith(".conn"):
        return ()
    home = home_of(view, found.symbol)
    if home is None:
        return ()
    targets = []
    for part in ("connections", "config", "task"):
        module = read(home.key, f"{home.module.stem}_{part}.py")
        tree_of = None if module is None else parsed(module[1])
        if module is None or tree_of is None:
            continue
        key, source = module
        for node, name in _places(home, found.symbol, part, tree_of):
            whole = span_of(source, node, "")
            targets.append(Target(key, source, span_of(source, node, name), whole, found.span))
    return tuple(targets)


def _around(view: View, offset: int) -> Occurrence | None:
    """Return the smallest declaration around an offset."""
    around = [
        one
        for one in index(view).occurrences
        if one.defines and one.whole is not None and one.whole.start <= offset <= one.whole.end
        if one.symbol.kind in (*_MEMBERS, *CLASSES)
    ]
    return min(around, key=lambda one: one.whole.end - one.whole.start if one.whole else 0, default=None)


def _places(home: View, symbol: Symbol, part: str, module: ast.Module) -> Iterator[tuple[ast.AST, str]]:
    """Yield the statements of a module that are made of a declaration, with the name to look for in each."""
    if symbol.kind in CLASSES:
        classes = {symbol.name, *(made.name for made, of in index(home).made.items() if of == symbol)}
        if symbol.kind is SymbolKind.TASK:
            classes |= {
                name
                for one in home.module.tasks
                if one.name == symbol.name
                for name in (one.class_name, one.connections.name, one.config.name)
            }
        yield from ((cls, cls.name) for cls in classes_of(module) if cls.name in classes)
        return
    task = next((one for one in home.module.tasks if symbol.owner == one.connections.name), None)
    names = _attributes(home, symbol)
    for cls in classes_of(module):
        if cls.name == symbol.owner:
            yield from _in_class(cls, symbol, names)
        elif part == "task" and task is not None and cls.name == task.class_name:
            yield from _in_run(cls, symbol, names)


def _attributes(home: View, symbol: Symbol) -> set[str]:
    """Return the names a declaration has in Python: several, if it is repeated over a written list."""
    return {symbol.name} | {
        one.attribute
        for cls in home.module.connections
        for one in cls.connections
        if symbol.kind is SymbolKind.CONNECTION and cls.name == symbol.owner and one.place.text == symbol.name
    }


def _in_class(cls: ast.ClassDef, symbol: Symbol, names: set[str]) -> Iterator[tuple[ast.AST, str]]:
    if symbol.kind is SymbolKind.TEMPLATE:
        for keyword in cls.keywords:
            for node in ast.walk(keyword.value) if keyword.arg == "defaultTemplates" else ():
                if isinstance(node, ast.Constant) and node.value == symbol.name:
                    yield node, symbol.name
                    return
    found = False
    for statement in cls.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                if name in names:
                    yield statement, name
                    found = True
    for node in () if found else ast.walk(cls):  # one that is repeated
        if isinstance(node, ast.Call) and (here := names & words_of(node)[0]):
            yield node, sorted(here)[0].partition("{")[0]
            names -= here


def _in_run(cls: ast.ClassDef, symbol: Symbol, names: set[str]) -> Iterator[tuple[ast.AST, str]]:
    """Yield the parameter of ``run`` for a connection."""
    for node in cls.body:
        if isinstance(node, ast.FunctionDef) and node.name == "run":
            for one in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs):
                if one.arg in names and symbol.kind is SymbolKind.CONNECTION:
                    yield one, one.arg
