"""What can stand in a list of dimensions."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from ...model import ConnectionsClass, Dimensions, Switch, names_of
from ...universe import Universe
from .around import Around
from .proposal import Proposal, ProposalKind, Rank

__all__ = ["dimension_doc", "dimensions"]


def dimensions(
    around: Around, given: Collection[str], of_head: bool, declaring: str = ""
) -> Iterator[Proposal]:
    """Yield what can stand in a list of dimensions.

    Parameters
    ----------
    around : `Around`
        What surrounds the cursor.
    given : collection of `str`
        What is in the list already.
    of_head : `bool`
        Whether it is the list of the quantum itself.
    declaring : `str`, optional
        The name that the list is to have.
    """
    universe = around.view.vocabulary.universe
    quantum = _quantum(around.connections) if not of_head else None
    if not of_head and "..." not in given:
        detail = ", ".join(quantum) if quantum else ""
        doc = "The dimensions of the quantum." + (f" Here: {detail}." if detail else "")
        yield Proposal("...", ProposalKind.DIMENSION, "...", detail, doc, rank=Rank.FIRST)
    said = {name for name in given if name in universe.dimensions}
    if "..." in given and quantum:
        said |= set(quantum)
    for name, definition in around.definitions.items():
        if name in given:
            said |= set(names_of(definition.static(), quantum) or ())
    implied = universe.expand(said)
    for name, definition in around.definitions.items():
        if name not in given and name != declaring:
            text = _written(definition.value)
            yield Proposal(name, ProposalKind.DIMENSION, name, text, "A name for dimensions.", rank=Rank.OWN)
    for name in (*universe.names(), universe.common_skypix):
        if name not in given and name not in around.definitions:
            rank = Rank.IMPLIED if name in implied else Rank.USUAL
            detail = "follows from the others" if name in implied else ""
            doc = dimension_doc(universe, name)
            yield Proposal(name, ProposalKind.DIMENSION, name, detail, doc, rank=rank)
    for name in universe.skypix:
        if name not in universe.dimensions:
            doc = f"A level of the {name} sky pixelization; the level can come from the config."
            yield Proposal(
                name, ProposalKind.DIMENSION, f"{name}${{1:{{order\\}}}}", "", doc, True, Rank.OTHER
            )


def dimension_doc(universe: Universe, name: str) -> str:
    """Return what a dimension is, and what it brings with it."""
    found = universe[name]
    facts = [found.doc]
    if found.requires:
        facts.append(f"Requires {_listed(found.requires)}.")
    if found.implies:
        facts.append(f"Implies {_listed(found.implies)}.")
    return "\n\n".join(fact for fact in facts if fact)


def _listed(names: Collection[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _quantum(cls: ConnectionsClass | None) -> tuple[str, ...] | None:
    return None if cls is None else cls.quantum_names()


def _written(value: Dimensions | Switch) -> str:
    """Return how a list of dimensions is written, on one line."""
    return " ".join(value.place.text.split())
