"""Bodies of an `__init__` that are made up."""

from __future__ import annotations

from hypothesis import strategies as st

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
