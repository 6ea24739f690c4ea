"""Limits of a config field that no value can satisfy.

A `min` above `max` is a `ValueError` when the module is imported, and so are equal ones unless both are
allowed themselves: `inclusiveMax` is `False` unless it is given. Of a list, `length` and `maxLength` must
be positive and `minLength` at most `maxLength`.

Bad:

    task Detect[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            threshold: float = 5.0, min=10.0, max=1.0
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
            threshold: float = 5.0, min=1.0, max=10.0, inclusiveMax=True
                "Detection threshold, in sigma."
        }
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic
from ..model import ConfigField
from .subject import Subject

__all__ = ["EMPTY_RANGE", "check"]

EMPTY_RANGE = Code("empty-range", "no value of `{name}` is allowed: {why}")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the limits that exclude everything."""
    for config in subject.configs:
        for field in config.fields:
            yield from _range(field) if field.type == "range" else _length(field)


def _range(field: ConfigField) -> Iterator[Diagnostic]:
    low, high = field.flag("min"), field.flag("max")
    if not isinstance(low, int | float) or not isinstance(high, int | float):
        return
    place, related = field.flags["max"].place, [(field.flags["min"].place, "`min` is here")]
    if low > high:
        why = f"`min` is {low} and `max` is {high}"
        yield EMPTY_RANGE.at(place, name=field.name, why=why, help="swap them", related=related)
    elif low == high and not (field.flag("inclusiveMin") and field.flag("inclusiveMax")):
        why = f"`min` and `max` are both {low}, which is not allowed itself"
        help = "write `inclusiveMax=True`" if field.flag("inclusiveMin") else "make both inclusive"
        yield EMPTY_RANGE.at(place, name=field.name, why=why, help=help, related=related)


def _length(field: ConfigField) -> Iterator[Diagnostic]:
    length, least, most = (field.flag(name) for name in ("length", "minLength", "maxLength"))
    for name, value in (("length", length), ("maxLength", most)):
        if isinstance(value, int) and value <= 0 and (name == "length" or length is None):
            yield EMPTY_RANGE.at(field.flags[name].place, name=field.name, why=f"`{name}` has to be positive")
            return
    if length is None and isinstance(least, int) and isinstance(most, int) and least > most:
        why = f"`minLength` is {least} and `maxLength` is {most}"
        related = [(field.flags["minLength"].place, "`minLength` is here")]
        yield EMPTY_RANGE.at(
            field.flags["maxLength"].place, name=field.name, why=why, help="swap them", related=related
        )
