"""A dimension that the universe does not have.

Dimensions are the keys of data IDs, and their names belong to the universe of the data repository. The
runtime takes any name when the class is defined; when the pipeline graph is made it stops with a bare
`KeyError: 'vist'` that names neither the task nor the connection. Names are written in lower case (`skymap`,
not `SkyMap`).

A project with a universe of its own names its file: `universe = "dimensions.yaml"` under `[tool.conngen]`;
single dimensions are added under `[tool.conngen.dimensions]`.

Bad:

    task Measure[instrument, vist, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output catalog: SourceCatalog[...] = "src"
            "Measured sources."
    }

Good:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output catalog: SourceCatalog[...] = "src"
            "Measured sources."
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic, closest
from ..model import Built, ConnectionsClass, Dimensions, Listed, Named, Switch
from ..source import Place
from .common import declared_dimensions
from .subject import Subject

__all__ = ["UNKNOWN_DIMENSION", "check"]

UNKNOWN_DIMENSION = Code("unknown-dimension", "there is no dimension `{name}` in the universe {universe}")

_FORMER = {
    "abstract_filter": "band",
    "ccd": "detector",
    "ccdnum": "detector",
    "filter": "physical_filter",
    "sky_map": "skymap",
    "sensor": "detector",
}
"""What else people call some dimensions, or called them once."""


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each dimension that does not exist."""
    for dimensions, cls in declared_dimensions(subject):
        for name, place in _names(dimensions, _only_for_some(cls, dimensions)):
            if name not in subject.universe:
                yield _unknown(subject, cls, name, place)


def _only_for_some(cls: ConnectionsClass | None, dimensions: Dimensions) -> bool:
    """Whether dimensions stand behind a condition, which the defaults of the config need not meet."""
    definitions = cls.definitions if cls is not None else ()
    return any(
        isinstance(one.value, Switch) and any(choice is dimensions for choice in one.choices())
        for one in definitions
    )


def _names(dimensions: Dimensions, only_for_some: bool) -> Iterator[tuple[str, Place]]:
    """Yield the names at class level; of what stands behind a condition, only those that are written."""
    for item in dimensions.items:
        match item:
            case Named(name=name):
                yield name, item.place
            case _ if only_for_some:
                pass
            case Built(static=str(name)):
                yield name, item.place
            case Listed(static=tuple(names)):
                for name in names:
                    yield name, item.place


def _unknown(subject: Subject, cls: ConnectionsClass | None, name: str, place: Place) -> Diagnostic:
    universe = subject.universe
    label = f"`{universe.namespace}` {universe.version}"
    written = place.text == name
    if (why := universe.why_not(name)) is not None:
        return UNKNOWN_DIMENSION.at(place, name=name, universe=label, help=why)
    fields = cls.config.all_fields() if cls is not None and cls.config is not None else {}
    if written and name in fields:
        many = fields[name].type == "list"
        text = f"*{name}" if many else f"{{{name}}}"
        help = f"write `{text}` for the dimension{'s' if many else ''} that the config field `{name}` names"
        return UNKNOWN_DIMENSION.at(place, name=name, universe=label, help=help, fix=text)
    definitions = (
        [one.name for one in cls.definitions] if cls is not None else list(subject.module.definitions)
    )
    near = (
        _FORMER.get(name)
        if _FORMER.get(name) in universe
        else closest(name, [*universe.names(), *definitions])
    )
    if near is not None:
        help, fix = f"did you mean `{near}`?", near if written else None
        return UNKNOWN_DIMENSION.at(place, name=name, universe=label, help=help, fix=fix)
    if name == "calibration_label":
        help = "leave it out, and say `isCalibration` behind the dataset type name"
    else:
        names = ", ".join(universe.names())
        help = f"there are {names}; a universe of your own is named by `universe` in [tool.conngen]"
    return UNKNOWN_DIMENSION.at(place, name=name, universe=label, help=help)
