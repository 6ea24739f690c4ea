"""What each word of a file is, for everything that colours: editors, lexers, the language server.

This is the truth that the syntax files in ``editors/`` are compared with: it comes from the tree, they from patterns.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from . import vocabulary
from .records import replace
from .source import Span
from .syntax import tree
from .syntax.parser import Parsed, scanner
from .syntax.strings import fields

__all__ = ["FLAG_WORDS", "Coloured", "Group", "coloured"]


class Group(enum.StrEnum):
    """What a word can be."""

    COMMENT = "comment"
    STRING = "string"
    """A string with quotes and prefix; docs too."""
    PLACEHOLDER = "placeholder"
    """``{name}`` in a dataset type name, and ``{expression}`` in an f-string, braces included."""
    KEYWORD = "keyword"
    """A word that begins an item, or holds one together."""
    KIND = "kind"
    """The kind of a connection."""
    OPERATOR = "operator"
    """A word that joins expressions."""
    CONSTANT = "constant"
    NUMBER = "number"
    CLASS = "class"
    """A task or a class, where it is declared and as a base."""
    CONNECTION = "connection"
    """A connection, where it is declared or removed."""
    FIELD = "field"
    """A config field, where it is declared."""
    TEMPLATE = "template"
    """A template, where it is declared."""
    DIMENSION = "dimension"
    TYPE = "type"
    """A storage class, or the type of a config field."""
    FLAG = "flag"
    SETTING = "setting"
    """What is assigned to: each word of the path."""
    MODULE = "module"
    """The module of an import."""
    NAME = "name"
    """What is imported, and what it is called here."""
    FUNCTION = "function"
    """What is called."""
    VARIABLE = "variable"
    """Any other name of an expression."""


class Coloured(NamedTuple):
    """A stretch of text, and what it is."""

    span: Span
    group: Group


FLAG_WORDS = frozenset(
    {
        *vocabulary.CONNECTION_FLAGS,
        *vocabulary.FIELD_FLAGS,
        *vocabulary.TEMPLATE_FLAGS,
        *vocabulary.REQUIREMENT_FLAGS,
    }
)
"""Every word that is a flag of something."""

_KEYWORDS = frozenset(["when", "for", "in", "from", "import", "as", "del", "require"])
_OPERATORS = frozenset(["and", "or", "not", "in", "is", "if", "else"])
_CONSTANTS = frozenset(["True", "False", "None"])


def coloured(parsed: Parsed) -> tuple[Coloured, ...]:
    """Return what each word of a file is.

    Parameters
    ----------
    parsed : `~conngen.syntax.parser.Parsed`
        The file.

    Returns
    -------
    found : `tuple` [ `Coloured` ]
        In order, without overlaps: a string with placeholders is given in pieces. A word that is not what its place
        asks for, and what could not be read, is left out but for strings, comments and numbers.
    """
    text = parsed.source.text
    found = [Coloured(comment.span, Group.COMMENT) for comment in parsed.comments]
    first = parsed.file.items[0].span.start if parsed.file.items else len(text)
    found += _painted(text, Span(0, first), None)
    stack: list[tree.Item] = list(parsed.file.items)
    while stack:
        item = stack.pop()
        if isinstance(item, _CONTAINERS):
            head = item.items[0].span.start if item.items else item.span.end
            found += _painted(text, Span(item.span.start, head), replace(item, items=()))
            stack += item.items
        else:
            found += _remembered(text, item)
    return tuple(sorted(found))


_CONTAINERS = (tree.Block, tree.Guard, tree.Loop)
_MOST = 20_000
_KNOWN: dict[tuple[type, str], tuple[tuple[int, int, Group], ...]] = {}
"""What the words of an item are, by its text: an editor asks for all of a file when one of its items has changed."""


def _remembered(text: str, item: tree.Item) -> Iterator[Coloured]:
    """Yield what the words of an item are that holds no others."""
    start, end = item.span
    key = (type(item), text[start:end])
    known = _KNOWN.get(key)
    if known is None:
        if len(_KNOWN) >= _MOST:
            _KNOWN.clear()
        painted = _painted(text, item.span, item)
        known = _KNOWN[key] = tuple((one.start - start, one.end - start, group) for one, group in painted)
    return (Coloured(Span(start + first, start + last), group) for first, last, group in known)


def _painted(text: str, span: Span, item: tree.Item | None) -> Iterator[Coloured]:
    """Yield what the words of a stretch are, which is an item, the head of one, or what stands before the first."""
    painter = _Painter(text)
    if item is not None:
        painter.item(item)
    before = -1
    for lexeme in scanner().scan(text, *span):
        match lexeme.kind:
            case "name":
                group = painter.words.get(lexeme.span.start)
                if group is None:
                    group = _fixed(lexeme.text, lexeme.span, painter, in_loop=before in painter.loops)
                before = lexeme.span.end
                if group is not None:
                    yield Coloured(lexeme.span, group)
            case "number":
                yield Coloured(lexeme.span, Group.NUMBER)
            case "string" | "unclosed":
                yield from painter.string(lexeme.span)


def _fixed(text: str, span: Span, painter: _Painter, in_loop: bool) -> Group | None:
    """Return what a word is that no node of the tree stands for."""
    if text in _CONSTANTS:
        return Group.CONSTANT
    if text in _OPERATORS and not in_loop and not painter.is_broken(span):
        return Group.OPERATOR
    return Group.KEYWORD if text in _KEYWORDS and not painter.is_broken(span) else None


class _Painter:
    """Goes through a tree and notes what the names in it are, by the offset at which they begin."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: dict[int, Group] = {}
        self.loops: set[int] = set()
        """Where the variables of loops end; an ``in`` follows."""
        self.filled: dict[int, list[Span]] = {}
        """The placeholders of a string, by the offset at which that begins."""
        self.broken: list[Span] = []

    def is_broken(self, span: Span) -> bool:
        """Whether a word belongs to what could not be read."""
        return any(one.start <= span.start < one.end for one in self.broken)

    def string(self, span: Span) -> Iterator[Coloured]:
        """Yield a string, in pieces if something in it is filled in."""
        start = span.start
        of_python = self.text[start] in "fF"
        for inner in fields(self.text, span) if of_python else self.filled.get(start, []):
            if start < inner.start:
                yield Coloured(Span(start, inner.start), Group.STRING)
            yield Coloured(inner, Group.PLACEHOLDER)
            start = inner.end
        if start < span.end:
            yield Coloured(Span(start, span.end), Group.STRING)

    def word(self, node: tree.Identifier | tree.Variable, group: Group) -> None:
        self.words[node.span.start] = group

    def dotted(self, node: tree.Dotted, group: Group) -> None:
        for part in node.parts:
            self.word(part, group)

    # --- items ---

    def items(self, items: tuple[tree.Item, ...]) -> None:
        for item in items:
            self.item(item)

    def item(self, item: tree.Item) -> None:
        match item:
            case tree.Declaration():
                if item.word.text in vocabulary.KINDS:
                    self.word(item.word, Group.KIND)
                self.word(item.name, Group.CONNECTION)
                self.type(item.type, Group.DIMENSION)
                self.dataset_name(item.value)
                self.rest(item.value, item.flags)
            case tree.Field():
                self.word(item.name, Group.FIELD)
                self.type(item.type, Group.TYPE)
                self.rest(item.value, item.flags)
            case tree.Definition():
                self.definition(item)
            case tree.Assignment():
                self.path(item.path)
                self.value(item.value, of_dimensions=_last(item.path) == "dimensions")
                if isinstance(item.path, tree.Attribute) and _last(item.path) == "name":
                    self.dataset_name(item.value)
                self.rest(None, item.flags)
            case tree.Block():
                self.block(item)
            case tree.Guard():
                self.expression(item.condition)
                self.items(item.items)
            case tree.Loop():
                self.word(item.variable, Group.VARIABLE)
                self.loops.add(item.variable.span.end)
                self.expression(item.values)
                self.items(item.items)
            case tree.Removal():
                for name in item.names:
                    self.word(name, Group.CONNECTION)
                self.rest(item.condition, ())
            case tree.Requirement():
                self.rest(item.condition, item.flags)
            case tree.FromImport() | tree.ImportModule():
                self.imported(item)
            case tree.Edition():
                if item.word.text == "edition":
                    self.word(item.word, Group.KEYWORD)
            case tree.Broken():
                self.broken.append(item.span)

    def definition(self, item: tree.Definition) -> None:
        if item.word.text in vocabulary.DEFINITIONS:
            self.word(item.word, Group.KEYWORD)
        elif item.word.text in vocabulary.KINDS:
            self.word(item.word, Group.KIND)
        of_dimensions = item.word.text == "dimensions"
        self.word(item.name, Group.DIMENSION if of_dimensions else Group.TEMPLATE)
        self.value(item.value, of_dimensions=of_dimensions)
        self.rest(None, item.flags)

    def block(self, item: tree.Block) -> None:
        if item.word.text in vocabulary.BLOCKS:
            self.word(item.word, Group.KEYWORD)
        if item.name is not None:
            self.word(item.name, Group.CLASS)
        for dimension in item.dimensions or ():
            self.dimension(dimension, Group.DIMENSION)
        for base in item.bases:
            self.dotted(base, Group.CLASS)
        self.items(item.items)

    def imported(self, item: tree.FromImport | tree.ImportModule) -> None:
        if item.module is not None:
            self.dotted(item.module, Group.MODULE)
        if isinstance(item, tree.FromImport):
            for alias in item.names:
                self.word(alias.name, Group.NAME)
                if alias.other is not None:
                    self.word(alias.other, Group.NAME)
        elif item.other is not None:
            self.word(item.other, Group.NAME)

    # --- parts of items ---

    def type(self, node: tree.Type, arguments: Group) -> None:
        if isinstance(node.name, tree.Dotted):
            self.dotted(node.name, Group.TYPE)
        else:
            self.expression(node.name)
        for one in node.arguments or ():
            self.dimension(one, arguments)

    def dimension(self, node: tree.Dimension, group: Group) -> None:
        match node:
            case tree.Type():
                if isinstance(node.name, tree.Dotted):
                    self.dotted(node.name, group)
                else:
                    self.expression(node.name)
                for one in node.arguments or ():
                    self.dimension(one, group)
            case tree.Star(value=inner):
                self.all_words(inner, group)
            case tree.Built():
                self.words[node.span.start] = group

    def all_words(self, node: tree.Node, group: Group) -> None:
        """Let every word in a node be one thing."""
        if isinstance(node, tree.Identifier | tree.Variable | tree.Built):
            self.words[node.span.start] = group
        for child in tree.children(node):
            self.all_words(child, group)

    def rest(self, value: tree.Expression | None, flags: tuple[tree.Flag | tree.Condition, ...]) -> None:
        if value is not None:
            self.expression(value)
        for flag in flags:
            if isinstance(flag, tree.Flag) and flag.name.text in FLAG_WORDS:
                self.word(flag.name, Group.FLAG)
            if flag.value is not None:
                self.expression(flag.value)

    def value(self, node: tree.Expression, of_dimensions: bool) -> None:
        """Note what is in a value; names in a list are dimensions if it is one of dimensions."""
        self.expression(node)
        if not of_dimensions:
            return
        if isinstance(node, tree.List):
            self.all_words(node, Group.DIMENSION)
        elif isinstance(node, tree.Ternary | tree.Group):
            parts = (node.value, node.otherwise) if isinstance(node, tree.Ternary) else (node.value,)
            for one in parts:
                self.value(one, of_dimensions=True)

    def path(self, node: tree.Expression) -> None:
        match node:
            case tree.Variable():
                self.word(node, Group.SETTING)
            case tree.Attribute():
                self.path(node.value)
                self.word(node.name, Group.SETTING)
            case tree.Subscript():
                self.path(node.value)
                self.expression(node.index)

    # --- expressions ---

    def expression(self, node: tree.Node) -> None:
        match node:
            case tree.Variable():
                self.words.setdefault(node.span.start, Group.VARIABLE)
            case tree.Identifier():
                self.word(node, Group.VARIABLE)
            case tree.Call(function=tree.Variable() | tree.Attribute(name=_) as function):
                name = function if isinstance(function, tree.Variable) else function.name
                if isinstance(function, tree.Attribute):
                    self.expression(function.value)
                self.word(name, Group.FUNCTION)
                for argument in node.arguments:
                    self.expression(argument)
            case _:
                for child in tree.children(node):
                    self.expression(child)

    def dataset_name(self, node: tree.Expression | None) -> None:
        """Note the templates in a dataset type name, or in each of several to choose from."""
        match node:
            case tree.String(parts=None):
                self.templates(node)
            case tree.Ternary():
                self.dataset_name(node.value)
                self.dataset_name(node.otherwise)

    def templates(self, node: tree.String) -> None:
        text = self.text[node.span.start : node.span.end]
        start = node.span.start
        pattern = _template(raw=text[0] in "rR")
        self.filled[start] = [
            Span(start + match.start(), start + match.end())
            for match in pattern.finditer(text)
            if match.group().startswith("{") and match.group()[1] != "{"
        ]


def _last(path: tree.Expression) -> str:
    """Return the last word of a path."""
    match path:
        case tree.Variable(name=name):
            return name
        case tree.Attribute(name=tree.Identifier(text=name)):
            return name
    return ""


@cache
def _template(raw: bool) -> re.Pattern[str]:
    escape = "" if raw else r"\\(?:N\{[^}]*\}|[^{])|"
    return re.compile(escape + r"\{\{|\}\}|\{[^\W\d][\w.]*\}")
