"""A template that no dataset type name uses.

A template is a part of dataset type names that a pipeline can set. If no name holds it in braces, setting it
does nothing, and the runtime doesn't say so: mostly one of the names was meant to have it. Nothing is said of
a `connections` block, whose templates are for those that inherit it, nor of a template that a condition or
the task itself reads as `connections.NAME`.

Bad:

    task Match[skymap, tract, patch] {
        template inputName = "object"

        input catalog: ArrowAstropy[...] = "object"
            "Catalog to match."
        output matched: ArrowAstropy[...] = "matched_object"
            "Matched catalog."
    }

Good:

    task Match[skymap, tract, patch] {
        template inputName = "object"

        input catalog: ArrowAstropy[...] = "{inputName}"
            "Catalog to match."
        output matched: ArrowAstropy[...] = "matched_{inputName}"
            "Matched catalog."
    }
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic, Level
from ..model import ConnectionsClass, Task, Template
from .common import seen, template_uses
from .subject import Subject

__all__ = ["UNUSED_TEMPLATE", "check"]

UNUSED_TEMPLATE = Code(
    "unused-template",
    "no dataset type name uses the template `{name}`",
    help="put `{{{name}}}` into the names that depend on it, or leave it out",
    level=Level.WARNING,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each template of a task that nothing uses."""
    for task in subject.tasks:
        cls = task.connections
        if not task.own_connections or task.incomplete or cls.opaque or "customize" in cls.methods:
            continue
        if any(one.changes_in_init for one in cls.lineage()):
            continue
        inherited = {
            name for base in cls.bases if base.known is not None for name in base.known.all_templates()
        }
        used = {name for one in _family(subject, cls) for name in template_uses(one)}
        for template in cls.templates:
            if template.name in used or template.name in inherited or template.name in cls.all_connections():
                continue
            if not _read(subject, template):
                yield UNUSED_TEMPLATE.at(template.place, name=template.name, help=_advice(task, template))


def _family(subject: Subject, cls: ConnectionsClass) -> list[ConnectionsClass]:
    """Return a class and those of the file that inherit from it."""
    return [cls, *(one for one in subject.classes if any(other is cls for other in one.lineage()))]


def _read(subject: Subject, template: Template) -> bool:
    """Whether the value of a template is read elsewhere than in a name."""
    pattern = re.compile(rf"\bconnections\s*\.\s*{re.escape(template.name)}\b")
    texts = [subject.module.source.text, *(author.source.text for author in subject.all_authors())]
    return any(pattern.search(text) for text in texts)


def _advice(task: Task, template: Template) -> str | None:
    """Return advice if a name is what the template stands for."""
    for one in seen(task.connections).values():
        if template.default and one.dataset == template.default:
            return f'`{one.attribute}` has its default as its name: write `"{{{template.name}}}"` there'
    return None
