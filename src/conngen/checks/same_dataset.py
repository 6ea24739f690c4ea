"""Two inputs that are the same dataset type.

The runtime reads the dataset twice for each quantum and hands it to `run` under both names. Mostly one of the
two names was copied and not changed. Connections of which only one can be there at a time are fine, as are
two that read different components, or the same dataset as different types, or that look it up by functions of
their own.

Bad:

    task Subtract[instrument, visit, detector] {
        input science: ExposureF[...] = "calexp"
            "Image to subtract from."
        input template_: ExposureF[...] = "calexp"
            "Image to subtract."
        output difference: ExposureF[...] = "difference"
            "Their difference."
    }

Good:

    task Subtract[instrument, visit, detector] {
        input science: ExposureF[...] = "calexp"
            "Image to subtract from."
        input template_: ExposureF[...] = "template_image"
            "Image to subtract."
        output difference: ExposureF[...] = "difference"
            "Their difference."
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic, Level
from .common import Pair, Seen, pairs
from .subject import Subject

__all__ = ["SAME_DATASET", "check"]

SAME_DATASET = Code(
    "same-dataset",
    "`{name}` reads the same dataset as `{other}`",
    help="give it the name of another dataset type, or leave one of them out",
    level=Level.WARNING,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each pair of inputs of a class that are one dataset."""
    for cls in subject.classes:
        for pair in pairs(cls):
            one, other = pair.first, pair.second
            if (
                one.kind is other.kind
                and one.kind.read
                and pair.alike
                and _plain(one, other)
                and not _differ(pair)
            ):
                yield SAME_DATASET.at(
                    pair.place,
                    name=other.attribute,
                    other=one.attribute,
                    related=[(one.place, "declared here")],
                )


def _plain(one: Seen, other: Seen) -> bool:
    """Whether two connections are read in the same way."""
    if one.storage_class != other.storage_class:
        return False
    return not any(name in two.flags for two in (one, other) for name in ("lookupFunction", "deferBinding"))


def _differ(pair: Pair) -> bool:
    """Whether the runtime refuses the pair, which is an error of its own."""
    from .dataset_mismatch import difference

    return difference(pair) is not None
