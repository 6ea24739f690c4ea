"""A config field that is compared with a value it never has.

The types of fields and the choices of a field are checked by the runtime when a value is set, so that the
comparison never holds (or always, with `!=` and `not in`). Nothing says so: `mode == "fasst"` is simply
`False`, and the connection is missing. A misspelt choice, a number in quotes and a value beyond `min` or
`max` are found here.

Bad:

    task Warp[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output warp: ExposureF[...] = "warp"
            "Warped exposure."
        output kernel: Image[...] = "warp_kernel", when method == "lanczos"
            "Kernel of the interpolation."

        config {
            method: str = "lanczos3", allowed={"lanczos3": "Lanczos, order 3", "nearest": "Nearest neighbour"}
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
            method: str = "lanczos3", allowed={"lanczos3": "Lanczos, order 3", "nearest": "Nearest neighbour"}
                "Interpolation."
        }
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic, Level
from .subject import Subject

__all__ = ["IMPOSSIBLE_COMPARISON", "check"]

IMPOSSIBLE_COMPARISON = Code("impossible-comparison", "{text}", level=Level.WARNING)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the comparisons that can't hold."""
    for site, found in subject.problems:
        if found.kind == "impossible":
            related = [(found.field.place, "declared here")] if found.field is not None else []
            place = site.expression.at(found.place)
            yield IMPOSSIBLE_COMPARISON.at(
                place, text=found.text, help=found.help, related=related, fix=found.fix
            )
