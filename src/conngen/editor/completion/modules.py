"""Modules to import from, and what is in them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from weakref import ReferenceType, ref

from ...errors import ConngenError
from ...finder import Finder
from ...model import ConfigClass, ConnectionsClass, Definition, Task
from ...python_source import PythonModule, PythonReader
from ...records import replace
from ..view import View
from .around import plain
from .proposal import Proposal, ProposalKind, Rank

__all__ = ["functions_beside", "modules", "public_names"]

_READERS: list[tuple[ReferenceType[Finder], PythonReader]] = []
_MOST = 8
"""How many projects are kept in mind."""
_WHAT = {"conn": "`.conn` file", "package": "package", "python": "Python module"}


def modules(view: View, level: int, parts: tuple[str, ...]) -> Iterator[Proposal]:
    """Yield the modules in a package, parameters as for `public_names`, without the file itself."""
    finder = view.files.finder(view.key)
    for name, kind in finder.inside(view.key, level, ".".join(parts)):
        if kind == "conn" and _is_itself(view, finder, level, ".".join((*parts, name))):
            continue
        rank = Rank.OWN if kind == "conn" else Rank.USUAL
        if name.endswith(("_connections", "_config", "_task")) or name.startswith("_"):
            rank = Rank.OTHER
        yield Proposal(name, ProposalKind.MODULE, name, _WHAT[kind], rank=rank)


def _is_itself(view: View, finder: Finder, level: int, module: str) -> bool:
    """Whether an import would lead to the file itself, and not to a Python module beside it."""
    itself = finder.conn(view.key, level, module) == view.key
    return itself and finder.python(view.key, level, module) is None


def public_names(view: View, level: int, module: str) -> Iterator[Proposal]:
    """Yield what can be imported from a module: of a `.conn` file or of Python, which is read and not executed.

    Parameters
    ----------
    view : `View`
        The file that imports.
    level : `int`
        The dots before the module.
    module : `str`
        The module.
    """
    finder = view.files.finder(view.key)
    taken: set[str] = set()
    conn = finder.conn(view.key, level, module) if module else None
    if conn is not None and conn != view.key:
        for one in _of_conn(view, conn):
            taken.add(one.label)
            yield one
    where = finder.python(view.key, level, module)
    if where is not None:
        for one in _of_python(_reader(finder), where.key):
            if one.label not in taken:
                taken.add(one.label)
                yield one
    parts = tuple(module.split(".")) if module else ()
    for one in modules(view, level, parts):
        if one.label not in taken:
            yield replace(one, rank=Rank.OTHER) if parts and one.rank is Rank.USUAL else one


def functions_beside(view: View) -> Iterator[tuple[str, Proposal]]:
    """Yield the functions of the modules with hooks in the folder of a file, each with its module."""
    finder = view.files.finder(view.key)
    for name, kind in finder.inside(view.key, 1, ""):
        where = finder.python(view.key, 1, name) if kind == "python" and name.endswith("hooks") else None
        if where is not None:
            module = f".{name}" if view.module.in_package else name
            for one in _of_python(_reader(finder), where.key):
                if one.kind is ProposalKind.FUNCTION:
                    yield module, one


def _of_conn(view: View, key: str) -> Iterator[Proposal]:
    """Yield what a `.conn` file declares; some names stand for one thing."""
    try:
        other = view.files.view(key)
    except ConngenError:
        return
    for name, known in other.module.exports().items() if other is not None else ():
        match known:
            case Task():
                kind, detail, doc = ProposalKind.CLASS, "task", plain(known.doc)
            case ConnectionsClass():
                kind, detail, doc = ProposalKind.CLASS, "connections", plain(known.doc)
            case ConfigClass():
                kind, detail, doc = ProposalKind.CLASS, "config", plain(known.doc)
            case Definition():
                kind, detail, doc = ProposalKind.DIMENSION, "dimensions", known.value.place.text
            case _:
                continue
        first = known.name == name
        yield Proposal(name, kind, name, detail, doc, rank=Rank.OWN if first else Rank.USUAL)


def _of_python(reader: PythonReader, key: str) -> Iterator[Proposal]:
    """Yield what a Python module binds, its own classes and functions before what it imports."""
    module = reader.module(key)
    if module is None:
        return
    classes: dict[str, ast.ClassDef] = {}
    functions: dict[str, ast.FunctionDef | ast.AsyncFunctionDef] = {}
    for one in _with_stars(reader, module):
        classes, functions = {**one.classes, **classes}, {**one.functions, **functions}
    for name in sorted(reader.names(key) or module.names):
        if name.startswith("_"):
            continue
        if name in classes:
            kind, rank, detail = ProposalKind.CLASS, Rank.OWN, "class"
            doc = ast.get_docstring(classes[name]) or ""
        elif name in functions:
            kind, rank, detail = ProposalKind.FUNCTION, Rank.OWN, "function"
            doc = ast.get_docstring(functions[name]) or ""
        else:
            kind, rank, detail, doc = ProposalKind.NAME, Rank.OTHER, "", ""
        yield Proposal(name, kind, name, detail, doc.partition("\n\n")[0], rank=rank)


def _with_stars(reader: PythonReader, module: PythonModule) -> Iterator[PythonModule]:
    """Yield a module and those it takes everything from."""
    seen: set[str] = set()
    stack = [module]
    while stack:
        one = stack.pop()
        if one.key not in seen:
            seen.add(one.key)
            yield one
            found = [reader.finder.python(one.key, level, name) for level, name in one.stars]
            inner = [reader.module(where.key) for where in found if where is not None]
            stack.extend(star for star in inner if star is not None)


def _reader(finder: Finder) -> PythonReader:
    """Return what reads the modules of a project: the same as before, as long as no module of it has changed."""
    for i, (kept, reader) in enumerate(_READERS):
        if kept() is finder:
            if all(_is_current(finder, module) for module in reader.read()):
                return reader
            del _READERS[i]
            break
    _READERS[:] = [one for one in _READERS if one[0]() is not None][-_MOST + 1 :]
    reader = PythonReader(finder)
    _READERS.append((ref(finder), reader))
    return reader


def _is_current(finder: Finder, module: PythonModule) -> bool:
    try:
        return finder.source(module.key) is module.source
    except ConngenError:
        return False
