"""A subtask that the config does not have.

`makeSubtask` takes the name of a config field that holds a task. Without a field of that name it is a
`KeyError`, and for a field that holds something else an `AttributeError`, when the task is made.

Bad:

    from lsst.pipe.tasks.measure import MeasureTask

    task Example[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            measure: MeasureTask
                "Measures the sources."
        }
    }

    # file: example_task.py
    from lsst.pipe.base import PipelineTask, Struct

    from .example_config import ExampleConfig


    class ExampleTask(PipelineTask):
        ConfigClass = ExampleConfig
        _DefaultName = "example"

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.makeSubtask("measurement")

        def run(self, exposure):
            return Struct(sources=self.measure(exposure))

Good:

    from lsst.pipe.tasks.measure import MeasureTask

    task Example[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            measure: MeasureTask
                "Measures the sources."
        }
    }

    # file: example_task.py
    from lsst.pipe.base import PipelineTask, Struct

    from .example_config import ExampleConfig


    class ExampleTask(PipelineTask):
        ConfigClass = ExampleConfig
        _DefaultName = "example"

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.makeSubtask("measure")

        def run(self, exposure):
            return Struct(sources=self.measure(exposure))
"""

from __future__ import annotations

from collections.abc import Iterator

from ..authors.attributes import subtasks
from ..authors.configs import has_config_of
from ..authors.names import similar
from ..conditions.fields import attributes
from ..diagnostics import Code, Diagnostic
from .subject import Subject

__all__ = ["UNKNOWN_SUBTASK", "check"]

UNKNOWN_SUBTASK = Code("unknown-subtask", "{text}")

_PLAIN = frozenset({"scalar", "list", "dict", "choice", "range", "config", "configDict"})


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the subtasks that can't be made."""
    for task, cls in subject.authored():
        known = attributes(task.config)
        if known is None or not has_config_of(cls, task):
            continue
        fields = task.config.all_fields()
        possible = [name for name, field in fields.items() if field.type not in _PLAIN]
        for node in subtasks(cls):
            name = str(node.value)
            if name in fields and fields[name].type in _PLAIN:
                text, near = f"the config field `{name}` holds no task", name
                help = "declare it with the class of a task as its type"
            elif name not in known:
                text = f"`{task.config.name}` has no field `{name}`"
                near = similar(name, possible) or (possible[0] if len(possible) == 1 else "")
                help = f"did you mean `{near}`?" if near else f"declare it: `{name}: SomeTask` in the config"
            else:
                continue
            related = (
                [(fields[near].place, "declared here")] if near else [(task.place, "the config of this task")]
            )
            yield UNKNOWN_SUBTASK.at(cls.place(node), text=text, help=help, related=related)
