"""From a line of a generated Python module to the declaration; it is read, nothing is executed."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ...model import ConfigClass, ConnectionsClass, Task
from ...source import Source, Span
from ...syntax import tree
from ..python_places import parsed
from ..symbols import Occurrence, SymbolKind, index
from ..target import Target
from ..view import View

__all__ = ["classes_of", "declaration_of", "words_of"]

_MEMBERS = (SymbolKind.CONNECTION, SymbolKind.TEMPLATE, SymbolKind.FIELD)
_WORD = re.compile(r"[^\W\d]\w*(?:\{\w+\}\w*)*")
_SAID_BY_PYTHON = frozenset(
    {"self", "config", "super", "setattr", "remove", "cT", "not", "if", "None", "True", "False"}
)


def declaration_of(view: View, python: Source, line: int, column: int | None = None) -> Target | None:
    """Return the declaration that a line of a module comes from.

    Parameters
    ----------
    view : `View`
        The `.conn` file that the module was made from.
    python : `~conngen.source.Source`
        The module: generated, or the author's task module.
    line : `int`
        A line of it, counted from 1.
    column : `int`, optional
        A column in that line, counted from 1: the name there goes before whatever else the line is about.

    Returns
    -------
    target : `Target` or `None`
        The connection, template or config field that the line is about, the condition or requirement it tests, or else
        the task or the class; the start of the file for what belongs to none. `None` if the module can't be read.
    """
    module = parsed(python)
    if module is None:
        return None
    start = Target(view.key, view.source, Span(0, 0), Span(0, 0))
    cls = next((node for node in classes_of(module) if node.lineno <= line <= _end(node)), None)
    block = None if cls is None else _block_of(view, cls.name)
    if cls is None or block is None:
        return _imported(view, module, line) or start
    declared = _at(view, block.name.span) if block.name is not None else None
    finder = _Lines(view, block, line)
    named = None if column is None else finder.named(_word_at(python, line, column))
    return named or finder.find(cls) or (start if declared is None else _target(view, declared))


# --- from the module ---


def _word_at(python: Source, line: int, column: int) -> str:
    """Return the name at a column of a line; of one that is put together, all of it."""
    if not 1 <= line <= python.line_of(len(python.text)):
        return ""
    for match in _WORD.finditer(python.line(line)):
        if match.start() < column <= match.end() + 1:
            return match.group()
    return ""


def classes_of(module: ast.Module) -> list[ast.ClassDef]:
    """Return all classes of a module."""
    return [node for node in ast.walk(module) if isinstance(node, ast.ClassDef)]


def _end(node: ast.AST) -> int:
    end = getattr(node, "end_lineno", None) or getattr(node, "lineno", 0)
    return end if isinstance(end, int) else 0


def _names(one: Task | ConnectionsClass | ConfigClass) -> set[str]:
    """Return the names of the classes that are made of a declaration."""
    if not isinstance(one, Task):
        return {one.name}
    return {one.class_name, one.connections.name, one.config.name, f"{one.name}Result", f"{one.name}Run"}


def _block_of(view: View, cls: str) -> tree.Block | None:
    """Return the block that a class is made of."""
    for one in view.module.declarations:
        if cls in _names(one):
            for item in view.parsed.file.items:
                match item:
                    case tree.Block(name=tree.Identifier(span=span)) if span == one.place.span:
                        return item
    return None


def _at(view: View, span: Span) -> Occurrence | None:
    return next((one for one in index(view).occurrences if one.defines and one.span == span), None)


def _target(view: View, one: Occurrence, whole: Span | None = None) -> Target:
    return Target(view.key, view.source, one.span, whole or one.whole or one.span)


def _imported(view: View, module: ast.Module, line: int) -> Target | None:
    """Return the import of a name that a line of a module imports too."""
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.lineno <= line <= _end(node):
            names = {alias.name for alias in node.names}
            for one in index(view).occurrences:
                if one.place.text in names:
                    return _target(view, one)
    return None


class _Lines:
    """Finds what a line of a class is about.

    Parameters
    ----------
    view : `View`
        The `.conn` file.
    block : `tree.Block`
        What the class is made of.
    line : `int`
        The line, counted from 1.
    """

    def __init__(self, view: View, block: tree.Block, line: int) -> None:
        self.view = view
        self.block = block
        self.line = line
        self.inside = [one for one in index(view).occurrences if _within(one.span, block.span)]
        members = [one for one in self.inside if one.defines and one.symbol.kind in _MEMBERS]
        self.members = {one.symbol.name: one for one in members}
        at = {one.span: one for one in members}
        for cls in view.module.connections:  # what is repeated over a written list has names of its own
            for connection in cls.connections:
                if connection.place.span in at and connection.place.source is view.source:
                    self.members.setdefault(connection.attribute, at[connection.place.span])

    def find(self, cls: ast.ClassDef) -> Target | None:
        for statement in cls.body:
            if statement.lineno <= self.line <= _end(statement):
                return self._statement(statement, cls.name)
        for keyword in cls.keywords:
            for node in ast.walk(keyword.value):
                key = node.value if isinstance(node, ast.Constant) and self._here(node) else None
                if (found := self.named(key)) is not None:
                    return found
        return None

    def _here(self, node: ast.AST) -> bool:
        return bool(getattr(node, "lineno", 0) <= self.line <= _end(node)) and hasattr(node, "lineno")

    def named(self, name: object) -> Target | None:
        """Return the declaration of a connection, a template or a config field of a name."""
        found = self.members.get(name) if isinstance(name, str) else None
        return None if found is None else _target(self.view, found)

    def _statement(self, node: ast.stmt, cls: str) -> Target | None:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                return self.named(name)
            case ast.FunctionDef(args=args) | ast.AsyncFunctionDef(args=args):
                for one in (*args.posonlyargs, *args.args, *args.kwonlyargs):
                    if self._here(one) and (found := self.named(one.arg)) is not None:
                        return found
                return self._line(node, self._candidates(cls))
        return None

    def _candidates(self, cls: str) -> list[tree.Item]:
        """Return the items that a method of a class can be made of."""
        config = [
            one for one in self.block.items if isinstance(one, tree.Block) and one.word.text == "config"
        ]
        configs = {one.name for one in self.view.module.configs}
        connections = {one.name for one in self.view.module.connections}
        if not config or cls not in configs | connections:
            return list(_items(self.block.items))
        if cls in configs:
            return list(_items(tuple(config)))
        return list(_items(tuple(item for item in self.block.items if item not in config)))

    def _line(
        self, function: ast.FunctionDef | ast.AsyncFunctionDef, items: list[tree.Item]
    ) -> Target | None:
        """Return what a line inside of a function is about: the item that has most of its words."""
        inner: ast.stmt | None = None
        for node in ast.walk(function):
            if node is function or not isinstance(node, ast.stmt) or not self._here(node):
                continue
            if inner is None or node.lineno >= inner.lineno:
                inner = node
        if inner is None:
            return None
        said, texts = words_of(inner)
        if isinstance(inner, ast.For):
            said = words_of(inner.target)[0] | words_of(inner.iter)[0]
        best: tuple[float, tree.Item] | None = None
        for item in items:
            words = set(_WORD.findall(self._text(item)))
            score = len(said & words) / (len(said | words) or 1)
            score += 2 * (_message(item) in texts) + bool(said & _declared(item))
            if score > 0 and (best is None or score > best[0]):
                best = score, item
        return None if best is None else self._in_item(best[1], inner)

    def _text(self, item: tree.Item) -> str:
        """Return an item without its doc."""
        doc = getattr(item, "doc", None)
        inner = (*getattr(item, "items", ()), *(() if doc is None else (doc,)))
        end = min((one.span.start for one in inner), default=item.span.end)
        return self.view.text[item.span.start : end]

    def _in_item(self, item: tree.Item, node: ast.stmt) -> Target | None:
        """Return the name in an item that a line is about: of a test, what it tests."""
        names = [one for one in self.inside if _within(one.span, item.span)]
        if isinstance(node, ast.If | ast.For | ast.While):
            head = node.iter if isinstance(node, ast.For) else node.test
            tested = words_of(head)[0]
            for one in names:
                if not one.defines and one.place.text in tested:
                    return _target(self.view, one, item.span)
        for one in names:
            if one.defines and one.whole == item.span:
                return _target(self.view, one)
        return Target(self.view.key, self.view.source, item.span, item.span)


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def words_of(node: ast.AST) -> tuple[set[str], set[str]]:
    """Return the names in a piece of Python, and the texts in it."""
    words: set[str] = set()
    texts: set[str] = set()
    for one in ast.walk(node):
        match one:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.keyword(arg=str(name)):
                words.add(name)
            case ast.JoinedStr(values=values):
                words.add("".join(_piece(value) for value in values))
            case ast.Constant(value=str(text)):
                texts.add(text)
                if text.isidentifier():
                    words.add(text)
    return words - _SAID_BY_PYTHON, texts


def _piece(value: ast.expr) -> str:
    match value:
        case ast.Constant(value=str(text)):
            return text
        case ast.FormattedValue(value=ast.Name(id=name)):
            return f"{{{name}}}"
    return ""


def _declared(item: tree.Item) -> set[str]:
    """Return the names that an item is about."""
    match item:
        case tree.Declaration(name=name) | tree.Field(name=name) | tree.Definition(name=name):
            return {name.text}
        case tree.Removal(names=names):
            return {one.text for one in names}
        case tree.Assignment(path=tree.Attribute(value=tree.Variable(name=word))):
            return {word}
    return set()


def _message(item: tree.Item) -> str | None:
    return item.doc.string.value if isinstance(item, tree.Requirement) and item.doc is not None else None


def _items(items: tuple[tree.Item, ...]) -> Iterator[tree.Item]:
    """Yield items with all inside of them; what only holds others comes behind them."""
    for item in items:
        if isinstance(item, tree.Block | tree.Guard | tree.Loop):
            yield from _items(item.items)
        if not isinstance(item, tree.Block):
            yield item
