"""Another name for what stands at an offset, everywhere it is named; refused if anything else would be meant then."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from ..resolver.scope import identifier_problem
from ..source import Span
from ..syntax import tree
from .collisions import collision, reserved
from .edits import Edit, Refusal
from .family import Family, family_of, home_of
from .symbols import Occurrence, Symbol, SymbolKind, index, symbol_at
from .trial import trial
from .view import View

__all__ = ["Refusal", "prepare", "rename"]

_REASONS = {
    SymbolKind.DIMENSION: "`{}` is a dimension of the universe",
    SymbolKind.STORAGE_CLASS: "`{}` is a storage class",
    SymbolKind.MODULE: "`{}` is a file",
    SymbolKind.PYTHON: "`{}` is declared in Python",
}
_ADVICE = {
    SymbolKind.DIMENSION: "name several dimensions with `dimensions NAME = […]`",
    SymbolKind.MODULE: "rename the file itself, and what imports it",
    SymbolKind.PYTHON: "rename it there",
}
_BRACES = re.compile(r"(\{[^{}]*\})")
_ENDINGS = {
    SymbolKind.TASK_CLASS: "Task",
    SymbolKind.CONNECTIONS_CLASS: "Connections",
    SymbolKind.CONFIG_CLASS: "Config",
}


def prepare(view: View, offset: int) -> Span | Refusal:
    """Return the name at an offset that can be replaced by another, or why there is none.

    Parameters
    ----------
    view : `View`
        The file.
    offset : `int`
        An offset in it.
    """
    found = symbol_at(view, offset)
    if found is None:
        return Refusal("there is nothing here that has a name of the author's")
    refusal = _not_ours(found) or _elsewhere(view, found)
    return found.span if refusal is None else refusal


def rename(view: View, offset: int, new_name: str) -> tuple[Edit, ...] | Refusal:
    """Return the changes that give what stands at an offset another name, in all files of the project.

    Parameters
    ----------
    view : `View`
        The file.
    offset : `int`
        An offset in it.
    new_name : `str`
        The name that is to stand there.

    Returns
    -------
    edits : `tuple` [ `Edit` ] or `Refusal`
        The changes, by file and in the order of the text; none if it has that name. Or why it can't be called so: the
        name is taken, or a place would be missed. Python files of the author's are not changed; a note says so.
    """
    span = prepare(view, offset)
    found = symbol_at(view, offset)
    if isinstance(span, Refusal) or found is None:
        return span if isinstance(span, Refusal) else ()
    if found.place.text == new_name:
        return ()
    if found.called is not None:
        return _alias(view, found.called, new_name)
    named = _renamed(view, found, new_name)
    if isinstance(named, Refusal):
        return named
    symbol, name = named
    family = family_of(view, symbol)
    made = {one for other in family.views for one in index(other).made}
    names = {one: _made_of(one, name) if one in made else name for one in family.symbols}
    refusal = (
        _legal(symbol, name)
        or _of_others(view, family)
        or _written(family, symbol)
        or _missed(family, symbol)
        or reserved(family, symbol, name)
        or collision(view, family, symbol, name)
    )
    if refusal is not None:
        return refusal
    edits = _edits(family, names)
    return edits if isinstance(edits, Refusal) else trial(view, family, names, edits) or edits


# --- what can't be renamed ---


def _not_ours(found: Occurrence) -> Refusal | None:
    """Return why a name is not one to change: it belongs to the runtime, to Python or to the disk."""
    symbol = found.symbol
    if found.called is not None:
        return None
    if symbol.kind in _REASONS:
        return Refusal(_REASONS[symbol.kind].format(found.place.text), _ADVICE.get(symbol.kind))
    if not symbol.key:
        return Refusal(f"`{symbol.name}` is declared in a class that can't be read")
    if not symbol.key.endswith(".conn"):
        return Refusal(f"the {symbol.kind} `{symbol.name}` is declared in Python", "rename it there")
    return None


def _elsewhere(view: View, found: Occurrence) -> Refusal | None:
    """Return why a name is not to be changed from here."""
    if found.called is not None:
        return None
    if found.symbol.key not in view.files.keys(view.key):
        return Refusal(f"`{found.symbol.name}` is declared in another project", "rename it there")
    home = home_of(view, found.symbol)
    if home is None:
        return Refusal(f"the file that declares `{found.symbol.name}` can't be read")
    if found.place.text not in (found.symbol.name, _made_name(home, found.symbol)):
        help = "rename it where it is declared"
        return Refusal(f"`{found.place.text}` is not written out here: its name is put together", help)
    return None


def _made_name(home: View, symbol: Symbol) -> str:
    """Return the name of a task for a class that is made for it."""
    task = index(home).made.get(symbol)
    return symbol.name if task is None else task.name


def _of_others(view: View, family: Family) -> Refusal | None:
    """Return what of a family is not the author's to rename."""
    keys = set(view.files.keys(view.key))
    for one in sorted(family.symbols, key=lambda symbol: (symbol.key, symbol.owner)):
        if one.key not in keys:
            where = f"`{one.owner}` of {PurePath(one.key).name}" if one.key else "a class that can't be read"
            return Refusal(
                f"`{one.name}` is inherited from {where}, where the name would stay", "rename it there"
            )
    return None


def _written(family: Family, symbol: Symbol) -> Refusal | None:
    """Return the Task class that the author has written under the name that follows from that of a task."""
    for view in family.views:
        for task in view.module.tasks:
            made = Symbol(SymbolKind.TASK_CLASS, task.class_name, view.key, task.name)
            if symbol != Symbol(SymbolKind.TASK, task.name, view.key) or not task.is_written:
                continue
            if task.class_name == task.name or made in index(view).made:
                message = (
                    f"the class `{task.class_name}` of `{task.name}` is written in Python, where it stays"
                )
                return Refusal(message, "rename both by hand, or name the class first: `TaskClass = …`")
    return None


def _missed(family: Family, symbol: Symbol) -> Refusal | None:
    """Return a file in which a place may be missed, since it can't be read as a whole."""
    if family.unread:
        return Refusal(
            f"{PurePath(family.unread[0]).name} can't be read: it may name `{symbol.name}`",
            "put the file right first",
        )
    words = {re.escape(one.name) for one in family.symbols}
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(sorted(words))})(?!\w)")
    for view in family.views:
        for span in _unread(view):
            match = pattern.search(view.text, span.start, span.end)
            if match is not None:
                line = view.source.position(match.start()).line
                where = f"{view.source.name}:{line}"
                return Refusal(f"{where} can't be read, and names `{match.group()}`", "put it right first")
    for view in family.views:
        for one in index(view).occurrences:
            if one.symbol.name == symbol.name and one.symbol.kind is symbol.kind and not one.symbol.key:
                where = f"{view.source.name}:{one.place.start.line}"
                help = "it depends on a class that is not known there; rename by hand"
                return Refusal(f"{where} may mean the same `{symbol.name}` or another one", help)
    return None


def _unread(view: View) -> list[Span]:
    """Return what of a file could not be read."""
    spans = [problem.span for problem in view.parsed.problems]
    stack = list(view.parsed.file.items)
    while stack:
        item = stack.pop()
        if isinstance(item, tree.Broken):
            spans.append(item.span)
        elif isinstance(item, tree.Block | tree.Guard | tree.Loop):
            stack.extend(item.items)
    return spans


# --- what it is called then ---


def _renamed(view: View, found: Occurrence, new_name: str) -> tuple[Symbol, str] | Refusal:
    """Return what gets a name, and which: the class that is made for a task is called after it."""
    symbol = found.symbol
    home = home_of(view, symbol)
    task = None if home is None else index(home).made.get(symbol)
    if task is None or found.place.text == task.name:
        return task or symbol, new_name
    ending = _ENDINGS[symbol.kind]
    if not new_name.endswith(ending) or new_name == ending:
        message = f"`{symbol.name}` is made for the task `{task.name}`: its name ends in `{ending}`"
        return Refusal(
            message, f"choose a name that ends so, or write `{ending}Class = {new_name}` into the task"
        )
    name = new_name.removesuffix(ending)
    return task, new_name if ending == "Task" and task.name.endswith("Task") else name


def _made_of(symbol: Symbol, name: str) -> str:
    """Return what a class that is made for a task is called if the task has a name."""
    ending = _ENDINGS[symbol.kind]
    return name if ending == "Task" and name.endswith("Task") else name + ending


def _legal(symbol: Symbol, name: str) -> Refusal | None:
    """Return why nothing can have a name."""
    plain = name
    if "{" in symbol.name:
        braces = _BRACES.findall(symbol.name)
        if _BRACES.findall(name) != braces:
            return Refusal(f"`{symbol.name}` is repeated", f"keep {' and '.join(braces)} in its name")
        plain = _BRACES.sub("x", name)
    why = identifier_problem(plain)
    return None if why is None else Refusal(f"nothing can be called `{name}`: {why}", "choose another name")


def _alias(view: View, called: Symbol, new_name: str) -> tuple[Edit, ...] | Refusal:
    """Return the changes that give another name to what a file imports."""
    family = Family(frozenset({called}), (view,))
    names = {called: new_name}
    refusal = _legal(called, new_name) or _missed(family, called) or collision(view, family, called, new_name)
    if refusal is not None:
        return refusal
    edits = tuple(Edit(view.key, one.span, new_name) for one in index(view).by_symbol.get(called, ()))
    return trial(view, family, names, edits) or edits


def _edits(family: Family, names: dict[Symbol, str]) -> tuple[Edit, ...] | Refusal:
    """Return the changes at every place, unless one is not written out."""
    found: dict[tuple[str, Span], Edit] = {}
    for view in sorted(family.views, key=lambda one: one.key):
        for one in index(view).occurrences:
            if one.symbol not in names or (one.called is not None):
                continue
            if one.place.text != one.symbol.name:
                where = f"{view.source.name}:{one.place.start.line}"
                return Refusal(
                    f"{where} names it in another way: `{_short(one.place.text)}`", "change that by hand"
                )
            note = _note(view, one) if one.defines else ""
            for span, text in _pieces(one, names[one.symbol]):
                found[view.key, span] = Edit(view.key, span, text, note)
    return tuple(sorted(found.values(), key=lambda edit: (edit.key, edit.span)))


def _pieces(one: Occurrence, name: str) -> Iterator[tuple[Span, str]]:
    """Yield what changes in a name: of one that is put together, the texts between the braces."""
    start = one.span.start
    for old, new in zip(_BRACES.split(one.place.text), _BRACES.split(name), strict=True):
        if old != new:
            yield Span(start, start + len(old)), new
        start += len(old)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


def _note(view: View, one: Occurrence) -> str:
    """Return what the author has to do in the task module, if there is one."""
    name = f"{view.module.stem}_task"
    found = view.files.finder(view.key).python(view.key, 1, name)
    if found is None:
        return ""
    what = {
        SymbolKind.CONNECTION: f"`run` in {name}.py has a parameter or a result of that name",
        SymbolKind.FIELD: f"{name}.py may read `self.config.{one.symbol.name}`",
        SymbolKind.TEMPLATE: f"{name}.py may read `self.config.connections.{one.symbol.name}`",
        SymbolKind.TASK: f"{name}.py declares the Task class",
    }.get(one.symbol.kind)
    return "" if what is None else f"{what}: change it there by hand"
