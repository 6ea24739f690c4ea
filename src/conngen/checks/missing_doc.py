"""A connection or a config field without a doc.

The doc is what a reader of the pipeline sees: in the class, in the reference, in the editor, and of a config
field in `pipetask run --show config`. The runtime makes do with an empty one for connections, where nobody
can tell then what a task reads, and wants one for each config field.

Bad:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output catalog: SourceCatalog[...] = "src"
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
from ..model import Text
from .subject import Subject

__all__ = ["MISSING_DOC", "check"]

MISSING_DOC = Code(
    "missing-doc",
    "the {what} `{name}` has no doc",
    help="say what it is, in quotes below it",
    level=Level.NOTE,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each connection and each config field without a doc, or with an empty one."""
    for _, one in subject.connections():
        if _is_empty(one.doc):
            yield MISSING_DOC.at(one.place, what=one.kind.name, name=one.attribute)
    for config in subject.configs:
        for field in config.fields:
            if field.type != "made" and _is_empty(field.doc):
                yield MISSING_DOC.at(field.place, what="config field", name=field.name)


def _is_empty(doc: Text | None) -> bool:
    return doc is None or (not (doc.plain or "").strip() and not doc.dynamic)
