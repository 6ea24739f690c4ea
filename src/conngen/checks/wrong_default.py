"""A default that its field does not take.

The runtime looks at a default when a config is made: a value of another type, one that is none of the
choices or one beyond `min` and `max` is a `FieldValidationError` then, so that the task can't be configured
at all. An `int` is fine for a `float`, a `float` is not for an `int`. Three mistakes it lets pass are only
warned of: a truth value for a number, which becomes 0 or 1, a string for a list of strings, which becomes a
list of its letters, and a list of the wrong length, which is refused by `validate`. A field without a
default, or with `None`, has to be set by whoever uses it.

What is assigned to an inherited field, or to one of a subtask or a nested config, is a default too.

Bad:

    task Detect[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            threshold: float = "5.0"
                "Detection threshold, in sigma."
        }
    }

Good:

    task Detect[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            threshold: float = 5.0
                "Detection threshold, in sigma."
        }
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..conditions.fields import field_of, literal
from ..conditions.values import misfits
from ..diagnostics import Code, Diagnostic, Level, Related
from ..model import ConfigClass, ConfigField, Expression, PythonName, Unknown
from ..records import replace
from ..source import Place
from ..syntax import tree
from ..typings import Any
from .subject import Subject

__all__ = ["WRONG_DEFAULT", "check"]

WRONG_DEFAULT = Code("wrong-default", "{text}")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the defaults that do not fit."""
    for config in subject.configs:
        for field in config.fields:
            if field.default is not None and not isinstance(field.default.static, PythonName | Expression):
                node = subject.literals.get(field.default.place.span)
                yield from _look(field, field.default.static, node, field.default.place)
        yield from _assigned(config)


def _assigned(config: ConfigClass) -> Iterator[Diagnostic]:
    """Yield the assignments that do not fit."""
    for one in config.assignments:
        if one.operator != "=" or one.retargets:
            continue
        field = field_of(one.path, one.path.tree, config)
        value = literal(one.value, one.value.tree)
        if field is not None and not isinstance(value, Unknown):
            for found in _look(field, value, one.value.tree, one.value.place):
                help = None if found.fix is None and "declare" in (found.help or "") else found.help
                yield replace(found, help=help, related=(Related(field.place, "declared here"),))


def _look(field: ConfigField, value: Any, node: tree.Node | None, place: Place) -> Iterator[Diagnostic]:
    for wrong in misfits(field, value, node):
        where = place if wrong.node is None else place.source.at(wrong.node.span)
        found = WRONG_DEFAULT.at(where, text=wrong.text, help=wrong.help, fix=wrong.fix)
        yield found if wrong.refused else replace(found, level=Level.WARNING)
