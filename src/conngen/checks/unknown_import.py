"""An import of a name that is not there.

The generated module would raise an `ImportError`. The names of a Python module are read from its source,
which is never executed; of a module that makes its names at run time nothing is said.

Bad:

    # file: measure.conn
    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }
    # file: forced.conn
    from .measure import Mesure

    task Forced(Mesure) {
        "Measures at given positions."
    }

Good:

    # file: measure.conn
    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }
    # file: forced.conn
    from .measure import Measure

    task Forced(Measure) {
        "Measures at given positions."
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNKNOWN_IMPORT"]

UNKNOWN_IMPORT = Code(
    "unknown-import",
    "{text}",
    fixed=True,
)
