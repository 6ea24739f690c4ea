"""Connections classes with an `__init__` that is made up, and what becomes of them on the real runtime."""

from __future__ import annotations

import ast
import copy
import itertools
import textwrap
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from conngen.importing.drafts import LoopDraft, Switch
from conngen.importing.execution import Executed, Known, KnownConnection, KnownField, execute
from conngen.importing.python_file import read_python

CONNECTIONS = {
    "in1": ("Input", "inputs"),
    "in2": ("Input", "inputs"),
    "pre1": ("PrerequisiteInput", "prerequisiteInputs"),
    "out1": ("Output", "outputs"),
    "out2": ("Output", "outputs"),
    "schema": ("InitInput", "initInputs"),
    "later": ("Output", "outputs"),
}
SETS = ("inputs", "prerequisiteInputs", "outputs", "initInputs", "initOutputs")

HEAD = """
import dataclasses

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

# --- programs ---

_TESTS = [
    *("config.a", "not config.a", "self.config.b", "config.b is not True", "config.a == False"),
    *("config.maybe", "config.maybe is True", "config.maybe is not True", "config.maybe is False"),
    *("config.maybe is None", "config.n > 1", "config.n == 1", "not config.n", "0 < config.n < 2"),
    *("config.mode == 'p'", "config.mode != 'q'", "config.mode in ('p', 'q')", "'healpix' in config.mode"),
    *("config.mode.startswith('heal')", "config.kind == 'p'", "config.kind not in ['p', 'q']"),
    *("'in1' in config.names", "config.names", "len(config.names) > 1", "config.dims == ['visit']"),
    *("flag", "not flag", "(config.a or flag) is not True", "config is not None", "not config"),
    *("'in1' in self.inputs", "'out1' not in self.outputs", "hasattr(self, 'in2')", "value == 'p'"),
    *("config.connections.in1 == 'one'", "getattr(config, 'b')", "any((config.a, config.maybe))"),
    "all(one != 'in1' for one in SOME)",
]


@st.composite
def tests(draw: st.DrawFn, depth: int = 2) -> str:  # noqa: PT028
    shape = draw(st.sampled_from(["atom", "atom", "not", "and", "or"])) if depth else "atom"
    if shape == "atom":
        return draw(st.sampled_from(_TESTS))
    if shape == "not":
        return f"not ({draw(tests(depth - 1))})"
    return f"({draw(tests(depth - 1))}) {shape} ({draw(tests(depth - 1))})"


@st.composite
def removals(draw: st.DrawFn, name: str | None = None) -> list[str]:
    name = name or draw(st.sampled_from(list(CONNECTIONS)))
    collection = CONNECTIONS[name][1]
    if draw(st.integers(0, 9)) == 0:
        collection = draw(st.sampled_from(SETS))
    forms = [
        f"del self.{name}",
        f"delattr(self, '{name}')",
        f"self.{collection}.remove('{name}')",
        f"self.{collection}.discard('{name}')",
        f"self.{collection} -= {{'{name}'}}",
        f"self.{collection}.difference_update(('{name}', 'schema'))",
        f"self.{collection} = self.{collection} - {{'{name}'}}",
        f"self._drop('{name}')",
        f"self._drop('{name}', really=config.a)",
        f"self.{collection} = {{one for one in self.{collection} if one != '{name}'}}",
        f"gone = ['{name}']\nself.{collection} = self.{collection}.difference(gone)",
    ]
    return draw(st.sampled_from(forms)).splitlines()


@st.composite
def changes(draw: st.DrawFn) -> list[str]:
    name = draw(st.sampled_from([one for one in CONNECTIONS if one != "schema"]))
    values = ["multiple=True", "storageClass='B'", "storageClass=config.mode", "dimensions=('visit', 'band')"]
    values += ["dimensions=config.dims", "dimensions={'visit', f'healpix{config.n}'}", "isCalibration=flag"]
    values += ["multiple=config.n > 1", "dimensions=[*config.dims, 'band']", "storageClass=value"]
    kept = f"name=self.{name}.name, doc=self.{name}.doc, dimensions=self.{name}.dimensions"
    forms = [
        f"self.{name} = dataclasses.replace(self.{name}, {draw(st.sampled_from(values))})",
        f"setattr(self, '{name}', dataclasses.replace(self.{name}, {draw(st.sampled_from(values))}))",
        f"self.{name} = cT.{CONNECTIONS[name][0]}({kept}, storageClass=self.{name}.storageClass)",
        f"old = self.{name}\nself.{name} = type(old)(old.name, config.mode, old.doc, dimensions=())",
    ]
    return draw(st.sampled_from(forms)).splitlines()


@st.composite
def dimensions(draw: st.DrawFn) -> list[str]:
    forms = [
        "self.dimensions.add('patch')",
        "self.dimensions.discard('visit')",
        "self.dimensions.remove('visit')",
        "self.dimensions.clear()",
        "self.dimensions.update(['tract'] if flag else [])",
        "self.dimensions = {'tract', f'healpix{config.n}'}",
        "self.dimensions |= {'band'}",
        "self.dimensions -= {'instrument'}",
        "quantum = self.dimensions\nquantum.update(('skymap', 'tract'))",
        "self.dimensions = set(config.dims)",
        "self.dimensions.update(config.dims)",
        "self.dimensions = set((*self.dimensions, 'day'))",
    ]
    return draw(st.sampled_from(forms)).splitlines()


@st.composite
def loops(draw: st.DrawFn) -> list[str]:
    test = draw(tests(1))
    forms = [
        f"for one in SOME:\n    if {test}:\n        continue\n    delattr(self, one)",
        f"for one in ('in2', 'pre1'):\n    if one == 'in2' and {test}:\n        delattr(self, one)",
        "for one in config.names:\n    self.inputs.discard(one)",
        "for one in config.names:\n    if one in self.outputs:\n        self.outputs.remove(one)",
        f"for one in list(self.inputs):\n    if {test}:\n        self.inputs.remove(one)",
        "for one, made in tuple(self.allConnections.items()):\n"
        "    if one.startswith('out'):\n"
        f"        setattr(self, one, dataclasses.replace(made, multiple={test}))",
        "for i in range(config.n):\n"
        f"    if {test}:\n"
        "        made = cT.Output(doc=f'{i}', name=f'x{i}', storageClass='A', dimensions=('visit',))\n"
        "        setattr(self, f'more{i}', made)",
    ]
    return draw(st.sampled_from(forms)).splitlines()


@st.composite
def branches(draw: st.DrawFn, depth: int, exits: bool) -> list[str]:
    if draw(st.integers(0, 3)) == 0:
        return draw(matches(depth, exits))
    lines = [f"if {draw(tests())}:", *indented(draw(blocks(depth - 1, exits)))]
    if draw(st.booleans()):
        lines += [f"elif {draw(tests())}:", *indented(draw(blocks(depth - 1, exits)))]
    if draw(st.booleans()):
        lines += ["else:", *indented(draw(blocks(depth - 1, exits)))]
    return lines


@st.composite
def matches(draw: st.DrawFn, depth: int, exits: bool) -> list[str]:
    subject = draw(st.sampled_from(["config.mode", "config.kind", "value"]))
    lines = [f"match {subject}:"]
    for pattern in ("case 'p':", "case 'q' | 'r':", "case x if 'healpix' in x:"):
        if draw(st.booleans()) or pattern == "case 'p':":
            lines += indented([pattern, *indented(draw(blocks(depth - 1, exits)))])
    if draw(st.booleans()):
        last = ["case other:", "    raise ValueError(f'never {other}')"]
        lines += indented(draw(st.sampled_from([last, ["case _:", "    del self.in2"]])))
    return lines


@st.composite
def blocks(draw: st.DrawFn, depth: int = 2, exits: bool = True) -> list[str]:
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        kinds = ["removal", "removal", "removal", "change", "local", "loop", "dimensions"]
        kinds += ["branch", "branch"] if depth else []
        match draw(st.sampled_from(kinds)):
            case "removal":
                lines += draw(removals())
            case "change":
                lines += draw(changes())
            case "local":
                lines += draw(st.sampled_from([[f"flag = {draw(tests())}"], ["value = config.kind"]]))
            case "loop":
                lines += draw(loops())
            case "dimensions":
                lines += draw(dimensions())
            case "branch":
                lines += draw(branches(depth, exits))
    if exits and depth < 2 and draw(st.integers(0, 4)) == 0:
        lines += draw(st.sampled_from([["return"], [f"raise ValueError('it is {depth}')"]]))
    return lines


OPAQUE = [
    "object.__setattr__(self.in2, 'storageClass', 'Z')",
    "self.out1.__dict__['multiple'] = True",
    "vars(self.in1).update(storageClass='Y' if flag else 'X')",
]
"""Statements that are not understood."""


@st.composite
def programs(draw: st.DrawFn, opaque: bool = False) -> list[str]:
    """Return the lines of an `__init__`."""
    lines = ["super().__init__(config=config)", "flag = config.b", "value = config.mode"]
    for _ in range(draw(st.integers(1, 3))):
        lines += draw(blocks(exits=not opaque))
        if opaque and draw(st.booleans()):
            lines.append(draw(st.sampled_from(OPAQUE)))
    return lines


def indented(lines: list[str]) -> list[str]:
    return [f"    {line}" for line in lines]


# --- what is there really, and what is said of it ---


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


def settings(text: str, limit: int = 400) -> Iterator[dict[str, Any]]:
    """Yield the values of the config fields that a text names, in all combinations, or as many as asked for."""
    names = [name for name in VALUES if f"config.{name}" in text or f"'{name}'" in text or name == "b"]
    names += ["mode"] if "mode" not in names else []
    combinations = itertools.product(*(VALUES[name] for name in names))
    for values in itertools.islice(combinations, limit):
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
        kept = {name: getattr(self, name) for name in ("in1",)}
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
