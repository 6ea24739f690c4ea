"""A name that the runtime keeps for itself.

Connections become attributes of a Connections class, of the config in `connections`, parameters of `run` and,
outputs, of the `Struct` it returns; templates and config fields become attributes of configs. Where such an
attribute exists already, the runtime refuses the class (`Connection name 'inputs' is reserved for internal
use`), or takes it and fails later and obscurely: a connection called `freeze` makes a config that can't be
frozen.

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
from ..vocabulary import RESERVED_CONNECTIONS, RESERVED_FIELDS, RESERVED_OUTPUTS, Kind
from .subject import Subject

__all__ = ["RESERVED_NAME", "check", "why_no_connection", "why_no_field", "why_no_template"]

RESERVED_NAME = Code("reserved-name", "{what} can't be called `{name}`: {why}", help="choose another name")

_OF_CONFIG = "every config has an attribute of that name"
_OF_TASK = "it becomes an attribute of the task, which has one of that name"
_OF_QUANTUM = "the references of a quantum have an attribute of that name"

_CONFIG = frozenset({"_collectImports", "_rename", "_save", "_source"})
_PIPELINE = frozenset({"connections", "ConnectionsClass", "ConnectionsConfigClass", "applyConfigOverrides"})
_TASK = frozenset(
    [
        "ConfigClass",
        "canMultiprocess",
        "config",
        "emptyMetadata",
        "getFullMetadata",
        "getFullName",
        "getName",
        "getTaskDict",
        "log",
        "makeField",
        "makeSubtask",
        "metadata",
        "run",
        "runQuantum",
        "timer",
        "_DefaultName",
        "_add_module_logger_prefix",
        "_computeFullName",
        "_display",
        "_fullName",
        "_name",
        "_parentName",
        "_parentTask",
        "_reduce_kwargs",
        "_taskDict",
        "_unpickle_via_factory",
    ]
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each connection, template and config field with a name that is taken."""
    for cls in subject.classes:
        for one in cls.connections:
            why = why_no_connection(one.attribute, one.kind)
            if why is not None:
                yield RESERVED_NAME.at(one.place, what="a connection", name=one.attribute, why=why)
        for template in cls.templates:
            why = why_no_template(template.name)
            if why is not None:
                yield RESERVED_NAME.at(template.place, what="a template", name=template.name, why=why)
    for config in subject.configs:
        for field in config.fields:
            why = why_no_field(field.name, config.pipeline)
            if why is not None:
                yield RESERVED_NAME.at(field.place, what="a config field", name=field.name, why=why)


def why_no_connection(name: str, kind: Kind) -> str | None:
    """Return why a connection of a kind can't have a name, or `None` if it can."""
    if name in RESERVED_CONNECTIONS:
        return RESERVED_CONNECTIONS[name]
    if name in _CONFIG:
        return f"its dataset type name becomes a config field, and {_OF_CONFIG}"
    if kind.at_init:
        return _OF_TASK if not kind.read and name in _TASK else None
    if not kind.read and (name in RESERVED_OUTPUTS or name.startswith("_Struct__")):
        return RESERVED_OUTPUTS.get(name, RESERVED_OUTPUTS["copy"])
    return _OF_QUANTUM if name == "_attributes" else None


def why_no_template(name: str) -> str | None:
    """Return why a template can't have a name, or `None` if it can."""
    taken = name in RESERVED_FIELDS and name not in _PIPELINE - {"ConnectionsClass"} and name != "self"
    return f"its value becomes a config field, and {_OF_CONFIG}" if taken or name in _CONFIG else None


def why_no_field(name: str, pipeline: bool = True) -> str | None:
    """Return why a config field can't have a name, or `None` if it can.

    Parameters
    ----------
    name : `str`
        The name.
    pipeline : `bool`, optional
        Whether the config belongs to a pipeline task.
    """
    if name in RESERVED_FIELDS and (pipeline or name not in _PIPELINE):
        return RESERVED_FIELDS[name]
    return _OF_CONFIG if name in _CONFIG | {"_filename_to_resource", "_loadFromString"} else None
