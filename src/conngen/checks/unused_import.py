"""An import that nothing in the file uses.

It means nothing and is not written into the generated modules. Usually what used it is gone, or names
something else.

Bad:

    from lsst.pipe.tasks.calibrate import CalibrateTask
    from lsst.pipe.tasks.measure import MeasureTask

    task Detect[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            calibrate: CalibrateTask
                "Calibrates the exposure."
        }
    }

Good:

    from lsst.pipe.tasks.calibrate import CalibrateTask

    task Detect[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            calibrate: CalibrateTask
                "Calibrates the exposure."
        }
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic, Level
from ..model import walk
from ..syntax import tree
from .subject import Subject

__all__ = ["UNUSED_IMPORT", "check"]

UNUSED_IMPORT = Code("unused-import", "`{name}` is imported and not used", help="remove it", level=Level.NOTE)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the imports without use; none of a file that could not be read as a whole."""
    unused = {name: one for name, one in subject.module.imports.items() if not one.used}
    if not unused:
        return
    items = subject.module.file.items
    named: set[str] = set()
    for item in items:
        if isinstance(item, tree.FromImport | tree.ImportModule):
            continue
        for node in walk(item):
            if isinstance(node, tree.Broken) or (isinstance(node, tree.Block) and node.broken):
                return
            if isinstance(node, tree.Variable):
                named.add(node.name)
            elif isinstance(node, tree.Dotted):
                named.add(node.parts[0].text)
    for name, imported in unused.items():
        if name not in named:
            yield UNUSED_IMPORT.at(imported.place, name=name)
