"""Two outputs that are the same dataset type.

A dataset is written once. The runtime refuses a pipeline with two producers of one dataset type when it makes
the pipeline graph: `DuplicateOutputError: Dataset type 'src' is produced by both 'measure' and 'measure'`.
Outputs of which only one can be there at a time are fine.

Bad:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
        output stars: SourceCatalog[...] = "src"
            "Those that are stars."
    }

Good:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
        output stars: SourceCatalog[...] = "stars"
            "Those that are stars."
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic
from .common import pairs
from .subject import Subject

__all__ = ["DUPLICATE_OUTPUT", "check"]

DUPLICATE_OUTPUT = Code(
    "duplicate-output",
    "`{name}` writes the same dataset as `{other}`",
    help="give it the name of another dataset type",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each pair of outputs of a class that are one dataset."""
    for cls in subject.classes:
        for pair in pairs(cls):
            one, other = pair.first, pair.second
            if not one.kind.read and not other.kind.read and pair.alike:
                yield DUPLICATE_OUTPUT.at(
                    pair.place,
                    name=other.attribute,
                    other=one.attribute,
                    related=[(one.place, "declared here")],
                )
