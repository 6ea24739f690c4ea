"""A field that the config of a subtask, or a nested config, does not have.

The config class is known, and it has no field of that name. Reading it raises `AttributeError` when the
connections are made; assigning to it raises `AttributeError` when the config is, so that the task can't
even be configured. Nothing is said of classes that can't be read as a whole, and of subtasks that are
retargeted.

Bad:

    config Assemble {
        doWrite: bool = False
            "Write the model?"
    }

    task Coadd[skymap, tract, patch] {
        input warp: ExposureF[...] = "warp"
            "Warped exposure of one visit."
        output coadd: ExposureF[...] = "coadd"
            "Sum of the warped exposures."
        output model: ExposureF[...] = "coadd_model", when assemble.doWritee
            "Model of the static sky."

        config {
            assemble: Assemble
                "Fit of the static sky, before the warps are added up."
        }
    }

Good:

    config Assemble {
        doWrite: bool = False
            "Write the model?"
    }

    task Coadd[skymap, tract, patch] {
        input warp: ExposureF[...] = "warp"
            "Warped exposure of one visit."
        output coadd: ExposureF[...] = "coadd"
            "Sum of the warped exposures."
        output model: ExposureF[...] = "coadd_model", when assemble.doWrite
            "Model of the static sky."

        config {
            assemble: Assemble
                "Fit of the static sky, before the warps are added up."
        }
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..conditions.fields import SUBTASK_ATTRIBUTES, attributes, config_of, field_of, retargeted
from ..diagnostics import Code, Diagnostic, did_you_mean
from ..model import walk
from ..syntax import tree
from .subject import Subject

__all__ = ["UNKNOWN_SUBFIELD", "check"]

UNKNOWN_SUBFIELD = Code("unknown-subfield", "`{cls}`, the config of `{path}`, has no field `{name}`")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the paths that lead to nothing."""
    for site in subject.sites:
        for node in walk(site.expression.tree):
            if not isinstance(node, tree.Attribute):
                continue
            field = field_of(site.expression, node.value, site.config)
            inner = None if field is None else config_of(field)
            if field is None or inner is None or retargeted(node.value, field, site.config):
                continue
            known = attributes(inner)
            if known is None or node.name.text in known | SUBTASK_ATTRIBUTES:
                continue
            fields = [name for name in inner.all_fields() if not name.startswith("_")]
            yield UNKNOWN_SUBFIELD.at(
                site.expression.at(node.name),
                cls=inner.name,
                path=site.expression.at(node.value).text,
                name=node.name.text,
                related=[(field.place, "declared here")],
                **_hint(node.name.text, fields),
            )


def _hint(name: str, fields: list[str]) -> dict[str, str]:
    """Return advice: the field that is meant, or all there are if they are few."""
    found = did_you_mean(name, fields)
    if not found and 0 < len(fields) <= 8:
        found = {"help": f"its fields are {', '.join(f'`{one}`' for one in fields)}"}
    return found
