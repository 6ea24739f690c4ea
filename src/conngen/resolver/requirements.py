"""What a config must fulfil: ``require``."""

from __future__ import annotations

from ..checks.incomplete_declaration import INCOMPLETE_DECLARATION
from ..model import Requirement
from ..syntax import tree
from .flags import FlagReader
from .scope import Context, Names
from .texts import Texts

__all__ = ["read_requirement"]


def read_requirement(
    item: tree.Requirement, names: Names, flags: FlagReader, texts: Texts, context: Context
) -> Requirement | None:
    """Return what is required."""
    report = names.report
    where = report.at(item)
    found = flags.read(item.flags, {}, "a requirement", "", where, context)
    condition = names.expression(item.condition, context)
    if item.doc is None:
        advice = "write the message behind it, in quotes"
        part = "a message for when it does not hold"
        report.add(INCOMPLETE_DECLARATION, item.condition, what="a requirement", part=part, help=advice)
        return None
    message = texts.string(item.doc.string, context, per_config=True)
    conditions = context.when(found.condition).conditions
    return Requirement(condition, conditions, message, where, context.repetitions)
