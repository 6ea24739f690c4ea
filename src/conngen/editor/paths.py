"""What stands at an offset: the nodes of the tree around it, and what of the model they are."""

from __future__ import annotations

import bisect
import re
from weakref import WeakKeyDictionary

from ..model import (
    ConfigClass,
    ConfigField,
    Connection,
    ConnectionsClass,
    Definition,
    Module,
    Override,
    Task,
    Template,
)
from ..records import dataclass, field
from ..source import Span
from ..syntax import tree
from .declared import config_of, connections_of
from .view import View

__all__ = ["Index", "Scope", "index_of", "is_comment", "path_at", "scope_of", "word_at"]

_WORD = re.compile(r"\w+")


def path_at(file: tree.Node, offset: int) -> tuple[tree.Node, ...]:
    """Return the nodes that hold an offset, from the outside in; the end of a word belongs to it too."""
    found: list[tree.Node] = []
    node: tree.Node | None = file
    while node is not None:
        inside = touched = None
        for child in tree.children(node):
            if child.span.start <= offset < child.span.end:
                inside = child
            elif child.span.end == offset and child.span.start < offset:
                touched = child
        node = inside or touched
        if node is not None:
            found.append(node)
    return tuple(found)


def is_comment(view: View, offset: int) -> bool:
    """Whether an offset lies in a comment."""
    comments = view.parsed.comments
    i = bisect.bisect_right(comments, offset, key=lambda one: one.span.start) - 1
    return i >= 0 and comments[i].span.start < offset <= comments[i].span.end


def word_at(text: str, offset: int) -> Span | None:
    """Return the word that an offset lies in, or ends."""
    start = offset
    while start > 0 and _WORD.match(text[start - 1]):
        start -= 1
    match = _WORD.match(text, start)
    return None if match is None else Span(match.start(), match.end())


# --- what of the model a declaration is ----------------------------------------------------------------


@dataclass(frozen=True)
class Index:
    """What a file declares, by where its name stands; a repetition that is written out makes several of one."""

    classes: dict[Span, Task | ConnectionsClass | ConfigClass] = field(default_factory=dict)
    connections: dict[Span, list[tuple[ConnectionsClass, Connection]]] = field(default_factory=dict)
    fields: dict[Span, tuple[ConfigClass, ConfigField]] = field(default_factory=dict)
    templates: dict[Span, tuple[ConnectionsClass, Template]] = field(default_factory=dict)
    definitions: dict[Span, tuple[ConnectionsClass | None, Definition]] = field(default_factory=dict)
    overrides: dict[Span, tuple[ConnectionsClass, Override]] = field(default_factory=dict)


_INDEXES: WeakKeyDictionary[Module, Index] = WeakKeyDictionary()


def index_of(module: Module) -> Index:
    """Return what a file declares."""
    if module not in _INDEXES:
        _INDEXES[module] = _indexed(module)
    return _INDEXES[module]


def _indexed(module: Module) -> Index:
    index = Index()
    for declared in module.declarations:
        index.classes[declared.place.span] = declared
    for definition in module.definitions.values():
        if definition.place.source is module.source:
            index.definitions[definition.place.span] = (None, definition)
    for cls in module.connections:
        for one in cls.connections:
            index.connections.setdefault(one.place.span, []).append((cls, one))
        for template in cls.templates:
            index.templates[template.place.span] = (cls, template)
        for definition in cls.definitions:
            if definition.place.source is module.source:
                index.definitions.setdefault(definition.place.span, (cls, definition))
        for override in cls.overrides:
            index.overrides[override.place.span] = (cls, override)
    for config in module.configs:
        for one_field in config.fields:
            index.fields[one_field.place.span] = (config, one_field)
    return index


# --- what names can mean at a place --------------------------------------------------------------------


@dataclass(frozen=True)
class Scope:
    """What surrounds a place.

    Parameters
    ----------
    declared : `Task`, `ConnectionsClass`, `ConfigClass` or `None`
        The block at the left margin that it is in.
    in_config : `bool`
        Whether it is in the config of that.
    loops : `tuple` [ `tree.Loop` ]
        The repetitions around it.
    """

    declared: Task | ConnectionsClass | ConfigClass | None
    in_config: bool
    loops: tuple[tree.Loop, ...]

    @property
    def connections(self) -> ConnectionsClass | None:
        """The Connections class whose connections can be named."""
        return connections_of(self.declared)

    @property
    def config(self) -> ConfigClass | None:
        """The config whose fields can be named."""
        return config_of(self.declared)

    def fields(self) -> dict[str, ConfigField]:
        """Return the config fields that can be named."""
        return {} if self.config is None else self.config.all_fields()

    def templates(self) -> dict[str, Template]:
        """Return the templates that can be named."""
        return {} if self.connections is None else self.connections.all_templates()


def scope_of(view: View, path: tuple[tree.Node, ...]) -> Scope:
    """Return what surrounds the innermost of the nodes that hold an offset."""
    blocks = [node for node in path if isinstance(node, tree.Block)]
    loops = tuple(node for node in path if isinstance(node, tree.Loop))
    if not blocks or blocks[0].name is None:
        return Scope(None, False, loops)
    declared = index_of(view.module).classes.get(blocks[0].name.span)
    in_config = blocks[0].word.text == "config" or any(one.word.text == "config" for one in blocks[1:])
    return Scope(declared, in_config, loops)
