"""Braces in a dataset type name that hold no template.

The runtime fills templates in with `str.format`: an empty pair of braces or a number is a template without
default, a brace that nobody closed a `ValueError`, and doubled braces stay in the name, which no butler
accepts.

Bad:

    task Measure[instrument, visit, detector] {
        template prefix = "deep"

        input exposure: ExposureF[...] = "{prefix}_calexp"
            "Calibrated image."
        output sources: SourceCatalog[...] = "{prefix:>8}_src"
            "Measured sources."
    }

Good:

    task Measure[instrument, visit, detector] {
        template prefix = "deep"

        input exposure: ExposureF[...] = "{prefix}_calexp"
            "Calibrated image."
        output sources: SourceCatalog[...] = "{prefix}_src"
            "Measured sources."
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["BAD_TEMPLATE"]

BAD_TEMPLATE = Code(
    "bad-template",
    "{text}",
    fixed=True,
)
