"""A task class that its module does not have.

The pipeline names the class, by the name that follows from the `.conn` file, and the runtime fails to
import it. The module exists and belongs to its author, so conngen doesn't write it: the task was renamed or
added here, and not there.

Bad:

    task Sample[instrument, visit, detector] {
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

from ..authors.names import similar
from ..diagnostics import Code, Diagnostic, Level
from ..source import Place, Span
from .subject import Subject

__all__ = ["MISSING_TASK_CLASS", "check"]

MISSING_TASK_CLASS = Code("missing-task-class", "`{file}` has no class `{name}`", level=Level.WARNING)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the tasks without a class."""
    author = subject.author
    if author is None or author.open or author.stars:
        return
    tasks = [task for task in subject.tasks if not task.is_written]
    for task in tasks:
        if task.class_name in author.names:
            continue
        wanted = {one.class_name for one in tasks}
        free = [name for name in author.classes if name.endswith("Task") and name not in wanted]
        near = similar(task.class_name, free) or (free[0] if len(free) == 1 == len(tasks) else None)
        related: list[tuple[Place, str]] = []
        help = f"add it there: `class {task.class_name}(PipelineTask)`"
        if near is not None:
            node = author.classes[near]
            start = author.place(node).span.start
            related = [(author.source.at(Span(start, start + len(f"class {near}"))), "this class is there")]
            help = f"call the class `{task.class_name}`, or write `TaskClass = {near}` here"
        yield MISSING_TASK_CLASS.at(
            task.place, file=author.source.name, name=task.class_name, help=help, related=related
        )
