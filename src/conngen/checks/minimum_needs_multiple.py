"""A `minimum` above one without `multiple`.

A connection without `multiple` holds at most one dataset for each quantum, so it can't need two. The runtime
raises a `TypeError` when the class is defined: `Cannot set minimum=2 if multiple=False`. The same happens if
`multiple` depends on the config, since the class itself is made with `multiple=False` then.

Bad:

    task Stack[skymap, tract, patch, band] {
        input warps: ExposureF[..., instrument, visit] = "warp", minimum=2, single="one visit is enough"
            "Warped exposures."
        output coadd: ExposureF[...] = "coadd"
            "Their mean."
    }

Good:

    task Stack[skymap, tract, patch, band] {
        input warps: ExposureF[..., instrument, visit] = "warp", multiple, minimum=2
            "Warped exposures."
        output coadd: ExposureF[...] = "coadd"
            "Their mean."
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic
from .common import seen
from .subject import Subject

__all__ = ["MINIMUM_NEEDS_MULTIPLE", "check"]

MINIMUM_NEEDS_MULTIPLE = Code(
    "minimum-needs-multiple",
    "`{name}` can't hold {minimum} datasets without `multiple`",
    help="add `multiple`, or leave `minimum` out",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each minimum that a single dataset can't reach."""
    for cls in subject.classes:
        changed = {(one.connection, one.attribute): one for one in cls.overrides if not one.conditions}
        for name, one in seen(cls).items():
            minimum = one.flag("minimum")
            if not isinstance(minimum, int) or minimum <= 1 or one.flag("multiple") is not False:
                continue
            if "multiple" in one.vague or "minimum" in one.vague:
                continue
            override = changed.get((name, "minimum")) or changed.get((name, "multiple"))
            if one.owner is cls:
                value = one.flags["minimum"]
                yield MINIMUM_NEEDS_MULTIPLE.at(value.where or value.place, name=name, minimum=minimum)
            elif override is not None:
                related = [(one.place, "declared here")]
                yield MINIMUM_NEEDS_MULTIPLE.at(override.place, name=name, minimum=minimum, related=related)
