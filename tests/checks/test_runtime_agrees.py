"""The verdict of the compiler is that of the runtime: random small classes, made both ways.

The compiler reports an error if and only if the runtime refuses a class, or takes it and makes something else
of it. What only a look at the data repository or at a pipeline could tell is no part of this.
"""

from __future__ import annotations

import importlib
import re
import sys
import types
import warnings
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st
from support import compile_text

from conngen.diagnostics import Level
from conngen.vocabulary import KINDS, RESERVED_CONNECTIONS, RESERVED_FIELDS, RESERVED_OUTPUTS

pex = importlib.import_module("lsst.pex.config")
base = importlib.import_module("lsst.pipe.base")
kinds = importlib.import_module("lsst.pipe.base.connectionTypes")
graphs = importlib.import_module("lsst.pipe.base.pipeline_graph")
butler = importlib.import_module("lsst.daf.butler")

UNIVERSE = butler.DimensionUniverse()
ORDINARY = ("alpha", "beta", "gamma", "delta", "connections", "log", "run", "butlerQC", "result")
"""Names that are fine, or may be."""
TAKEN = tuple(
    sorted(
        {*RESERVED_CONNECTIONS, *RESERVED_FIELDS, *RESERVED_OUTPUTS}
        - {"customize", "_allConnections", "_name"}
    )
)
QUANTA = ((), ("visit",), ("instrument", "visit", "detector"), ("tract", "patch"), ("skypix",), ("vist",))
LISTS = (*QUANTA, ("htm7",), ("visit", "visit"), ("healpix99",), ("physical_filter", "detector"))
DATASETS = (
    "calexp",
    "src",
    "src",
    "calexp.psf",
    "a-b",
    "2nd",
    "a b",
    "größe",
    "x.",
    "{one}",
    "{one}src",
    "x_{two}",
)
DEFAULTS = ("deep", "src", "calexp", "2", "my-", "{one}")


@dataclass(frozen=True)
class Connection:
    """A connection, as both sides are told of it."""

    name: str
    kind: str
    dataset: str
    dimensions: tuple[str, ...]
    multiple: bool = False
    minimum: int = 1
    calibration: bool = False

    @property
    def storage_class(self) -> str:
        """The storage class that the component in `DATASETS` has, or that of all others."""
        return "Psf" if self.dataset.endswith(".psf") else "ExposureF"


@dataclass(frozen=True)
class Definition:
    """A class, as both sides are told of it."""

    quantum: tuple[str, ...] | None
    connections: tuple[Connection, ...]
    templates: dict[str, str] = field(default_factory=dict)
    fields: tuple[str, ...] = ()


# --- both sides ----------------------------------------------------------------------------------------


def written(definition: Definition) -> str:
    """Return the text of a `.conn` file."""
    brackets = "" if definition.quantum is None else f"[{', '.join(definition.quantum)}]"
    lines = [f"task Made{brackets} {{"]
    lines += [f'    template {name} = "{default}"' for name, default in definition.templates.items()]
    for one in definition.connections:
        kind = KINDS[one.kind]
        dimensions = f"[{', '.join(one.dimensions)}]" if kind.dimensioned else ""
        flags = ", multiple" if one.multiple else ""
        flags += ", isCalibration" if one.calibration else ""
        flags += f", minimum={one.minimum}" if one.minimum != 1 else ""
        lines.append(f'    {one.kind} {one.name}: {one.storage_class}{dimensions} = "{one.dataset}"{flags}')
        lines.append('        "Something that is needed."')
    if definition.fields:
        lines.append("    config {")
        for name in definition.fields:
            lines += [f"        {name}: int = 3", '            "A number."']
        lines.append("    }")
    return "\n".join([*lines, "}", ""])


def verdict(definition: Definition) -> list[str]:
    """Return the errors that the compiler reports."""
    found = compile_text(written(definition)).diagnostics
    return [f"{one.code.name}: {one.message}" for one in found if one.level is Level.ERROR]


def make(definition: Definition) -> None:
    """Make the class as Python does, and a pipeline graph of its task; raise if it is not as it was told."""
    connections, config = _classes(definition)
    made = config()
    assert all(getattr(made, name) == 3 for name in definition.fields)
    made.validate()
    assert set(made.toDict()) >= {*definition.fields, "connections"}
    other = config()
    other.loadFromString(made.saveToString())
    assert other.compare(made)
    for one in definition.connections:
        assert getattr(made.connections, one.name) == one.dataset
    for name, default in definition.templates.items():
        assert getattr(made.connections, name) == default
    made.connections.update(**{one.name: one.dataset for one in definition.connections})
    made.connections.formatHistory(definition.connections[0].name)
    assert made.copy().connections.names()
    assert not {*definition.fields, *definition.templates}.intersection(dir(pex.Config))
    assert callable(made.applyConfigOverrides)  # a pipeline calls it for each task
    made.freeze()
    instance = connections(config=made)
    for one in definition.connections:
        assert one.minimum >= 0
        whole = one.dataset.format(**definition.templates)
        assert getattr(instance, one.name).name == whole
        assert one.name in getattr(instance, KINDS[one.kind].collection)
        assert whole.count(".") == 0 or all(part.isidentifier() for part in whole.split("."))
        assert one.name not in dir(pex.Config) + dir(base.PipelineTaskConnections)
        _hand_over(one)
    task = types.new_class(
        "MadeTask",
        (base.PipelineTask,),
        {},
        lambda body: body.update(ConfigClass=config, _DefaultName="made"),
    )
    graph = graphs.PipelineGraph(universe=UNIVERSE)
    graph.add_task("made", task, made)
    _resolve(graph)


def _classes(definition: Definition) -> tuple[Any, Any]:
    keywords: dict[str, Any] = {} if definition.quantum is None else {"dimensions": definition.quantum}
    if definition.templates:
        keywords["defaultTemplates"] = definition.templates

    def fill(body: Any) -> None:
        for one in definition.connections:
            kind = KINDS[one.kind]
            more: dict[str, Any] = {"dimensions": one.dimensions} if kind.dimensioned else {}
            more |= {"isCalibration": True} if one.calibration else {}
            more |= {"minimum": one.minimum} if one.minimum != 1 else {}
            runtime = getattr(kinds, kind.runtime)
            more |= {"storageClass": one.storage_class, "multiple": one.multiple}
            body[one.name] = runtime(name=one.dataset, doc="d", **more)

    def fill_config(body: dict[str, Any]) -> None:
        body["__module__"] = "conngen_agrees"
        body.update({name: pex.Field(doc="d", dtype=int, default=3) for name in definition.fields})

    module = sys.modules.setdefault("conngen_agrees", types.ModuleType("conngen_agrees"))
    connections = types.new_class("MadeConnections", (base.PipelineTaskConnections,), keywords, fill)
    bases = (base.PipelineTaskConfig,)
    config = types.new_class("MadeConfig", bases, {"pipelineConnections": connections}, fill_config)
    module.MadeConfig = config  # type: ignore[attr-defined]
    return connections, config


def _hand_over(one: Connection) -> None:
    """Hand a dataset to `run` or take it from there, or from the task, as the runtime does."""
    if one.kind == "output":
        assert getattr(base.Struct(**{one.name: 1}), one.name) == 1
    elif one.kind == "initOutput":
        assert one.name not in dir(base.PipelineTask)
        assert one.name not in ("config", "log", "metadata")
    exec(f"def run(self, {one.name}): pass", {})


def _resolve(graph: Any) -> None:
    """Resolve a graph; what is only missing because there is no repository is no refusal."""
    known: dict[str, Any] = {}
    for _ in range(20):
        try:
            graph.resolve(dimensions=UNIVERSE, dataset_types=known)
        except butler.MissingDatasetTypeError as err:
            text = str(err)
            if (match := re.search(r"Dataset type '(\w+)' is not registered", text)) is not None:
                name = match.group(1)
                dimensions = UNIVERSE.conform(_dimensions(graph, name))
                known[name] = butler.DatasetType(
                    name, dimensions, "ExposureF", isCalibration=_calibrated(graph, name)
                )
            elif (
                match := re.search(r"DatasetType '(\w+)[\w.]*' referenced by .* uses 'skypix'", text)
            ) is not None:
                name = match.group(1)
                real = {one if one != "skypix" else "htm7" for one in _dimensions(graph, name)}
                calibrated = _calibrated(graph, name)
                known[name] = butler.DatasetType(
                    name, UNIVERSE.conform(real), "ExposureF", isCalibration=calibrated
                )
            else:
                raise
        else:
            return


def _edges(graph: Any, name: str) -> list[Any]:
    return [
        edge
        for task in graph.tasks.values()
        for edge in [*task.iter_all_inputs(), *task.init.iter_all_inputs()]
        if edge.parent_dataset_type_name == name
    ]


def _dimensions(graph: Any, name: str) -> set[str]:
    return set(_edges(graph, name)[0].raw_dimensions)


def _calibrated(graph: Any, name: str) -> bool:
    return bool(_edges(graph, name)[0].is_calibration)


# --- random definitions --------------------------------------------------------------------------------


def mostly(draw: st.DrawFn, usual: Any, other: Any) -> Any:
    """Draw what is usual, and now and then something else."""
    return draw(st.sampled_from(other if draw(st.integers(0, 19)) == 0 else usual))


@st.composite
def connections(draw: st.DrawFn, quantum: tuple[str, ...] | None) -> Connection:
    kind = draw(st.sampled_from(sorted(KINDS)))
    read = kind in ("input", "prerequisiteInput")
    dimensions = mostly(draw, (quantum or ("visit",), ("physical_filter", "detector")), LISTS)
    name = mostly(draw, ORDINARY, TAKEN)
    usual = (f"{name}_data", f"{{one}}_{name}", f"{name}{{two}}", *(("calexp.psf",) if read else ()))
    multiple = draw(st.booleans())
    return Connection(
        name=name,
        kind=kind,
        dataset=mostly(draw, usual, DATASETS),
        dimensions=dimensions if KINDS[kind].dimensioned else (),
        multiple=multiple,
        minimum=mostly(draw, (1, 0, 2 if multiple else 1), (2, -1)) if read else 1,
        calibration=draw(st.booleans()) if kind == "prerequisiteInput" else False,
    )


@st.composite
def definitions(draw: st.DrawFn) -> Definition:
    quantum = mostly(draw, QUANTA[:4], (None, *QUANTA))
    some = draw(st.lists(connections(quantum), min_size=1, max_size=3, unique_by=lambda one: one.name))
    templates = {"one": mostly(draw, ("deep", "src"), DEFAULTS), "two": mostly(draw, ("2", "deep"), DEFAULTS)}
    if draw(st.booleans()):
        templates[mostly(draw, ("three", "log", "run"), (*ORDINARY, *TAKEN))] = mostly(
            draw, ("deep",), DEFAULTS
        )
    fields = (
        [mostly(draw, ("number", "one", "dimensions"), (*ORDINARY, *TAKEN))] if draw(st.booleans()) else []
    )
    return Definition(quantum, tuple(some), templates, tuple(fields))


IMAGE = Connection("alpha", "input", "calexp", QUANTA[2])


@given(definitions())
@example(Definition(QUANTA[2], (IMAGE,)))
@example(Definition(None, (IMAGE,)))
@example(Definition(QUANTA[2], (IMAGE,), {"alpha": "deep"}))
@example(Definition(QUANTA[2], (Connection("alpha", "output", "calexp.psf", QUANTA[2]),)))
@example(Definition(QUANTA[2], (IMAGE, Connection("beta", "output", "calexp", QUANTA[2]))))
@example(Definition(QUANTA[2], (IMAGE, Connection("beta", "prerequisiteInput", "calexp.psf", QUANTA[2]))))
@example(Definition(QUANTA[2], (IMAGE, Connection("beta", "input", "calexp.psf", ("visit",)))))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_an_error_is_what_the_runtime_refuses(definition: Definition) -> None:
    errors = verdict(definition)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            make(definition)
    except Exception as err:
        refused = f"{type(err).__name__}: {err}"
    else:
        refused = ""
    event("refused" if refused else "taken")
    assert bool(errors) is bool(refused), f"{written(definition)}\ncompiler: {errors}\nruntime: {refused}"
