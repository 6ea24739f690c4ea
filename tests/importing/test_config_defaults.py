"""What is said of a `setDefaults` is what it does."""

from __future__ import annotations

import textwrap

import pytest
from config_programs import PARTS, defaults_of, defaults_programs, execute, lines, method, read
from hypothesis import HealthCheck, assume, event, given, settings

START = "super().setDefaults()\nv = 0\npart = self.a\nnew = Inner()\nnames = ['q']\nparts = [self.a]\n"


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(defaults_programs())
def test_what_is_said_and_then_what_is_left_do_the_same(statements: list[str]) -> None:
    text = method("setDefaults", START + "\n".join(statements))
    try:
        wanted = execute(text)["Mine"]().toDict()
    except ValueError:  # no such method works
        assume(False)
        return
    draft = read(text)
    assert not any(hook.setting == "mixin" for hook in draft.hooks)
    event("something is left" if draft.hooks else "all is said")
    said = defaults_of(draft)
    assert execute(method("setDefaults", said))["Mine"]().toDict() == wanted, f"{text}\n=>\n{said}"


SAID = {
    "self.n = 3": "n = 3",
    "self.n: int = 3": "n = 3",
    "self.n: int": "",
    "self.a.inner.xs = ('p', 'q')": "a.inner.xs = ['p', 'q']",
    "self.n = self.a.n = 4": "n = 4\na.n = 4",
    "self.n, self.a.n = 1, 2": "n = 1\na.n = 2",
    "self.xs.append('r')": "xs += ['r']",
    "self.xs.extend(['r', 's'])": "xs += ['r', 's']",
    "self.xs.remove('q')": "xs -= ['q']",
    "if 'q' in self.xs:\n    self.xs.remove('q')": "xs -= ['q'], when 'q' in xs",
    "self.xs.insert(0, 'a')": "xs = ['a', *xs]",
    "self.xs.clear()": "xs = []",
    "self.xs.clear()\nself.xs = ['r']": "xs = ['r']",
    "self.n *= 2": "n = n * 2",
    "self.n -= 1": "n -= 1",
    "setattr(self.a, 'n', 3)": "a.n = 3",
    "for name in ('n', 'm'):\n    setattr(self.a, name, 3)": "a.n = 3\na.m = 3",
    "for part in [self.a, self.b]:\n    part.n = 3": "a.n = 3\nb.n = 3",
    "for i, part in enumerate([self.a, self.b]):\n    part.n = i": "a.n = 0\nb.n = 1",
    "for key, n in {'p': 1, 'q': 2}.items():\n    self.inners[key].n = n": "inners['p'].n = 1\ninners['q'].n = 2",
    "inner = self.a.inner\ninner.n = 3\ninner.on = False": "a.inner.n = 3\na.inner.on = False",
    "x = 3\ny = x + 1\nself.n = y": "n = 3 + 1",
    "self.a.n = self.b.n": "a.n = b.n",
    "self.xs = [f'{self.n}_flag']": "xs = [f'{n}_flag']",
    "self.xs = ['%s_flag' % self.n]": "xs = [f'{n}_flag']",
    "self.xs = [x + '_flag' for x in ('a', 'b')]": "xs = ['a_flag', 'b_flag']",
    "self.n = 2**4": "n = 16",
    "self.n = LIMIT": "n = 12",
    "self.n = self.LARGE": "n = 99",
    "self.n = Base.LARGE": "n = 99",
    "if self.on:\n    self.n = 1\nelse:\n    self.n = 2": "n = 1, when on\nn = 2, when not on",
    "if self.on:\n    if self.yes:\n        self.n = 1": "n = 1, when on and yes",
    "x = 1\nif self.on:\n    x = 2\nself.n = x": "n = 2 if on else 1",
    "self.c = Inner": "c = Inner",
    "self.c = Inner(n=2)": "c = Inner\nc.n = 2",
    "self.inners['p'] = Inner(n=2, on=False)": "inners['p'] = Inner\ninners['p'].n = 2\ninners['p'].on = False",
    "new = Inner()\nnew.n = 4\nself.inners['p'] = new": "inners['p'] = Inner\ninners['p'].n = 4",
    "self.update(n=3, on=False)": "n = 3\non = False",
    "self.c.update(n=3)": "c.n = 3",
    "self.tool.retarget(shapes.RoundTask)": "tool = shapes.RoundTask",
    "self.tool.plugins.names |= {'a', 'b'}": "tool.plugins.names |= ['a', 'b']",
    "self.tool.plugins.names.add('a')": "tool.plugins.names |= ['a']",
    "self.tool.plugins.names.discard('a')": "tool.plugins.names -= ['a'], when 'a' in tool.plugins.names",
    "self.tool.plugins.names -= {'a'}": "tool.plugins.names -= ['a'], when 'a' in tool.plugins.names",
    "self.tool.plugins['a'].k = 3": "tool.plugins['a'].k = 3",
    "self.tool.copy.update({'id': 'x'})": "tool.copy['id'] = 'x'",
    "self.tool.setDefaults()\nself.tool.k = 1": "tool.k = 1",
    "self.connections.cat = 'other'": "connections.cat = 'other'",
    "self.tool.name = self.connections.cat": "tool.name = connections.cat",
    "self.helper(3)": "c.n = 3 + 1",
    "self.helper(other=2, amount=1)": "c.n = 1 + 2",
    "self.path = os.path.join('$HERE', 'x.yaml')": "path = '$HERE/x.yaml'",
    "self.stat = int(shapes.MEAN)": "stat = int(shapes.MEAN)",
    "pass": "",
    "...": "",
    "return": "",
}


def module(body: str) -> str:
    """Return a module with a config that has more fields."""
    return f"""
import os

import shapes
from lsst.pex.config import ConfigurableField
{PARTS}
    LARGE = 99

LIMIT = 12


class Mine(Base):
    tool = ConfigurableField(doc="A tool.", target=shapes.ShapeTask)
    path = Field(doc="A path.", dtype=str)
    stat = Field(doc="A number.", dtype=int)

    def setDefaults(self):
        super().setDefaults()
{textwrap.indent(body, " " * 8)}
"""


def said(text: str) -> str:
    """Return the assignments and what is left."""
    return "\n".join(
        line for line in lines(read(text)) if not line.startswith(("tool:", "path:", "stat:", "mixin"))
    )


@pytest.mark.parametrize("body", SAID)
def test_said(body: str) -> None:
    assert said(module(body)) == SAID[body]


LEFT = {
    "configure(self.a)\nself.b.n = 2\nself.a.n = 1": "b.n = 2\nsetDefaults: configure(self.a); self.a.n = 1",
    "configure(self)\nself.b.n = 2": "setDefaults: configure(self); self.b.n = 2",
    "self.other()\nself.b.n = 2": "setDefaults: self.other(); self.b.n = 2",
    "configure(self.a)\nself.b.n = self.a.n": "setDefaults: configure(self.a); self.b.n = self.a.n",
    "x = self.a\nself.b.n = 1\nconfigure(x)\nself.c.n = 2": "b.n = 1\nc.n = 2\nsetDefaults: x = self.a; configure(x)",
    "x = find()\nself.n = x\nself.b.n = 1": "b.n = 1\nsetDefaults: x = find(); self.n = x",
    "names = ['a']\nfill(names)\nself.xs = names": "setDefaults: names = ['a']; fill(names); self.xs = names",
    "for key in self.inners:\n    self.inners[key].n = 1": (
        "setDefaults: for key in self.inners: self.inners[key].n = 1"
    ),
    "import shapes.more\nself.n = 1": "setDefaults: import shapes.more; self.n = 1",
    "self.tool.retarget(shapes.Round)": "setDefaults: self.tool.retarget(shapes.Round)",
    "self.unknown = 3": "setDefaults: self.unknown = 3",
    "del self.inners['p']": "setDefaults: del self.inners['p']",
    "self.inners.pop('p')": "setDefaults: self.inners.pop('p')",
    "self.a.setDefaults()": "setDefaults: self.a.setDefaults()",
    "if is_odd(self.n):\n    self.n = 2": "setDefaults: if is_odd(self.n): self.n = 2",
    "if self.on:\n    return\nself.n = 2": "setDefaults: if self.on: return; self.n = 2",
    "if self.n > 1:\n    self.n = 0\nelse:\n    self.c.n = 2": (
        "setDefaults: if self.n > 1: self.n = 0 else: self.c.n = 2"
    ),
}


@pytest.mark.parametrize("body", LEFT)
def test_left(body: str) -> None:
    draft = read(module(body))
    assert said(module(body)) == LEFT[body]
    assert draft.hooks[-1].why
    assert draft.hooks[-1].line > 0


@pytest.mark.parametrize(
    ("body", "note"),
    [
        ("super().setDefaults()\nself.n = 1", None),
        ("Base.setDefaults(self)\nself.n = 1", None),
        ("self.n = 1", "is never called"),
        ("self.n = 1\nsuper().setDefaults()", "is called first"),
        ("self.n = 1\nreturn super().setDefaults()", "is called first"),
        ("Config.setDefaults(self)\nself.n = 1", "passes over bases"),
    ],
)
def test_the_base_is_asked_first(body: str, note: str | None) -> None:
    draft = read(method("setDefaults", body))
    assert lines(draft) == ["n = 1"]
    assert [note in one.text for one in draft.notes] == ([True] if note else [])
    # Where the base has no defaults of its own, it makes no difference.
    alone = read(method("setDefaults", body.replace("Base", "Inner"), base="Inner"))
    assert lines(alone) == ["n = 1"]
    assert not alone.notes


def test_a_condition_around_the_base_keeps_the_method() -> None:
    draft = read(method("setDefaults", "if self.on:\n    super().setDefaults()\nself.n = 1"))
    assert lines(draft) == ["mixin: setDefaults"]


def test_comments_are_kept() -> None:
    draft = read(
        method(
            "setDefaults",
            '"""Set what is wanted.\n\nAnd no more.\n"""\nsuper().setDefaults()\n'
            "# Small.\nself.n = 1  # noqa: F000\n\n# --- parts ---\n\npart = self.a\n"
            "# One,\n# two.\npart.n = 2  # three\nif self.on:\n    # On.\n    part.n = 3\n# The end.",
        )
    )
    assert [item.comments for item in draft.items] == [
        ["# Set what is wanted.", "#", "# And no more.", "# Small."],
        ["# --- parts ---", "# One,", "# two.", "# three"],
        ["# On.", "# The end."],
    ]


def test_a_method_that_others_replace_is_called() -> None:
    text = module("self.helper(3)\nself.b.n = 1")
    other = "\n\nclass Other(Mine):\n    def helper(self, amount):\n        self.n = amount\n"
    assert said(text) == "c.n = 3 + 1\nb.n = 1"
    assert said(text + other) == "setDefaults: self.helper(3); self.b.n = 1"


def test_methods_that_call_each_other() -> None:
    methods = "\n\n    def one(self):\n        self.two()\n\n    def two(self):\n        self.one()\n"
    assert said(module("self.one()").rstrip() + methods) == "setDefaults: self.one()"
