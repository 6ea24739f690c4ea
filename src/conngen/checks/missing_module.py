"""A relative import of a module that is not there.

There is neither a `.conn` file nor a Python module of that name in the package. Unless it is made by
something else, importing the generated module raises a `ModuleNotFoundError`, and what the import brings
along is not checked.

Bad:

    # file: forced.conn
    from .mesure import MeasureTask

    task Forced[instrument, visit, detector](MeasureTask) {
        "Measures at given positions."
    }

Good:

    # file: measure.conn
    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }
    # file: forced.conn
    from .measure import MeasureTask

    task Forced(MeasureTask) {
        "Measures at given positions."
    }
"""

from __future__ import annotations

from ..diagnostics import Code, Level

__all__ = ["MISSING_MODULE"]

MISSING_MODULE = Code(
    "missing-module",
    "there is no module `{name}`, neither a `.conn` file nor Python",
    level=Level.WARNING,
)
