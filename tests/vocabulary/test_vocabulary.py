"""The words of the language are those of the runtime: compared with its classes, and tried out."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import inspect
import io
import keyword
import sys
import types
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from conngen import vocabulary
from conngen.checks.reserved_name import why_no_connection, why_no_field, why_no_template
from conngen.vocabulary import CONNECTION_FLAGS, FIELD_FLAGS, FIELD_TYPES, KINDS, Kind

pex = importlib.import_module("lsst.pex.config")
base = importlib.import_module("lsst.pipe.base")
kinds = importlib.import_module("lsst.pipe.base.connectionTypes")

DIMENSIONS = ("instrument", "visit", "detector")
ATTRIBUTES = {"name", "storageClass", "doc", "dimensions"}
"""What is said of a connection without a flag."""


# --- kinds and flags -----------------------------------------------------------------------------------


def arguments(kind: Kind) -> dict[str, dataclasses.Field[Any]]:
    """Return what the class of a kind takes."""
    fields = dataclasses.fields(getattr(kinds, kind.runtime))
    return {one.name: one for one in fields if one.init and not one.name.startswith("_")}


@pytest.mark.parametrize("kind", list(KINDS.values()), ids=lambda kind: kind.name)
def test_a_kind_is_a_class_of_the_runtime(kind: Kind) -> None:
    runtime = getattr(kinds, kind.runtime)
    assert runtime._connection_type_set == kind.collection
    assert issubclass(runtime, kinds.DimensionedConnection) is kind.dimensioned
    assert ("dimensions" in arguments(kind)) is kind.dimensioned
    assert issubclass(runtime, kinds.BaseInput | kinds.InitInput) is kind.read


def test_no_kind_is_missing() -> None:
    found = {
        name
        for name, one in vars(kinds).items()
        if isinstance(one, type) and hasattr(one, "_connection_type_set")
    }
    assert found == {kind.runtime for kind in KINDS.values()}


@pytest.mark.parametrize("kind", list(KINDS.values()), ids=lambda kind: kind.name)
def test_a_kind_has_the_flags_that_its_class_takes(kind: Kind) -> None:
    flags = {flag.name for flag in CONNECTION_FLAGS.values() if flag.runtime and kind.name in flag.kinds}
    assert flags == arguments(kind).keys() - ATTRIBUTES


@pytest.mark.parametrize("kind", list(KINDS.values()), ids=lambda kind: kind.name)
def test_flags_have_the_defaults_of_the_runtime(kind: Kind) -> None:
    for name, one in arguments(kind).items():
        if name not in ATTRIBUTES:
            assert CONNECTION_FLAGS[name].default == one.default, name


# --- config fields -------------------------------------------------------------------------------------

NO_FLAGS = {"doc", "dtype", "default", "optional", "keytype", "itemtype", "target", "registry", "typemap"}
NOT_OFFERED = {"ConfigClass", "on_none"}
FIELD_NAMES = [name for name, one in FIELD_TYPES.items() if one.runtime]


def signature(name: str) -> dict[str, inspect.Parameter]:
    """Return what the class of a field type takes, without what is said otherwise than by a flag."""
    from lsst.pex.config import configurableActions

    runtime = FIELD_TYPES[name].runtime
    field = getattr(pex, runtime, None) or getattr(configurableActions, runtime)
    found = dict(inspect.signature(field.__init__).parameters)
    return {key: one for key, one in found.items() if key not in NO_FLAGS | NOT_OFFERED | {"self"}}


def field_cases() -> Iterator[Any]:
    for name in FIELD_NAMES:
        for flag in FIELD_FLAGS.values():
            if flag.runtime:
                yield pytest.param(name, flag.name)


@pytest.mark.parametrize(("name", "flag"), list(field_cases()))
def test_a_field_type_has_the_flags_that_its_class_takes(name: str, flag: str) -> None:
    taken = signature(name)
    assert (name in FIELD_FLAGS[flag].kinds) is (flag in taken)
    if flag in taken:
        default = FIELD_FLAGS[flag].default
        assert default == (
            taken[flag].default if taken[flag].default is not inspect.Parameter.empty else None
        )


@pytest.mark.parametrize("name", FIELD_NAMES)
def test_no_argument_of_a_field_is_left_out(name: str) -> None:
    assert signature(name).keys() <= FIELD_FLAGS.keys()


# --- names that are taken ------------------------------------------------------------------------------


def connection(kind: Kind, dataset: str) -> Any:
    """Return a connection of the runtime."""
    more: dict[str, Any] = {"dimensions": DIMENSIONS} if kind.dimensioned else {}
    return getattr(kinds, kind.runtime)(name=dataset, storageClass="ExposureF", doc="d", **more)


def classes(
    body: dict[str, Any], templates: dict[str, str] | None = None, fields: dict[str, Any] | None = None
) -> tuple[Any, Any]:
    """Return a Connections class and its Config class, in a module from which they can be imported."""
    keywords: dict[str, Any] = {"dimensions": DIMENSIONS}
    if templates:
        keywords["defaultTemplates"] = templates

    def fill(namespace: Any) -> None:
        for name, one in {"given": connection(KINDS["input"], "given"), **body}.items():
            namespace[name] = one

    made = sys.modules.setdefault("conngen_made", types.ModuleType("conngen_made"))
    connections = types.new_class("XConnections", (base.PipelineTaskConnections,), keywords, fill)
    config = types.new_class(
        "XConfig",
        (base.PipelineTaskConfig,),
        {"pipelineConnections": connections},
        lambda namespace: namespace.update(fields or {}, __module__="conngen_made"),
    )
    made.XConfig = config  # type: ignore[attr-defined]
    return connections, config


def exercise(config: Any) -> None:
    """Do with a config what the runtime and its users do."""
    other = type(config)()
    for one in (config, config.connections):
        one.validate()
        stream = io.StringIO()
        one.saveToStream(stream)
        assert one.saveToString() == stream.getvalue()
        assert set(one.names())
        assert one.toDict().keys() == dict(one.items()).keys()
        assert list(one.keys())
        list(one.values())
        repr(one)
        one.copy()
    other.loadFromString(config.saveToString())
    assert other == config
    assert other.compare(config)
    other.connections.given = "other"
    assert not other.compare(config)
    config.connections.update(given="given")
    config.connections.formatHistory("given")
    copy.deepcopy(config)
    config.freeze()
    with pytest.raises(pex.FieldValidationError):
        config.connections.given = "frozen"


def use_connection(kind: Kind, name: str) -> None:
    """Make a class with a connection of a name, and do with it what the runtime does; raise if that fails."""
    connections, config = classes({name: connection(kind, "thing")})
    made = config()
    assert getattr(made.connections, name) == "thing"
    exercise(made)
    instance = connections(config=config())
    assert getattr(instance, name).name == "thing"
    assert instance.allConnections[name].name == "thing"
    assert name in getattr(instance, kind.collection)
    if kind.name == "output":
        assert getattr(base.Struct(**{name: 1}), name) == 1
    if kind.at_init:
        return
    exec(f"def run(self, {name}): pass", {})
    quantum = base.InputQuantizedConnection()
    setattr(quantum, name, [1])
    assert dict(iter(quantum)) == {name: [1]}
    references = {"given": (instance.given, [1])}
    mine = {name: (getattr(instance, name), [1])}
    if kind.read:
        instance.adjustQuantum({**references, **mine}, {}, "label", None)
    else:
        instance.adjustQuantum(references, mine, "label", None)


def use_template(name: str) -> None:
    """Make a class with a template of a name, and do with it what the runtime does; raise if that fails."""
    connections, config = classes({"other": connection(KINDS["output"], f"{{{name}}}_x")}, {name: "deep"})
    exercise(config())
    assert connections(config=config()).other.name == "deep_x"


def use_field(name: str) -> None:
    """Make a config with a field of a name, and do with it what the runtime does; raise if that fails."""
    connections, config = classes({}, fields={name: pex.Field(doc="d", dtype=int, default=3)})
    made = config()
    assert getattr(made, name) == 3
    made.update(**{name: 4})
    assert made.toDict()[name] == 4
    exercise(made)
    connections(config=config())


def fails(use: Callable[..., None], *arguments: object) -> bool:
    """Whether the runtime refuses or mangles something."""
    try:
        use(*arguments)
    except Exception:
        return True
    return False


def public(one: object) -> set[str]:
    return {name for name in dir(one) if not name.startswith("_")}


CONNECTIONS, CONFIG = classes({})
OF_CONFIG = public(pex.Config)
"""What every config has: a field of that name takes its place, whether or not the runtime minds today."""
OF_CONNECTIONS = public(CONNECTIONS(config=CONFIG())) - {"given"}


class PlainTask(base.PipelineTask):  # type: ignore[misc,name-defined]
    ConfigClass = CONFIG
    _DefaultName = "plain"


OF_TASK = {name for name in dir(PlainTask(config=CONFIG())) if not name.startswith("__")}

NAMES = sorted(
    name
    for name in {
        *dir(CONNECTIONS),
        *dir(CONNECTIONS(config=CONFIG())),
        *dir(CONFIG()),
        *dir(CONFIG().connections),
        *dir(base.Struct()),
        *dir(base.InputQuantizedConnection()),
        *OF_TASK,
        *vocabulary.RESERVED_CONNECTIONS,
        *vocabulary.RESERVED_FIELDS,
        *vocabulary.RESERVED_OUTPUTS,
        *("self", "exposure", "butlerQC", "inputRefs", "outputRefs", "kwargs", "cls"),
    }
    if not name.startswith(("__", "_Task__")) and not keyword.iskeyword(name)
    if name not in ("given", "saveLogOutput")
)


@pytest.mark.parametrize("kind", list(KINDS.values()), ids=lambda kind: kind.name)
def test_connections_can_have_the_names_that_the_runtime_takes(kind: Kind) -> None:
    taken = {name for name in NAMES if fails(use_connection, kind, name)} | OF_CONFIG | OF_CONNECTIONS
    taken |= OF_TASK & set(NAMES) if kind.name == "initOutput" else set()
    # `self` is a parameter of `run`, which what is read at first or written has nothing to do with.
    taken.add("self")
    assert {name for name in NAMES if why_no_connection(name, kind)} == taken


def test_templates_can_have_the_names_that_the_runtime_takes() -> None:
    taken = {name for name in NAMES if fails(use_template, name)} | OF_CONFIG
    assert {name for name in NAMES if why_no_template(name)} == taken


def test_fields_can_have_the_names_that_the_runtime_takes() -> None:
    taken = {name for name in NAMES if fails(use_field, name)} | OF_CONFIG
    taken |= {"ConnectionsClass", "ConnectionsConfigClass", "applyConfigOverrides", "connections", "self"}
    assert {name for name in NAMES if why_no_field(name)} == taken


def test_the_tables_of_the_vocabulary_hold_only_names_that_are_taken() -> None:
    fine = {name for name in vocabulary.RESERVED_CONNECTIONS if not why_no_connection(name, KINDS["input"])}
    assert fine == set()
    assert all(why_no_field(name) for name in vocabulary.RESERVED_FIELDS)
    assert all(why_no_connection(name, KINDS["output"]) for name in vocabulary.RESERVED_OUTPUTS)
