"""A key of `initInputs` that is no init-input.

The runtime makes a task with a dictionary that has one item for each init-input. Any other key is a
`KeyError` when the task is made.

Bad:

    task Example[instrument, visit, detector] {
        initInput schema: ArrowSchema = "src_schema"
            "Columns of the catalog."
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

        def __init__(self, initInputs=None, **kwargs):
            super().__init__(initInputs=initInputs, **kwargs)
            self.columns = initInputs["inputSchema"]

        def run(self, exposure):
            return Struct(sources=self.measure(exposure))

Good:

    task Example[instrument, visit, detector] {
        initInput schema: ArrowSchema = "src_schema"
            "Columns of the catalog."
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

        def __init__(self, initInputs=None, **kwargs):
            super().__init__(initInputs=initInputs, **kwargs)
            self.columns = initInputs["schema"]

        def run(self, exposure):
            return Struct(sources=self.measure(exposure))
"""

from __future__ import annotations

from collections.abc import Iterator

from ..authors import all_known, expected
from ..authors.names import similar
from ..authors.quanta import init_input_uses
from ..diagnostics import Code, Diagnostic
from .subject import Subject

__all__ = ["UNKNOWN_INIT_INPUT", "check"]

UNKNOWN_INIT_INPUT = Code("unknown-init-input", "the task has no init-input `{name}`")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the keys that are not there."""
    for task, cls in subject.authored():
        if not all_known(task.connections):
            continue
        known = expected(task.connections, "initInput")
        for use in init_input_uses(cls):
            if any(one.matches(use.name) for one in known):
                continue
            names = [one.name for one in known if not one.repeated]
            near = similar(use.name, names) or (names[0] if len(names) == 1 else None)
            related = [(one.connection.place, "declared here") for one in known if one.name == near]
            help = f"did you mean `{near}`?" if near else f'declare it: `initInput {use.name}: … = "…"`'
            yield UNKNOWN_INIT_INPUT.at(cls.place(use.node), name=use.name, help=help, related=related)
