"""A name of a module that imports what is generated, needed as soon as that is imported.

Python can import neither of the two modules first: whichever it begins with asks the other for a class that is
not there yet. What is only needed when a config or connections are made, such as a subtask or a hook, is no
trouble: it is imported then.

Bad:

    from .example import adjustedLimit

    task Example[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            limit: float = 5.0, check=adjustedLimit
                "Detection limit."
        }
    }

    # file: example.py
    from lsst.pipe.base import PipelineTask, Struct

    from .example_config import ExampleConfig


    def adjustedLimit(value):
        return value > 0


    class ExampleTask(PipelineTask):
        ConfigClass = ExampleConfig
        _DefaultName = "example"

        def run(self):
            return Struct(sources=self.measure())

Good:

    from .limits import adjustedLimit

    task Example[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            limit: float = 5.0, check=adjustedLimit
                "Detection limit."
        }
    }

    # file: limits.py
    def adjustedLimit(value):
        return value > 0


    # file: example.py
    from lsst.pipe.base import PipelineTask, Struct

    from .example_config import ExampleConfig


    class ExampleTask(PipelineTask):
        ConfigClass = ExampleConfig
        _DefaultName = "example"

        def run(self):
            return Struct(sources=self.measure())
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ..diagnostics import Code, Diagnostic, Level
from ..model import ConfigClass, ConnectionsClass, Dimensions, Expression, Python, PythonName, Value
from ..source import Place
from .subject import Subject

__all__ = ["CIRCULAR_IMPORT", "check"]

CIRCULAR_IMPORT = Code(
    "circular-import",
    "`{name}` is needed at once, from a module that imports what is generated here",
    help="move `{name}` to a module of its own",
    level=Level.WARNING,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what the bodies of generated classes need of modules that import them."""
    if not subject.module.late:
        return
    for cls in subject.classes:
        yield from _late(subject, _of_connections(cls))
    for config in subject.configs:
        yield from _late(subject, _of_config(config))
    for task in subject.tasks:
        for python in (task.connections.python, task.config.python):
            yield from _late(subject, [(python, task.place)])


def _late(subject: Subject, needed: Iterable[tuple[object, Place]]) -> Iterator[Diagnostic]:
    for value, place in needed:
        for name in _names(value):
            if subject.module.is_late(name):
                yield CIRCULAR_IMPORT.at(name.place or place, name=name.text)


def _names(value: object) -> Iterator[PythonName]:
    match value:
        case PythonName():
            yield value
        case Expression(names=names):
            yield from (one.python for one in names.values() if one.python is not None)


def _of_connections(cls: ConnectionsClass) -> Iterator[tuple[object, Place]]:
    yield from ((base.python, base.place) for base in cls.bases)
    yield from ((template.python, template.place) for template in cls.templates)
    lists = [cls.dimensions]
    for one in cls.connections:
        if not one.repetitions:
            yield one.dataset, one.place
            yield from _of_flags({name: one.flags[name] for name in one.flags if name != "checkFunction"})
            lists.append(one.dimensions)
    for override in cls.overrides:
        value = override.value
        if not override.conditions:
            yield (value.static if isinstance(value, Value) else value), override.place
            lists.append(value if isinstance(value, Dimensions) else None)
    for dimensions in lists:
        for item in dimensions.static() if dimensions is not None else ():
            if isinstance(item, Python):
                yield item.name, item.place


def _of_config(config: ConfigClass) -> Iterator[tuple[object, Place]]:
    yield from ((base.python, base.place) for base in config.bases)
    yield config.pipeline_connections, config.place
    for field in config.fields:
        if field.type != "task":
            yield field.target, field.place
        yield from _of_flags(field.flags)
        if field.default is not None:
            yield field.default.static, field.default.place


def _of_flags(flags: Mapping[str, Value]) -> Iterator[tuple[object, Place]]:
    yield from ((value.static, value.place) for value in flags.values())
