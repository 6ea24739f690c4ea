"""A parameter of `run` that is no input, or an input that `run` does not take.

`runQuantum` calls `run` with one keyword for each input and prerequisite input. One that `run` does not
take, and a parameter without a default that no input fills, are a `TypeError` for each quantum, in the
middle of the night. Nothing is said if the task has a `runQuantum` of its own, which may call `run` as it
likes, and of a parameter with a default that no input fills: other code may.

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

        def run(self, image):
            return Struct(sources=self.measure(image))

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

from collections.abc import Iterator

from ..authors import Expected, Signature, all_known, expected, signature_of
from ..authors.classes import AuthorClass, runs_by_default
from ..authors.names import pair_up
from ..diagnostics import Code, Diagnostic
from ..model import Task
from .subject import Subject

__all__ = ["RUN_PARAMETER", "check"]

RUN_PARAMETER = Code("run-parameter", "{text}")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the parameters and the inputs that do not meet."""
    for task, cls in subject.authored():
        signature = signature_of(cls, "run") if runs_by_default(task, cls) else None
        if signature is not None:
            yield from _look(task, cls, signature)


def _look(task: Task, cls: AuthorClass, signature: Signature) -> Iterator[Diagnostic]:
    inputs = expected(task.connections, "input", "prerequisiteInput")
    taken = signature.parameters
    lost = {one.name: one for one in inputs if one.certain and not one.repeated and one.name not in taken}
    if signature.open:
        lost = {}
    free = [name for name in taken if not any(one.matches(name) for one in inputs)]
    empty = [name for name in free if taken[name].required] if all_known(task.connections) else []
    pairs = pair_up(list(lost), free)
    unpaired = [name for name in lost if name not in dict(pairs)]
    rest = [name for name in empty if name not in dict(pairs).values()]
    if len(unpaired) == len(rest) == 1:
        pairs.append((unpaired.pop(), rest.pop()))
    for name, parameter in pairs:
        yield _renamed(cls, lost[name], signature, parameter)
    for name in unpaired:
        yield _not_taken(cls, lost[name], signature)
    for name in rest:
        place = cls.place(taken[name].node)
        help = "declare an input of that name, or give the parameter a default"
        related = [(task.place, "the inputs of this task")]
        yield RUN_PARAMETER.at(
            place, text=f"no input fills the parameter `{name}` of `run`", help=help, related=related
        )


def _renamed(cls: AuthorClass, one: Expected, signature: Signature, parameter: str) -> Diagnostic:
    text = f"`run` takes `{parameter}`, but the input is called `{one.name}`"
    place = cls.place(signature.parameters[parameter].node)
    place = place._replace(span=place.span._replace(end=place.span.start + len(parameter)))
    related = [(one.connection.place, "the input is declared here")]
    return RUN_PARAMETER.at(place, text=text, help=f"call the parameter `{one.name}`", related=related)


def _not_taken(cls: AuthorClass, one: Expected, signature: Signature) -> Diagnostic:
    parameter = f"{one.name}=None" if one.may_be_absent else one.name
    related = [(cls.name_place(signature.node), "`run` is here")]
    help = f"add the parameter `{parameter}` there, or remove the input here"
    return RUN_PARAMETER.at(
        one.connection.place, text=f"`run` does not take the input `{one.name}`", help=help, related=related
    )
