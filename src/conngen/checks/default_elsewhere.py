"""An assignment to a field that is declared right there.

Assignments change what is inherited or nested; they are made in `setDefaults`, after the defaults of the
fields themselves. One for a field of the same config hides the default that stands in its declaration,
where a reader looks for it and where the documentation takes it from.

Bad:

    task Detect[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            threshold: float = 5.0
                "Detection threshold, in sigma."

            threshold = 10.0
        }
    }

Good:

    task Detect[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            threshold: float = 10.0
                "Detection threshold, in sigma."
        }
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..conditions.fields import literal
from ..diagnostics import Code, Diagnostic, Level
from ..model import Unknown
from ..syntax import tree
from .subject import Subject

__all__ = ["DEFAULT_ELSEWHERE", "check"]

DEFAULT_ELSEWHERE = Code(
    "default-elsewhere",
    "`{name}` is declared in this config, with another default",
    help="say it there: `{name}: … = {value}`",
    level=Level.NOTE,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the assignments that belong into a declaration."""
    for config in subject.configs:
        own = {field.name: field for field in config.fields}
        for one in config.assignments:
            path = one.path.tree
            if (
                not isinstance(path, tree.Variable)
                or path.name not in own
                or one.conditions
                or one.operator != "="
            ):
                continue
            field = own[path.name]
            plain = field.type in ("scalar", "list", "dict", "choice", "range")
            if plain and not isinstance(literal(one.value, one.value.tree), Unknown):
                value = one.value.place.text
                related = [(field.place, "declared here")]
                yield DEFAULT_ELSEWHERE.at(one.path.place, name=path.name, value=value, related=related)
