"""What a file is made of: its outline, what can be folded, and where its imports lead."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator

from ..records import dataclass, field
from ..source import Source, Span
from ..syntax import tree
from .symbols import SymbolKind, index
from .view import View

__all__ = [
    "Entry",
    "EntryKind",
    "Fold",
    "FoldKind",
    "Found",
    "Link",
    "document_symbols",
    "folds",
    "links",
    "workspace_symbols",
]


class EntryKind(enum.StrEnum):
    """What an entry of the outline is."""

    TASK = "task"
    CONNECTIONS = "connections"
    CONFIG = "config"
    CONNECTION = "connection"
    TEMPLATE = "template"
    DIMENSIONS = "dimensions"
    FIELD = "field"
    GROUP = "group"
    """``when`` or ``for``."""
    REQUIREMENT = "requirement"
    CHANGE = "change"
    """Something inherited that is changed or left out, or a setting."""


@dataclass(frozen=True)
class Entry:
    """An item of the outline, with what is inside.

    Parameters
    ----------
    name : `str`
        Its name, or what is written in the place of one.
    detail : `str`
        Its kind and its type, on one line.
    kind : `EntryKind`
        What it is.
    whole : `~conngen.source.Span`
        All of it.
    name_span : `~conngen.source.Span`
        Where its name stands.
    children : `tuple` [ `Entry` ]
        What is inside.
    deprecated : `bool`
        Whether it should no longer be used.
    """

    name: str
    detail: str
    kind: EntryKind
    whole: Span
    name_span: Span
    children: tuple[Entry, ...] = ()
    deprecated: bool = False


@dataclass(frozen=True)
class Found:
    """An entry of one of several files.

    Parameters
    ----------
    entry : `Entry`
        The entry.
    key : `str`
        The file.
    source : `~conngen.source.Source`
        Its text.
    inside : `str`
        The name of what it is in; empty at the left margin.
    """

    entry: Entry
    key: str
    source: Source
    inside: str = field(default="")


class FoldKind(enum.StrEnum):
    """What is folded away."""

    REGION = "region"
    COMMENT = "comment"
    IMPORTS = "imports"


@dataclass(frozen=True)
class Fold:
    """Lines that can be folded away: from the end of the first to the end of the last."""

    span: Span
    kind: FoldKind


@dataclass(frozen=True)
class Link:
    """A word that leads to a file."""

    span: Span
    key: str
    tooltip: str


_KINDS = {
    "task": EntryKind.TASK,
    "connections": EntryKind.CONNECTIONS,
    "config": EntryKind.CONFIG,
}


# --- the outline ---------------------------------------------------------------------------------------------------


def document_symbols(view: View) -> tuple[Entry, ...]:
    """Return the outline of a file: its declarations, one inside the other."""
    return tuple(_entries(view, view.parsed.file.items))


def _entries(view: View, items: Iterable[tree.Item]) -> Iterator[Entry]:
    for item in items:
        if (found := _entry(view, item)) is not None:
            yield found


def _entry(view: View, item: tree.Item) -> Entry | None:
    match item:
        case tree.Block(word=word, name=name, items=items):
            kind = _KINDS.get(word.text, EntryKind.GROUP)
            named = name or word
            inside = tuple(_entries(view, items))
            detail = word.text if name is not None else ""
            return Entry(named.text, detail, kind, item.span, named.span, inside)
        case tree.Declaration():
            detail = f"{item.word.text} {_text(view, item.type)}"
            return _named(view, item, EntryKind.CONNECTION, detail)
        case tree.Field():
            return _named(view, item, EntryKind.FIELD, _text(view, item.type))
        case tree.Definition():
            kind = EntryKind.DIMENSIONS if item.word.text == "dimensions" else EntryKind.TEMPLATE
            return _named(view, item, kind, f"{item.word.text} {_text(view, item.value)}")
        case tree.Guard(condition=condition, items=items):
            title = f"when {_text(view, condition)}"
            return _group(view, item, title, condition.span, items)
        case tree.Loop(variable=variable, values=values, items=items):
            title = f"for {variable.text} in {_text(view, values)}"
            return _group(view, item, title, variable.span, items)
        case tree.Requirement(condition=condition):
            text = f"require {_text(view, condition)}"
            return Entry(text, "", EntryKind.REQUIREMENT, item.span, condition.span)
        case tree.Assignment(path=path):
            text, detail = _text(view, path), f"{item.operator} {_text(view, item.value)}"
            return Entry(text, detail, EntryKind.CHANGE, item.span, path.span)
        case tree.Removal(names=names):
            span = names[0].span.to(names[-1].span)
            return Entry(f"del {', '.join(one.text for one in names)}", "", EntryKind.CHANGE, item.span, span)
    return None


def _group(view: View, item: tree.Item, name: str, span: Span, items: Iterable[tree.Item]) -> Entry:
    return Entry(name, "", EntryKind.GROUP, item.span, span, tuple(_entries(view, items)))


def _named(
    view: View, item: tree.Declaration | tree.Field | tree.Definition, kind: EntryKind, detail: str
) -> Entry:
    deprecated = any(isinstance(one, tree.Flag) and one.name.text == "deprecated" for one in item.flags)
    return Entry(item.name.text, detail, kind, item.span, item.name.span, deprecated=deprecated)


def _text(view: View, node: tree.Node) -> str:
    """Return what is written, on one line and not too long."""
    text = " ".join(view.text[node.span.start : node.span.end].split())
    return text if len(text) <= 60 else f"{text[:59]}…"


_SOUGHT = frozenset(
    {
        EntryKind.TASK,
        EntryKind.CONNECTIONS,
        EntryKind.CONFIG,
        EntryKind.CONNECTION,
        EntryKind.TEMPLATE,
        EntryKind.DIMENSIONS,
        EntryKind.FIELD,
    }
)


def workspace_symbols(views: Iterable[View], query: str) -> tuple[Found, ...]:
    """Return the declarations of several files whose names hold the letters of a query in order.

    Parameters
    ----------
    views : iterable of `View`
        The files.
    query : `str`
        Some letters, in any case; nothing for all declarations.

    Returns
    -------
    found : `tuple` [ `Found` ]
        The best first: the name itself, names that begin with it, that hold it, that hold its letters.
    """
    found: list[tuple[int, int, str, Found]] = []
    for view in views:
        for entry, inside in _all(document_symbols(view), ""):
            rank = _rank(query.casefold(), entry.name.casefold())
            if rank is not None and entry.kind in _SOUGHT and entry.name != entry.kind:
                found.append((rank, len(entry.name), entry.name, Found(entry, view.key, view.source, inside)))
    found.sort(key=lambda one: (*one[:3], one[3].key, one[3].entry.whole))
    return tuple(one[3] for one in found)


def _all(entries: Iterable[Entry], inside: str) -> Iterator[tuple[Entry, str]]:
    for entry in entries:
        yield entry, inside
        of_task = entry.kind in (EntryKind.TASK, EntryKind.CONNECTIONS, EntryKind.CONFIG)
        yield from _all(entry.children, entry.name if of_task and entry.name != entry.kind else inside)


def _rank(query: str, name: str) -> int | None:
    """Return how well a name fits a query, the lower the better; `None` if it does not."""
    if name == query:
        return 0
    if name.startswith(query):
        return 1
    if query in name:
        return 2
    letters = iter(name)
    return 3 if all(letter in letters for letter in query) else None


# --- folding -------------------------------------------------------------------------------------------------------


def folds(view: View) -> tuple[Fold, ...]:
    """Return what can be folded: blocks, declarations and texts of several lines, imports and comments."""
    file = view.parsed.file
    found = [*_imports(file.items), *_comments(view)]
    if file.doc is not None:
        found.append(Fold(file.doc.span, FoldKind.COMMENT))
    found += _regions(file.items)
    lines = view.source.line_of
    several = [one for one in found if lines(one.span.start) < lines(max(one.span.start, one.span.end - 1))]
    return tuple(sorted(several, key=lambda one: (one.span.start, -one.span.end)))


def _regions(items: Iterable[tree.Item]) -> Iterator[Fold]:
    for item in items:
        match item:
            case tree.Block() | tree.Guard() | tree.Loop():
                yield Fold(item.span, FoldKind.REGION)
                yield from _regions(item.items)
                if isinstance(item, tree.Block) and item.doc is not None:
                    yield Fold(item.doc.span, FoldKind.COMMENT)
            case (
                tree.Declaration()
                | tree.Field()
                | tree.Definition()
                | tree.Requirement()
                | tree.Assignment()
                | tree.Removal()
            ):
                yield Fold(item.span, FoldKind.REGION)
                doc = getattr(item, "doc", None)
                if doc is not None and doc.string.long:
                    yield Fold(doc.span, FoldKind.COMMENT)


def _imports(items: Iterable[tree.Item]) -> Iterator[Fold]:
    """Yield the imports that follow one another, and one that takes several lines."""
    first: Span | None = None
    for item in items:
        if isinstance(item, tree.FromImport | tree.ImportModule):
            first = item.span if first is None else first.to(item.span)
        elif first is not None:
            yield Fold(first, FoldKind.IMPORTS)
            first = None
    if first is not None:
        yield Fold(first, FoldKind.IMPORTS)


def _comments(view: View) -> Iterator[Fold]:
    """Yield comments on lines of their own that follow one another."""
    group: list[Span] = []
    for comment in view.parsed.comments:
        start = comment.span.start
        line = view.source.position(start)
        alone = not view.text[start - line.column + 1 : start].strip()
        follows = bool(group) and view.source.line_of(group[-1].start) == line.line - 1
        if group and not (alone and follows):
            yield Fold(group[0].to(group[-1]), FoldKind.COMMENT)
            group = []
        if alone:
            group.append(comment.span)
    if group:
        yield Fold(group[0].to(group[-1]), FoldKind.COMMENT)


# --- links ---------------------------------------------------------------------------------------------------------


def links(view: View) -> tuple[Link, ...]:
    """Return the modules of imports with the files they lead to, as far as those are found."""
    where = {
        one.span: one.symbol.key
        for one in index(view).occurrences
        if one.symbol.kind is SymbolKind.MODULE and one.symbol.key
    }
    found = []
    for item in view.parsed.file.items:
        if isinstance(item, tree.ImportModule) or (
            isinstance(item, tree.FromImport) and item.module is not None
        ):
            assert item.module is not None
            key = where.get(item.module.parts[-1].span)
            if key is not None:
                found.append(Link(item.module.span, key, item.module.text))
        if isinstance(item, tree.FromImport):
            for alias in item.names:
                if (key := where.get(alias.name.span)) is not None:
                    found.append(Link(alias.name.span, key, alias.name.text))
    return tuple(found)
