"""Braces in the default of a template.

The runtime fills templates in once: what a template stands for is not looked at again, so braces in it end up
in the dataset type name as they are, and the butler refuses that when the pipeline graph is made.

Bad:

    task Warp[instrument, visit, detector] {
        template coaddName = "deep"
        template warpName = "{coaddName}Coadd_warp"

        input exposure: ExposureF[...] = "{coaddName}Coadd_calexp"
            "Calibrated exposure."
        output warp: ExposureF[...] = "{warpName}"
            "Warped exposure."
    }

Good:

    task Warp[instrument, visit, detector] {
        template coaddName = "deep"

        input exposure: ExposureF[...] = "{coaddName}Coadd_calexp"
            "Calibrated exposure."
        output warp: ExposureF[...] = "{coaddName}Coadd_warp"
            "Warped exposure."
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic
from .common import template_names, template_uses
from .subject import Subject

__all__ = ["TEMPLATE_IN_TEMPLATE", "check"]

TEMPLATE_IN_TEMPLATE = Code(
    "template-in-template",
    "braces in the default of the template `{name}` are not filled in",
    help="write a plain text, or put both templates into the dataset type names",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each template that is used and has braces in its default."""
    for cls in subject.classes:
        uses = template_uses(cls)
        for template in cls.templates:
            if template.name in uses and ("{" in template.default or "}" in template.default):
                names = [name for name in template_names(template.default) if name in cls.all_templates()]
                texts = ", ".join(f"`{{{name}}}{{{template.name}}}`" for name in names)
                help = f"put both into the dataset type names, such as {texts}" if names else None
                yield TEMPLATE_IN_TEMPLATE.at(template.value_place, name=template.name, help=help)
