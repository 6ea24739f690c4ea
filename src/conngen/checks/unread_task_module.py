"""A task module that is no Python.

The module of the task is compared with its connections: the parameters of `run`, what it returns, the names
on references. None of this can be done while the file has a mistake of syntax, and what no longer fits then
shows itself only when the pipeline runs.

Bad:

    task Detect[instrument, visit, detector] {
        input calexp: ExposureF[...] = "calexp"
            "Calibrated exposure."
    }

    # file: example_task.py
    class DetectTask(PipelineTask:
        ConfigClass = DetectConfig

Good:

    task Detect[instrument, visit, detector] {
        input calexp: ExposureF[...] = "calexp"
            "Calibrated exposure."
    }

    # file: example_task.py
    class DetectTask(PipelineTask):
        ConfigClass = DetectConfig

        def run(self, *, calexp):
            return DetectResult()
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic, Level
from .subject import Subject

__all__ = ["UNREAD_TASK_MODULE", "check"]

UNREAD_TASK_MODULE = Code(
    "unread-task-module",
    "`{name}` can't be read as Python: nothing tells whether it fits the connections",
    help="put its syntax right",
    level=Level.WARNING,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic at the first task if the module of the author can't be read."""
    task = next(subject.tasks, None)
    if subject.unread_author is not None and task is not None:
        yield UNREAD_TASK_MODULE.at(task.place, name=subject.unread_author)
