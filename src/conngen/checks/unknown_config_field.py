"""An attribute of `self.config` that is no field of the config.

Reading it is an `AttributeError` when the code gets there, which may be after hours. The field was renamed
or removed in the `.conn` file, or misspelt. Nothing is said if the config inherits from a class that can't
be read.

Bad:

    task Example[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            threshold: float = 5.0
                "Detection threshold, in sigma."
        }
    }

    # file: example_task.py
    from lsst.pipe.base import PipelineTask, Struct

    from .example_config import ExampleConfig


    class ExampleTask(PipelineTask):
        ConfigClass = ExampleConfig
        _DefaultName = "example"

        def run(self, exposure):
            return Struct(sources=self.measure(exposure, self.config.treshold))

Good:

    task Example[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            threshold: float = 5.0
                "Detection threshold, in sigma."
        }
    }

    # file: example_task.py
    from lsst.pipe.base import PipelineTask, Struct

    from .example_config import ExampleConfig


    class ExampleTask(PipelineTask):
        ConfigClass = ExampleConfig
        _DefaultName = "example"

        def run(self, exposure):
            return Struct(sources=self.measure(exposure, self.config.threshold))
"""

from __future__ import annotations

from collections.abc import Iterator

from ..authors.attributes import config_uses
from ..authors.configs import has_config_of
from ..authors.names import similar
from ..conditions.fields import attributes
from ..diagnostics import Code, Diagnostic
from .subject import Subject

__all__ = ["UNKNOWN_CONFIG_FIELD", "check"]

UNKNOWN_CONFIG_FIELD = Code("unknown-config-field", "`{config}` has no field `{name}`")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the names that are no fields."""
    for task, cls in subject.authored():
        known = attributes(task.config)
        if known is None or not has_config_of(cls, task):
            continue
        fields = task.config.all_fields()
        for node in config_uses(cls):
            if node.attr in known:
                continue
            near = similar(node.attr, fields)
            help = f"did you mean `{near}`?" if near else f"declare it: `{node.attr}: … = …` in the config"
            related = (
                [(fields[near].place, "declared here")] if near else [(task.place, "the config of this task")]
            )
            place = cls.attribute_place(node)
            yield UNKNOWN_CONFIG_FIELD.at(
                place, config=task.config.name, name=node.attr, help=help, related=related
            )
