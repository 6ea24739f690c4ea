"""What can stand at the cursor: words of the language, of the vocabulary, and what the files declare.

What is proposed depends on the grammar and the model alone: `outline` tells where the cursor is, `clause` in which part
of an item, the other modules what fits there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model import Base
from ...records import replace
from ...syntax.scanner import Lexeme
from ...vocabulary import CONNECTION_FLAGS, EDITION, OVERRIDABLE
from ..view import View
from ..words import KEYWORDS, about_word
from .around import Around, target
from .built import in_name
from .clause import Bracket, Clause, Part, Shape, bracket, clause_at, dotted_before
from .dimensions import dimensions
from .flags import flag_of, flags
from .modules import modules, public_names
from .names import attributes, choices, field_proposal, names, operators
from .outline import accepted, begins_item, ends_operand, outline
from .proposal import Proposal, ProposalKind, Rank
from .statements import statements
from .strings import in_string
from .types import bases, field_types, storage_classes
from .values import assigned, dataset_names, default, dimension_value, taken

__all__ = ["Proposal", "ProposalKind", "Rank", "complete"]


def complete(view: View, offset: int) -> tuple[Proposal, ...]:
    """Return what can stand at the cursor.

    Parameters
    ----------
    view : `View`
        The file, in whatever state it is.
    offset : `int`
        The cursor.

    Returns
    -------
    proposals : `tuple` [ `Proposal` ]
        Each once, the most likely ones first; nothing in comments and docs.
    """
    place = outline(view, max(0, min(offset, len(view.text))))
    around = Around(view, place)
    found: dict[str, Proposal] = {}
    if place.inside is not None:
        if place.inside.kind in ("string", "unclosed"):
            for one in in_string(around, clause_at(place), place.inside, offset):
                found.setdefault(one.label, one)
    elif filled := tuple(in_name(around, offset)):
        return filled
    elif not place.text[place.word.start : place.word.start + 1].isdigit():
        for one in _at_word(around, offset):
            found.setdefault(one.label, replace(one, replaces=place.word))
    return tuple(sorted(found.values(), key=lambda one: one.order))


def _at_word(around: Around, offset: int) -> Iterator[Proposal]:
    place = around.outline
    inside = place.text[place.word.start : offset]
    if inside.count("{") > inside.count("}"):
        return  # a name that is put together
    legal = accepted(place.before, place.text)
    if begins_item(place, legal):
        yield from statements(around)
        if not place.before:
            return
        open_ended = place.before[-1].kind == "comma" and "$END" not in (legal or ())
        if place.column <= place.before[0].column and not open_ended:
            return
    if place.before:
        yield from _in_item(around, clause_at(place), legal)


def _in_item(around: Around, clause: Clause, legal: frozenset[str] | None) -> Iterator[Proposal]:
    """Yield what can go on with an item."""
    if clause.at.part is Part.FLAG:
        if not clause.lexemes:
            yield from flags(around, clause)
        return
    match clause.shape:
        case Shape.FROM:
            yield from _imported(around)
        case Shape.IMPORT:
            yield from _imported_module(around)
        case Shape.REMOVAL if clause.at.part is Part.HEAD:
            yield from _removed(around, clause)
        case Shape.BLOCK:
            yield from _head(around, clause)
        case Shape.BEGUN:
            yield from _begun(around, clause)
        case _:
            yield from _in_part(around, clause, legal)


def _in_part(around: Around, clause: Clause, legal: frozenset[str] | None) -> Iterator[Proposal]:
    """Yield what can stand in the type, the value or the condition of an item."""
    lexemes = clause.lexemes
    if clause.at.part is Part.TYPE:
        yield from _type(around, clause, legal)
        return
    if lexemes and lexemes[-1].text == ".":
        yield from attributes(around, dotted_before(lexemes[:-1]))
        return
    if lexemes and ends_operand(lexemes[-1]):
        if legal is not None:
            yield from operators(around, legal, _is_conditional(clause))
        return
    if legal is not None and not legal & {"NAME", "STRING", "IN", "NOT"}:
        return
    for text, doc in choices(around, lexemes):
        yield Proposal(text, ProposalKind.VALUE, text, "", doc, rank=Rank.FIRST)
    if legal is not None and "NAME" not in legal:
        yield from operators(around, legal, True)
        return
    match clause.at.part:
        case Part.CONDITION:
            yield from names(around)
        case Part.FLAG_VALUE:
            flag = flag_of(around, clause)
            if flag is not None:
                yield from taken(around, flag.takes, lexemes)
        case Part.VALUE:
            yield from _value(around, clause)


def _expression(
    around: Around, lexemes: Sequence[Lexeme], legal: frozenset[str] | None
) -> Iterator[Proposal]:
    """Yield what can go on with an expression in braces."""
    if lexemes and lexemes[-1].text == ".":
        yield from attributes(around, dotted_before(lexemes[:-1]))
    elif lexemes and ends_operand(lexemes[-1]):
        yield from operators(around, legal or frozenset(), True)
    else:
        for text, doc in choices(around, lexemes):
            yield Proposal(text, ProposalKind.VALUE, text, "", doc, rank=Rank.FIRST)
        yield from names(around)


def _is_conditional(clause: Clause) -> bool:
    """Whether an expression can be compared and combined, and is not only chosen among others."""
    texts = [one.text for one in clause.lexemes]
    if clause.shape in (Shape.DECLARATION, Shape.FIELD, Shape.DEFINITION) and clause.at.part is Part.VALUE:
        return "if" in texts[len(texts) - texts[::-1].index("else") if "else" in texts else 0 :]
    return True


def _value(around: Around, clause: Clause) -> Iterator[Proposal]:
    lexemes = clause.lexemes
    chosen = "if" in [one.text for one in lexemes]
    match clause.shape:
        case Shape.DECLARATION if chosen:
            yield from names(around)
        case Shape.DECLARATION:
            yield from dataset_names(around, clause.name)
        case Shape.FIELD:
            yield from default(around, clause)
        case Shape.DEFINITION if clause.word == "dimensions":
            yield from dimension_value(around, clause)
        case Shape.DEFINITION if clause.word == "template":
            yield from (one for one in dataset_names(around, "") if one.kind is ProposalKind.NAME)
        case Shape.ASSIGNMENT:
            yield from assigned(around, clause)


def _type(around: Around, clause: Clause, legal: frozenset[str] | None) -> Iterator[Proposal]:
    """Yield what can stand behind the colon: a storage class with dimensions, or the type of a field."""
    inner = bracket(clause.lexemes)
    last = inner.inside[-1] if inner.inside else None
    if inner.text == "{":
        yield from _expression(around, inner.inside, legal)
        return
    if last is not None and last.text == "*":
        yield from names(around)
        return
    if last is not None and last.text == "|":
        yield Proposal("None", ProposalKind.CONSTANT, "None", "", "`None` is a value too.")
        return
    if last is not None and last.text == ".":
        yield from attributes(around, dotted_before(inner.inside[:-1]))
        return
    if last is not None and ends_operand(last):
        return
    if clause.shape is Shape.FIELD:
        yield from field_types(around, inner)
    elif not inner.text:
        yield from storage_classes(around)
    elif inner.text == "[":
        yield from dimensions(around, _listed(around, inner), of_head=False)


def _listed(around: Around, inner: Bracket) -> tuple[str, ...]:
    """Return what a list of names has already, before the cursor and behind it."""
    found = [one.text for one in inner.inside if one.kind in ("name", "ellipsis")]
    for one in around.outline.after:
        if one.kind == "close":
            break
        if one.kind in ("name", "ellipsis"):
            found.append(one.text)
    return tuple(found)


def _head(around: Around, clause: Clause) -> Iterator[Proposal]:
    """Yield what can stand in the head of a block: its dimensions, its bases."""
    inner = bracket(clause.lexemes)
    last = inner.inside[-1] if inner.inside else None
    if last is not None and last.text == ".":
        yield from attributes(around, dotted_before(inner.inside[:-1]))
    elif last is not None and ends_operand(last):
        return
    elif inner.text == "[":
        yield from dimensions(around, _listed(around, inner), of_head=True)
    elif inner.text == "(":
        yield from bases(around, clause, _listed(around, inner))


def _begun(around: Around, clause: Clause) -> Iterator[Proposal]:
    """Yield what can follow a first word that does not tell yet what it begins."""
    before = around.outline.before
    if clause.word == "edition" and len(before) == 1:
        yield Proposal(str(EDITION), ProposalKind.VALUE, str(EDITION), "the newest edition")
    elif clause.word == "for" and len(before) == 2:
        yield Proposal("in", ProposalKind.KEYWORD, "in $0", "", KEYWORDS["in"].doc, True)
    elif before[-1].text == ".":
        yield from _changed(around, dotted_before(before[:-1]))


def _changed(around: Around, path: tuple[str, ...]) -> Iterator[Proposal]:
    """Yield what can be assigned to behind a dot: attributes of inherited connections, fields of fields."""
    if around.block == "config":
        if path[:1] == ("connections",) and "connections" not in around.fields:
            yield from attributes(around, path)
            return
        field = around.field(path)
        inner = target(field) if field is not None else None
        for one in inner.all_fields().values() if inner is not None else ():
            yield field_proposal(one)
        return
    if around.block not in ("task", "connections") or len(path) != 1:
        return
    connection = around.inherited.get(path[0])
    if connection is None and all(base.known for base in _bases_of(around)):
        return
    given = [one.name for one in CONNECTION_FLAGS.values() if one.runtime]
    if connection is not None:
        given = [name for name in given if connection.kind.name in CONNECTION_FLAGS[name].kinds]
    assigned_already = any(one.text == "=" for one in around.outline.after[:1])
    for name in (*OVERRIDABLE, *given):
        about = about_word(name) if name in OVERRIDABLE else None
        doc = about.doc if about is not None else CONNECTION_FLAGS[name].doc
        text, detail = name if assigned_already else f"{name} = $0", "of an inherited connection"
        yield Proposal(name, ProposalKind.ATTRIBUTE, text, detail, doc, text != name)


def _bases_of(around: Around) -> tuple[Base, ...]:
    return around.connections.bases if around.connections is not None else ()


def _removed(around: Around, clause: Clause) -> Iterator[Proposal]:
    """Yield what can be left out: connections that are inherited."""
    before = around.outline.before
    if before[-1].kind == "name" and before[-1].text != "del":
        return
    given = {one.text for one in (*before, *around.outline.after)}
    for name, connection in around.inherited.items():
        if name not in given and name.isidentifier():
            detail = f"{connection.kind.name}, inherited"
            yield Proposal(name, ProposalKind.CONNECTION, name, detail, rank=Rank.OWN)
    if before[-1].kind == "comma" and "when" not in given:
        yield Proposal("when", ProposalKind.KEYWORD, "when $0", "condition", KEYWORDS["when"].doc, True)


def _imported(around: Around) -> Iterator[Proposal]:
    """Yield what can stand in ``from … import …``."""
    before = around.outline.before[1:]
    texts = [one.text for one in before]
    split = texts.index("import") if "import" in texts else None
    module = before if split is None else before[:split]
    dots = [one for one in module if one.text.strip(".") == ""]
    parts = tuple(one.text for one in module if one.kind == "name")
    level = sum(len(one.text) for one in dots) - max(0, len(parts) - 1)
    trailing = bool(module) and module[-1].text == "."
    if split is None:
        if before and before[-1].kind == "name":
            yield Proposal("import", ProposalKind.KEYWORD, "import $0", "", KEYWORDS["import"].doc, True)
            return
        level -= 1 if parts and trailing else 0
        yield from modules(around.view, level, parts)
        if not before and around.view.module.in_package:
            for one in modules(around.view, 1, ()):
                yield replace(one, label=f".{one.label}", text=f".{one.text}", rank=Rank.FIRST)
        if trailing and not parts:
            yield Proposal("import", ProposalKind.KEYWORD, "import $0", "", KEYWORDS["import"].doc, True)
        return
    if ends_operand(before[-1]) and before[-1].text != "as":
        if before[-1].kind == "name" and (len(before) < 2 or before[-2].text != "as"):
            yield Proposal("as", ProposalKind.KEYWORD, "as $0", "", KEYWORDS["as"].doc, True)
        return
    if before[-1].text == "as":
        return
    given = {*texts[split + 1 :], *(one.text for one in around.outline.after)} if split is not None else set()
    for one in public_names(around.view, level, ".".join(parts)):
        if one.label not in given:
            yield one


def _imported_module(around: Around) -> Iterator[Proposal]:
    """Yield what can stand in ``import …``."""
    before = around.outline.before[1:]
    if before and before[-1].kind == "name":
        if "as" not in [one.text for one in before]:
            yield Proposal("as", ProposalKind.KEYWORD, "as $0", "", KEYWORDS["as"].doc, True)
        return
    parts = tuple(one.text for one in before if one.kind == "name")
    found = modules(around.view, 0, parts)
    yield from (one for one in found if one.detail != "`.conn` file")
