"""A name that a generated module needs for something else.

Generated modules import what they use under other names where a connection or a field has the same one; that
is of no concern. What can't be renamed are the classes themselves: one called `super` or `dict` hides
Python's own in the module, and `task Match` makes the classes `MatchResult` and `MatchRun`, which nothing
else in the file can be called. The module would fail when it is imported, or only when the runtime makes the
connections.

Bad:

    task Match[skymap, tract, patch] {
        output matched: ArrowAstropy[...] = "matched_object"
            "Matched catalog."
    }

    config MatchResult {
        radius: float = 0.5
            "Radius in arcsec."
    }

Good:

    task Match[skymap, tract, patch] {
        output matched: ArrowAstropy[...] = "matched_object"
            "Matched catalog."
    }

    config MatchResultConfig {
        radius: float = 0.5
            "Radius in arcsec."
    }
"""

from __future__ import annotations

import builtins
from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic
from ..model import ConfigClass, ConfigField
from ..source import Place
from .subject import Subject

__all__ = ["SHADOWED_NAME", "check"]

SHADOWED_NAME = Code(
    "shadowed-name", "`{name}` can't be the name of {what}: {why}", help="choose another name"
)

_BUILTINS = frozenset(name for name in dir(builtins) if not name.startswith("_"))
_MODULE = {
    "TYPE_CHECKING": "every generated module needs it",
    "annotations": "every generated module needs it",
    "PipelineTaskConnections": "the runtime takes it for its own class",
    "PipelineTaskConfig": "the runtime takes it for its own class",
}


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each name that would make a generated module wrong."""
    yield from _classes(subject)
    for cls in subject.classes:
        for connection in cls.connections:
            if connection.attribute == "TYPE_CHECKING":
                why = _MODULE[connection.attribute]
                yield SHADOWED_NAME.at(
                    connection.place, name=connection.attribute, what="a connection", why=why
                )
    for config in subject.configs:
        yield from _fields(config)


def _fields(config: ConfigClass) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each field that hides a class which a later one is made with."""
    before: dict[str, ConfigField] = {}
    for field in config.fields:
        target = field.target
        if (
            field.type in ("config", "configDict")
            and target is not None
            and not target.module
            and target.name in before
        ):
            first = before.pop(target.name)
            why = "the class of that name is needed where the next field is made"
            related = [(field.place, "needed here")]
            yield SHADOWED_NAME.at(
                first.place, name=first.name, what="a config field", why=why, related=related
            )
        before[field.name] = field


def _classes(subject: Subject) -> Iterator[Diagnostic]:
    made = _made(subject)
    for name, place, what in _declared(subject):
        if name in _BUILTINS:
            yield SHADOWED_NAME.at(
                place, name=name, what=what, why="the generated module would lose Python's own"
            )
        elif name in _MODULE:
            yield SHADOWED_NAME.at(place, name=name, what=what, why=_MODULE[name])
        elif name in made:
            task, other = made[name]
            why = f"one is made for the task `{task}`"
            yield SHADOWED_NAME.at(place, name=name, what=what, why=why, related=[(other, "the task")])


def _declared(subject: Subject) -> Iterator[tuple[str, Place, str]]:
    for task in subject.tasks:
        yield task.class_name, task.place, "a task"
    for cls in subject.classes:
        yield cls.name, cls.place, "a Connections class"
    for config in subject.configs:
        yield config.name, config.place, "a Config class"


def _made(subject: Subject) -> dict[str, tuple[str, Place]]:
    """Return the classes of what `run` takes and returns, each with its task."""
    made = {}
    for task in subject.tasks:
        if task.own_connections:
            for ending in ("Result", "Run"):
                name = task.name if task.name.endswith(ending) else task.name + ending
                if name != task.class_name:
                    made[name] = (task.name, task.place)
    return made
