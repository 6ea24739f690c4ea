"""What can stand in an expression: config fields, variables, functions, what is imported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ...model import FUNCTIONS, OF_OBJECTS, ConfigClass, ConfigField, Definition, Imported, Module, Task
from ...syntax.scanner import Lexeme
from ..words import CONSTANTS, KEYWORDS
from .around import Around, plain, target
from .clause import bracket, dotted_before
from .modules import public_names
from .outline import can_follow
from .proposal import Proposal, ProposalKind, Rank

__all__ = [
    "attributes",
    "choices",
    "constants",
    "field_proposal",
    "imported_names",
    "names",
    "operators",
    "placeholders",
]

_JOINING = {"AND": "and", "OR": "or", "IN": "in", "NOT": "not in", "IS": "is", "IF": "if", "ELSE": "else"}
_OF_TEXT = {
    "startswith": "Whether it begins with a text.",
    "endswith": "Whether it ends with a text.",
    "lower": "The text in small letters.",
    "upper": "The text in capitals.",
}
_OF_DICT = {"keys": "Its keys.", "values": "Its values.", "items": "Its keys and values."}


def names(around: Around) -> Iterator[Proposal]:
    """Yield the names that an expression can begin with."""
    for name in around.variables:
        yield Proposal(name, ProposalKind.VARIABLE, name, "of the `for`", rank=Rank.FIRST)
    for field in around.fields.values():
        if field.name not in around.variables:
            yield field_proposal(field)
    if around.connections is not None and "connections" not in around.fields:
        doc = "The dataset type names and templates, as the config has them."
        yield Proposal("connections", ProposalKind.VARIABLE, "connections", "", doc, rank=Rank.OTHER)
    for name in (*FUNCTIONS, *OF_OBJECTS):
        if name not in around.fields and name not in around.imports:
            doc = function_doc(name)
            text = f"{name}($0)"
            yield Proposal(name, ProposalKind.FUNCTION, text, "function", doc, True, Rank.OTHER)
    yield from imported_names(around)
    yield from constants()
    yield Proposal("not", ProposalKind.OPERATOR, "not $0", "", KEYWORDS["not"].doc, True, Rank.OTHER)


def function_doc(name: str) -> str:
    """Return the first line that Python says of one of its functions."""
    function: Any = FUNCTIONS.get(name) or {"getattr": getattr, "hasattr": hasattr}.get(name, isinstance)
    lines = [line for line in (function.__doc__ or "").splitlines() if line.strip() and "->" not in line]
    return lines[0].strip() if lines else ""


def constants(none: bool = True) -> Iterator[Proposal]:
    """Yield the constants."""
    for name, about in CONSTANTS.items():
        if none or name != "None":
            yield Proposal(name, ProposalKind.CONSTANT, name, "", about.doc)


def imported_names(around: Around, rank: Rank = Rank.OTHER) -> Iterator[Proposal]:
    """Yield what the file imports."""
    for name, imported in around.imports.items():
        if not isinstance(imported.known, Definition):
            module = not imported.python.name
            kind = ProposalKind.MODULE if module else ProposalKind.NAME
            detail = "module" if module else f"from {imported.python.module}"
            yield Proposal(name, kind, name, detail, rank=rank)


def field_proposal(field: ConfigField, rank: Rank = Rank.OWN) -> Proposal:
    """Return a config field with its type, its default and its doc."""
    return Proposal(
        field.name,
        ProposalKind.FIELD,
        field.name,
        _signature(field),
        plain(field.doc),
        rank=rank,
        deprecated="deprecated" in field.flags,
    )


def _signature(field: ConfigField) -> str:
    """Return the type of a field and its default, as they were written if that is known."""
    source = field.where.source.text[field.where.span.start : field.where.span.end]
    if source.startswith(field.name) and source[len(field.name) :].lstrip().startswith(":"):
        line = source[len(field.name) :].lstrip().partition("\n")[0]
        return line[1:].strip().partition('"')[0].rstrip(" ,=") if len(line) > 80 else line[1:].strip()
    return " ".join([field.type or "config field", *field.basic])


def operators(around: Around, legal: frozenset[str], conditional: bool) -> Iterator[Proposal]:
    """Yield the words that can join an expression to another.

    Parameters
    ----------
    around : `Around`
        What surrounds the cursor.
    legal : `frozenset` [ `str` ]
        The terminals that the grammar takes at the cursor.
    conditional : `bool`
        Whether the expression is a condition; others can only be chosen among.
    """
    wanted = _JOINING if conditional else {"IF": "if", "ELSE": "else"}
    words = [word for terminal, word in wanted.items() if terminal in legal]
    following = around.outline.after[:1]
    if conditional and "NOT" in legal and ("IN" not in legal or any(one.text == "in" for one in following)):
        words += ["not"]
    for word in _fitting(around, words):
        doc = KEYWORDS[word.split()[-1]].doc
        text = "if ${1:condition} else $0" if word == "if" else f"{word} $0"
        rank = Rank.OTHER if word == "not" else Rank.OWN
        yield Proposal(word, ProposalKind.OPERATOR, text, "", doc, True, rank)


def _fitting(around: Around, words: Sequence[str]) -> list[str]:
    """Return the words with which the item can be read as a whole; all of them if it can't be with any."""
    place = around.outline
    if not place.after:
        return list(words)
    before = place.text[place.before[0].span.start : place.before[-1].span.end]
    after = place.text[place.after[0].span.start : place.after[-1].span.end]
    fitting = [word for word in words if can_follow(f"{before} {word} {after}")]
    return fitting or list(words)


def attributes(around: Around, path: Sequence[str]) -> Iterator[Proposal]:
    """Yield what can follow the dot behind a path in an expression."""
    if not path:
        return
    first = path[0]
    if first == "connections" and first not in around.fields:
        if len(path) == 1:
            yield from _dataset_names(around)
        return
    if first in around.fields:
        field = around.field(tuple(path))
        if field is not None:
            yield from _of_field(field)
        return
    imported = around.view.module.imports.get(".".join(path))
    if imported is not None:
        yield from _of_imported(around, imported)
    elif first in around.local and len(path) == 1:
        yield from _of_class(around.local[first])


def _dataset_names(around: Around) -> Iterator[Proposal]:
    for name, template in around.templates.items():
        yield Proposal(name, ProposalKind.TEMPLATE, name, f'"{template.default}"', rank=Rank.OWN)
    for name, connection in around.all_connections.items():
        if name.isidentifier() and name not in around.templates:
            detail = f'"{connection.static_dataset}"'
            yield Proposal(name, ProposalKind.CONNECTION, name, detail, plain(connection.doc))


def _of_field(field: ConfigField) -> Iterator[Proposal]:
    inner = target(field)
    if inner is not None:
        yield from (field_proposal(one) for one in inner.all_fields().values())
    methods = {}
    if field.type in ("scalar", "choice") and field.basic == ("str",):
        methods = _OF_TEXT
    elif field.type in ("dict", "configDict"):
        methods = _OF_DICT
    for name, doc in methods.items():
        yield Proposal(name, ProposalKind.FUNCTION, f"{name}($0)", "method", doc, True)


def _of_imported(around: Around, imported: Imported) -> Iterator[Proposal]:
    if isinstance(imported.known, Module):
        for name, known in imported.known.exports().items():
            doc = plain(known.doc) if isinstance(known, Task | ConfigClass) else ""
            yield Proposal(name, ProposalKind.CLASS, name, "", doc)
        return
    if imported.known is not None:
        yield from _of_class(imported.known)
        return
    written = imported.python.module
    module = written.lstrip(".")
    if imported.python.name:
        module = f"{module}.{imported.python.name}".strip(".")
    yield from public_names(around.view, len(written) - len(written.lstrip(".")), module)


def _of_class(known: Any) -> Iterator[Proposal]:
    if isinstance(known, Task):
        yield Proposal("ConfigClass", ProposalKind.CLASS, "ConfigClass", known.config.name)
    if isinstance(known, ConfigClass):
        yield Proposal("ConnectionsClass", ProposalKind.CLASS, "ConnectionsClass")


def choices(around: Around, lexemes: Sequence[Lexeme]) -> tuple[tuple[str, str], ...]:
    """Return the values, with their docs, that the field can have that is compared at the end of some lexemes."""
    inner = bracket(lexemes)
    before = tuple(lexemes)
    if inner.text in ("[", "(", "{") and inner.before and inner.before[-1].text == "in":
        before = inner.before
    if not before or before[-1].text not in ("==", "!=", "in"):
        return ()
    before = before[:-1]
    if before and before[-1].text == "not":
        before = before[:-1]
    path = dotted_before(before)
    field = around.field(path) if path else None
    return written_choices(field)


def written_choices(field: ConfigField | None) -> tuple[tuple[str, str], ...]:
    """Return the choices of a field as they are written, with their docs."""
    if field is None or field.choices is None:
        return ()
    allowed = field.flags["allowed"].static if "allowed" in field.flags else {}
    docs = allowed if isinstance(allowed, dict) else {}
    return tuple((_literal(value), str(docs.get(value, ""))) for value in field.choices)


def _literal(value: object) -> str:
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return repr(value)


def placeholders(around: Around, of_dataset: bool) -> Iterator[Proposal]:
    """Yield what can stand in the braces of a string.

    Parameters
    ----------
    around : `Around`
        What surrounds the cursor.
    of_dataset : `bool`
        Whether it is a dataset type name, in which templates come first.
    """
    if of_dataset:
        for name, template in around.templates.items():
            detail = f'"{template.default}"'
            deprecated = template.deprecated is not None
            doc = template.deprecated or "A template."
            yield Proposal(
                name, ProposalKind.TEMPLATE, name, detail, doc, rank=Rank.FIRST, deprecated=deprecated
            )
    for name in around.variables:
        yield Proposal(name, ProposalKind.VARIABLE, name, "of the `for`", rank=Rank.FIRST)
    for field in around.fields.values():
        yield field_proposal(field)
