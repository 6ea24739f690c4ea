"""A choice that is not of the type of its field.

The keys of `allowed` are the values that the field can have. The runtime refuses a key of another type with
a `ValueError` when the module is imported: also an `int` among the choices of a `float`, which is not
converted here.

Bad:

    task Detect[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            order: int = 1, allowed={1: "Linear", "2": "Quadratic"}
                "Degree of the polynomial."
        }
    }

Good:

    task Detect[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            order: int = 1, allowed={1: "Linear", 2: "Quadratic"}
                "Degree of the polynomial."
        }
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..conditions.comparisons import shown
from ..diagnostics import Code, Diagnostic
from ..model import ConfigField, PythonName, walk
from ..syntax import tree
from .subject import Subject

__all__ = ["WRONG_CHOICE", "check"]

WRONG_CHOICE = Code("wrong-choice", "`{name}` is of type `{type}`, and `{value}` is not")

_TYPES = {"bool": bool, "int": int, "float": float, "complex": complex, "str": str}


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the choices of another type."""
    for config in subject.configs:
        for field in config.fields:
            if field.type == "choice" and field.basic and "allowed" in field.flags:
                yield from _look(subject, field)


def _look(subject: Subject, field: ConfigField) -> Iterator[Diagnostic]:
    allowed = field.flags["allowed"]
    choices = () if isinstance(allowed.static, PythonName) else allowed.static
    wrong = [one for one in choices if one is not None and not isinstance(one, _TYPES[field.basic[0]])]
    for value in wrong:
        place = allowed.place
        for item in subject.module.file.items if wrong else ():
            for node in walk(item):
                if isinstance(node, tree.Dict) and node.span == allowed.place.span:
                    keys = [
                        key
                        for key, _ in node.pairs
                        if isinstance(key, tree.Number | tree.String | tree.Constant)
                    ]
                    exact = [key for key in keys if key.value == value and type(key.value) is type(value)]
                    place = place.source.at(exact[0].span) if exact else place
        fix = shown(float(value)) if field.basic == ("float",) and isinstance(value, int) else None
        fix = f'"{value}"' if field.basic == ("str",) and isinstance(value, int | float) else fix
        if field.basic == ("int",) and isinstance(value, str) and value.isdecimal():
            fix = value
        help = f"write `{fix}`" if fix else None
        yield WRONG_CHOICE.at(
            place, name=field.name, type=field.basic[0], value=shown(value), help=help, fix=fix
        )
