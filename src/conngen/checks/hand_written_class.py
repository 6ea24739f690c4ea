"""A Connections or Config class that is still written by hand, beside the one that is generated.

The task uses the class of its own module, so that nothing in the `.conn` file has an effect until that class
gives way to an import of the generated one. It is the state of a module whose `.conn` file was just imported
from it.

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

    # file: example.py
    from lsst.pex.config import Field
    from lsst.pipe.base import PipelineTask, PipelineTaskConfig, Struct

    from .example_connections import ExampleConnections


    class ExampleConfig(PipelineTaskConfig, pipelineConnections=ExampleConnections):
        threshold = Field[float](doc="Detection threshold, in sigma.", default=5.0)


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

        config {
            threshold: float = 5.0
                "Detection threshold, in sigma."
        }
    }

    # file: example.py
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

from ..diagnostics import Code, Diagnostic, Level
from ..source import Place, Span
from .common import listed
from .subject import Subject

__all__ = ["HAND_WRITTEN_CLASS", "check"]

HAND_WRITTEN_CLASS = Code("hand-written-class", "{text}", level=Level.NOTE)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield one diagnostic for each module of the author that has classes of the names of generated ones."""
    stem = subject.module.stem
    dot = "." if subject.module.in_package else ""
    generated = {one.name: f"{dot}{stem}_connections" for one in subject.classes}
    generated |= {one.name: f"{dot}{stem}_config" for one in subject.configs}
    first = next(subject.tasks, None)
    for author in subject.all_authors() if first is not None else ():
        names = [name for name in author.classes if name in generated]
        if not names or first is None:
            continue
        modules = sorted({generated[name] for name in names}, reverse=True)
        related: list[tuple[Place, str]] = []
        for name in names:
            start = author.place(author.classes[name]).span.start
            related.append(
                (author.source.at(Span(start, start + len(f"class {name}"))), "written by hand here")
            )
        yield HAND_WRITTEN_CLASS.at(
            first.place,
            text=f"`{author.source.name}` has {listed(names)} of its own, in place of what is generated",
            help=f"import {'it' if len(names) == 1 else 'them'} there from {listed(modules)}",
            related=related,
        )
