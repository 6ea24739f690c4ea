"""A connection with dimensions that the quantum lacks, and without `multiple`.

If a connection has a dimension that the quantum does not have, one quantum can hold a dataset for each of its
values: a quantum of one visit holds the images of all its detectors. Without `multiple` the runtime hands a
single dataset to `run`, and if it finds two it raises a `ScalarError` while the quantum graph is built. What
a dimension brings along does not count: a visit has its instrument, a patch its tract and its skymap.

Sometimes there is only ever one, for a reason that no universe knows. Say it: `single="there is one skymap"`.
Nothing is said of a prerequisite with a `lookupFunction`, nor of an input with `deferBinding`, since these
choose by themselves. Of an inherited connection it is said where a class changes the quantum.

Bad:

    task Assemble[instrument, visit] {
        input exposures: ExposureF[instrument, visit, detector] = "calexp"
            "Calibrated exposures of all detectors."
        output mosaic: ExposureF[...] = "visit_mosaic"
            "Mosaic of the focal plane."
    }

Good:

    task Assemble[instrument, visit] {
        input exposures: ExposureF[instrument, visit, detector] = "calexp", multiple
            "Calibrated exposures of all detectors."
        output mosaic: ExposureF[...] = "visit_mosaic"
            "Mosaic of the focal plane."
    }
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..conditions.worlds import Worlds
from ..diagnostics import Code, Diagnostic, Level
from ..model import ConnectionsClass, OfQuantum
from ..source import Place
from ..universe import Universe
from ..universe.dimensions import SKYPIX
from .common import Group, Seen, group, is_own, listed, quantum_place, seen, switches
from .subject import Subject

__all__ = ["NEEDS_MULTIPLE", "check", "extra_dimensions"]

NEEDS_MULTIPLE = Code(
    "needs-multiple",
    "{names} {have} the dimension{s} {extra}, which the quantum lacks{when}: it can hold several",
    help='add `multiple`, or say why there is only one: `single="…"`',
    level=Level.WARNING,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each connection that may need `multiple`, and one for all inherited ones."""
    for cls in subject.classes:
        changes = [one for one in cls.overrides if one.attribute in ("dimensions", "multiple")]
        inherited: list[tuple[Seen, tuple[str, ...]]] = []
        for one in seen(cls).values():
            found = extra_dimensions(cls, one, subject.universe)
            if found is None:
                continue
            extra, partly = found
            if one.owner is cls:
                place = one.place if one.dimensions is None else one.dimensions.place
                yield _at(one, place, extra, partly, related=quantum_place(subject, cls))
            elif any(change.connection == one.attribute for change in changes):
                change = [change for change in changes if change.connection == one.attribute][-1]
                yield _at(one, change.place, extra, partly, related=[(one.place, "declared here")])
            elif cls.dimensions is not None and not _already(cls, one, subject.universe):
                inherited.append((one, extra))
        if inherited and cls.dimensions is not None:
            yield _inherited(subject, cls, inherited)


def extra_dimensions(
    cls: ConnectionsClass, one: Seen, universe: Universe
) -> tuple[tuple[str, ...], bool] | None:
    """Return the dimensions of a connection that the quantum lacks, and whether only for some configs.

    Parameters
    ----------
    cls : `ConnectionsClass`
        The class.
    one : `Seen`
        The connection.
    universe : `Universe`
        The dimensions that exist.

    Returns
    -------
    found : `tuple` or `None`
        `None` if there are none, if something excuses them, or if that can't be told.
    """
    if not one.kind.dimensioned or not one.certain or one.removed or "dimensions" in one.vague:
        return None
    excused = one.may_be("multiple") or one.may_be("deferBinding") or "single" in one.flags
    if excused or "lookupFunction" in one.flags:
        return None
    return surplus(cls, one, universe)


def surplus(cls: ConnectionsClass, one: Seen, universe: Universe) -> tuple[tuple[str, ...], bool] | None:
    """Return what `extra_dimensions` does, whatever the flags of the connection excuse."""
    quantum, own = cls.quantum(), one.dimensions_owner.quantum()
    if quantum is None or one.dimensions is None or (own is None and one.dimensions.has_quantum):
        return None
    if one.dimensions_owner is cls and all(isinstance(item, OfQuantum) for item in one.dimensions.items):
        return None
    inner = own[0] if own is not None else None
    conditions = [*one.conditions, *switches(quantum[0]), *switches(one.dimensions), *switches(inner)]
    first: tuple[str, ...] = ()
    partly = False
    for world in Worlds(conditions):
        if not one.present(world):
            continue
        theirs = group(quantum[0], None, world)
        mine = group(one.dimensions, group(inner, None, world), world)
        extra = _extra(theirs, mine, universe)
        first = first or extra
        partly = partly or not extra
    return (first, partly) if first else None


def _extra(quantum: Group, mine: Group, universe: Universe) -> tuple[str, ...]:
    """Return the dimensions, as they are written, of which a quantum can hold several values."""
    if quantum.open or any(name not in universe for name in (*quantum.names, *mine.names)):
        return ()
    given = universe.expand(quantum.names)
    extra = universe.required(mine.names) - given
    pixels = [name for name in given if universe[name].skypix]
    if pixels:
        extra -= {SKYPIX}
    written = tuple(name for name in mine.names if name in extra)
    # What was not written is brought along by something that was, and that is said instead.
    return written or tuple(
        name for name in mine.names if name not in given and universe.required([name]) & extra
    )


def _already(cls: ConnectionsClass, one: Seen, universe: Universe) -> bool:
    """Whether a base has the same trouble with a connection, which is reported there."""
    for base in cls.bases:
        inner = seen(base.known).get(one.attribute) if base.known is not None else None
        if inner is not None and surplus(base.known, inner, universe) is not None:
            return True
    return False


def _at(
    one: Seen, place: Place, extra: tuple[str, ...], partly: bool, related: Iterable[tuple[Place, str]]
) -> Diagnostic:
    return NEEDS_MULTIPLE.at(
        place,
        names=f"`{one.attribute}`",
        have="has",
        s="s" if len(extra) > 1 else "",
        extra=listed(extra),
        when=" for some configs" if partly else "",
        related=related,
    )


def _inherited(
    subject: Subject, cls: ConnectionsClass, found: list[tuple[Seen, tuple[str, ...]]]
) -> Diagnostic:
    assert cls.dimensions is not None
    extra = tuple(dict.fromkeys(name for _, names in found for name in names))
    names = [one.attribute for one, _ in found]
    help = f"change what is inherited: `{names[0]}.multiple = True`, or `{names[0]}.dimensions = [...]`"
    return NEEDS_MULTIPLE.at(
        cls.dimensions.place,
        names=f"{listed(names)}, inherited,",
        have="have" if len(names) > 1 else "has",
        s="s" if len(extra) > 1 else "",
        extra=listed(extra),
        when="",
        help=help,
        related=[
            (one.place, "declared here") for one, _ in found if is_own(subject, one.place) or len(found) == 1
        ],
    )
