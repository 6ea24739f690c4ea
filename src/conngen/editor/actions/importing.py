"""Imports that are added: of a name that other files of the project declare, or import themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from ...errors import ConngenError
from ...finder import Finder
from ...model import ConfigClass, ConnectionsClass, Definition, Imported, Task
from ...python_source import PythonReader
from ...records import dataclass
from ...source import Span
from ...syntax import tree
from .action import Action
from .draft import Draft
from .request import Request
from .slots import Slot, slots

__all__ = ["import_name"]

_SUFFIXES = ("Connections", "Config", "Task")
_MOST = 5


@dataclass(frozen=True, order=True)
class _Module:
    """Where a name can be imported from: the dots, and the module behind them."""

    level: int
    name: str

    def __str__(self) -> str:
        return f"{'.' * self.level}{self.name}"


def import_name(request: Request) -> Iterator[Action | None]:
    """Import a name that stands for nothing in the file."""
    match = re.match(r"[^\W\d]\w*", request.text)
    if match is None or request.diagnostic.fix is not None:
        return
    name = match.group()
    if name in request.view.module.imports:
        return
    for module in list(dict.fromkeys(_candidates(request, name)))[:_MOST]:
        draft = _imported(request, module, name)
        yield request.action(f"import `{name}` from `{module}`", draft)


# --- where names are -----------------------------------------------------------------------------------


def _candidates(request: Request, name: str) -> Iterator[_Module]:
    """Yield the modules that have a name."""
    view, files = request.view, request.view.files
    finder = files.finder(view.key)
    python = PythonReader(finder)
    for known in _imports(request):
        where = finder.python(view.key, known.level, known.name)
        names = python.names(where.key) if where is not None else None
        if names is not None and name in names:
            yield known
    yield from _beside(request, finder, python, name)
    for key in files.keys(view.key):
        if key == view.key or not _mentions(finder, key, name):
            continue
        other = files.view(key)
        if other is None:
            continue
        if _is_class(other.module.exports().get(name)):
            yield from _module_of(request, finder, key)
        imported = other.module.imports.get(name)
        if imported is not None:
            yield from _as_there(request, finder, key, imported)


def _beside(request: Request, finder: Finder, python: PythonReader, name: str) -> Iterator[_Module]:
    """Yield the Python modules in the folder of the file that declare a name themselves."""
    view = request.view
    for module, kind in finder.inside(view.key, 1, ""):
        where = finder.python(view.key, 1, module) if kind == "python" else None
        if where is None or not _mentions(finder, where.key, name):
            continue
        found = python.module(where.key)
        if found is not None and name in found.names - found.imports.keys():
            yield _Module(1 if view.module.in_package else 0, module)


def _is_class(found: object) -> bool:
    return isinstance(found, Task | ConnectionsClass | ConfigClass | Definition)


def _imports(request: Request) -> Iterator[_Module]:
    """Yield the modules that the file imports from already."""
    for item in request.view.parsed.file.items:
        if isinstance(item, tree.FromImport):
            yield _Module(item.level, item.module.text if item.module is not None else "")


def _mentions(finder: Finder, key: str, name: str) -> bool:
    """Whether the text of a file may declare a name: that of a class holds the name of its task."""
    try:
        text = finder.source(key).text
    except ConngenError:
        return False
    stems = {name, *(name.removesuffix(suffix) for suffix in _SUFFIXES)}
    return any(stem and stem in text for stem in stems)


def _module_of(request: Request, finder: Finder, key: str) -> Iterator[_Module]:
    """Yield how a file can be named in an import."""
    here, there = PurePath(request.view.key).parent, PurePath(key).with_suffix("")
    relative = list(_relative(here, there))
    absolute = [_Module(0, ".".join(there.parts[-count:])) for count in range(1, len(there.parts) + 1)]
    for found in (*relative, *absolute) if request.view.module.in_package else (*absolute, *relative):
        if finder.conn(request.view.key, found.level, found.name) == key:
            yield found
            return


def _relative(here: PurePath, there: PurePath) -> Iterator[_Module]:
    for level, folder in enumerate((here, *here.parents), 1):
        if there.is_relative_to(folder):
            yield _Module(level, ".".join(there.relative_to(folder).parts))
            return


def _as_there(request: Request, finder: Finder, key: str, imported: Imported) -> Iterator[_Module]:
    """Yield where another file has a name from, if that is the same here."""
    python = imported.python
    if python.name != imported.name or python.alias or python.attributes or not python.module:
        return
    name = (python.declared or python.module).lstrip(".")
    level = len(python.declared or python.module) - len(name)
    same_folder = PurePath(key).parent == PurePath(request.view.key).parent
    if (not level or same_folder) and finder.conn(request.view.key, level, name) != request.view.key:
        yield _Module(level, name)


# --- the line ------------------------------------------------------------------------------------------


def _imported(request: Request, module: _Module, name: str) -> Draft:
    """Put a name into the import of its module, or into a new line at its place."""
    draft = request.draft()
    imports = [
        slot
        for slot in slots(request.view)
        if slot.depth == 0 and isinstance(slot.item, tree.FromImport | tree.ImportModule)
    ]
    for slot in imports:
        if isinstance(slot.item, tree.FromImport) and _order(slot.item) == _order_of(module):
            return _name_added(draft, slot.item, name)
    line = f"from {module} import {name}"
    if imports:
        before = [slot for slot in imports if _order(slot.item) <= _order_of(module)]
        if before:
            return draft.line_after(before[-1], line)
        return draft.line_before(imports[0], line)
    return _first_import(request, draft, line)


def _first_import(request: Request, draft: Draft, line: str) -> Draft:
    file = request.view.parsed.file
    edition = next((one for one in slots(request.view) if isinstance(one.item, tree.Edition)), None)
    first: Slot | None = next(iter(slots(request.view)), None)
    if edition is not None and edition.depth == 0:
        return draft.line_after(edition, "", line)
    if file.doc is not None:
        end = file.doc.span.end
        return draft.replace(Span(end, end), f"\n\n{line}")
    return draft if first is None else draft.line_before(first, line, "")


def _order_of(module: _Module) -> tuple[bool, int, str]:
    return (module.level > 0, -module.level, module.name)


def _order(item: tree.Item) -> tuple[bool, int, str]:
    """Return what imports are sorted by: what is near comes last."""
    if isinstance(item, tree.FromImport):
        return _order_of(_Module(item.level, item.module.text if item.module is not None else ""))
    return (False, 0, item.module.text) if isinstance(item, tree.ImportModule) else (False, 0, "")


def _name_added(draft: Draft, item: tree.FromImport, name: str) -> Draft:
    names = [alias.name.text for alias in item.names]
    if names == sorted(names):
        for alias in item.names:
            if alias.name.text > name:
                return draft.replace(Span(alias.span.start, alias.span.start), f"{name}, ")
    end = item.names[-1].span.end
    return draft.replace(Span(end, end), f", {name}")
