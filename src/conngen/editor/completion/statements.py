"""What can begin an item at the cursor."""

from __future__ import annotations

from collections.abc import Iterator

from ...syntax import tree
from ...vocabulary import (
    BLOCKS,
    CONFIG_METHODS,
    DEFINITIONS,
    EDITION,
    KINDS,
    METHODS,
    SETTINGS,
    Kind,
    Takes,
    Word,
)
from ..words import EXAMPLES, KEYWORDS
from .around import Around, plain, target
from .proposal import Proposal, ProposalKind, Rank

__all__ = ["TAKEN", "statements"]

TAKEN = {
    Takes.TRUTH: "${1|True,False|}",
    Takes.COUNT: "${1:1}",
    Takes.NUMBER: "${1:0}",
    Takes.TEXT: '"${1:text}"',
    Takes.NAME: "${1:name}",
    Takes.NEW_NAME: "${1:Name}",
    Takes.METHOD: "${1:module.function}",
    Takes.ERROR: "${1:ValueError}",
    Takes.NAMES: '["${1:connection}"]',
    Takes.CHOICES: '{\n    "${1:choice}": "${2:doc}",\n}',
    Takes.REASONS: '{"${1:code}": "${2:reason}"}',
}
"""What is filled in behind the equals sign of a flag or a setting."""

_BODIES = {
    "task": '${1:Name}[${2:instrument, visit, detector}] {\n    "${3:What it does.}"\n\n    $0\n}',
    "connections": "${1:Name}[${2:instrument, visit, detector}] {\n    $0\n}",
    "config": "{\n    $0\n}",
    "template": '${1:name} = "${2:default}"',
    "dimensions": "${1:name} = [${2:instrument, visit, detector}]",
    "when": "${1:condition} {\n    $0\n}",
    "for": "${1:n} in ${2:values} {\n    $0\n}",
    "del": "$0",
    "require": '${1:condition}\n    "${2:message}"',
    "from": "${1:.module} import $0",
    "import": "$0",
    "edition": f"{EDITION}",
}


def statements(around: Around) -> Iterator[Proposal]:
    """Yield what can begin an item."""
    match around.block:
        case "file" if not around.guarded:
            yield from _of_file(around)
        case "task" | "connections":
            yield from _of_connections(around)
        case "config":
            yield from _of_config(around)


def _of_file(around: Around) -> Iterator[Proposal]:
    items = around.view.parsed.file.items
    for name in BLOCKS:
        body = _BODIES[name] if name != "config" else f"${{1:Name}} {_BODIES[name]}"
        yield _keyword(name, body)
    for name in ("dimensions", "from", "import"):
        yield _keyword(name)
    if not any(isinstance(item, tree.Edition) for item in items):
        yield _keyword("edition")
    yield _setting(SETTINGS["suppress"])


def _of_connections(around: Around) -> Iterator[Proposal]:
    for kind in KINDS.values():
        yield _kind(kind, around)
    for name in ("when", "for", "require"):
        yield _keyword(name)
    inherited = around.inherited
    if inherited or (around.connections is not None and around.connections.opaque):
        yield _keyword("del")
    yield from _inherited_connections(around)
    if around.guarded:
        return
    for name in DEFINITIONS:
        yield _keyword(name)
    given = _assigned(around)
    if around.block == "task" and "config" not in given:
        yield _keyword("config")
    for setting in SETTINGS.values():
        if around.block in setting.blocks and setting.name not in given:
            yield _setting(setting)
    for method in METHODS.values():
        if method.name not in given:
            yield _setting(method)


def _of_config(around: Around) -> Iterator[Proposal]:
    if not around.guarded:
        yield Proposal(
            "field",
            ProposalKind.SNIPPET,
            '${1:name}: ${2:bool} = ${3:True}\n    "${4:What it does.}"',
            "name: type = default",
            "A config field: its type, its default and its doc.",
            snippet=True,
            rank=Rank.FIRST,
        )
    for name in ("require", "when", "for"):
        yield _keyword(name)
    yield from _changed_fields(around)
    given = _assigned(around)
    if around.guarded:
        return
    for setting in SETTINGS.values():
        alone = setting.name != "pipelineConnections" or not around.in_task
        if "config" in setting.blocks and setting.name not in given and alone:
            yield _setting(setting)
    for method in CONFIG_METHODS.values():
        if method.name not in given:
            yield _setting(method)


def _inherited_connections(around: Around) -> Iterator[Proposal]:
    """Yield the inherited connections, of which an attribute can be changed."""
    for name, connection in around.inherited.items():
        if not name.isidentifier():
            continue  # each of several
        detail = f"{connection.kind.name}, inherited"
        yield Proposal(name, ProposalKind.CONNECTION, name, detail, plain(connection.doc), rank=Rank.OWN)


def _changed_fields(around: Around) -> Iterator[Proposal]:
    """Yield the fields whose defaults can be changed: inherited ones, and those with fields of their own."""
    for name, field in around.fields.items():
        own = name not in around.inherited_fields
        if own and field.type not in ("task", "config", "registry", "configChoice", "action", "actions", ""):
            rank, detail = Rank.OTHER, f"{field.type}, declared here"
        else:
            rank, detail = Rank.OWN, f"{field.type or 'field'}{'' if own else ', inherited'}"
        if target(field) is not None:
            detail += ", with fields of its own"
        yield Proposal(name, ProposalKind.FIELD, name, detail, plain(field.doc), rank=rank)
    if around.in_task and "connections" not in around.fields:
        doc = "The dataset type names and templates of the task."
        yield Proposal("connections", ProposalKind.VARIABLE, "connections", "", doc, rank=Rank.OTHER)


def _assigned(around: Around) -> frozenset[str]:
    """Return what the block around the cursor says already: settings, methods and its config."""
    if not around.outline.scopes:
        return frozenset()
    start = around.outline.scopes[-1].start
    stack = list(around.view.parsed.file.items)
    while stack:
        item = stack.pop()
        if not isinstance(item, tree.Block):
            continue
        if item.span.start == start:
            return frozenset(_names(item))
        if item.span.start < start < item.span.end:
            stack.extend(item.items)
    return frozenset()


def _names(block: tree.Block) -> Iterator[str]:
    for item in block.items:
        match item:
            case tree.Assignment(path=tree.Variable(name=name)):
                yield name
            case tree.Block(word=word):
                yield word.text


def _keyword(name: str, body: str | None = None) -> Proposal:
    about = KEYWORDS[name]
    text = f"{name} {_BODIES[name] if body is None else body}"
    return Proposal(
        name, ProposalKind.KEYWORD, text, doc=_with_example(about.doc, about.example), snippet=True
    )


def _kind(kind: Kind, around: Around) -> Proposal:
    """Return the declaration of a connection, to be filled in."""
    variable = next(iter(reversed(around.variables)), None)
    name = f"${{1:name}}{{{variable}\\}}" if variable else "${1:name}"
    dimensions = "[${3:...}]" if kind.dimensioned else ""
    text = f'{kind.name} {name}: ${{2:StorageClass}}{dimensions} = "${{4:datasetType}}"\n    "${{5:What it is.}}"'
    doc = _with_example(kind.doc, EXAMPLES[kind.name])
    return Proposal(kind.name, ProposalKind.KIND, text, f"cT.{kind.runtime}", doc, True, Rank.FIRST)


def _setting(word: Word) -> Proposal:
    takes: Takes = getattr(word, "takes", Takes.TEXT)
    kind = (
        ProposalKind.METHOD if word.name in METHODS or word.name in CONFIG_METHODS else ProposalKind.SETTING
    )
    text = f"{word.name} = {TAKEN[takes]}"
    doc = _with_example(word.doc, EXAMPLES[word.name])
    return Proposal(word.name, kind, text, takes.value, doc, True, Rank.OTHER)


def _with_example(doc: str, example: str) -> str:
    return f"{doc}\n\n```conn\n{example}\n```"
