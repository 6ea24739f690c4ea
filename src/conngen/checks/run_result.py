"""An output that `run` does not return.

What `run` returns is written output by output, and an output that the Struct does not have is left out: the
quantum succeeds, nobody is told, and the dataset is missing. Mostly the two are spelt differently. The
generated class of results takes no other names than those of the outputs, so that one it does not know is a
`TypeError`. An output has to be missing from all that `run` returns; what can't be followed may have it.

Bad:

    task Example[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }

    # file: example_task.py
    from lsst.pipe.base import PipelineTask, Struct

    from .example_config import ExampleConfig


    class ExampleTask(PipelineTask):
        ConfigClass = ExampleConfig
        _DefaultName = "example"

        def run(self, exposure):
            return Struct(catalog=self.measure(exposure))

Good:

    task Example[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }

    # file: example_task.py
    from lsst.pipe.base import PipelineTask, Struct

    from .example_config import ExampleConfig


    class ExampleTask(PipelineTask):
        ConfigClass = ExampleConfig
        _DefaultName = "example"

        def run(self, exposure):
            return Struct(sources=self.measure(exposure))
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..authors import Expected, Result, all_known, expected, results_of
from ..authors.classes import AuthorClass, runs_by_default
from ..authors.names import pair_up
from ..diagnostics import Code, Diagnostic, Level
from ..model import Task
from ..source import Place
from .subject import Subject

__all__ = ["RUN_RESULT", "check"]

RUN_RESULT = Code("run-result", "{text}", level=Level.WARNING)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the outputs that are lost, and the results that are no outputs."""
    for task, cls in subject.authored():
        function = cls.method("run") if runs_by_default(task, cls) else None
        results = results_of(cls, function) if function is not None else None
        if results:
            yield from _look(task, cls, results)


def _look(task: Task, cls: AuthorClass, results: list[Result]) -> Iterator[Diagnostic]:
    outputs = expected(task.connections, "output")
    extra = {
        name: (result, node)
        for result in results
        for name, node in result.names.items()
        if not any(one.matches(name) for one in outputs)
    }
    lost = {}
    if not any(result.open for result in results):
        named = {name for result in results for name in result.names}
        lost = {
            one.name: one for one in outputs if one.certain and not one.repeated and one.name not in named
        }
    pairs = pair_up(list(lost), list(extra))
    unpaired = [name for name in lost if name not in dict(pairs)]
    rest = [name for name in extra if name not in dict(pairs).values()]
    if len(unpaired) == len(rest) == 1:
        pairs.append((unpaired.pop(), rest.pop()))
    for name, other in pairs:
        text = f"`run` returns `{other}`, but the output is called `{name}`"
        related = [(lost[name].connection.place, "the output is declared here")]
        yield RUN_RESULT.at(
            _place(cls, extra[other][1], other), text=text, help=f"write `{name}=…`", related=related
        )
    for name in unpaired:
        yield _lost(cls, lost[name], results)
    for name in rest:
        result, node = extra[name]
        if result.strict and name in result.given and all_known(task.connections):
            text = f"the task has no output `{name}`"
            yield RUN_RESULT.at(_place(cls, node, name), text=text, help="declare it, or leave it out")


def _lost(cls: AuthorClass, one: Expected, results: list[Result]) -> Diagnostic:
    related = [(cls.place(result.node.func), "it is not among what is returned here") for result in results]
    text = f"`run` does not return the output `{one.name}`: it is never written"
    return RUN_RESULT.at(one.connection.place, text=text, help=f"add `{one.name}=…` there", related=related)


def _place(cls: AuthorClass, node: ast.AST, name: str) -> Place:
    """Return the place of a name: of a keyword, or behind a dot."""
    if isinstance(node, ast.Attribute):
        return cls.attribute_place(node)
    place = cls.place(node)
    return place._replace(span=place.span._replace(end=place.span.start + len(name)))
