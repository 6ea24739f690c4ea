"""Dimensions of an initInput or initOutput.

What is read or written when a task is made, before any quantum, belongs to no data ID: the runtime's
`InitInput` and `InitOutput` take no dimensions and raise a `TypeError` when the class is defined.

Bad:

    task Measure[instrument, visit, detector] {
        initOutput schema: SourceCatalog[instrument] = "src_schema"
            "Schema of the catalog."
        output catalog: SourceCatalog[...] = "src"
            "Measured sources."
    }

Good:

    task Measure[instrument, visit, detector] {
        initOutput schema: SourceCatalog = "src_schema"
            "Schema of the catalog."
        output catalog: SourceCatalog[...] = "src"
            "Measured sources."
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic
from ..model import Dimensions
from .common import seen
from .subject import Subject

__all__ = ["INIT_DIMENSIONS", "check"]

INIT_DIMENSIONS = Code("init-dimensions", "an {kind} has no dimensions", help="leave the brackets out")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each list of dimensions behind an init connection."""
    for cls in subject.classes:
        for connection in cls.connections:
            if not connection.kind.dimensioned and connection.dimensions is not None:
                yield INIT_DIMENSIONS.at(connection.dimensions.place, kind=connection.kind.name, fix="")
        known = seen(cls)
        for override in cls.overrides:
            one = known.get(override.connection)
            if one is not None and not one.kind.dimensioned and isinstance(override.value, Dimensions):
                related = [(one.place, f"an {one.kind.name}, declared here")]
                help = "leave the assignment out"
                yield INIT_DIMENSIONS.at(override.place, kind=one.kind.name, help=help, related=related)
