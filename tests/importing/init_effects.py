"""What an `__init__` does on the real runtime, and what is said of it."""

from __future__ import annotations

import ast
import copy
import itertools
import textwrap
from collections.abc import Iterator
from typing import Any

from init_programs import SETS, indented

from conngen.importing.drafts import ConnectionDraft, LoopDraft, Switch
from conngen.importing.execution import Executed, Known, KnownConnection, KnownField, execute, written
from conngen.importing.python_file import read_python

HEAD = """
import dataclasses
import typing
import warnings

import lsst.pex.config as pexConfig
import lsst.pipe.base.connectionTypes as cT
from lsst.pipe.base import PipelineTaskConfig, PipelineTaskConnections

SOME = ("in1", "out1")


class Declared(PipelineTaskConnections, dimensions=("instrument", "visit")):
    in1 = cT.Input(doc="First.", name="one", storageClass="A", dimensions=("instrument", "visit"))
    in2 = cT.Input(
        doc="Second.", name="two", storageClass="A", dimensions=["visit"], multiple=True, deferLoad=True
    )
    pre1 = cT.PrerequisiteInput(doc="", name="pre", storageClass="A", dimensions=("skypix",), minimum=0)
    out1 = cT.Output("three", "A", "Third.", False, dimensions=("instrument", "visit"))
    out2 = cT.Output(name="four", storageClass="A", dimensions=())
    schema = cT.InitInput(doc="Columns.", name="schema", storageClass="A")

    def _drop(self, name, really=True):
        if really:
            self.inputs.discard(name)
            self.outputs.discard(name)
"""

CONFIG = """
class ExampleConfig(PipelineTaskConfig, pipelineConnections=Example):
    a = pexConfig.Field(doc="it", dtype=bool, default=True)
    b = pexConfig.Field(doc="it", dtype=bool, default=True)
    maybe = pexConfig.Field(doc="it", dtype=bool, default=None, optional=True)
    n = pexConfig.Field(doc="it", dtype=int, default=2)
    mode = pexConfig.Field(doc="it", dtype=str, default="p")
    kind = pexConfig.ChoiceField(
        doc="it", dtype=str, allowed={"p": "1", "q": "2", "r": "3"}, default="p", optional=False
    )
    names = pexConfig.ListField(doc="it", dtype=str, default=[])
    dims = pexConfig.ListField(doc="it", dtype=str, default=["visit"])
"""

FIELDS = {
    "a": KnownField("scalar", ("bool",), default=ast.Constant(True)),
    "b": KnownField("scalar", ("bool",), default=ast.Constant(True)),
    "maybe": KnownField("scalar", ("bool",), optional=True),
    "n": KnownField("scalar", ("int",), default=ast.Constant(2)),
    "mode": KnownField("scalar", ("str",), default=ast.Constant("p")),
    "kind": KnownField("choice", ("str",), default=ast.Constant("p"), choices=("p", "q", "r")),
    "names": KnownField("list", ("str",), default=ast.List([], ast.Load())),
    "dims": KnownField("list", ("str",), default=ast.List([ast.Constant("visit")], ast.Load())),
}
VALUES: dict[str, list[Any]] = {
    "a": [True, False],
    "b": [True, False],
    "maybe": [None, True, False],
    "n": [0, 1, 2],
    "mode": ["p", "q", "healpix3", ""],
    "kind": ["p", "q", "r"],
    "names": [[], ["in1"], ["in2", "out1"], ["nothing"]],
    "dims": [["visit"], ["tract", "patch"], []],
}


def module_text(body: list[str] | None, base: list[str] | None = None) -> str:
    """Return a module with a class whose `__init__` has some lines, and a base with some others."""
    text = HEAD
    if base is not None:
        text += "\n" + "\n".join(indented(["def __init__(self, *, config=None):", *indented(base)]))
    lines = [
        "in1 = cT.Input(doc='Other.', name='other', storageClass='C', dimensions=('visit', 'band'))",
        "later = cT.Output(name='late', storageClass='A', dimensions=())",
    ]
    if body is not None:
        lines += ["", "def __init__(self, *, config=None):", *indented(body)]
    return f"{text}\n\nclass Example(Declared):\n" + "\n".join(indented(lines)) + f"\n\n{CONFIG}"


def load(text: str) -> dict[str, Any]:
    """Execute a module."""
    space: dict[str, Any] = {"__name__": "example"}
    exec(compile(text, "example.py", "exec"), space)
    return space


def executed(text: str) -> Executed:
    """Follow the `__init__` of the class `Example` in a module."""
    file = read_python(text, "example.py", "example")
    declared, example = file.classes["Declared"], file.classes["Example"]
    known: dict[str, KnownConnection] = {}
    for cls in (declared, example):
        for node in cls.body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                call = node.value
                names = ["name", "storageClass", "doc", "multiple"]
                arguments = dict(zip(names, call.args, strict=False))
                arguments |= {one.arg: one.value for one in call.keywords if one.arg}
                runtime = file.runtime(call.func) or ""
                kind = runtime[0].lower() + runtime[1:]
                target = node.targets[0]
                assert isinstance(target, ast.Name)
                known[target.id] = KnownConnection(kind, arguments, cls is example)
    inherited = tuple((file, one) for one in _inits(declared))
    dimensions = next(one.value for one in declared.keywords if one.arg == "dimensions")
    (method,) = _inits(example)
    return execute(method, file, Known(known, dimensions, FIELDS, inherited=inherited))


def _inits(cls: ast.ClassDef) -> Iterator[ast.FunctionDef]:
    for node in cls.body:
        if isinstance(node, ast.FunctionDef) and node.name == "__init__":
            yield node


def settings(text: str, most: int = 80) -> Iterator[dict[str, Any]]:
    """Yield the values of the config fields that a text names, in all combinations, or many of them."""
    names = [name for name in VALUES if f"config.{name}" in text or name in ("b", "mode")]
    combinations = list(itertools.product(*(VALUES[name] for name in names)))
    step = max(1, len(combinations) // most) | 1  # odd, so that no field of two values stays the same
    for values in combinations[::step]:
        yield dict(zip(names, values, strict=True))


def described(connections: Any) -> dict[str, Any]:
    """Return all that tells one connections object from another."""
    found: dict[str, Any] = {name: set(getattr(connections, name)) for name in SETS}
    found["dimensions"] = set(connections.dimensions)
    for name, one in connections.allConnections.items():
        attributes = {key: value for key, value in vars(one).items() if key != "varName"}
        if "dimensions" in attributes:
            attributes["dimensions"] = set(attributes["dimensions"])
        found[f"connection {name}"] = (type(one).__name__, attributes)
    return found


_SAID = """
class Said(Plain):
    def __init__(self, *, config=None):
        kept = {name: getattr(self, name) for name in ("in1", "later")}
        super().__init__(config=config)
        for name, one in kept.items():
            setattr(self, name, one)
        apply(self, config)
"""


class Said:
    """A class that does what was put down of an `__init__`, in the order in which a generated class does.

    Parameters
    ----------
    space : `dict`
        The module.
    said : `Executed`
        What was put down.
    plain : `type`
        The class without that `__init__`.
    """

    def __init__(self, space: dict[str, Any], said: Executed, plain: type) -> None:
        self.space = space
        self.said = said
        space |= {"Plain": plain, "apply": self.apply}
        exec(_SAID, space)
        self.cls: type = space["Said"]

    def apply(self, this: Any, config: Any) -> None:
        said = self.said
        known = {name: getattr(config, name) for name in FIELDS} | {"connections": config.connections}
        for one in said.requirements:
            if (one.when is None or value(one.when, known)) and not value(one.condition, known):
                raise ValueError(value(one.message, known))
        if (switch := said.dimensions) is not None:
            held, found = chosen(switch, known)
            this.dimensions = set(found) if held else this.dimensions
        for (name, attribute), switch in said.changes.items():
            held, found = chosen(switch, known)
            if held and name in this.allConnections:
                setattr(
                    this, name, self.space["dataclasses"].replace(getattr(this, name), **{attribute: found})
                )
        for name, condition in said.presence.items():
            assert bool(value(condition, known)) is not bool(value(said.absence[name], known)), name
            if not value(condition, known) and name in this.allConnections:
                delattr(this, name)
        for draft in said.added:
            assert isinstance(draft, LoopDraft)
            self.repeat(this, draft, known)
        if said.leftover:
            lines = "\n".join(ast.unparse(one) for one in said.leftover)
            text = f"def rest(self, config):\n{textwrap.indent(lines, '    ')}"
            exec(text, self.space)
            self.space["rest"](this, config)

    def repeat(self, this: Any, draft: LoopDraft, known: dict[str, Any]) -> None:
        if draft.when is not None and not value(draft.when, known):
            return
        for one in value(draft.values, known):
            inner = {**known, draft.variable: one}
            for item in draft.items:
                if isinstance(item, LoopDraft):
                    self.repeat(this, item, inner)
                    continue
                assert isinstance(item, ConnectionDraft)
                if item.when is not None and not value(item.when, inner):
                    continue
                runtime = item.kind[0].upper() + item.kind[1:]
                arguments = {
                    key: chosen(given, inner)[1] if isinstance(given, Switch) else value(given, inner)
                    for key, given in item.arguments.items()
                }
                setattr(this, item.name.format(**inner), getattr(self.space["cT"], runtime)(**arguments))


def chosen(switch: Switch, known: dict[str, Any]) -> tuple[bool, Any]:
    """Return whether a value is changed, and the new value."""
    for condition, one in switch.cases:
        if value(condition, known):
            return True, value(one, known)
    return switch.otherwise is not None, None if switch.otherwise is None else value(switch.otherwise, known)


def value(node: ast.expr, known: dict[str, Any]) -> Any:
    """Return the value of an expression over the config fields."""
    expression = ast.fix_missing_locations(ast.Expression(copy.deepcopy(node)))
    return eval(compile(expression, "", "eval"), {}, known)


def said(*lines: str, base: list[str] | None = None) -> Executed:
    """Follow an `__init__` with some lines."""
    return executed(module_text([one for line in lines for one in line.splitlines()], base))


def shown(switch: Switch | None) -> str:
    """Return a switch as text: ``…`` for what stands at class level."""
    assert switch is not None
    cases = [f"{written(one)} if {written(test)} else " for test, one in switch.cases]
    return "".join(cases) + ("…" if switch.otherwise is None else written(switch.otherwise))
