"""Walks the items of a block: conditions, repetitions and all."""

from __future__ import annotations

from collections.abc import Iterator

from .. import limits
from ..checks.codes import BAD_REPETITION, DUPLICATE_NAME, LIMIT_EXCEEDED
from ..model import UNKNOWN, Expression, Meaning, Repetition, Unknown, evaluate, walk
from ..syntax import tree
from ..vocabulary import BLOCKS, KINDS
from .order import declared_names
from .scope import Context, Names
from .texts import variable

__all__ = ["OF_PYTHON", "advice_of_python", "flatten", "rejected_names"]

OF_PYTHON = {
    "class": "write `task`, `connections` or `config`, whatever it is",
    "elif": "write another block: `when … { … }`",
    "else": "write another block: `when not … { … }`",
    "if": "write `when`",
    "match": "write a block for each value: `when field == … { … }`",
    "while": "repeat with `for`",
}
"""Words of Python that look like blocks, and what is written here."""


def advice_of_python(word: str) -> dict[str, str]:
    """Return the arguments ``help`` and ``fix`` for what looks like a block of Python's; nothing for another word."""
    if word not in OF_PYTHON:
        return {}
    return {"help": OF_PYTHON[word], **({"fix": "when"} if word == "if" else {})}


def flatten(
    items: tuple[tree.Item, ...], names: Names, context: Context
) -> Iterator[tuple[tree.Item, Context]]:
    """Yield the items of a block with what surrounds each; a repetition over a written list is written out.

    Parameters
    ----------
    items : `tuple`
        The items.
    names : `Names`
        What names stand for.
    context : `Context`
        What surrounds the block.
    """
    budget = [limits.REPETITION.value]
    yield from _flatten(items, names, context, budget)


def _flatten(
    items: tuple[tree.Item, ...], names: Names, context: Context, budget: list[int]
) -> Iterator[tuple[tree.Item, Context]]:
    for item in items:
        if isinstance(item, tree.Guard):
            condition = names.expression(item.condition, context)
            yield from _flatten(item.items, names, context.when(condition), budget)
        elif isinstance(item, tree.Loop):
            for inner in _rounds(item, names, context, budget):
                yield from _flatten(item.items, names, inner, budget)
        else:
            yield item, context


def _rounds(item: tree.Loop, names: Names, context: Context, budget: list[int]) -> Iterator[Context]:
    """Yield the context of each round of a repetition; only one, if the config says how many there are."""
    report = names.report
    name = item.variable.text
    if not names.identifier(item.variable):
        return
    if name in context.variables or name in names.fields or name in ("config", "self"):
        fields = [names.fields[name]] if name in names.fields else []
        related = [(field.place, "declared as a field here") for field in fields]
        report.add(
            DUPLICATE_NAME, item.variable, name=name, related=related, help="give the variable another name"
        )
        return
    values = names.expression(item.values, context)
    if any(isinstance(node, tree.Variable) and node.name not in values.names for node in _variables(values)):
        return  # a name that stands for nothing, which has been noted
    if values.depends or any(binding.meaning is Meaning.IMPORT for binding in values.names.values()):
        yield context.repeated(Repetition(name, values, report.at(item.values)))
        return
    found = evaluate(values, lambda field: UNKNOWN)
    if isinstance(found, Unknown) or not isinstance(found, list | tuple | range | dict):
        if isinstance(found, Unknown) and _is_range(values):
            report.add(
                LIMIT_EXCEEDED,
                item.values,
                text=f"there can be at most {limits.REPETITION.value:,} {limits.REPETITION.what}",
            )
        else:
            report.add(BAD_REPETITION, item.values, text="this is nothing to repeat over")
        return
    if any(not isinstance(value, str | int) for value in found):
        report.add(
            BAD_REPETITION,
            item.values,
            text="only names and whole numbers can be part of the name of a connection",
        )
        return
    budget[0] -= len(found)
    if budget[0] < 0:
        report.add(
            LIMIT_EXCEEDED,
            item.values,
            text=f"there can be at most {limits.REPETITION.value:,} {limits.REPETITION.what}",
        )
        return
    for value in found:
        yield context.given(name, variable(value))


def _is_range(values: Expression) -> bool:
    """Whether it is a call of `range` that can only be too large."""
    match values.tree:
        case tree.Call(function=tree.Variable(name="range"), arguments=arguments):
            found = [evaluate(values.part(argument), lambda field: UNKNOWN) for argument in arguments]
            return bool(found) and all(isinstance(value, int) for value in found)
    return False


def _variables(expression: Expression) -> Iterator[tree.Node]:
    called = {id(node.function) for node in walk(expression.tree) if isinstance(node, tree.Call)}
    return (node for node in walk(expression.tree) if id(node) not in called)


def rejected_names(items: tuple[tree.Item, ...], block: str = "file") -> set[str]:
    """Return the names of declarations that can't be taken over where they stand; each is reported there.

    Parameters
    ----------
    items : `tuple`
        The items of a block.
    block : `str`
        Its word; ``file`` for the whole file.
    """
    found: set[str] = set()
    body = block in ("task", "connections")
    for item in items:
        match item:
            case tree.Block(word=word, items=inner) if _fits(word.text, block):
                found |= rejected_names(inner, word.text)
            case tree.Guard(items=inner) | tree.Loop(items=inner) if block != "file":
                found |= rejected_names(inner, block)
            case tree.Declaration(word=word) if body and word.text in KINDS:
                pass
            case tree.Definition(word=word) if word.text == "dimensions" and (body or block == "file"):
                pass
            case tree.Definition(word=word) if word.text == "template" and body:
                pass
            case tree.FromImport() | tree.ImportModule() if block != "file":
                found |= _imported_names(item)
            case tree.Field() if block == "config":
                pass
            case _:
                found |= _names_inside(item)
    return found


def _fits(word: str, block: str) -> bool:
    return word in BLOCKS if block == "file" else (word, block) == ("config", "task")


def _names_inside(item: tree.Item) -> set[str]:
    """Return the names that an item declares, itself or with what is inside."""
    found: set[str] = set()
    stack: list[tree.Item] = [item]
    while stack:
        one = stack.pop()
        if isinstance(one, tree.Declaration | tree.Field | tree.Definition):
            found.add(one.name.text)
        elif isinstance(one, tree.Block | tree.Guard | tree.Loop):
            stack.extend(one.items)
        if isinstance(one, tree.Block):
            found.update(declared_names(one))
        if isinstance(one, tree.Definition):
            found.add(one.word.text)  # a field without its colon looks like one
        if isinstance(one, tree.Broken) and "dimensions" in one.words:
            found |= one.words
    return found


def _imported_names(item: tree.Item) -> set[str]:
    """Return the names that an import binds."""
    if isinstance(item, tree.FromImport):
        return {alias.bound.text for alias in item.names}
    if isinstance(item, tree.ImportModule):
        return {(item.other or item.module.parts[0]).text}
    return set()
