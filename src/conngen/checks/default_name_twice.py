"""Two tasks with one `_DefaultName`.

`_DefaultName` is the label of a task where a pipeline gives it none, and the name that instruments put
overrides of its config under. With one name for two tasks, what is meant for one reaches the other, and the
runtime doesn't say so.

Bad:

    task Measure[instrument, visit] {
        _DefaultName = "measure"

        output catalog: SourceCatalog[...] = "src"
            "Measured sources."
    }

    task MeasureForced[instrument, visit] {
        _DefaultName = "measure"

        output catalog: SourceCatalog[...] = "forced_src"
            "Measured sources."
    }

Good:

    task Measure[instrument, visit] {
        _DefaultName = "measure"

        output catalog: SourceCatalog[...] = "src"
            "Measured sources."
    }

    task MeasureForced[instrument, visit] {
        _DefaultName = "measureForced"

        output catalog: SourceCatalog[...] = "forced_src"
            "Measured sources."
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic, Level
from ..model import Task
from .subject import Subject

__all__ = ["DEFAULT_NAME_TWICE", "check"]

DEFAULT_NAME_TWICE = Code(
    "default-name-twice",
    "`{name}` has the same `_DefaultName` as `{other}`: `{default}`",
    help="give it a `_DefaultName` of its own",
    level=Level.WARNING,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each task with the default name of another one above it."""
    found: dict[str, Task] = {}
    for task in subject.tasks:
        first = found.setdefault(task.default_name, task)
        if first is not task:
            place = task.default_name_place or task.place
            related = [(first.default_name_place or first.place, "given here first")]
            yield DEFAULT_NAME_TWICE.at(
                place, name=task.name, other=first.name, default=task.default_name, related=related
            )
