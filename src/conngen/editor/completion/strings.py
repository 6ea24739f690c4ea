"""What can stand in a string: templates and fields in braces, choices, codes, names of connections."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...records import replace
from ...source import Span
from ...syntax.scanner import Lexeme
from ...vocabulary import Takes
from .around import Around
from .clause import Clause, Part, Shape, bracket
from .flags import flag_of
from .names import attributes, choices, placeholders, written_choices
from .outline import ends_operand
from .proposal import Proposal, ProposalKind, Rank
from .values import codes, connection_names, given_in, takes_of

__all__ = ["in_string"]

_QUOTES = re.compile(r"([fFrR]?)(\"\"\"|'''|\"|')")
_WORD_BEFORE = re.compile(r"[\w.]*\Z")
_WORD_BEHIND = re.compile(r"\w*")


def in_string(around: Around, clause: Clause, string: Lexeme, offset: int) -> Iterator[Proposal]:
    """Yield what can stand in a string.

    Parameters
    ----------
    around : `Around`
        What surrounds the cursor.
    clause : `Clause`
        Where in its item the string begins.
    string : `Lexeme`
        The string.
    offset : `int`
        The cursor.
    """
    quotes = _QUOTES.match(string.text)
    if quotes is None or offset < string.span.start + quotes.end():
        return
    start = string.span.start + quotes.end()
    text = around.outline.text
    formatted = quotes[1] in ("f", "F") and bool(quotes[1])
    behind_operand = bool(clause.lexemes) and ends_operand(clause.lexemes[-1])
    of_dataset = _is_dataset(around, clause) and not behind_operand
    brace = _open_brace(text[start:offset], formatted)
    if brace is not None and (formatted or of_dataset):
        yield from _in_braces(around, text, start + brace + 1, offset, of_dataset and not formatted)
        return
    if behind_operand or formatted:
        return  # a doc
    if of_dataset:
        yield from _around_word(_dataset_parts(around, clause), text, start, offset)
        return
    end = string.span.end - len(quotes[2]) if string.kind == "string" else offset
    for one in _values(around, clause):
        yield replace(one, replaces=Span(start, max(start, end)))


def _is_dataset(around: Around, clause: Clause) -> bool:
    """Whether a string there is a dataset type name."""
    if clause.at.part is not Part.VALUE or bracket(clause.lexemes).text not in ("", "("):
        return False
    if clause.shape is Shape.DECLARATION:
        return True
    overridden = clause.shape is Shape.ASSIGNMENT and clause.path[1:] == ("name",)
    return overridden and around.block != "config"


def _open_brace(text: str, formatted: bool) -> int | None:
    """Return the index of the last brace in a text, if it is open and does not stand for itself."""
    opened: list[int] = []
    i = 0
    while i < len(text):
        if not opened and text[i : i + 2] in ("{{", "}}"):
            i += 1
        elif text[i] == "{":
            opened.append(i)
        elif text[i] == "}" and opened:
            opened.pop()
        i += 1
    if opened:
        return opened[-1]
    if text.endswith("{{") and not formatted:
        return None
    return None


def _in_braces(around: Around, text: str, start: int, offset: int, of_dataset: bool) -> Iterator[Proposal]:
    """Yield what can stand in the braces that begin before the cursor."""
    typed = text[start:offset]
    word = _WORD_BEFORE.search(typed)
    path = word.group() if word is not None else ""
    if ":" in typed or "!" in typed.replace("!=", ""):
        return  # a format
    *before, last = path.split(".")
    begin = offset - len(last)
    behind = _WORD_BEHIND.match(text, offset)
    end = behind.end() if behind is not None else offset
    closed = text[end : end + 1] == "}" or (not of_dataset and text[end : end + 1] not in ("", '"', "'"))
    found = attributes(around, before) if before else placeholders(around, of_dataset)
    for one in found:
        add = "" if closed or one.snippet or before else "}"
        yield replace(one, text=one.text + add, replaces=Span(begin, end))


def _around_word(found: Iterator[Proposal], text: str, start: int, offset: int) -> Iterator[Proposal]:
    """Yield proposals in place of the word at the cursor."""
    begin = offset
    while begin > start and (text[begin - 1].isalnum() or text[begin - 1] == "_"):
        begin -= 1
    behind = _WORD_BEHIND.match(text, offset)
    end = behind.end() if behind is not None else offset
    for one in found:
        yield replace(one, replaces=Span(begin, end))


def _dataset_parts(around: Around, clause: Clause) -> Iterator[Proposal]:
    """Yield what a dataset type name can be made of: templates in braces, the name of the attribute."""
    for name, template in around.templates.items():
        label = f"{{{name}}}"
        detail = f'"{template.default}"'
        yield Proposal(label, ProposalKind.TEMPLATE, label, detail, "A template.", rank=Rank.OWN)
    name = clause.name or (clause.path[0] if clause.path else "")
    plain = name.partition("{")[0].rstrip("_")
    if plain:
        yield Proposal(plain, ProposalKind.VALUE, plain, "the name of the attribute", rank=Rank.FIRST)


def _values(around: Around, clause: Clause) -> Iterator[Proposal]:
    """Yield what a whole string can be, without its quotes."""
    for one in _quoted(around, clause):
        if one.label[:1] == '"':
            label = one.label.strip('"')
            yield replace(one, label=label, text=label, snippet=False)


def _quoted(around: Around, clause: Clause) -> Iterator[Proposal]:
    """Yield what a string can be where it begins, in its quotes."""
    lexemes = clause.lexemes
    for text, doc in choices(around, lexemes):
        yield Proposal(text, ProposalKind.VALUE, text, "", doc, rank=Rank.FIRST)
    takes = None
    if clause.at.part is Part.FLAG_VALUE:
        flag = flag_of(around, clause)
        takes = flag.takes if flag is not None else None
    elif clause.shape is Shape.ASSIGNMENT and clause.at.part is Part.VALUE:
        takes = takes_of(around, clause)
    inner = bracket(lexemes)
    if takes is Takes.REASONS and inner.text == "{" and not inner.last:
        yield from codes(given_in(inner))
    elif takes is Takes.NAMES and inner.text == "[":
        yield from connection_names(around)
    elif clause.at.part is Part.VALUE and not lexemes:
        yield from _value(around, clause)


def _value(around: Around, clause: Clause) -> Iterator[Proposal]:
    """Yield what a string can be that is the whole value of a field, or of an attribute."""
    if clause.shape is Shape.FIELD:
        for text in clause.choices:
            yield Proposal(text, ProposalKind.VALUE, text, rank=Rank.FIRST)
    elif clause.shape is Shape.ASSIGNMENT and around.block == "config":
        for text, doc in written_choices(around.field(clause.path)):
            yield Proposal(text, ProposalKind.VALUE, text, "", doc, rank=Rank.FIRST)
    elif clause.shape is Shape.ASSIGNMENT and clause.path[1:] == ("storageClass",):
        for name, found in around.view.vocabulary.storage_classes.items():
            yield Proposal(f'"{name}"', ProposalKind.STORAGE_CLASS, f'"{name}"', found.pytype)
