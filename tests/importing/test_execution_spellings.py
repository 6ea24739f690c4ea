"""An `__init__` is understood however it is spelled."""

from __future__ import annotations

import ast

import pytest
from init_effects import said, shown

from conngen.importing.drafts import ConnectionDraft, LoopDraft
from conngen.importing.execution import written


@pytest.mark.parametrize(
    ("lines", "presence"),
    [
        ("if not config.a:\n    del self.in2", {"in2": "a"}),
        ("if not self.config.a:\n    delattr(self, 'in2')", {"in2": "a"}),
        ("if config.a is not True:\n    self.inputs.remove('in2')", {"in2": "a"}),
        ("if config.maybe is not True:\n    self.inputs.discard('in2')", {"in2": "maybe is True"}),
        ("if config.maybe is False:\n    self.inputs -= {'in2'}", {"in2": "maybe is not False"}),
        ("if not config.maybe:\n    self.inputs.difference_update(('in2',))", {"in2": "maybe"}),
        (
            "if config.a:\n    self.outputs = self.outputs - {'out1', 'out2'}",
            {"out1": "not a", "out2": "not a"},
        ),
        ("self.initInputs.remove('schema')", {"schema": "False"}),
        ("if config is None:\n    return\nif config.a:\n    del self.in2", {"in2": "not a"}),
        ("if not config:\n    return None\nif config.a:\n    del self.in2", {"in2": "not a"}),
        ("if config:\n    if config.a:\n        del self.in2", {"in2": "not a"}),
        ("if config is not None and not config.a:\n    del self.in2", {"in2": "a"}),
        ("assert isinstance(config, ExampleConfig)\nif config.a:\n    del self.in2", {"in2": "not a"}),
        (
            "if not isinstance(config, ExampleConfig):\n    raise TypeError('no')\ndel self.in2",
            {"in2": "False"},
        ),
        ("assert config is not None, 'never'\nif config.a:\n    del self.in2", {"in2": "not a"}),
        ("mine = typing.cast(ExampleConfig, config)\nif mine.a:\n    del self.in2", {"in2": "not a"}),
        ("if config.a:\n    return\ndel self.in2", {"in2": "a"}),
        ("if config.a:\n    if config.b:\n        return\n    del self.in2", {"in2": "not a or b"}),
        (
            "if config.a:\n    del self.in2\nelif config.b:\n    del self.pre1",
            {"in2": "not a", "pre1": "a or not b"},
        ),
        ("both = config.a and not config.b\nif both:\n    del self.in2", {"in2": "not a or b"}),
        (
            "if config.a:\n    on = config.b\nelse:\n    on = True\nif not on:\n    del self.in2",
            {"in2": "not a or b"},
        ),
        ("isr = config.isr\nif not isr.qa.doWrite:\n    del self.in2", {"in2": "isr.qa.doWrite"}),
        ("if config.connections.in1 == '':\n    del self.in2", {"in2": "connections.in1 != ''"}),
        ("if 'in2' not in config.names:\n    del self.in2", {"in2": "'in2' in names"}),
        ("if len(config.names) == 0:\n    del self.in2", {"in2": "len(names) != 0"}),
        ("if config.mode in {'p', 'q'}:\n    del self.in2", {"in2": "mode not in ['p', 'q']"}),
        ("if config.tasks['x'].on:\n    del self.in2", {"in2": "not tasks['x'].on"}),
        ("for one in SOME:\n    if config.a:\n        delattr(self, one)", {"in1": "not a", "out1": "not a"}),
        (
            "for one in ('in2', 'pre1'):\n    if one == 'pre1':\n        continue\n    delattr(self, one)",
            {"in2": "False"},
        ),
        (
            "for i in range(1, 3):\n    if config.n < i:\n        delattr(self, f'out{i}')",
            {"out1": "n >= 1", "out2": "n >= 2"},
        ),
        (
            "for one in config.names:\n    self.prerequisiteInputs.remove(one)",
            {"pre1": "'pre1' not in names"},
        ),
        ("if any((config.a, config.b)):\n    del self.in2", {"in2": "not a and not b"}),
        ("if not getattr(config, 'a'):\n    del self.in2", {"in2": "a"}),
        ("kwargs = {'name': 'in2'}\nself._drop(**kwargs)", {"in2": "False"}),
        (
            "if (config.a or (config.b and config.n == 1)) is not True:\n    del self.in2",
            {"in2": "a or (b and n == 1)"},
        ),
        (
            "if not (config.a if config.b else config.n > 1):\n    del self.in2",
            {"in2": "(b and a) or (not b and n > 1)"},
        ),
        ("match config.kind:\n    case 'p' | 'q':\n        del self.in2", {"in2": "kind == 'r'"}),
        (
            "match config.kind, config.a:\n    case 'p', True:\n        del self.in2",
            {"in2": "kind != 'p' or not a"},
        ),
        (
            "match config.mode:\n    case 'p':\n        del self.in2\n    case x if 'heal' in x:\n"
            "        pass\n"
            "    case _:\n        del self.pre1",
            {"in2": "mode != 'p'", "pre1": "mode == 'p' or 'heal' in mode"},
        ),
        (
            "match config.mode:\n    case 'p':\n        del self.in2\n    case x if 'heal' in x:\n"
            "        del self.pre1\n"
            "    case other:\n        raise ValueError(f'no {other}')",
            {"in2": "mode != 'p'", "pre1": "mode == 'p'"},
        ),
        ("def drop(name):\n    delattr(self, name)\nif config.a:\n    drop('in2')", {"in2": "not a"}),
    ],
)
def test_when_connections_are_there(lines: str, presence: dict[str, str]) -> None:
    found = said("super().__init__(config=config)", lines)
    assert not found.leftover, found.why
    assert {name: written(test) for name, test in found.presence.items()} == presence


@pytest.mark.parametrize(
    ("lines", "changes"),
    [
        (
            "if config.a:\n    self.in2 = dataclasses.replace(self.in2, storageClass='B')",
            {"in2.storageClass": "'B' if a else …"},
        ),
        ("self.in2 = dataclasses.replace(self.in2, dimensions=config.dims)", {"in2.dimensions": "[*dims]"}),
        (
            "self.in2 = dataclasses.replace(self.in2, dimensions=set(config.dims))",
            {"in2.dimensions": "[*dims]"},
        ),
        (
            "self.out2 = dataclasses.replace(self.out2, dimensions=list(config.dims) + ['day'])",
            {"out2.dimensions": "[*dims, 'day']"},
        ),
        (
            "self.out2 = dataclasses.replace(self.out2, dimensions=(f'healpix{config.n}',))",
            {"out2.dimensions": "[f'healpix{n}']"},
        ),
        (
            "name = f'healpix{self.config.n}'\n"
            "self.out2 = dataclasses.replace(self.out2, dimensions=['visit', name])",
            {"out2.dimensions": "['visit', f'healpix{n}']"},
        ),
        (
            "self.out2 = dataclasses.replace(self.out2, dimensions=self.in2.dimensions + ['day'])",
            {"out2.dimensions": "['visit', 'day']"},
        ),
        (
            "more = ['day'] if config.a else []\n"
            "self.out2 = dataclasses.replace(self.out2, dimensions=['visit'] + more)",
            {"out2.dimensions": "['visit', 'day'] if a else ['visit']"},
        ),
        (
            "if config.a:\n    day = []\nelif config.b:\n    day = ['day']\nelse:\n    day = ['band']\n"
            "self.out2 = dataclasses.replace(self.out2, dimensions=day)",
            {"out2.dimensions": "['day'] if not a and b else ['band'] if not a else …"},
        ),
        (
            "self.in2 = cT.Input(name=self.in2.name, storageClass=self.in2.storageClass, doc=self.in2.doc, "
            "dimensions=self.in2.dimensions, multiple=True)",
            {"in2.deferLoad": "False"},
        ),
        (
            "old = self.in2\nself.in2 = type(old)(old.name, 'A', old.doc, True, deferLoad=True, dimensions=())",
            {"in2.dimensions": "[]"},
        ),
        (
            "if config.mode != 'A':\n    self.in2 = dataclasses.replace(self.in2, storageClass=config.mode)",
            {"in2.storageClass": "mode"},
        ),
        (
            "if config.dims != self.in2.dimensions:\n"
            "    self.in2 = dataclasses.replace(self.in2, dimensions=frozenset(config.dims))",
            {"in2.dimensions": "[*dims]"},
        ),
        (
            "if config.a:\n    self.in2 = dataclasses.replace(self.in2, dimensions=config.dims)\n"
            "else:\n    del self.in2",
            {"in2.dimensions": "[*dims]"},
        ),
        (
            "if config.a:\n    self.out2 = dataclasses.replace(self.out2, dimensions=config.dims)\n"
            "else:\n    del self.out2",
            {"out2.dimensions": "[*dims] if a else …"},
        ),
        ("self.in2 = dataclasses.replace(self.in2, multiple=config.n > 1)", {"in2.multiple": "n > 1"}),
        (
            "for one in ('out1', 'out2'):\n"
            "    setattr(self, one, dataclasses.replace(getattr(self, one), storageClass='X'))",
            {"out1.storageClass": "'X'", "out2.storageClass": "'X'"},
        ),
        ("self.in2 = dataclasses.replace(self.in2, name=f'two{config.n}')", {"in2.name": "f'two{n}'"}),
        (
            "self.in2 = dataclasses.replace(self.in2, storageClass='%s%d' % (config.mode, 2))",
            {"in2.storageClass": "f'{mode}2'"},
        ),
        (
            "self.in2 = dataclasses.replace(self.in2, storageClass='Exposure' + config.mode)",
            {"in2.storageClass": "f'Exposure{mode}'"},
        ),
        (
            "self.in2 = dataclasses.replace(self.in2, storageClass='{}F'.format(config.mode))",
            {"in2.storageClass": "f'{mode}F'"},
        ),
    ],
)
def test_what_of_connections_depends_on_the_config(lines: str, changes: dict[str, str]) -> None:
    found = said("super().__init__(config=config)", lines)
    assert not found.leftover, found.why
    assert {".".join(name): shown(switch) for name, switch in found.changes.items()} == changes


@pytest.mark.parametrize(
    ("lines", "dimensions"),
    [
        ("self.dimensions.clear()\nself.dimensions.update(config.dims)", "[*dims]"),
        ("self.dimensions = set(config.dims)", "[*dims]"),
        ("self.dimensions = {f'healpix{config.n}'}", "[f'healpix{n}']"),
        ("self.dimensions.add('band')", "['instrument', 'visit', 'band']"),
        ("self.dimensions.update(('band', 'visit'))", "['instrument', 'visit', 'band']"),
        ("if config.a:\n    self.dimensions.remove('visit')", "['instrument'] if a else …"),
        (
            "if config.a:\n    self.dimensions.discard('visit')\n    self.dimensions.add(f'healpix{config.n}')",
            "['instrument', f'healpix{n}'] if a else …",
        ),
        ("self.dimensions -= {'visit'}\nself.dimensions |= {'tract'}", "['instrument', 'tract']"),
        ("self.dimensions = self.dimensions.union(['band'])", "['instrument', 'visit', 'band']"),
        ("mine = self.dimensions\nmine.add('band')", "['instrument', 'visit', 'band']"),
        ("self.dimensions = set((*self.dimensions, *config.dims))", "['instrument', 'visit', *dims]"),
        (
            "for one in self.dimensions:\n    if one.startswith('v'):\n        found = one\n"
            "self.dimensions = {found}",
            "['visit']",
        ),
        ("if config.dims != ['instrument', 'visit']:\n    self.dimensions = set(config.dims)", "[*dims]"),
        (
            "if not config.n:\n    self.dimensions.remove('visit')\n"
            "    more = ['tract'] if config.a else []\n    self.dimensions.update(more)",
            "['instrument', 'tract'] if not n and a else ['instrument'] if not n else …",
        ),
    ],
)
def test_dimensions_of_the_quantum(lines: str, dimensions: str) -> None:
    found = said("super().__init__(config=config)", lines)
    assert not found.leftover, found.why
    assert shown(found.dimensions) == dimensions


def test_dimensions_that_come_out_as_they_were_are_no_change() -> None:
    found = said(
        "self.dimensions.add('band')", "self.dimensions.remove('band')", "self.dimensions |= {'visit'}"
    )
    assert found.dimensions is None
    assert not found.leftover


def test_connections_in_a_loop_that_only_the_config_knows() -> None:
    found = said(
        "if config.a:",
        "    for n in range(config.n):",
        "        # One for each.",
        "        made = cT.Output(doc=f'It is {n}', name=f'x{n}', storageClass='A', dimensions=config.dims)",
        "        if config.b or n > 1:",
        "            setattr(self, f'more{n}', made)",
    )
    assert not found.leftover, found.why
    (loop,) = found.added
    assert isinstance(loop, LoopDraft)
    assert (loop.variable, written(loop.values)) == ("n_", "range(n)")
    assert loop.when is not None
    assert written(loop.when) == "a"
    assert loop.comments == ["# One for each."]
    (item,) = loop.items
    assert isinstance(item, ConnectionDraft)
    assert (item.name, item.kind) == ("more{n_}", "output")
    assert item.when is not None
    assert written(item.when) == "b or n_ > 1"
    dimensions = item.arguments["dimensions"]
    assert isinstance(dimensions, ast.expr)
    assert written(dimensions) == "[*dims]"


def test_a_connection_that_is_made_here_is_declared() -> None:
    found = said("if config.a:", "    self.extra = cT.Input(name='x', storageClass='A', doc='More.')")
    (draft,) = found.added
    assert isinstance(draft, ConnectionDraft)
    assert (draft.name, draft.kind, list(draft.arguments)) == (
        "extra",
        "input",
        ["name", "storageClass", "doc"],
    )
    assert draft.when is not None
    assert written(draft.when) == "a"
    assert [note.text for note in found.notes] == [
        "`extra` is made in `__init__`, and declared in the class now"
    ]


@pytest.mark.parametrize(
    ("lines", "requirement"),
    [
        ("if not config.a:\n    raise ValueError('It has to be.')", ("a", None, "'It has to be.'", None)),
        (
            "if config.n > 1:\n    raise RuntimeError(f'{config.n} is a lot')",
            ("n <= 1", None, "f'{n} is a lot'", "RuntimeError"),
        ),
        (
            "if config.a:\n    if config.n > 1:\n        raise ValueError('No.')",
            ("n <= 1", "a", "'No.'", None),
        ),
        (
            "if config.mode != 'p':\n    if config.mode != 'q':\n        raise ValueError('No.')",
            ("mode in ['p', 'q']", None, "'No.'", None),
        ),
        ("if not config.a or config.b:\n    raise ValueError('No.')", ("a and not b", None, "'No.'", None)),
        ("assert config.a, 'It has to be.'", ("a", None, "'It has to be.'", "AssertionError")),
        (
            "if config.a:\n    raise ValueError('%r is not %s' % (config.mode, 'p'))",
            ("not a", None, "f'{mode!r} is not p'", None),
        ),
        (
            "if config.a:\n    raise NotImplementedError",
            ("not a", None, "'NotImplementedError: a'", "NotImplementedError"),
        ),
    ],
)
def test_what_has_to_hold(lines: str, requirement: tuple[str | None, ...]) -> None:
    found = said("super().__init__(config=config)", lines)
    assert not found.leftover, found.why
    (one,) = found.requirements
    words = [
        None if node is None else written(node) for node in (one.condition, one.when, one.message, one.raises)
    ]
    assert tuple(words) == requirement


@pytest.mark.parametrize(
    ("lines", "note"),
    [
        (
            "if not config.a:\n    self.inputs.remove('in2')\nif not config.b:\n    self.inputs.remove('in2')",
            "`in2` is removed twice when not b and not a",
        ),
        (
            "if config.a:\n    self.outputs.remove('in2')",
            "`in2` is removed from `self.outputs`, where it is not, when a",
        ),
        (
            "if config.a:\n    del self.nothing",
            "`nothing` is removed, though the class has no such connection, when a",
        ),
        (
            "del self.in2\nself.in2 = dataclasses.replace(self.in2, multiple=True)",
            "`in2` is used after it was removed",
        ),
        (
            "self.allConnections.pop('in2')",
            "`in2` is removed from `self.allConnections`, which is read only",
        ),
        (
            "del self.allConnections['in2']",
            "`in2` is removed from `self.allConnections`, which is read only",
        ),
        ("self.in2 = None", "`in2` is set to `None`"),
        ("self.dimensions.remove('band')", "`band` is removed from where it is not"),
    ],
)
def test_where_the_class_fails(lines: str, note: str) -> None:
    found = said("super().__init__(config=config)", lines)
    assert not found.leftover, found.why
    ending = ": the class fails there today; the imported one leaves it out"
    assert [one.text for one in found.notes] == [f"{note}{ending}"]


@pytest.mark.parametrize(
    "lines",
    [
        "self.inputs.remove('in2')\ndel self.in2",
        "self.inputs.discard('in2')\nself.inputs.discard('in2')",
        "if 'in2' in self.inputs:\n    self.inputs.remove('in2')",
        "if config.a:\n    del self.in2\nif hasattr(self, 'in2'):\n    del self.in2",
        "if config.kind == 'p':\n    del self.in2\nif config.kind == 'q':\n    del self.in2",
    ],
)
def test_where_the_class_does_not_fail(lines: str) -> None:
    found = said("super().__init__(config=config)", lines)
    assert not found.leftover, found.why
    assert "in2" in found.presence
    assert not found.notes
