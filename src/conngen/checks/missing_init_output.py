"""An init-output that the task never sets.

Init-outputs are written before the first quantum, from the attributes of the task that have their names.
One that is not there is an `AttributeError`, and the pipeline does not even begin. Nothing is said of tasks
with a base class in another module, which may set it.

Bad:

    task Example[instrument, visit, detector] {
        initOutput schema: ArrowSchema = "src_schema"
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

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.columns = make_schema()

        def run(self, exposure):
            return Struct(sources=self.measure(exposure))

Good:

    task Example[instrument, visit, detector] {
        initOutput schema: ArrowSchema = "src_schema"
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

        def __init__(self, **kwargs):
            super().__init__(**kwargs)
            self.schema = make_schema()

        def run(self, exposure):
            return Struct(sources=self.measure(exposure))
"""

from __future__ import annotations

from collections.abc import Iterator

from ..authors import expected
from ..authors.attributes import assigned_attributes
from ..authors.names import similar
from ..diagnostics import Code, Diagnostic
from .subject import Subject

__all__ = ["MISSING_INIT_OUTPUT", "check"]

MISSING_INIT_OUTPUT = Code("missing-init-output", "`{cls}` never sets `self.{name}`, its init-output")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the init-outputs that are not set."""
    for task, cls in subject.authored():
        found = assigned_attributes(cls) if cls.closed else None
        if found is None:
            continue
        outputs = [
            one for one in expected(task.connections, "initOutput") if one.certain and not one.repeated
        ]
        free = found - {one.name for one in outputs}
        for one in outputs:
            if one.name in found:
                continue
            near = similar(one.name, free)
            function = cls.method("__init__")
            where = cls.name_place(function if function is not None else cls.node)
            related = [(where, "it should be set in here" if function is not None else "the class is here")]
            help = (
                f"it sets `self.{near}`: is that the same?"
                if near
                else f"assign to `self.{one.name}` in `__init__`"
            )
            yield MISSING_INIT_OUTPUT.at(
                one.connection.place, cls=task.class_name, name=one.name, help=help, related=related
            )
