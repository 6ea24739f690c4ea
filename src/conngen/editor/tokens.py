"""The colours of a file for an editor: those of `conngen.highlighting`, in the words of the protocol.

What the model knows beyond the words is told by the type of a name (a config field is a property, an imported class
is a class) and by modifiers.
"""

from __future__ import annotations

import re
from typing import NamedTuple
from weakref import WeakKeyDictionary

from ..highlighting import Group, coloured
from ..model import Module
from ..source import Span
from ..syntax import tree
from .symbols import CLASSES, Occurrence, SymbolKind, index
from .view import View

__all__ = ["MODIFIERS", "TOKEN_TYPES", "Token", "tokens"]


class Token(NamedTuple):
    """A stretch of one line, what it is, and what else is known of it."""

    span: Span
    type: str
    modifiers: tuple[str, ...] = ()


TOKEN_TYPES = (
    "namespace",
    "type",
    "class",
    "enumMember",
    "parameter",
    "variable",
    "property",
    "function",
    "keyword",
    "modifier",
    "comment",
    "string",
    "number",
    "operator",
)
"""The types of tokens there are, all of them of the protocol's own."""

MODIFIERS = ("declaration", "readonly", "modification", "deprecated", "documentation", "defaultLibrary")

_TYPES = {
    Group.COMMENT: "comment",
    Group.STRING: "string",
    Group.PLACEHOLDER: "parameter",
    Group.KEYWORD: "keyword",
    Group.KIND: "keyword",
    Group.OPERATOR: "operator",
    Group.CONSTANT: "keyword",
    Group.NUMBER: "number",
    Group.CLASS: "class",
    Group.CONNECTION: "property",
    Group.FIELD: "property",
    Group.TEMPLATE: "parameter",
    Group.DIMENSION: "enumMember",
    Group.TYPE: "type",
    Group.FLAG: "modifier",
    Group.SETTING: "property",
    Group.MODULE: "namespace",
    Group.NAME: "variable",
    Group.FUNCTION: "function",
    Group.VARIABLE: "variable",
}

_KNOWN = {
    SymbolKind.CONNECTION: "property",
    SymbolKind.FIELD: "property",
    SymbolKind.TEMPLATE: "parameter",
    SymbolKind.MODULE: "namespace",
    SymbolKind.DIMENSIONS: "enumMember",
    SymbolKind.DIMENSION: "enumMember",
    **dict.fromkeys(CLASSES, "class"),
}
"""What a name is by what it stands for."""

_LINES = re.compile(r"[^\r\n]+")
_KEPT: WeakKeyDictionary[Module, tuple[Token, ...]] = WeakKeyDictionary()


def tokens(view: View, span: Span | None = None) -> tuple[Token, ...]:
    """Return the colours of a file, or of a part of it.

    Parameters
    ----------
    view : `View`
        The file.
    span : `~conngen.source.Span`, optional
        The part that is wanted.

    Returns
    -------
    tokens : `tuple` [ `Token` ]
        In order, without overlaps, each on one line.
    """
    found = _KEPT.get(view.module)
    if found is None:
        found = _KEPT[view.module] = _tokens(view)
    if span is None:
        return found
    return tuple(one for one in found if one.span.start < span.end and span.start < one.span.end)


def _tokens(view: View) -> tuple[Token, ...]:
    names = index(view)
    at = {one.span: one for one in names.occurrences}
    docs = _docs(view.parsed.file)
    found: list[Token] = []
    for span, group in coloured(view.parsed):
        type, modifiers = _TYPES[group], []
        one = at.get(span)
        if group is Group.PLACEHOLDER and one is None:
            one = at.get(Span(span.start + 1, span.end - 1))
        if one is not None:
            type = _type(view, one, group)
            modifiers = _modifiers(view, one)
            if one.symbol in names.deprecated:
                modifiers.append("deprecated")
        if group is Group.STRING and span.start in docs:
            modifiers.append("documentation")
        _add(found, view.text, span, type, tuple(modifiers))
    return tuple(found)


def _type(view: View, one: Occurrence, group: Group) -> str:
    """Return the type of a name that stands for something known; what is called or imported may be any of several."""
    kind = one.symbol.kind
    if group in (Group.SETTING, Group.PLACEHOLDER, Group.TYPE):
        return _TYPES[group]
    if kind is SymbolKind.PYTHON:
        last = one.symbol.name.rpartition(".")[2]
        if group in (Group.NAME, Group.VARIABLE):
            return "class" if last[:1].isupper() and not last.isupper() else _python(group, last)
        return _TYPES[group]
    return _KNOWN.get(kind, _TYPES[group])


def _python(group: Group, name: str) -> str:
    return "variable" if name.isupper() or group is Group.VARIABLE else "function"


def _modifiers(view: View, one: Occurrence) -> list[str]:
    found = []
    if one.defines:
        found.append("declaration")
    if one.writes:
        found.append("modification")
    match one.symbol.kind:
        case SymbolKind.STORAGE_CLASS if one.symbol.name in view.vocabulary.storage_classes:
            found.append("defaultLibrary")
        case SymbolKind.DIMENSION if one.symbol.name in view.vocabulary.universe:
            found += ["readonly", "defaultLibrary"]
        case SymbolKind.VARIABLE:
            found.append("readonly")
    return found


def _docs(file: tree.File) -> set[int]:
    """Return where the docs of a file begin."""
    found: set[int] = set()
    stack: list[tree.File | tree.Item] = [file]
    while stack:
        one = stack.pop()
        doc = getattr(one, "doc", None)
        if isinstance(doc, tree.Doc) and not isinstance(one, tree.Requirement):
            found.add(doc.span.start)
        stack.extend(getattr(one, "items", ()))
    return found


def _add(found: list[Token], text: str, span: Span, type: str, modifiers: tuple[str, ...]) -> None:
    """Add a stretch, line by line."""
    if type not in ("string", "parameter") or "\n" not in text[span.start : span.end].replace("\r", "\n"):
        found.append(Token(span, type, modifiers))
        return
    for match in _LINES.finditer(text, *span):
        found.append(Token(Span(*match.span()), type, modifiers))
