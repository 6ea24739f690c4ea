"""What can stand behind a colon, and as a base: storage classes, types of fields, tasks and classes."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from ...model import ConfigClass, ConnectionsClass, Definition, Imported, Module, Task
from ...universe import StorageClass
from ...vocabulary import BASIC_TYPES, TYPE_WORDS
from ..words import TYPES
from .around import Around, plain
from .clause import Bracket, Clause
from .elsewhere import elsewhere, import_edits
from .proposal import Proposal, ProposalKind, Rank

__all__ = ["bases", "classes", "field_types", "storage_classes"]

_BRACKETS = {
    "list": "list[${1|float,int,str,bool|}]",
    "dict": "dict[${1|str,int|}, ${2|float,int,str,bool|}]",
    "registry": "registry[${1:package.registry}]",
    "choice": "choice[${1:package.CONFIGS}]",
    "field": "field[${1:SomeConfig.make_field}]",
    "task": "task[${1:SomeClass}]",
    "config": "config[${1:SomeClass}]",
}
_ENDINGS = {"task": ("Task",), "config": ("Config", "ConfigClass"), "connections": ("Connections",)}


def storage_classes(around: Around) -> Iterator[Proposal]:
    """Yield the storage classes that the project knows."""
    for name, found in around.view.vocabulary.storage_classes.items():
        yield Proposal(name, ProposalKind.STORAGE_CLASS, name, found.pytype, _doc(found))


def _doc(found: StorageClass) -> str:
    lines = [f"A storage class for `{found.pytype}`." if found.pytype else "A storage class."]
    if found.inherits:
        lines.append(f"Inherits from `{found.inherits}`.")
    if found.components:
        parts = ", ".join(f"`{name}: {inner}`" for name, inner in found.components.items())
        lines.append(f"Components: {parts}.")
    return "\n\n".join(lines)


def field_types(around: Around, brackets: Bracket) -> Iterator[Proposal]:
    """Yield what can be the type of a config field.

    Parameters
    ----------
    around : `Around`
        What surrounds the cursor.
    brackets : `Bracket`
        The brackets in which the cursor is.
    """
    if not brackets.text:
        for name in TYPE_WORDS:
            yield _type(name, _BRACKETS.get(name, name))
        yield from classes(around, ("task", "config"))
        return
    word = brackets.before[-1].text if brackets.before else ""
    second = any(one.kind == "comma" for one in brackets.inside)
    if word in ("list", "dict"):
        yield from (_type(name, name) for name in BASIC_TYPES)
        if word == "dict" and second:
            yield from classes(around, ("config",))
            yield _type("config", _BRACKETS["config"])
    elif word in ("task", "config"):
        yield from classes(around, (word,), loosely=True)
    else:
        yield from classes(around, ("task", "config"), loosely=True)


def _type(name: str, text: str) -> Proposal:
    about = TYPES[name]
    doc = f"{about.doc}\n\nWritten `{about.example}`."
    detail = about.facts[0][1].strip("`") if about.facts else ""
    return Proposal(name, ProposalKind.TYPE, text, detail, doc, text != name, Rank.FIRST)


def bases(around: Around, clause: Clause, given: Collection[str]) -> Iterator[Proposal]:
    """Yield what a block can inherit from."""
    wanted = {"task": ("task", "connections", "config"), "connections": ("connections", "task")}
    for one in classes(around, wanted.get(clause.word, ("config", "task"))):
        if one.label not in given and one.label != clause.name:
            yield one


def classes(around: Around, kinds: Collection[str], loosely: bool = False) -> Iterator[Proposal]:
    """Yield tasks and classes: of the file, imported ones, those of the other files of the project.

    Parameters
    ----------
    around : `Around`
        What surrounds the cursor.
    kinds : collection of `str`
        What they have to be: task, connections, config.
    loosely : `bool`
        Whether whatever is imported will do.
    """
    own = [around.declared, around.connections, around.config]
    for name, known in around.local.items():
        if _kind(known) in kinds and not any(known is one for one in own):
            yield Proposal(
                name, ProposalKind.CLASS, name, f"{_kind(known)}, of this file", _about(known), rank=Rank.OWN
            )
    for name, imported in around.imports.items():
        if _fits(imported, kinds) or (loosely and not isinstance(imported.known, Definition)):
            detail = f"from {imported.python.module}" if imported.python.name else "module"
            kind = ProposalKind.CLASS if imported.python.name else ProposalKind.MODULE
            yield Proposal(name, kind, name, detail, _about(imported.known), rank=Rank.OWN)
    taken = {*around.local, *around.view.module.imports}
    for one in elsewhere(around.view):
        if one.word in kinds and one.name not in taken:
            taken.add(one.name)
            edits = import_edits(around.view, one.module, one.name)
            doc = f"Imports it: `from {one.module} import {one.name}`."
            detail = f"{one.word}, from {one.module}"
            yield Proposal(
                one.name, ProposalKind.CLASS, one.name, detail, doc, rank=Rank.ELSEWHERE, edits=edits
            )


def _fits(imported: Imported, kinds: Collection[str]) -> bool:
    """Whether something imported is of a kind; of what could not be read, the name tells, or nothing does."""
    if isinstance(imported.known, Definition):
        return False
    if isinstance(imported.known, Module) or not imported.python.name:
        return True  # a module, to be followed by a dot
    known = _kind(imported.known)
    if known:
        return known in kinds
    name = imported.python.name
    told = [kind for kind, endings in _ENDINGS.items() if name.endswith(endings)]
    return bool(set(told) & set(kinds)) if told else not name[:1].islower()


def _kind(known: Any) -> str:
    match known:
        case Task():
            return "task"
        case ConnectionsClass():
            return "connections"
        case ConfigClass():
            return "config"
    return ""


def _about(known: Any) -> str:
    return plain(known.doc) if isinstance(known, Task | ConnectionsClass | ConfigClass) else ""
