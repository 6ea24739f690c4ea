"""A name for dimensions that nothing uses.

`dimensions NAME = …` inside a class only gives a name to a list; it changes neither the quantum nor a
connection. What was meant to use it has other dimensions. Names at the left margin are not looked at: other
files can import them.

Bad:

    task Detect[instrument, visit, detector] {
        dimensions area = [skymap, tract, patch]

        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        input reference: SourceCatalog[skymap, tract, patch] = "reference", multiple
            "Reference catalogs of the area."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }

Good:

    task Detect[instrument, visit, detector] {
        dimensions area = [skymap, tract, patch]

        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        input reference: SourceCatalog[area] = "reference", multiple
            "Reference catalogs of the area."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic, Level
from ..model import walk
from ..syntax import tree
from .subject import Subject

__all__ = ["UNUSED_DIMENSIONS", "check"]

UNUSED_DIMENSIONS = Code(
    "unused-dimensions",
    "nothing uses the dimensions `{name}`",
    help="remove them, or write `[{name}]` where they are meant",
    level=Level.NOTE,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the names of dimensions without use; none of a class that could not be read as a whole."""
    definitions = [one for cls in subject.classes for one in cls.definitions]
    for block in subject.module.file.items:
        if not isinstance(block, tree.Block) or block.broken or not definitions:
            continue
        nodes = [node for node in walk(block) if node is not block]
        if any(isinstance(node, tree.Broken) for node in nodes):
            continue
        named = {node.name for node in nodes if isinstance(node, tree.Variable)}
        named |= {node.parts[0].text for node in nodes if isinstance(node, tree.Dotted)}
        for one in definitions:
            inside = block.span.start <= one.place.span.start < block.span.end
            if inside and one.name not in named:
                yield UNUSED_DIMENSIONS.at(one.place, name=one.name)
