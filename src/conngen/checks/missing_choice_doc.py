"""A choice without a doc.

The docs of the choices are what a user of the config reads before choosing; the runtime puts them into the
documentation of the field.

Bad:

    task Detect[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            method: str = "lanczos", allowed={"lanczos": "Lanczos, order 3", "nearest": ""}
                "How pixels are interpolated."
        }
    }

Good:

    task Detect[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            method: str = "lanczos", allowed={"lanczos": "Lanczos, order 3", "nearest": "Nearest neighbour"}
                "How pixels are interpolated."
        }
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..conditions.comparisons import shown
from ..diagnostics import Code, Diagnostic, Level
from ..syntax import tree
from .subject import Subject

__all__ = ["MISSING_CHOICE_DOC", "check"]

MISSING_CHOICE_DOC = Code(
    "missing-choice-doc",
    "the choice `{value}` of `{name}` has no doc",
    help="say what it means",
    level=Level.NOTE,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the choices that nobody has described."""
    for config in subject.configs:
        for field in config.fields:
            allowed = field.flags.get("allowed")
            node = None if allowed is None else subject.literals.get(allowed.place.span)
            for key, doc in node.pairs if isinstance(node, tree.Dict) else ():
                if isinstance(doc, tree.String) and not doc.value.strip():
                    value = getattr(key, "value", None)
                    place = field.place.source.at(doc.span)
                    yield MISSING_CHOICE_DOC.at(place, value=shown(value), name=field.name)
