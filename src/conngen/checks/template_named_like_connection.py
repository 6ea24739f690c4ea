"""A template with the name of a connection.

In a pipeline both are set as `connections.NAME`, so one name can't be both. If a dataset type name uses the
template, the runtime raises a `TypeError` when the class is defined: `Template parameters cannot share names
with Class attributes`. If none uses it, it says nothing, and the default of the template silently becomes the
dataset type name of the connection.

Bad:

    task Measure[instrument, visit, detector] {
        template catalog = "src"

        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output catalog: SourceCatalog[...] = "{catalog}"
            "Measured sources."
    }

Good:

    task Measure[instrument, visit, detector] {
        template catalogName = "src"

        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output catalog: SourceCatalog[...] = "{catalogName}"
            "Measured sources."
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic
from .subject import Subject

__all__ = ["TEMPLATE_NAMED_LIKE_CONNECTION", "check"]

TEMPLATE_NAMED_LIKE_CONNECTION = Code(
    "template-named-like-connection",
    "`{name}` is both a template and a connection",
    help="give the {which} another name",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each name that is a template and a connection, one of them declared here."""
    for cls in subject.classes:
        templates, connections = cls.all_templates(), cls.all_connections()
        for name in templates.keys() & connections.keys():
            template, (connection, owner) = templates[name], connections[name]
            if any(one.name == name for one in cls.templates):
                how = "" if owner is cls else "inherited "
                related = [(connection.place, f"the {how}connection")]
                yield TEMPLATE_NAMED_LIKE_CONNECTION.at(
                    template.place, name=name, which="template", related=related
                )
            elif owner is cls:
                related = [(template.place, "the inherited template")]
                yield TEMPLATE_NAMED_LIKE_CONNECTION.at(
                    connection.place, name=name, which="connection", related=related
                )
