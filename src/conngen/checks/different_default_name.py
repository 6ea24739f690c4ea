"""A task class with another `_DefaultName` than its `.conn` file gives it.

The runtime takes the label from the class, so what stands in the `.conn` file is not true. It is only
looked at where the file says it.

Bad:

    task Example[instrument, visit, detector] {
        _DefaultName = "exampleTask"

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

Good:

    task Example[instrument, visit, detector] {
        _DefaultName = "example"

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

from ..authors.attributes import class_constant
from ..diagnostics import Code, Diagnostic, Level
from .subject import Subject

__all__ = ["DIFFERENT_DEFAULT_NAME", "check"]

DIFFERENT_DEFAULT_NAME = Code(
    "different-default-name",
    "`_DefaultName` is `{there}` here and `{here}` in the `.conn` file",
    help="make them the same",
    level=Level.WARNING,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the labels that differ."""
    for task, cls in subject.authored():
        value = class_constant(cls, "_DefaultName")
        if task.default_name_place is None or not isinstance(value, ast.Constant):
            continue
        if isinstance(value.value, str) and value.value != task.default_name:
            related = [(task.default_name_place, "given here")]
            yield DIFFERENT_DEFAULT_NAME.at(
                cls.place(value), there=value.value, here=task.default_name, related=related
            )
