"""Config classes that are made up, what is read of them, and that as Python again."""

from __future__ import annotations

import ast
import copy
import textwrap
from collections.abc import Iterator
from typing import Any

from hypothesis import strategies as st

from conngen.importing.config import read_config
from conngen.importing.drafts import AssignmentDraft, ConfigDraft, FieldDraft, RequirementDraft
from conngen.importing.python_file import PythonFile, read_python

IMPORTS = """
import math
import os

import lsst.pex.config
import lsst.pex.config as pexConfig
import numpy as np
import shapes
from lsst.pex.config import *
from lsst.pex.config.configurableActions import ConfigurableActionField, ConfigurableActionStructField
from shapes import Shape, ShapeConfig, ShapeTask, shapeRegistry
"""

PARTS = """
from lsst.pex.config import Config, ConfigDictField, ConfigField, Field, FieldValidationError, ListField


def touch(part):
    part.n = part.n * 2 + 1


def bump(config):
    config.n = config.n + config.a.n
    config.b.n += 1


def is_odd(number):
    return number % 2 == 1


class Inner(Config):
    n = Field(dtype=int, default=1, doc="A number.")
    on = Field(dtype=bool, default=True, doc="On?")
    xs = ListField(dtype=str, default=["p", "q"], doc="Words.")


class Middle(Config):
    n = Field(dtype=int, default=2, doc="A number.")
    xs = ListField(dtype=str, default=["p", "q"], doc="Words.")
    inner = ConfigField(dtype=Inner, doc="Inner.")


class Base(Config):
    n = Field(dtype=int, default=3, doc="A number.")
    f = Field(dtype=float, default=1.0, doc="Another.")
    o = Field(dtype=int, optional=True, doc="Perhaps one more.")
    on = Field(dtype=bool, default=True, doc="On?")
    yes = Field(dtype=bool, default=True, doc="Yes?")
    xs = ListField(dtype=str, default=["p", "q"], doc="Words.")
    a = ConfigField(dtype=Middle, doc="A part.")
    b = ConfigField(dtype=Middle, doc="A part.")
    c = ConfigField(dtype=Inner, doc="A part.")
    inners = ConfigDictField(keytype=str, itemtype=Inner, default={}, doc="Parts.")

    def helper(self, amount, other=1):
        self.c.n = amount + other

    def setDefaults(self):
        super().setDefaults()
        self.b.n = 7
"""
FIELDS = frozenset({"n", "f", "o", "on", "yes", "xs", "a", "b", "c", "inners"})


def read(text: str, name: str = "Mine") -> ConfigDraft:
    """Return what is read of a class of a module."""
    file = read_python(textwrap.dedent(text), "example.py", "example")
    return read_config(file.classes[name], file, find)


def find(file: PythonFile, node: ast.expr) -> tuple[PythonFile, ast.ClassDef] | None:
    """Find a class of the same module."""
    return (file, file.classes[node.id]) if isinstance(node, ast.Name) and node.id in file.classes else None


def execute(text: str) -> dict[str, Any]:
    """Return the names of a module."""
    names: dict[str, Any] = {"__name__": "example"}
    exec(compile(text, "example.py", "exec"), names)
    return names


def method(name: str, body: str, base: str = "Base") -> str:
    """Return a module with a config that has one method."""
    return f"{PARTS}\n\nclass Mine({base}):\n    def {name}(self):\n{textwrap.indent(body, ' ' * 8)}\n"


# --- what was read ---


def lines(draft: ConfigDraft) -> list[str]:
    """Return what a draft says, one line for each item."""
    return list(_lines(draft))


def _lines(draft: ConfigDraft) -> Iterator[str]:
    for item in draft.items:
        when = getattr(item, "when", None)
        condition = f", when {ast.unparse(when)}" if when is not None else ""
        match item:
            case FieldDraft():
                yield field_line(item)
            case AssignmentDraft(path=path, operator=operator, value=value):
                yield f"{ast.unparse(path)} {operator} {ast.unparse(value)}{condition}"
            case RequirementDraft(condition=required, message=message):
                yield f"require {ast.unparse(required)}{condition}: {ast.unparse(message)}"
    for hook in draft.hooks:
        if hook.setting in ("setDefaults", "validate"):
            yield f"{hook.setting}: {'; '.join(' '.join(ast.unparse(one).split()) for one in hook.statements)}"
        elif hook.setting == "mixin":
            yield f"mixin: {hook.method.name or ast.unparse(hook.statements[0])}"
        else:
            yield f"{hook.setting}: {' '.join(ast.unparse(hook.method).split())}"


def field_line(item: FieldDraft) -> str:
    """Return a field on one line."""
    target = [ast.unparse(item.target)] if item.target is not None else []
    optional = " | None" if item.optional else ""
    flags = "".join(
        f", {name}={ast.unparse(value)}" for name, value in item.arguments.items() if name != "doc"
    )
    return f"{item.name}: {item.type}[{', '.join([*item.basic, *target])}]{optional}{flags}"


class _Attributes(ast.NodeTransformer):
    def visit_Name(self, node: ast.Name) -> ast.expr:
        if node.id in FIELDS:
            return ast.Attribute(ast.Name("self", ast.Load()), node.id, ast.Load())
        return node


def code(node: ast.expr) -> str:
    """Return an expression of a `.conn` file as that of a method."""
    return ast.unparse(_Attributes().visit(copy.deepcopy(node)))


def defaults_of(draft: ConfigDraft) -> str:
    """Return the body of `setDefaults` as it is generated from what was read."""
    found = ["super().setDefaults()"]
    group: list[str] = []
    condition: str | None = None
    for item in [*(one for one in draft.items if isinstance(one, AssignmentDraft)), None]:
        when = code(item.when) if item is not None and item.when is not None else None
        if item is None or when is None or when != condition:
            found += (
                [f"if {condition}:\n{textwrap.indent(chr(10).join(group), '    ')}"] if condition else group
            )
            group, condition = [], when
        if item is not None:
            group += _statements(item)
    left = [one for hook in draft.hooks if hook.setting == "setDefaults" for one in hook.statements]
    return "\n".join([*found, *(ast.unparse(one) for one in left)])


def _statements(item: AssignmentDraft) -> list[str]:
    path, value = code(item.path), code(item.value)
    if item.operator == "-=" and isinstance(item.value, ast.List):
        return [f"{path}.remove({code(one)})" for one in item.value.elts]
    if item.operator == "+=" and isinstance(item.value, ast.List):
        return [f"{path}.extend({value})"]
    return [f"{path} {item.operator} {value}"]


def validation_of(draft: ConfigDraft) -> str:
    """Return the body of `validate` as it is generated from what was read."""
    found = ["super().validate()"]
    for item in draft.items:
        if isinstance(item, RequirementDraft):
            test = f"not ({code(item.condition)})"
            test = test if item.when is None else f"({code(item.when)}) and {test}"
            found.append(f"if {test}:\n    raise ValueError({code(item.message)})")
    left = [one for hook in draft.hooks if hook.setting == "validate" for one in hook.statements]
    if left:
        body = "\n".join(ast.unparse(one) for one in left)
        found.append(f"def rest():\n{textwrap.indent(body, '    ')}\nrest()")
    return "\n".join(found)


# --- made-up methods ---


def block(statements: list[str]) -> str:
    """Return statements as they stand inside of another."""
    return textwrap.indent("\n".join(statements), "    ")


def defaults_programs() -> st.SearchStrategy[list[str]]:
    """Return bodies of `setDefaults`."""
    number = st.sampled_from(
        ["self.n", "self.a.n", "self.b.n", "self.c.n", "self.a.inner.n", "self.b.inner.n"]
    )
    words = st.sampled_from(["self.xs", "self.a.xs", "self.b.xs", "self.c.xs", "self.a.inner.xs"])
    part = st.sampled_from(["self.a", "self.b", "self.c", "self.a.inner", "self.b.inner"])
    word = st.sampled_from(["'p'", "'q'", "'r'"])
    digit = st.integers(0, 4).map(str)
    value = st.one_of(
        digit, number, st.builds("{} + {}".format, number, digit), st.sampled_from(["v", "len(self.xs)"])
    )
    condition = st.one_of(
        st.builds("{} > {}".format, number, digit),
        st.builds("{} in {}".format, word, words),
        st.just("v == 3"),
    )
    simple = st.one_of(
        st.builds("{} = {}".format, number, value),
        st.builds("{} += {}".format, number, value),
        st.builds("{} = {} = {}".format, number, number, digit),
        st.builds("{}.append({})".format, words, word),
        st.builds("{} += [{}]".format, words, word),
        st.builds("{} = {}".format, words, words),
        st.builds("{} = {}".format, words, st.lists(st.sampled_from("pqr"), max_size=2)),
        st.builds("if {0} in {1}:\n    {1}.remove({0})".format, word, words),
        st.builds("{}.insert(0, {})".format, words, word),
        st.builds("{}.clear()".format, words),
        st.builds("v = {}".format, value),
        st.builds("{} = v".format, number),
        st.builds("part = {}".format, part),
        st.builds("part.n = {}".format, value),
        st.builds("part.xs.append({})".format, word),
        st.builds("setattr({}, 'n', {})".format, part, value),
        st.builds("touch({})".format, part),
        st.builds("new.n = {}".format, value),
        st.builds("self.inners[{}] = new".format, word),
        st.builds("self.helper({})".format, value),
        st.builds("{} = names".format, words),
        st.builds("names = {}".format, words),
        st.builds("{}.setDefaults()".format, part),
        st.builds("for one in parts:\n    one.n = {}".format, value),
        st.builds("for one, w in zip(parts, [1, 2]):\n    one.n = w + {}".format, value),
        st.sampled_from(["v += 1", "touch(part)", "bump(self)", "new = Inner(n=v)", "new = Inner()"]),
        st.sampled_from(["names = ['p']", "names.append('r')", "parts = [self.a, self.b]"]),
    )
    some = st.lists(simple, min_size=1, max_size=3).map(block)
    nested = st.one_of(
        st.builds("if {}:\n{}".format, condition, some),
        st.builds("if {}:\n{}\nelse:\n{}".format, condition, some, some),
        st.builds(
            "if {}:\n{}".format,
            condition,
            st.lists(st.builds("if {}:\n{}".format, condition, some), min_size=1, max_size=2).map(block),
        ),
    )
    return st.lists(st.one_of(simple, simple, nested), min_size=1, max_size=8)


def validation_programs() -> st.SearchStrategy[list[str]]:
    """Return bodies of `validate`; each error has a message that tells it from most others."""
    number = st.sampled_from(["self.n", "self.a.n", "self.f", "len(self.xs)", "v"])
    words = st.sampled_from(["self.xs", "self.a.xs"])
    word = st.sampled_from(["'p'", "'q'"])
    flag = st.sampled_from(["self.on", "self.yes", "self.c.on", "c"])
    sign = st.sampled_from(["<", ">", "==", "!=", "<=", ">="])
    leaf = st.one_of(
        flag,
        st.builds("not {}".format, flag),
        st.builds("{} is not True".format, flag),
        st.builds("{} {} {}".format, number, sign, st.integers(0, 3)),
        st.builds("{} {} {}".format, word, st.sampled_from(["in", "not in"]), words),
        st.sampled_from(["self.o is None", "self.o is not None", "is_odd(self.n)", "(y := self.a.n) > 1"]),
    )
    condition = st.recursive(
        leaf,
        lambda inner: st.one_of(
            st.builds("({} and {})".format, inner, inner),
            st.builds("({} or {})".format, inner, inner),
            st.builds("not ({})".format, inner),
        ),
        max_leaves=4,
    )
    error = st.one_of(
        st.builds("raise ValueError('m{}')".format, st.integers(0, 99)),
        st.builds("raise ValueError(f'm{} {{self.n}}')".format, st.integers(0, 99)),
        st.builds("raise RuntimeError('m{} %s' % self.n)".format, st.integers(0, 99)),
        st.builds("raise FieldValidationError(type(self).n, self, 'm{}')".format, st.integers(0, 99)),
        st.builds("raise ValueError('m{} {{}}'.format(self.n))".format, st.integers(0, 99)),
    )
    simple = st.one_of(
        st.builds("if {}:\n    {}".format, condition, error),
        st.builds("if {}:\n    {}\nelif {}:\n    {}".format, condition, error, condition, error),
        st.builds("if {}:\n    {}\nelse:\n    if {}:\n        {}".format, condition, error, condition, error),
        st.builds("c = {}".format, condition),
        st.builds("v = {}".format, number),
        st.builds("if {}:\n    v = {}\nelse:\n    v = {}".format, condition, number, number),
        st.builds("assert {}, 'm{}'".format, condition, st.integers(0, 99)),
        st.builds("if {}:\n    return".format, condition),
        st.builds("for one in {}:\n    if one == 'q':\n        {}".format, words, error),
        st.builds("for one in (self.n, self.a.n):\n    if one > 1:\n        {}".format, error),
        st.builds(
            "match self.n:\n    case 1:\n        if c:\n            {}\n    case 2 | 3:\n        {}".format,
            error,
            error,
        ),
        st.sampled_from(["touch(self.a)", "self.xs.append('q')"]),
    )
    nested = st.builds("if {}:\n{}".format, condition, st.lists(simple, min_size=1, max_size=3).map(block))
    return st.lists(st.one_of(simple, simple, nested), min_size=1, max_size=5)


def configs() -> st.SearchStrategy[dict[str, Any]]:
    """Return values of the fields, by path."""
    few = st.integers(0, 3)
    words = st.lists(st.sampled_from("pq"), max_size=2)
    return st.fixed_dictionaries(
        {
            "n": few,
            "f": st.sampled_from([0.0, 1.0, 2.5, float("nan")]),
            "o": st.one_of(st.none(), few),
            "on": st.booleans(),
            "yes": st.booleans(),
            "xs": words,
            "a.n": few,
            "a.xs": words,
            "c.on": st.booleans(),
        }
    )
