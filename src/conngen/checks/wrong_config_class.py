"""A task class whose `ConfigClass` is not the one that is generated for it.

The runtime takes config and connections from `ConfigClass` alone. Without it, or with that of another task
(the parent, or the one the module was copied from), everything in the `.conn` file is without effect, and
nothing says so as long as the other one works.

Bad:

    task Example[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }

    # file: example_task.py
    from lsst.pipe.base import PipelineTask, Struct

    from .sample_config import SampleConfig


    class ExampleTask(PipelineTask):
        ConfigClass = SampleConfig
        _DefaultName = "example"

        def run(self, exposure):
            return Struct(sources=self.measure(exposure))

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

from ..authors.attributes import class_constant
from ..authors.configs import config_names, uses_config_of
from ..diagnostics import Code, Diagnostic, Level
from ..model import Task
from ..source import Place
from .subject import Subject

__all__ = ["WRONG_CONFIG_CLASS", "check"]

WRONG_CONFIG_CLASS = Code("wrong-config-class", "{text}", level=Level.WARNING)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the tasks with another config."""
    for task, cls in subject.authored():
        value = class_constant(cls, "ConfigClass")
        name = task.config.name
        if value is None:
            if task.own_config and not any("ConfigClass" in names for names in cls.bodies()):
                text = f"`{task.class_name}` has no `ConfigClass`: nothing uses `{name}`"
                yield WRONG_CONFIG_CLASS.at(
                    cls.name_place(cls.node),
                    text=text,
                    help=f"write `ConfigClass = {name}`",
                    related=_here(task),
                )
        elif config_names(cls, value) and not uses_config_of(cls, task):
            text = f"the config of `{task.class_name}` is `{name}`, not `{cls.place(value).text}`"
            yield WRONG_CONFIG_CLASS.at(
                cls.place(value), text=text, help=f"write `{name}`", fix=name, related=_here(task)
            )


def _here(task: Task) -> list[tuple[Place, str]]:
    return [(task.place, "it is generated for this task")]
