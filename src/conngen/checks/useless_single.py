"""A `single` that excuses nothing.

`single="…"` says why a quantum holds only one dataset although its dimensions would allow several. Where the
quantum has all dimensions of the connection there is nothing to excuse, and beside `multiple` the two
contradict each other: the runtime knows nothing of `single`, and hands out a list.

Bad:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp", single="one image of each detector"
            "Calibrated exposure."
        output catalog: SourceCatalog[...] = "src"
            "Measured sources."
    }

Good:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output catalog: SourceCatalog[...] = "src"
            "Measured sources."
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..conditions.worlds import Worlds
from ..diagnostics import Code, Diagnostic, Level
from ..model import ConnectionsClass
from ..universe import Universe
from .common import Seen, group, seen, switches
from .needs_multiple import surplus
from .subject import Subject

__all__ = ["USELESS_SINGLE", "check"]

USELESS_SINGLE = Code("useless-single", "{text}", help="leave it out", level=Level.WARNING)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each `single` beside `multiple`, or without anything to excuse."""
    for cls in subject.classes:
        for one in seen(cls).values():
            value = one.connection.flags.get("single")
            if value is None or one.owner is not cls:
                continue
            place = value.where or value.place
            if one.flag("multiple") is True:
                help = "leave out the one that is wrong"
                yield USELESS_SINGLE.at(
                    place, text="`single` and `multiple` contradict each other", help=help
                )
            elif _known(cls, one, subject.universe) and surplus(cls, one, subject.universe) is None:
                text = "`single` excuses nothing: the quantum has all these dimensions"
                yield USELESS_SINGLE.at(place, text=text)


def _known(cls: ConnectionsClass, one: Seen, universe: Universe) -> bool:
    """Whether all dimensions are known that matter, for every config."""
    quantum = cls.quantum()
    if quantum is None:
        return False
    worlds = list(Worlds([*one.conditions, *switches(quantum[0]), *switches(one.dimensions)]))
    for world in worlds:
        theirs = group(quantum[0], None, world)
        mine = group(one.dimensions, theirs, world)
        if theirs.open or mine.open or any(name not in universe for name in (*theirs.names, *mine.names)):
            return False
    return bool(worlds)
