"""What can stand behind an equals sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...checks import CODES, page_of
from ...model import ConfigClass, ConfigField, ConnectionsClass, Imported, Task
from ...records import replace
from ...syntax.scanner import Lexeme
from ...vocabulary import (
    CONFIG_METHODS,
    CONNECTION_FLAGS,
    ERRORS,
    METHODS,
    OVERRIDABLE,
    SETTINGS,
    Takes,
)
from .around import Around
from .clause import Bracket, Clause, Shape, bracket
from .dimensions import dimensions
from .elsewhere import import_edits
from .modules import functions_beside
from .names import constants, imported_names, names, written_choices
from .proposal import Proposal, ProposalKind, Rank
from .statements import TAKEN
from .types import classes

__all__ = [
    "assigned",
    "codes",
    "connection_names",
    "dataset_names",
    "default",
    "given_in",
    "taken",
    "takes_of",
]


def takes_of(around: Around, clause: Clause) -> Takes | None:
    """Return what is taken by what the item assigns to, if that is a setting or a flag of a connection."""
    if len(clause.path) == 1:
        word = SETTINGS.get(clause.path[0])
        method = METHODS.get(clause.path[0]) or CONFIG_METHODS.get(clause.path[0])
        if around.block == "config" and clause.path[0] in around.fields:
            return None
        return word.takes if word is not None else method.takes if method is not None else None
    if len(clause.path) == 2 and around.block != "config" and clause.path[1] in CONNECTION_FLAGS:
        return CONNECTION_FLAGS[clause.path[1]].takes
    return None


def taken(around: Around, takes: Takes, lexemes: Sequence[Lexeme]) -> Iterator[Proposal]:
    """Yield what a flag or a setting can be set to.

    Parameters
    ----------
    around : `Around`
        What surrounds the cursor.
    takes : `Takes`
        What it takes.
    lexemes : sequence of `Lexeme`
        What there is of the value.
    """
    inner = bracket(lexemes)
    match takes:
        case Takes.TRUTH | Takes.COUNT | Takes.NUMBER:
            found = names(around)
            first = ("True", "False") if takes is Takes.TRUTH else ()
            yield from (one for one in found if one.label in first or one.kind is not ProposalKind.CONSTANT)
        case Takes.NAME:
            yield from imported_names(around, Rank.OWN)
            yield from classes(around, ("connections", "task"))
        case Takes.METHOD:
            yield from _functions(around)
            if lexemes:  # one of several
                yield from names(around)
        case Takes.NEW_NAME:
            yield from classes(around, ("connections", "task", "config"), loosely=True)
        case Takes.ERROR:
            yield from errors(around)
        case Takes.NAMES if inner.text == "[":
            yield from connection_names(around)
        case Takes.NAMES:
            yield from imported_names(around, Rank.OWN)
            yield _snippet("[…]", TAKEN[takes], takes.value)
            if lexemes:
                yield from names(around)
        case Takes.REASONS if inner.text == "{":
            if not inner.last:
                yield from codes(given_in(inner))
        case Takes.REASONS | Takes.CHOICES if not lexemes:
            yield _snippet("{…}", TAKEN[takes], takes.value)
            if takes is Takes.CHOICES:
                yield from imported_names(around)
        case Takes.TEXT if not lexemes:
            yield _snippet('"…"', TAKEN[takes], takes.value)


def _functions(around: Around) -> Iterator[Proposal]:
    """Yield functions: what is imported and no class, and those of the modules with hooks beside the file."""
    classes = (Task, ConnectionsClass, ConfigClass)
    for one in imported_names(around, Rank.OWN):
        if not isinstance(around.imports[one.label].known, classes):
            yield one
    for module, one in functions_beside(around.view):
        if one.label not in around.view.module.imports:
            edits = import_edits(around.view, module, one.label)
            yield replace(one, detail=f"from {module}", rank=Rank.ELSEWHERE, edits=edits)


def _snippet(label: str, text: str, detail: str) -> Proposal:
    return Proposal(label, ProposalKind.SNIPPET, text, detail, snippet=True)


def errors(around: Around) -> Iterator[Proposal]:
    """Yield the exceptions that a requirement can raise."""
    for name in ERRORS:
        rank = Rank.OWN if name in ("ValueError", "RuntimeError", "TypeError") else Rank.USUAL
        yield Proposal(name, ProposalKind.CLASS, name, "exception", rank=rank)
    yield from imported_names(around)


def codes(given: Sequence[str] = ()) -> Iterator[Proposal]:
    """Yield the codes of diagnostics, in quotes."""
    for name in CODES:
        if name not in given:
            page = page_of(name)
            doc = page.partition("\nBad:")[0].strip()
            text = f'"{name}": "${{1:reason}}"'
            yield Proposal(f'"{name}"', ProposalKind.CODE, text, doc.partition("\n")[0], doc, True)


def given_in(inner: Bracket) -> tuple[str, ...]:
    """Return the strings in a bracket, without their quotes."""
    return tuple(one.text.strip("\"'") for one in inner.inside if one.kind == "string")


def connection_names(around: Around) -> Iterator[Proposal]:
    """Yield the connections of the class, in quotes."""
    for name, one in around.all_connections.items():
        if not one.kind.at_init:
            yield Proposal(f'"{name}"', ProposalKind.CONNECTION, f'"{name}"', one.kind.name)


def default(around: Around, clause: Clause) -> Iterator[Proposal]:
    """Yield what can be the default of the config field that is declared."""
    words = [one.text for one in clause.type]
    first = words[0] if words else ""
    if clause.choices and not clause.lexemes:
        for text in clause.choices:
            yield Proposal(text, ProposalKind.VALUE, text, rank=Rank.FIRST)
    if first == "bool":
        yield from constants(none=False)
    if "None" in words:
        yield from (one for one in constants() if one.label == "None")
    if first == "list" and not clause.lexemes:
        yield _snippet("[…]", "[$0]", "a list")
    if first == "dict" and not clause.lexemes:
        yield _snippet("{…}", "{$0}", "a dictionary")
    inner = {one.text for one in clause.type} | {first}
    if (clause.lexemes and "bool" in inner) or not words:
        yield from constants()
    yield from imported_names(around)


def assigned(around: Around, clause: Clause) -> Iterator[Proposal]:
    """Yield what can be assigned to a path: to a setting, an attribute of a connection, a config field."""
    takes = takes_of(around, clause)
    if takes is Takes.TRUTH and len(clause.path) == 1:
        yield from constants(none=False)
    elif takes is not None:
        yield from taken(around, takes, clause.lexemes)
    elif around.block == "config":
        yield from _new_default(around, clause)
    elif len(clause.path) == 2:
        yield from _overridden(around, clause)


def _new_default(around: Around, clause: Clause) -> Iterator[Proposal]:
    """Yield what can be the new default of a field."""
    field = around.field(clause.path)
    choices = written_choices(field)
    if not clause.lexemes:
        for text, doc in choices:
            yield Proposal(text, ProposalKind.VALUE, text, "", doc, rank=Rank.FIRST)
    shown = {text for text, _ in choices}
    for one in names(around):
        if one.label not in shown and _is_apt(one, field):
            yield one
    if field is None or field.type in ("task", "config", "registry"):
        yield from (one for one in classes(around, ("task", "config")) if one.label not in around.imports)


def _is_apt(one: Proposal, field: ConfigField | None) -> bool:
    """Whether a constant can be the value of a field."""
    if one.kind is not ProposalKind.CONSTANT or field is None or not field.type:
        return True
    return field.optional if one.label == "None" else field.basic == ("bool",) or not field.basic


def _overridden(around: Around, clause: Clause) -> Iterator[Proposal]:
    """Yield what an attribute of an inherited connection can be set to."""
    connection, attribute = clause.path
    if attribute == "storageClass" and not clause.lexemes:
        for name, found in around.view.vocabulary.storage_classes.items():
            text = f'"{name}"'
            yield Proposal(text, ProposalKind.STORAGE_CLASS, text, found.pytype)
    elif attribute == "name" and not clause.lexemes:
        yield from dataset_names(around, connection)
    elif attribute == "dimensions":
        yield from dimension_value(around, clause)
    if clause.lexemes and attribute in OVERRIDABLE:
        yield from names(around)
    elif attribute in ("name", "storageClass") and not clause.lexemes:
        yield from (one for one in names(around) if one.kind in (ProposalKind.FIELD, ProposalKind.VARIABLE))


def dimension_value(around: Around, clause: Clause) -> Iterator[Proposal]:
    """Yield what can be in the value of a definition of dimensions."""
    inner = bracket(clause.lexemes)
    declaring = clause.name if clause.shape is Shape.DEFINITION else ""
    if inner.text == "[":
        if inner.last and inner.last[-1].text in ("*", "{"):
            yield from names(around)
            return
        listed = [one.text for one in inner.inside if one.kind in ("name", "ellipsis")]
        yield from dimensions(around, listed, of_head=False, declaring=declaring)
        return
    last = clause.lexemes[-1].text if clause.lexemes else ""
    if last not in ("", "else", "("):
        yield from names(around)
        return
    yield _snippet("[…]", "[$0]", "a list of dimensions")
    for name in around.definitions:
        if name != declaring:
            yield Proposal(name, ProposalKind.DIMENSION, name, "a name for dimensions", rank=Rank.OWN)


def dataset_names(around: Around, attribute: str) -> Iterator[Proposal]:
    """Yield what can be a dataset type name: the name of the attribute, templates, constants that are imported."""
    plain = attribute.partition("{")[0].rstrip("_")
    if plain:
        text = f'"{plain}"'
        yield Proposal(text, ProposalKind.VALUE, text, "dataset type name", rank=Rank.FIRST)
    for name, template in around.templates.items():
        doc = f'A name that begins with a template, whose default is `"{template.default}"`.'
        text = f'"{{{name}\\}}$0"'
        yield Proposal(
            f'"{{{name}}}"', ProposalKind.TEMPLATE, text, f'"{template.default}"', doc, True, Rank.OWN
        )
    for name, imported in around.imports.items():
        if _may_be_text(imported):
            yield Proposal(name, ProposalKind.NAME, name, f"from {imported.python.module}", rank=Rank.OTHER)


def _may_be_text(imported: Imported) -> bool:
    return imported.known is None
