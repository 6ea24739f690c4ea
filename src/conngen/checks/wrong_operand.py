"""An operation that Python refuses for values of this type.

The generated module evaluates conditions when the connections are made, which is when a pipeline is loaded.
There an `int` that is compared with a string by `<`, the `len` of a `bool` or an attribute that a string
does not have raises `TypeError` or `AttributeError`, with a traceback that ends in generated code.

Bad:

    task Warp[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output warp: ExposureF[...] = "warp"
            "Warped exposure."
        output kernel: Image[...] = "warp_kernel", when order > "3"
            "Kernel of the interpolation."

        config {
            order: int = 3
                "Order of the interpolation."
        }
    }

Good:

    task Warp[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output warp: ExposureF[...] = "warp"
            "Warped exposure."
        output kernel: Image[...] = "warp_kernel", when order > 3
            "Kernel of the interpolation."

        config {
            order: int = 3
                "Order of the interpolation."
        }
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic
from .subject import Subject

__all__ = ["WRONG_OPERAND", "check"]

WRONG_OPERAND = Code("wrong-operand", "{text}")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the operations that raise."""
    for site, found in subject.problems:
        if found.kind == "operand":
            related = [(found.field.place, "declared here")] if found.field is not None else []
            place = site.expression.at(found.place)
            yield WRONG_OPERAND.at(place, text=found.text, help=found.help, related=related, fix=found.fix)
