"""A dataset type name with the name of a template, but without its braces.

`"coaddNameCoadd_calexp"` is a dataset type of just that name. The runtime has no means to know that the
template `coaddName` was meant: it looks for a dataset type that nobody writes, and the quantum graph is
empty.

Bad:

    task Warp[instrument, visit, detector] {
        template wcsName = "gbdesAstrometricFit"

        input wcs: ExposureCatalog[instrument, visit] = "wcsName"
            "Fitted WCS of each detector."
        output warp: ExposureF[...] = "{wcsName}_warp"
            "Warped exposure."
    }

Good:

    task Warp[instrument, visit, detector] {
        template wcsName = "gbdesAstrometricFit"

        input wcs: ExposureCatalog[instrument, visit] = "{wcsName}"
            "Fitted WCS of each detector."
        output warp: ExposureF[...] = "{wcsName}_warp"
            "Warped exposure."
    }
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..diagnostics import Code, Diagnostic, Level
from ..model import Connection, ConnectionsClass, Template, Text
from ..source import Place, Span
from .common import template_uses
from .subject import Subject

__all__ = ["MISSING_BRACES", "check", "names_a_template"]

MISSING_BRACES = Code(
    "missing-braces",
    "`{name}` is the name of a template, but has no braces here",
    help="write `{{{name}}}`",
    level=Level.WARNING,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each name of a template that stands in a name of a dataset type as it is."""
    for cls in subject.classes:
        if not cls.all_templates():
            continue
        for connection in cls.connections:
            for template, place in names_a_template(cls, connection):
                fix = f"{{{template.name}}}" if place.text == template.name else None
                related = [(template.place, "the template")] if template.place.source is place.source else []
                yield MISSING_BRACES.at(place, name=template.name, fix=fix, related=related)


def names_a_template(cls: ConnectionsClass, connection: Connection) -> Iterator[tuple[Template, Place]]:
    """Yield the templates that a dataset type name holds without braces, with the place of each."""
    if not isinstance(connection.dataset, Text):
        return
    uses = template_uses(cls)
    for name, template in cls.all_templates().items():
        if template.default == name:
            continue
        if connection.dataset.parts == (name,):
            yield template, _inside(connection.dataset.place, re.compile(re.escape(name)))
            continue
        # A word such as `catalog` can be part of a name by itself; `coaddName` can hardly be.
        if name not in uses or not _JOINED.search(name):
            continue
        pattern = _pattern(name)
        if any(isinstance(part, str) and pattern.search(part) for part in connection.dataset.parts):
            yield template, _inside(connection.dataset.place, pattern)


_JOINED = re.compile(r"[a-z0-9][A-Z]|_")


@lru_cache(maxsize=256)
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z0-9{{]){re.escape(name)}(?![a-z0-9}}])")


def _inside(place: Place, pattern: re.Pattern[str]) -> Place:
    match = pattern.search(place.text)
    if match is None:
        return place
    return place.source.at(Span(place.span.start + match.start(), place.span.start + match.end()))
