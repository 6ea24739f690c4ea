"""What a config must fulfil: ``require``."""

from __future__ import annotations

from ..checks.codes import BAD_VALUE, INCOMPLETE_DECLARATION
from ..model import PythonName, Requirement
from ..syntax import tree
from ..vocabulary import REQUIREMENT_FLAGS
from .flags import FlagReader
from .scope import Context, Names
from .texts import Texts

__all__ = ["read_requirement"]


def read_requirement(
    item: tree.Requirement,
    names: Names,
    flags: FlagReader,
    texts: Texts,
    context: Context,
    *,
    in_config: bool,
) -> Requirement | None:
    """Return what is required."""
    report = names.report
    where = report.at(item)
    found = flags.read(item.flags, REQUIREMENT_FLAGS, "a requirement", "", where, context)
    condition = names.expression(item.condition, context)
    if item.doc is None:
        advice = "write the message behind it, in quotes"
        part = "a message for when it does not hold"
        report.add(INCOMPLETE_DECLARATION, item.condition, what="a requirement", part=part, help=advice)
        return None
    message = texts.string(item.doc.string, context, per_config=True)
    conditions = context.when(found.condition).conditions
    raises: PythonName | None = found.values["raises"].static if "raises" in found.values else None
    if raises is not None and raises.last == "FieldValidationError" and not in_config:
        help = "put the requirement inside `config { … }`, or leave `raises` out"
        takes = "an exception that is made of a message"
        place = raises.place or where
        report.add(BAD_VALUE, place, name="`raises`", takes=takes, found=f"`{raises.last}`", help=help)
    return Requirement(condition, conditions, message, where, context.repetitions, raises)
