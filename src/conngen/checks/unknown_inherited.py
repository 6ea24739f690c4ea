"""A change of a connection that is not inherited.

`del` and `name.flag = value` are about connections of a base. In Python, deleting one that is not there is
an `AttributeError` when a task is made, and setting an attribute of one that is not there goes wrong as
late.

Bad:

    # file: measure.conn
    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated image."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }
    # file: forced.conn
    from .measure import Measure

    task Forced(Measure) {
        "Measures at given positions."

        exposrue.deferLoad = True
    }

Good:

    # file: measure.conn
    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated image."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }
    # file: forced.conn
    from .measure import Measure

    task Forced(Measure) {
        "Measures at given positions."

        exposure.deferLoad = True
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNKNOWN_INHERITED"]

UNKNOWN_INHERITED = Code(
    "unknown-inherited",
    "`{cls}` inherits no connection `{name}`",
    fixed=True,
)
