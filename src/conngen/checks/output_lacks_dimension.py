"""An output without a dimension that the quantum has.

If the quantum has a dimension that an output lacks, several quanta write the same dataset: all detectors of a
visit would write the one catalog of the visit. The runtime takes it when the graph is made, and the second
quantum fails when it writes, or writes over what the first one wrote.

Leave `single` and `multiple` aside here: they are about what one quantum holds. Of an inherited output it is
said where a class changes the quantum.

Bad:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output catalog: SourceCatalog[instrument, visit] = "src"
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
from ..source import Place
from ..universe import Universe
from .common import Group, Seen, group, is_own, listed, quantum_place, seen, switches
from .subject import Subject

__all__ = ["OUTPUT_LACKS_DIMENSION", "check"]

OUTPUT_LACKS_DIMENSION = Code(
    "output-lacks-dimension",
    "{names} {lack} the dimension{s} {missing} of the quantum: several quanta would write the same dataset",
    help="write `[...]` for the dimensions of the quantum, or take {missing} out of the quantum",
    level=Level.WARNING,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each output without a dimension, and one for all that a class inherits."""
    for cls in subject.classes:
        changed = {one.connection for one in cls.overrides if one.attribute == "dimensions"}
        inherited: list[tuple[Seen, tuple[str, ...]]] = []
        for one in seen(cls).values():
            missing = _missing_dimensions(cls, one, subject.universe)
            if not missing:
                continue
            if one.owner is cls:
                place = one.place if one.dimensions is None else one.dimensions.place
                yield _at(place, [one.attribute], missing, related=quantum_place(subject, cls))
            elif one.attribute in changed:
                override = [two for two in cls.overrides if two.connection == one.attribute][-1]
                yield _at(override.place, [one.attribute], missing, related=((one.place, "declared here"),))
            elif cls.dimensions is not None and not _already(cls, one, subject.universe):
                inherited.append((one, missing))
        if inherited and cls.dimensions is not None:
            names = [one.attribute for one, _ in inherited]
            missing = tuple(dict.fromkeys(name for _, some in inherited for name in some))
            shown = [one for one, _ in inherited if is_own(subject, one.place) or len(inherited) == 1]
            related = tuple((one.place, "declared here") for one in shown)
            help = (
                f"give {'them' if len(names) > 1 else 'it'} the dimensions: `{names[0]}.dimensions = [...]`"
            )
            yield _at(cls.dimensions.place, names, missing, related, ", inherited,", help)


def _at(
    place: Place,
    names: list[str],
    missing: tuple[str, ...],
    related: tuple[tuple[Place, str], ...],
    how: str = "",
    help: str | None = None,
) -> Diagnostic:
    return OUTPUT_LACKS_DIMENSION.at(
        place,
        names=listed(names) + how,
        lack="lack" if len(names) > 1 else "lacks",
        s="s" if len(missing) > 1 else "",
        missing=listed(missing),
        help=help,
        related=related,
    )


def _missing_dimensions(cls: ConnectionsClass, one: Seen, universe: Universe) -> tuple[str, ...]:
    """Return the dimensions of the quantum that an output lacks for some config."""
    quantum, own = cls.quantum(), one.dimensions_owner.quantum()
    if (
        one.kind.name != "output"
        or not one.certain
        or one.removed
        or "dimensions" in one.vague
        or quantum is None
    ):
        return ()
    if own is None and one.dimensions is not None and one.dimensions.has_quantum:
        return ()
    if one.dimensions is not None and one.dimensions_owner is cls and one.dimensions.has_quantum:
        return ()
    inner = own[0] if own is not None else None
    conditions = [*one.conditions, *switches(quantum[0]), *switches(one.dimensions), *switches(inner)]
    for world in Worlds(conditions):
        if one.present(world):
            theirs = group(quantum[0], None, world)
            mine = group(one.dimensions, group(inner, None, world), world)
            missing = _missing(theirs, mine, universe)
            if missing:
                return missing
    return ()


def _missing(quantum: Group, mine: Group, universe: Universe) -> tuple[str, ...]:
    if mine.open or any(name not in universe for name in (*quantum.names, *mine.names)):
        return ()
    missing = universe.required(quantum.names) - universe.expand(mine.names)
    written = tuple(name for name in quantum.names if name in missing)
    return written or tuple(sorted(missing))


def _already(cls: ConnectionsClass, one: Seen, universe: Universe) -> bool:
    """Whether an output lacks something in a base too, which is reported there."""
    for base in cls.bases:
        inner = seen(base.known).get(one.attribute) if base.known is not None else None
        if inner is not None and _missing_dimensions(base.known, inner, universe):
            return True
    return False
