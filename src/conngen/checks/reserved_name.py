"""A name that the runtime keeps for itself.

Connections become attributes of a Connections class, of the config in `connections`, parameters of `run` and, outputs,
of the `Struct` it returns; templates and config fields become attributes of configs. Where such an attribute exists
already, the runtime refuses the class (`Connection name 'inputs' is reserved for internal use`), or takes it and fails
later and obscurely: a connection called `freeze` makes a config that can't be frozen.

Bad:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output outputs: SourceCatalog[...] = "src"
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

from ..diagnostics import Code, Diagnostic
from ..vocabulary import RESERVED_CONNECTIONS, RESERVED_FIELDS, RESERVED_OUTPUTS
from .subject import Subject

__all__ = ["RESERVED_NAME", "check", "reserved_template"]

RESERVED_NAME = Code("reserved-name", "{what} can't be called `{name}`: {why}", help="choose another name")

_OF_CONNECTIONS = "its value becomes a config field, and every config has an attribute of that name"


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each connection, template and config field with a name that is taken."""
    for cls in subject.classes:
        for one in cls.connections:
            why = RESERVED_CONNECTIONS.get(one.attribute)
            if why is None and not one.kind.read:
                why = RESERVED_OUTPUTS.get(one.attribute)
            if why is not None:
                yield RESERVED_NAME.at(one.place, what="a connection", name=one.attribute, why=why)
        for template in cls.templates:
            if reserved_template(template.name):
                yield RESERVED_NAME.at(template.place, what="a template", name=template.name, why=_OF_CONNECTIONS)
    for config in subject.configs:
        for field in config.fields:
            why = RESERVED_FIELDS.get(field.name)
            if why is not None and (config.pipeline or field.name not in _PIPELINE):
                yield RESERVED_NAME.at(field.place, what="a config field", name=field.name, why=why)


_PIPELINE = frozenset({"connections", "ConnectionsClass", "ConnectionsConfigClass", "applyConfigOverrides"})
"""Fields that a config without connections can have."""


def reserved_template(name: str) -> bool:
    """Whether a template can't have a name, since the config it becomes a field of has an attribute of that name."""
    return name == "ConnectionsClass" or (name in RESERVED_FIELDS and name not in _PIPELINE and name != "self")
