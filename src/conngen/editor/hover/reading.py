"""What the word at an offset is, from the tree around it; and what is said of it."""

from __future__ import annotations

import re

from ... import vocabulary
from ...checks import CODES, page_of
from ...conditions.fields import config_of
from ...model import (
    FUNCTIONS,
    OF_OBJECTS,
    ConfigClass,
    ConfigField,
    ConnectionsClass,
    Definition,
    Imported,
    Module,
    Task,
    path_of,
)
from ...source import Span
from ...syntax import tree
from ..paths import index_of, scope_of, word_at
from ..python_places import python_head
from ..view import View
from ..words import CONSTANTS, KEYWORDS, TYPES, about_flag, about_kind, about_word
from . import declarations
from .markdown import about, code, facts, page, prose, put_together, quoted
from .universe import of_dimension, of_storage_class

__all__ = ["Reader"]

Found = tuple[str, Span]

_PLACEHOLDER = re.compile(r"\{\{|\}\}|\{([^\W\d][\w.]*)\}")
_FLAGS = {
    **vocabulary.REQUIREMENT_FLAGS,
    **vocabulary.FIELD_FLAGS,
    **vocabulary.TEMPLATE_FLAGS,
    **vocabulary.CONNECTION_FLAGS,
}


class Reader:
    """Finds out what stands at an offset.

    Parameters
    ----------
    view : `View`
        The file.
    path : `tuple` [ `tree.Node` ]
        The nodes that hold the offset, from the outside in.
    offset : `int`
        The place.
    """

    def __init__(self, view: View, path: tuple[tree.Node, ...], offset: int) -> None:
        self.view = view
        self.path = path
        self.offset = offset
        self.scope = scope_of(view, path)

    def read(self) -> Found | None:
        """Return what is said of the word, and the word."""
        if not self.path:
            return None
        inner = self.path[-1]
        if isinstance(inner, tree.Broken):
            return self._broken()
        for i in range(len(self.path) - 1, 0, -1):
            found = self._pair(self.path[i - 1], self.path[i])
            if found is not None:
                return found
            if isinstance(self.path[i], tree.String | tree.Doc | tree.Number):
                return None
        if isinstance(inner, tree.Identifier | tree.String | tree.Doc | tree.Number):
            return None
        return self._keyword()

    # --- words of the language ---

    def _word(self) -> tuple[str, Span] | None:
        span = word_at(self.view.text, self.offset)
        return None if span is None else (self.view.text[span.start : span.end], span)

    def _keyword(self) -> Found | None:
        found = self._word()
        if found is None:
            return None
        word, span = found
        if word in KEYWORDS:
            return about(word, "keyword", KEYWORDS[word]), span
        return (about(word, "constant", CONSTANTS[word]), span) if word in CONSTANTS else None

    def _broken(self) -> Found | None:
        """Return what is said of a word in what can't be read: by what stands before it."""
        found = self._word()
        if found is None:
            return None
        word, span = found
        before = self.view.text[: span.start].rstrip()[-1:]
        text: str | None = None
        if before == ",":
            text = self._flag(word)
        elif before == ":":
            text = of_storage_class(word, self.view.vocabulary)
        if text is None and word in vocabulary.KINDS:
            text = about(word, "kind", about_kind(vocabulary.KINDS[word]))
        if text is None and before in ("[", ","):
            text = of_dimension(word, self.view.vocabulary.universe)
        return self._keyword() if text is None else (text, span)

    def _flag(self, word: str) -> str | None:
        tables = (
            (vocabulary.FIELD_FLAGS, vocabulary.CONNECTION_FLAGS)
            if self.scope.in_config
            else (vocabulary.CONNECTION_FLAGS, vocabulary.FIELD_FLAGS)
        )
        for table in (*tables, _FLAGS):
            if word in table:
                return about(word, "flag", about_flag(table[word]))
        return None

    # --- a node inside another ---

    def _pair(self, outer: tree.Node, inner: tree.Node) -> Found | None:
        """Return what is said of a node because of the one around it."""
        text = self._text(outer, inner)
        if text is not None:
            word = self.path[-1] if isinstance(inner, tree.Attribute | tree.Subscript) else inner
            return text, word.span
        if isinstance(inner, tree.String) and isinstance(outer, tree.Declaration | tree.Assignment):
            return self._placeholder(inner) or self._dataset(outer, inner)
        if isinstance(inner, tree.Built) or (isinstance(inner, tree.Variable) and "{" in inner.name):
            return self._placeholder(inner)
        return None

    def _text(self, outer: tree.Node, inner: tree.Node) -> str | None:
        match outer, inner:
            case tree.Dict(), tree.String(value=code) if self._is_code(outer, inner):
                return page(page_of(code)) if code in CODES else None
            case _, tree.Quantum():
                return declarations.of_quantum_dimensions(self.view, self.scope.connections)
            case tree.Flag(), tree.Identifier(text=word) if inner is outer.name:
                return self._flag(word)
            case tree.Assignment(), _ if inner is outer.path:
                return self._target(inner)
            case (
                (tree.Declaration() | tree.Field() | tree.Definition() | tree.Block() | tree.Edition()),
                tree.Identifier(),
            ):
                return self._head(outer, inner)
            case tree.Removal(), tree.Identifier(text=name):
                return self._connection(name)
            case tree.Loop(), tree.Identifier(text=name):
                return self._variable(name)
            case tree.Alias(), tree.Identifier():
                return self._imported(outer.bound.text)
            case (tree.FromImport() | tree.ImportModule()), tree.Dotted():
                return self._module(outer)
            case tree.Type(), tree.Dotted() if inner is outer.name:
                return self._type(outer, inner)
            case tree.Block(), tree.Dotted():
                return self._name(inner.parts[0].text)
            case tree.Attribute(), tree.Identifier() if not self._is_target(outer):
                return self._attribute(outer)
            case _, tree.Variable(name=name) if not self._is_target(inner):
                return self._variable(name)
            case _, tree.Constant(value=value):
                return about(str(value), "constant", CONSTANTS[str(value)])
        return None

    def _is_code(self, outer: tree.Dict, inner: tree.Node) -> bool:
        """Whether a string is the code of a diagnostic that is suppressed."""
        around = self.path[self.path.index(outer) - 1]
        named = isinstance(around, tree.Flag) and around.name.text == "suppress"
        path = around.path if isinstance(around, tree.Assignment) else None
        named = named or (isinstance(path, tree.Variable) and path.name == "suppress")
        return named and any(inner is key for key, _ in outer.pairs)

    def _is_target(self, node: tree.Node) -> bool:
        """Whether a node is what something is assigned to, or the first part of it."""
        for one in self.path:
            if isinstance(one, tree.Assignment):
                found: tree.Node = one.path
                while found is not node and isinstance(found, tree.Attribute | tree.Subscript):
                    found = found.value
                return found is node
        return False

    # --- declarations ---

    def _head(self, outer: tree.Node, inner: tree.Identifier) -> str | None:
        index = index_of(self.view.module)
        word = inner.text
        if isinstance(outer, tree.Declaration) and inner is outer.word:
            kind = vocabulary.KINDS.get(word)
            return None if kind is None else about(word, "kind", about_kind(kind))
        if inner is getattr(outer, "word", None):
            return about(word, "keyword", KEYWORDS[word]) if word in KEYWORDS else None
        if inner.span in index.connections:
            cls, one = index.connections[inner.span][0]
            return declarations.of_connection(self.view, cls, one.attribute)
        if inner.span in index.fields:
            config, field = index.fields[inner.span]
            return declarations.of_field(self.view, field, config)
        if inner.span in index.templates:
            return declarations.of_template(*index.templates[inner.span])
        if inner.span in index.definitions:
            owner, definition = index.definitions[inner.span]
            return declarations.of_definition(self.view, definition, owner)
        if inner.span in index.classes:
            return declarations.of_class(self.view, index.classes[inner.span])
        return None

    def _connection(self, name: str) -> str | None:
        cls = self.scope.connections
        return None if cls is None else declarations.of_connection(self.view, cls, name)

    def _target(self, node: tree.Node) -> str | None:
        """Return what is said of what something is assigned to: the part of it at the offset."""
        names = path_of(node) if isinstance(node, tree.Variable | tree.Attribute) else None
        last = self.path[-1]
        if not isinstance(last, tree.Variable | tree.Identifier):
            return None
        if isinstance(last, tree.Variable):  # the first word
            name = last.name
            if self.scope.in_config and name in self.scope.fields():
                return declarations.of_field(self.view, self.scope.fields()[name], self.scope.config)
            known = about_word(name) if names is not None and len(names) == 1 else None
            return self._connection(name) if known is None else about(name, "setting", known)
        if self.scope.in_config:
            outer = next(one for one in reversed(self.path) if isinstance(one, tree.Attribute))
            return self._attribute(outer)
        return self._changed(last.text)

    def _changed(self, name: str) -> str | None:
        """Return what is said of an attribute of an inherited connection."""
        if name in vocabulary.OVERRIDABLE:
            known = about_word(name)
            return None if known is None else about(name, "attribute", known)
        return self._flag(name)

    # --- strings ---

    def _placeholder(self, node: tree.Node) -> Found | None:
        """Return what is said of ``{name}`` in a dataset type name, or in the name of a dimension."""
        text = self.view.text[node.span.start : node.span.end]
        for match in _PLACEHOLDER.finditer(text):
            start, end = match.start() + node.span.start, match.end() + node.span.start
            if match.group(1) and start <= self.offset < end:
                found = self._filled(match.group(1))
                return None if found is None else (found, Span(start, end))
        return None

    def _filled(self, name: str) -> str | None:
        first, *rest = name.split(".")
        templates = self.scope.templates()
        cls = self.scope.connections
        if not rest and name in templates and cls is not None:
            return declarations.of_template(cls, templates[name])
        return self._variable(first)

    def _dataset(self, outer: tree.Declaration | tree.Assignment, inner: tree.String) -> Found | None:
        if inner is not outer.value or self.scope.connections is None:
            return None
        if isinstance(outer, tree.Declaration):
            index = index_of(self.view.module)
            name = next((one.attribute for _, one in index.connections.get(outer.name.span, ())), "")
        else:
            names = path_of(outer.path) or ()
            name = names[0] if len(names) == 2 and names[1] == "name" else ""
        found = declarations.of_dataset(self.view, self.scope.connections, name)
        return None if found is None else (found, inner.span)

    # --- names ---

    def _type(self, outer: tree.Type, inner: tree.Dotted) -> str | None:
        name = inner.text
        around = self.path[self.path.index(outer) - 1]
        if isinstance(around, tree.Declaration):
            return of_storage_class(name, self.view.vocabulary) or self._name(inner.parts[0].text)
        if any(isinstance(one, tree.Field) for one in self.path):
            if name in TYPES:
                return about(name, "type", TYPES[name])
            return self._name(inner.parts[0].text)
        return self._dimension(name)

    def _dimension(self, name: str) -> str | None:
        cls = self.scope.connections
        for one in cls.definitions if cls is not None else ():
            if one.name == name:
                return declarations.of_definition(self.view, one, cls)
        if name in self.view.module.definitions:
            return declarations.of_definition(self.view, self.view.module.definitions[name], cls)
        return of_dimension(name, self.view.vocabulary.universe) or self._name(name)

    def _variable(self, name: str) -> str | None:
        """Return what is said of a name in an expression."""
        for loop in reversed(self.scope.loops):
            if loop.variable.text == name:
                values = self.view.text[loop.values.span.start : loop.values.span.end]
                return put_together(f"**{name}** (variable)", facts([("takes each of", quoted(values))]))
        fields = self.scope.fields()
        if name in fields:
            return declarations.of_field(self.view, fields[name], self.scope.config)
        if name == "connections":
            return "**connections** (the dataset type names of the config)"
        if name in FUNCTIONS or name in OF_OBJECTS:
            return f"**{name}** (function of Python's)"
        return self._in_list(name) or self._name(name)

    def _in_list(self, name: str) -> str | None:
        """Return what is said of a dimension in the list of ``dimensions name = [...]``."""
        for one in self.path:
            if isinstance(one, tree.Definition) and one.word.text == "dimensions":
                return self._dimension(name)
            if isinstance(one, tree.Assignment) and (path_of(one.path) or ("",))[-1] == "dimensions":
                return self._dimension(name)
        return None

    def _attribute(self, node: tree.Attribute) -> str | None:
        """Return what is said of a field of a subtask or of a nested config."""
        names = path_of(node)
        if names is None:
            return None
        if names[0] in self.view.module.imports and names[0] not in self.scope.fields():
            return self._imported(names[0])
        cls = self.scope.connections
        if names[0] == "connections" and len(names) == 2 and cls is not None:
            template = cls.all_templates().get(names[1])
            if template is None:
                return self._connection(names[1])
            return declarations.of_template(cls, template)
        config: ConfigClass | None = self.scope.config
        field: ConfigField | None = None
        for name in names:
            field = None if config is None else config.all_fields().get(name)
            config = None if field is None else config_of(field)
        return None if field is None else declarations.of_field(self.view, field, None)

    def _name(self, name: str) -> str | None:
        """Return what is said of a class of the file, or of what is imported."""
        if name in self.view.module.imports:
            return self._imported(name)
        found = self.view.module.exports().get(name)
        if isinstance(found, Task | ConnectionsClass | ConfigClass):
            return declarations.of_class(self.view, found)
        return None

    def _imported(self, name: str) -> str | None:
        found = self.view.module.imports.get(name)
        if found is None:
            return None
        where = facts([("imported from", quoted(found.python.declared or found.python.module))])
        match found.known:
            case Task() | ConnectionsClass() | ConfigClass():
                return declarations.of_class(self.view, found.known)
            case Definition():
                return put_together(declarations.of_definition(self.view, found.known, None), where)
            case Module():
                return put_together(f"**{name}** (`.conn` file)", where)
        head, doc = self._python(found)
        return put_together(head or f"**{name}** ({_what(found)})", doc, where)

    def _python(self, found: Imported) -> tuple[str, str]:
        """Return the head and the doc of a function or a class of Python, as far as its source is at hand."""
        inner = found.python.module.lstrip(".")
        level = len(found.python.module) - len(inner)
        finder = self.view.files.finder(self.view.key)
        module = finder.python(self.view.key, level, inner)
        if module is None or not found.python.name or found.python.attributes:
            return "", ""
        head, doc = python_head(finder, module.key, found.python.name)
        return code(head, "python"), prose(doc)

    def _module(self, node: tree.FromImport | tree.ImportModule) -> str | None:
        level = node.level if isinstance(node, tree.FromImport) else 0
        name = node.module.text if node.module is not None else ""
        finder = self.view.files.finder(self.view.key)
        shown = f"**{'.' * level}{name}**".replace("_", "\\_")
        conn_file = finder.conn(self.view.key, level, name) if isinstance(node, tree.FromImport) else None
        if conn_file is not None:
            return put_together(f"{shown} (`.conn` file)", quoted(conn_file))
        python = finder.python(self.view.key, level, name)
        where = "its source is not at hand" if python is None else quoted(python.key)
        return put_together(f"{shown} (Python module)", where)


def _what(found: Imported) -> str:
    return "Python, its source is at hand" if found.readable else "Python, its source is not at hand"
