"""A name that is alone among its siblings in not using a template.

If all other inputs, or all other outputs, of a class hold `{fakesType}` and one does not, a pipeline that
sets `fakesType` reads that one from the wrong run of the data, and the runtime can't notice: both datasets
exist. Such a mistake has lived for two years. Only names that are alike are compared, and only where at least
three siblings agree.

Bad:

    task Associate[instrument, visit, detector] {
        template fakesType = ""

        input sources: ArrowAstropy[...] = "{fakesType}difference_sources"
            "Difference sources."
        input exposure: ExposureF[...] = "{fakesType}difference_exposure"
            "Difference image."
        input background: Background[...] = "{fakesType}difference_background"
            "Its background."
        input kernel: MatchingKernel[...] = "difference_kernel"
            "Kernel that matches the PSFs."
    }

Good:

    task Associate[instrument, visit, detector] {
        template fakesType = ""

        input sources: ArrowAstropy[...] = "{fakesType}difference_sources"
            "Difference sources."
        input exposure: ExposureF[...] = "{fakesType}difference_exposure"
            "Difference image."
        input background: Background[...] = "{fakesType}difference_background"
            "Its background."
        input kernel: MatchingKernel[...] = "{fakesType}difference_kernel"
            "Kernel that matches the PSFs."
    }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic, Level
from ..model import Connection, ConnectionsClass, Text
from .common import listed, template_names
from .missing_braces import names_a_template
from .subject import Subject

__all__ = ["TEMPLATE_NOT_USED", "check"]

TEMPLATE_NOT_USED = Code(
    "template-not-used",
    "`{name}` is the only {kind} without the template `{template}`: {others} have it",
    help="put `{{{template}}}` into its name if it is meant to change with them",
    level=Level.NOTE,
)

_SIBLINGS = 3


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each name that is the only one of its kind without a template."""
    for cls in subject.classes:
        for kind in ("input", "output"):
            group = [
                one for one in cls.connections if one.kind.name == kind and isinstance(one.dataset, Text)
            ]
            for template in cls.all_templates():
                yield from _alone(cls, group, kind, template)


def _alone(cls: ConnectionsClass, group: list[Connection], kind: str, template: str) -> Iterator[Diagnostic]:
    users: list[Connection] = []
    others: list[Connection] = []
    for one in group:
        (users if template in template_names(one.static_dataset) else others).append(one)
    if len(users) < _SIBLINGS or len(others) != 1:
        return
    alone = others[0]
    if not any(_head(alone) == _head(one) for one in users) or list(names_a_template(cls, alone)):
        return
    place = (
        alone.dataset.place if alone.dataset is not None and isinstance(alone.dataset, Text) else alone.place
    )
    names = [one.attribute for one in users]
    shown = listed(names) if len(names) <= _SIBLINGS else f"the other {len(names)}"
    yield TEMPLATE_NOT_USED.at(place, name=alone.attribute, kind=kind, template=template, others=shown)


def _head(connection: Connection) -> str:
    """Return the first word of a name, templates left out."""
    match = re.search(r"[A-Z]?[a-z0-9]+|[A-Z]+", re.sub(r"\{\w*\}", "", connection.static_dataset))
    return match.group().lower() if match is not None else ""
