"""A parameter of `run` with the default `None` for an input that is always there.

The code can do without, but no quantum is ever processed without it: where the dataset is missing, the
quantum is left out (or, for a prerequisite, the pipeline fails). If that is not what is meant, `minimum=0`
is missing. If it is, the default says something else than the connection.

Bad:

    task Example[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        prerequisiteInput background: Background[...] = "background"
            "Background model."
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

Good:

    task Example[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        prerequisiteInput background: Background[...] = "background", minimum=0
            "Background model."
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

__all__ = ["UNNEEDED_DEFAULT", "check"]

UNNEEDED_DEFAULT = Code(
    "unneeded-default",
    "`run` can do without `{name}`, but never has to",
    help="write `minimum=0` if it is optional, else leave `=None` out",
    level=Level.NOTE,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the defaults that are never used."""
    for task, cls in subject.authored():
        signature = signature_of(cls, "run") if runs_by_default(task, cls) else None
        for one in expected(task.connections, "input", "prerequisiteInput") if signature is not None else ():
            parameter = signature.parameters.get(one.name) if signature is not None else None
            dynamic = any(value.dynamic is not None for value in one.connection.flags.values())
            if parameter is None or one.may_be_absent or not one.certain or dynamic or one.repeated:
                continue
            if parameter.defaults_to_none and one.connection.flag("minimum") != 0:
                related = [(one.connection.place, "it is always there")]
                yield UNNEEDED_DEFAULT.at(cls.place(parameter.node), name=one.name, related=related)
