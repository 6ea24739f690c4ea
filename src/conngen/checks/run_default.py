"""An input that may be absent, and a parameter of `run` without a default.

An input with `when`, or a single one with `minimum=0`, is not there for every config or quantum.
`runQuantum` leaves it out of the call then, and without a default that is a `TypeError` in the middle of
the night. With `multiple` and `minimum=0`, `run` gets an empty list.

Bad:

    task Example[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        input background: Background[...] = "background", minimum=0
            "Background model, if there is one."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }

    # file: example_task.py
    from lsst.pipe.base import PipelineTask, Struct

    from .example_config import ExampleConfig


    class ExampleTask(PipelineTask):
        ConfigClass = ExampleConfig
        _DefaultName = "example"

        def run(self, exposure, background):
            return Struct(sources=self.measure(exposure, background))

Good:

    task Example[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        input background: Background[...] = "background", minimum=0
            "Background model, if there is one."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }

    # file: example_task.py
    from lsst.pipe.base import PipelineTask, Struct

    from .example_config import ExampleConfig


    class ExampleTask(PipelineTask):
        ConfigClass = ExampleConfig
        _DefaultName = "example"

        def run(self, exposure, background=None):
            return Struct(sources=self.measure(exposure, background))
"""

from __future__ import annotations

from collections.abc import Iterator

from ..authors import expected, signature_of
from ..authors.classes import runs_by_default
from ..diagnostics import Code, Diagnostic, Level
from .subject import Subject

__all__ = ["RUN_DEFAULT", "check"]

RUN_DEFAULT = Code(
    "run-default",
    "`{name}` may be absent, and `run` can't be called without it",
    help="give the parameter a default: `{name}=None`",
    level=Level.WARNING,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the parameters that lack a default."""
    for task, cls in subject.authored():
        signature = signature_of(cls, "run") if runs_by_default(task, cls) else None
        for one in expected(task.connections, "input", "prerequisiteInput") if signature is not None else ():
            parameter = signature.parameters.get(one.name) if signature is not None else None
            if parameter is None or not parameter.required or not one.may_be_absent:
                continue
            place = one.connection.place
            if one.connection.conditions:
                place, why = one.connection.conditions[-1].place, "it is only there on this condition"
            elif "minimum" in one.connection.flags:
                place = one.connection.flags["minimum"].where or place
                why = "a quantum need not have it"
            else:
                why = "it may be absent"
            yield RUN_DEFAULT.at(cls.place(parameter.node), name=one.name, related=[(place, why)])
