"""A comparison with `is` where `==` is meant.

`is` asks whether both sides are one object. Two strings or numbers that are equal may or may not be one
object: that depends on the version of Python and on where the values come from, so the condition may hold
in a test and fail with a config that was read from a file. Python itself warns when the generated module is
compiled (`"is" with a literal`). `is None`, `is True` and `is False` are right.

Bad:

    task Warp[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output warp: ExposureF[...] = "warp"
            "Warped exposure."
        output kernel: Image[...] = "warp_kernel", when method is "lanczos3"
            "Kernel of the interpolation."

        config {
            method: str = "lanczos3"
                "Interpolation."
        }
    }

Good:

    task Warp[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output warp: ExposureF[...] = "warp"
            "Warped exposure."
        output kernel: Image[...] = "warp_kernel", when method == "lanczos3"
            "Kernel of the interpolation."

        config {
            method: str = "lanczos3"
                "Interpolation."
        }
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic, Level
from .subject import Subject

__all__ = ["IDENTITY_COMPARISON", "check"]

IDENTITY_COMPARISON = Code("identity-comparison", "{text}", level=Level.WARNING)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the comparisons by identity of values that have none."""
    for site, found in subject.problems:
        if found.kind == "identity":
            place = site.expression.at(found.place)
            yield IDENTITY_COMPARISON.at(place, text=found.text, help=found.help, fix=found.fix)
