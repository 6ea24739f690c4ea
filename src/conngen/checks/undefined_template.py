"""A template in a dataset type name that the class does not have.

The runtime says `Default template keys were not provided` when the module is imported. A name in braces is
a template of the class or of a base, a config field or the variable of a `for`.

Bad:

    task Measure[instrument, visit, detector] {
        template fakesType = ""

        input exposure: ExposureF[...] = "{fakesType}calexp"
            "Calibrated image."
        output sources: SourceCatalog[...] = "{fakeType}src"
            "Measured sources."
    }

Good:

    task Measure[instrument, visit, detector] {
        template fakesType = ""

        input exposure: ExposureF[...] = "{fakesType}calexp"
            "Calibrated image."
        output sources: SourceCatalog[...] = "{fakesType}src"
            "Measured sources."
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNDEFINED_TEMPLATE"]

UNDEFINED_TEMPLATE = Code(
    "undefined-template",
    "there is no template `{name}`",
    help='declare it: `template {name} = "…"`',
    fixed=True,
)
