"""What can be said of a declaration behind a comma."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...model import ConfigClass, Task
from ...syntax.scanner import Lexeme
from ...vocabulary import (
    BASIC_TYPES,
    CONNECTION_FLAGS,
    FIELD_FLAGS,
    KINDS,
    REQUIREMENT_FLAGS,
    TEMPLATE_FLAGS,
    Flag,
    Takes,
)
from ..words import EXAMPLES, KEYWORDS
from .around import Around
from .clause import Clause, Shape
from .proposal import Proposal, ProposalKind, Rank
from .statements import TAKEN

__all__ = ["field_type", "flag_of", "flags", "legal_flags"]

_BRACKETED = {
    "list": "list",
    "dict": "dict",
    "task": "task",
    "config": "config",
    "registry": "registry",
    "choice": "configChoice",
    "field": "made",
    "ConfigurableActionField": "action",
    "ConfigurableActionStructField": "actions",
}


def flags(around: Around, clause: Clause) -> Iterator[Proposal]:
    """Yield the flags that fit, without those that are given."""
    if "when" in clause.flags and "when" not in clause.later:
        return  # a condition is the last of them
    for flag in legal_flags(around, clause).values():
        if flag.name not in clause.flags:
            yield _flag(flag)
    if _takes_condition(around, clause) and not clause.flags.count("when") and not clause.later:
        about = KEYWORDS["when"]
        yield Proposal("when", ProposalKind.KEYWORD, "when $0", "condition", about.doc, True, Rank.OTHER)


def legal_flags(around: Around, clause: Clause) -> Mapping[str, Flag]:
    """Return the flags that an item can have."""
    match clause.shape:
        case Shape.DECLARATION if clause.word in KINDS:
            return {name: one for name, one in CONNECTION_FLAGS.items() if clause.word in one.kinds}
        case Shape.DECLARATION:
            return CONNECTION_FLAGS
        case Shape.FIELD:
            kinds = _kinds(around, clause)
            if not kinds:
                return FIELD_FLAGS
            return {name: one for name, one in FIELD_FLAGS.items() if one.kinds & kinds}
        case Shape.DEFINITION if clause.word == "template":
            return TEMPLATE_FLAGS
        case Shape.REQUIREMENT:
            return REQUIREMENT_FLAGS
    return {}


def flag_of(around: Around, clause: Clause) -> Flag | None:
    """Return the flag whose value the cursor is in."""
    legal = legal_flags(around, clause)
    return legal.get(clause.at.flag) or {**CONNECTION_FLAGS, **FIELD_FLAGS, **REQUIREMENT_FLAGS}.get(
        clause.at.flag
    )


def field_type(around: Around, lexemes: tuple[Lexeme, ...], given: tuple[str, ...] = ()) -> str:
    """Return the key in `vocabulary.FIELD_TYPES` of a type as it is written; empty if that can't be told."""
    names = [one.text for one in lexemes if one.kind == "name"]
    if not names:
        return ""
    word, bracketed = names[0], len(lexemes) > 1 and lexemes[1].text == "["
    if word == "dict" and bracketed:
        return "configDict" if len(names) > 2 and names[2] not in BASIC_TYPES else "dict"
    if word in _BRACKETED and (bracketed or word.startswith("Configurable")):
        return _BRACKETED[word]
    if word in BASIC_TYPES:
        if "allowed" in given:
            return "choice"
        return "range" if {"min", "max"} & set(given) else "scalar"
    known = around.imports[word].known if word in around.imports else around.local.get(word)
    if isinstance(known, Task) or names[-1].endswith("Task"):
        return "task"
    return "config" if isinstance(known, ConfigClass) or names[-1].endswith("Config") else ""


def _kinds(around: Around, clause: Clause) -> frozenset[str]:
    """Return the types that a field can become by its flags."""
    kind = field_type(around, clause.type, clause.flags)
    word = clause.type[0].text if clause.type else ""
    if kind == "scalar":
        more = {"range"} if word in ("int", "float") else set()
        return frozenset({"scalar", "choice", *more})
    return frozenset({kind}) if kind else frozenset()


def _takes_condition(around: Around, clause: Clause) -> bool:
    """Whether ``when`` can follow."""
    if clause.shape in (Shape.DECLARATION, Shape.REQUIREMENT):
        return True
    if clause.shape is Shape.ASSIGNMENT:
        return len(clause.path) > 1 or (around.block == "config" and clause.path[0] in around.fields)
    return False


def _flag(flag: Flag) -> Proposal:
    doc = f"{flag.doc}\n\n```conn\n{EXAMPLES[flag.name]}\n```"
    detail = flag.takes.value
    if flag.takes is Takes.TRUTH and flag.default is not True:
        return Proposal(flag.name, ProposalKind.FLAG, flag.name, detail, doc)
    value = (
        TAKEN[flag.takes].replace("True,False", "False,True") if flag.default is True else TAKEN[flag.takes]
    )
    return Proposal(flag.name, ProposalKind.FLAG, f"{flag.name}={value}", detail, doc, snippet=True)
