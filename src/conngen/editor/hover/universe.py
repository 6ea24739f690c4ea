"""Hovers of what the vocabulary of the project knows: dimensions and storage classes."""

from __future__ import annotations

from ...universe import StorageClass, Universe, Vocabulary
from .markdown import facts, names, prose, put_together, quoted

__all__ = ["brought_along", "of_dimension", "of_storage_class"]


def of_dimension(name: str, universe: Universe) -> str | None:
    """Return what is said of a dimension, or `None` if there is none of that name."""
    if name not in universe:
        return None
    found = universe[name]
    what = "governor dimension" if found.governor else "sky pixelization" if found.skypix else "dimension"
    required, implied = _brought(name, universe)
    known = facts(
        [("requires", names(required)), ("implies", names(implied)), ("of", f"universe {_label(universe)}")]
    )
    return put_together(f"**{name}** ({what})", prose(found.doc), known)


def _brought(name: str, universe: Universe) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the dimensions that one requires and implies, by way of others too."""
    required = universe.required([name]) - {name}
    implied = universe.expand([name]) - required - {name}
    return tuple(sorted(required)), tuple(sorted(implied))


def brought_along(given: tuple[str, ...], universe: Universe) -> tuple[str, ...]:
    """Return the dimensions that others require or imply beyond themselves."""
    return tuple(sorted(universe.expand(given).difference(given)))


def _label(universe: Universe) -> str:
    return f"{quoted(universe.namespace)} {universe.version}"


def of_storage_class(name: str, vocabulary: Vocabulary) -> str | None:
    """Return what is said of a storage class, or `None` if there is none of that name."""
    if name not in vocabulary.storage_classes:
        return None
    found = vocabulary.storage_classes[name]
    known = facts(
        [
            ("Python type", quoted(found.pytype) if found.pytype else ""),
            ("is a", quoted(found.inherits) if found.inherits else ""),
            ("components", _components(found)),
            ("parameters for reading", names(found.parameters)),
            ("made from", names(found.converters)),
        ]
    )
    return put_together(f"**{name}** (storage class)", known)


def _components(found: StorageClass) -> str:
    return ", ".join(f"{quoted(name)} ({quoted(of)})" for name, of in sorted(found.components.items()))
