"""A template with the name of a config field.

`{NAME}` in a dataset type name can be a template of the class or a field of its config. If there are both,
the template is taken, and the field is set in vain. The runtime keeps the two apart, as `connections.NAME`
and `NAME`, so that in a pipeline they look like one and are two.

Bad:

    task Measure[instrument, visit, detector] {
        template suffix = "meas"

        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output catalog: SourceCatalog[...] = "src_{suffix}"
            "Measured sources."

        config {
            suffix: str = "meas"
                "Suffix of the names of columns."
        }
    }

Good:

    task Measure[instrument, visit, detector] {
        template suffix = "meas"

        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output catalog: SourceCatalog[...] = "src_{suffix}"
            "Measured sources."

        config {
            columnSuffix: str = "meas"
                "Suffix of the names of columns."
        }
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic, Level
from .subject import Subject

__all__ = ["TEMPLATE_NAMED_LIKE_FIELD", "check"]

TEMPLATE_NAMED_LIKE_FIELD = Code(
    "template-named-like-field",
    "`{name}` is both a template and a config field: `{{{name}}}` means the template",
    help="give one of them another name",
    level=Level.WARNING,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each name that is a template and a field, one of them declared here."""
    for cls in subject.classes:
        fields = cls.config.all_fields() if cls.config is not None else {}
        templates = cls.all_templates()
        own = {one.name for one in cls.templates}
        mine = {one.name for one in cls.config.fields} if cls.config is not None else set()
        for name in templates.keys() & fields.keys():
            if name in own:
                place, other, what = templates[name].place, fields[name].place, "the config field"
            elif name in mine:
                place, other, what = fields[name].place, templates[name].place, "the inherited template"
            else:
                continue
            yield TEMPLATE_NAMED_LIKE_FIELD.at(place, name=name, related=[(other, what)])
