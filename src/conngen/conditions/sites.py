"""Where expressions over the config stand in a file."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from ..model import (
    Assignment,
    Built,
    ConfigClass,
    Connection,
    ConnectionsClass,
    Definition,
    Dimensions,
    Expression,
    Listed,
    Named,
    OfQuantum,
    Override,
    Removal,
    Repetition,
    Requirement,
    Switch,
    Text,
    Value,
    walk,
)
from ..records import dataclass
from ..syntax import tree
from ..typings import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from ..checks.subject import Subject

__all__ = ["Condition", "Site", "conditions", "sites"]

_PARTS: dict[type, tuple[str, ...]] = {
    Connection: (
        *("dataset", "storage_class", "dimensions", "flags", "conditions", "repetitions", "doc", "pattern"),
    ),
    Value: ("static", "dynamic"),
    Built: ("text",),
    Listed: ("value", "static"),
    Switch: ("condition", "then", "otherwise"),
    Definition: ("value",),
    Override: ("value", "conditions"),
    Removal: ("conditions",),
    Requirement: ("condition", "conditions", "message", "repetitions"),
    Assignment: ("path", "value", "conditions", "repetitions"),
    Repetition: ("values",),
}
"""What of a part of the model can hold expressions; of anything else nothing can."""

_PLAIN = (str, bool, int, float)


class Site(NamedTuple):
    """An expression and the config it is about."""

    expression: Expression
    config: ConfigClass | None


@dataclass(frozen=True)
class Condition:
    """An expression of which only the truth matters.

    Parameters
    ----------
    expression : `Expression`
        The condition.
    outer : `tuple` [ `Expression` ]
        The conditions around it: where they do not hold it is never looked at.
    config : `ConfigClass` or `None`
        The config it is about.
    required : `bool`
        Whether it is a requirement.
    """

    expression: Expression
    outer: tuple[Expression, ...]
    config: ConfigClass | None
    required: bool = False


def sites(subject: Subject) -> Iterator[Site]:
    """Yield every expression of a file, each of those of a repetition that is written out."""
    seen: set[int] = set()
    for holder, config in _holders(subject):
        found: list[Expression] = []
        _collect(holder, found)
        for expression in found:
            if id(expression) not in seen:
                seen.add(id(expression))
                yield Site(expression, config)


def conditions(subject: Subject) -> Iterator[Condition]:
    """Yield every condition of a file: those of presence, of requirements, of flags and of choices."""
    seen: set[int] = set()
    for holder, config in _holders(subject):
        for found in _conditions(holder, config):
            if id(found.expression) not in seen:
                seen.add(id(found.expression))
                yield found
    for site in subject.sites:
        for node in walk(site.expression.tree):
            if isinstance(node, tree.Ternary):
                yield Condition(site.expression.part(node.condition), (), site.config)


def _holders(subject: Subject) -> Iterator[tuple[Any, ConfigClass | None]]:
    """Yield what holds expressions, with the config they are about."""
    done: set[int] = set()
    for task in subject.tasks:
        yield from _of_connections(task.connections, task.config)
        done.add(id(task.connections))
    for cls in subject.classes:
        if id(cls) not in done:
            yield from _of_connections(cls, cls.config)
    for config in subject.configs:
        yield from ((one, config) for one in config.assignments)
        yield from ((one, config) for one in config.requirements)


def _of_connections(
    cls: ConnectionsClass, config: ConfigClass | None
) -> Iterator[tuple[Any, ConfigClass | None]]:
    parts = (cls.connections, cls.overrides, cls.removals, cls.requirements, cls.definitions)
    for part in parts:
        for one in part:
            yield one, config
    yield from ((override.choice, config) for override in cls.overrides if override.choice is not None)
    yield from ((value, config) for value in cls.methods.values())
    if cls.dimensions is not None:
        yield cls.dimensions, config


def _collect(value: Any, found: list[Expression]) -> None:
    """Note the expressions inside a part of the model, in order."""
    match value:
        case Expression():
            found.append(value)
        case Connection():
            for name in _PARTS[Connection]:
                part = getattr(value, name)
                if part:
                    _collect(part, found)
        case Text(parts=parts):
            found += [one for one in parts if one.__class__ is Expression]
        case Dimensions(items=items):
            for one in items:
                if one.__class__ is not Named and one.__class__ is not OfQuantum:
                    _collect(one, found)
        case tuple() | list():
            for one in value:
                if one.__class__ is not str:
                    _collect(one, found)
        case dict() | MappingProxyType():
            for one in value.values():
                _collect(one, found)
        case _:
            for name in _PARTS.get(type(value), ()):
                part = getattr(value, name)
                if part is not None and part.__class__ not in _PLAIN:
                    _collect(part, found)


def _conditions(holder: Any, config: ConfigClass | None) -> Iterator[Condition]:
    outer: tuple[Expression, ...] = getattr(holder, "conditions", ())
    for i, one in enumerate(outer):
        yield Condition(one, outer[:i], config)
    if isinstance(holder, Requirement):
        yield Condition(holder.condition, outer, config, required=True)
    elif isinstance(holder, Connection):
        for value in holder.flags.values():
            if isinstance(value.static, bool) and value.dynamic is not None and not _ternary(value.dynamic):
                yield Condition(value.dynamic, outer, config)
    elif isinstance(holder, Override) and isinstance(holder.value, Value):
        value = holder.value
        if isinstance(value.static, bool) and value.dynamic is not None and not _ternary(value.dynamic):
            yield Condition(value.dynamic, outer, config)
    elif isinstance(holder, Definition):
        stack = [holder.value]
        while stack:
            switch = stack.pop()
            if isinstance(switch, Switch):
                yield Condition(switch.condition, (), config)
                stack += [switch.then, switch.otherwise]


def _ternary(expression: Expression) -> bool:
    node = expression.tree
    while isinstance(node, tree.Group):
        node = node.value
    return isinstance(node, tree.Ternary)
