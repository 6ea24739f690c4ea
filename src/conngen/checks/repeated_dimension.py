"""A dimension that is in a list already.

Dimensions are a set, so the runtime drops the second one without a word. Written twice, one of the two was
probably meant to be another dimension. `...` brings the dimensions of the quantum, and a name given by
`dimensions NAME = [...]` brings those in its list.

Bad:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[..., detector] = "calexp"
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

from ..diagnostics import Code, Diagnostic, Level
from ..model import ConnectionsClass, Defined, DimensionItem, Dimensions, Named, OfQuantum
from .common import declared_dimensions, listed, of_quantum
from .subject import Subject

__all__ = ["REPEATED_DIMENSION", "check"]

REPEATED_DIMENSION = Code(
    "repeated-dimension",
    "{what} in this list already",
    help="leave it out, or write the one that was meant",
    level=Level.WARNING,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each item of a list that adds nothing to what stands before it."""
    for dimensions, cls in declared_dimensions(subject):
        if len(dimensions.items) < 2 and not isinstance(next(iter(dimensions.items), None), Defined):
            continue
        found: dict[str, DimensionItem] = {}
        for item in dimensions.items:
            names = _always(item, cls)
            again = [name for name in names if name in found]
            if again and (isinstance(item, Named) or len(again) == len(names)):
                yield _again(item, found[again[0]], again)
            elif again and isinstance(found[again[0]], Named):
                yield _again(found[again[0]], item, again[:1])
            for name in names:
                found.setdefault(name, item)


def _again(item: DimensionItem, first: DimensionItem, names: list[str]) -> Diagnostic:
    what = f"{listed(names)} {'is' if len(names) == 1 else 'are'}"
    why = "it stands here" if isinstance(first, Named) else f"`{first.place.text}` brings it along"
    return REPEATED_DIMENSION.at(item.place, what=what, related=[(first.place, why)])


def _always(item: DimensionItem, cls: ConnectionsClass | None) -> tuple[str, ...]:
    """Return the dimensions that an item brings whatever the config says."""
    match item:
        case Named(name=name):
            return (name,)
        case Defined(definition=definition):
            return _in_all(tuple(definition.choices()), cls)
        case OfQuantum():
            quantum = cls.quantum() if cls is not None else None
            if quantum is None or of_quantum(quantum[0]) is not None:
                return ()
            return _in_all((quantum[0],), cls)
    return ()


def _in_all(lists: tuple[Dimensions, ...], cls: ConnectionsClass | None) -> tuple[str, ...]:
    found = [dict.fromkeys(name for item in one.items for name in _plain(item, cls)) for one in lists]
    return tuple(name for name in found[0] if all(name in names for names in found)) if found else ()


def _plain(item: DimensionItem, cls: ConnectionsClass | None) -> tuple[str, ...]:
    return _always(item, cls) if isinstance(item, Named | Defined) else ()
