"""What the code of a class does with config fields: which decide anything, with which others, compared with what.

Pure: works on trees of Python code. What it misses, names put together at run time, say, is seen in execution.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Uses", "read_class", "read_functions"]

_MOST_LITERALS = 40
"""How many values are remembered for one field."""


@dataclass
class Uses:
    """What code does with config fields, each by its dotted path.

    Parameters
    ----------
    literals : `dict` [ `str`, `list` ]
        What each field occurs together with in comparisons and calls; empty for one that is only looked at.
    together : `list` [ `frozenset` [ `str` ] ]
        Fields that decide something together.
    """

    literals: dict[str, list[Any]] = field(default_factory=dict)
    together: list[frozenset[str]] = field(default_factory=list)

    def add(self, path: str, literals: Iterable[Any] = ()) -> None:
        """Take down a use of a field."""
        known = self.literals.setdefault(path, [])
        for one in literals:
            if len(known) < _MOST_LITERALS and not any(
                type(one) is type(old) and one == old for old in known
            ):
                known.append(one)

    def join(self, paths: Iterable[str]) -> None:
        """Take down that fields decide something together."""
        found = frozenset(paths)
        if len(found) > 1 and found not in self.together:
            self.together.append(found)

    def merge(self, other: Uses) -> None:
        """Take over what was found elsewhere."""
        for path, literals in other.literals.items():
            self.add(path, literals)
        for paths in other.together:
            self.join(paths)


def read_class(node: ast.ClassDef, *, is_config: bool, constants: Mapping[str, Any]) -> Uses:
    """Return what the methods of a class do with config fields.

    Parameters
    ----------
    node : `ast.ClassDef`
        The class.
    is_config : `bool`
        Whether it is a Config: then ``self`` is the config.
    constants : mapping from `str` to `object`
        The values of names of its module.
    """
    uses = Uses()
    for method in node.body:
        if isinstance(method, ast.FunctionDef) and method.name != "setDefaults":
            _Reader(uses, {"self"} if is_config else set(), constants).function(method)
    return uses


def read_functions(tree: ast.Module, constants: Mapping[str, Any]) -> Uses:
    """Return what the functions at the top level of a module do with what they call ``config``."""
    uses = Uses()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            _Reader(uses, set(), constants).function(node)
    return uses


class _Reader:
    """Reads one function.

    Parameters
    ----------
    uses : `Uses`
        Takes what is found.
    roots : `set` [ `str` ]
        Names of the config, besides ``config`` and ``x.config``.
    constants : mapping from `str` to `object`
        The values of names of the module.
    """

    def __init__(self, uses: Uses, roots: set[str], constants: Mapping[str, Any]) -> None:
        self.uses = uses
        self.roots = roots | {"config"}
        self.constants = constants
        self.named: dict[str, tuple[set[str], list[Any]]] = {}
        self.texts: list[str] = []
        self.aliases: dict[str, str] = {}

    def function(self, node: ast.FunctionDef) -> None:
        """Read a function."""
        texts = [one.value for one in ast.walk(node) if isinstance(one, ast.Constant)]
        short = [one for one in texts if isinstance(one, str) and one.strip() and len(one) < 40]
        self.texts = list(dict.fromkeys(short))[:12]
        self.body(node.body, set())

    def body(self, statements: list[ast.stmt], under: set[str]) -> None:
        """Read statements that are executed if the fields in ``under`` want it."""
        under = set(under)
        for node in statements:
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    self.expression(value, under)
                    self.bind(name, value)
                case ast.If(test=test, body=body, orelse=orelse):
                    found = self.test(test, under)
                    self.body(body, under | found)
                    self.body(orelse, under | found)
                    if _leaves(body) or _leaves(orelse):
                        under |= found
                case ast.For(iter=values, body=body, target=target):
                    found = self.test(values, under)
                    if isinstance(target, ast.Name):
                        self.bind(target.id, values)
                    self.body(body, under | found)
                case ast.Match(subject=subject, cases=cases):
                    self.match(subject, cases, under)
                case ast.While(test=test, body=body):
                    self.body(body, under | self.test(test, under))
                case ast.With(items=items, body=body):
                    for item in items:
                        self.expression(item.context_expr, under)
                    self.body(body, under)
                case ast.Try(body=body, handlers=handlers, orelse=orelse, finalbody=last):
                    for some in (body, *(one.body for one in handlers), orelse, last):
                        self.body(some, under)
                case ast.FunctionDef(body=body):
                    self.body(body, under)
                case _:
                    self.expressions_of(node, under)

    def match(self, subject: ast.expr, cases: list[ast.match_case], under: set[str]) -> None:
        """Read a ``match``."""
        found = self.test(subject, under)
        literals = [
            one.value for case in cases for one in ast.walk(case.pattern) if isinstance(one, ast.Constant)
        ]
        for name in found:
            self.uses.add(name, literals)
        path = self.path(subject)
        for case in cases:
            for one in ast.walk(case.pattern):
                if isinstance(one, ast.MatchAs) and one.name is not None and path is not None:
                    self.aliases[one.name] = path
            more = self.test(case.guard, under | found) if case.guard is not None else set()
            self.body(case.body, under | found | more)

    def bind(self, name: str, value: ast.expr) -> None:
        """Remember what a local name stands for."""
        path = self.path(value)
        if path is not None:
            self.aliases[name] = path
        self.named[name] = (set(self.paths(value)), list(self.literals(value)))

    def test(self, node: ast.expr, under: set[str]) -> set[str]:
        """Read a condition, and return the fields in it."""
        self.expression(node, under)
        found = set(self.paths(node))
        self.uses.join(under | found)
        return found

    def expressions_of(self, node: ast.stmt, under: set[str]) -> None:
        """Read the expressions of a statement."""
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                self.expression(child, under)

    def expression(self, node: ast.expr, under: set[str]) -> None:
        """Read an expression."""
        for path in self.paths(node):
            self.uses.add(path)
        for one in ast.walk(node):
            if isinstance(one, ast.Compare | ast.Call | ast.Subscript):
                self.occurrence(one)
            elif isinstance(one, ast.IfExp | ast.BoolOp | ast.comprehension):
                self.uses.join(under | set(self.paths(one)))

    def occurrence(self, node: ast.expr) -> None:
        """Take down what fields occur together with."""
        literals = list(self.literals(node))
        if not literals or any(isinstance(one, ast.Name) and one.id in self.named for one in ast.walk(node)):
            literals += self.texts
        for path in self.paths(node):
            self.uses.add(path, literals)

    def literals(self, node: ast.AST) -> Iterator[Any]:
        """Yield the plain values in an expression, those of named constants included."""
        for one in ast.walk(node):
            match one:
                case ast.Constant(value=str() | int() | float() as value):
                    yield value
                case ast.Name(id=name) if name in self.named:
                    yield from self.named[name][1]
                case ast.Name(id=name) if name in self.constants:
                    yield from _plain(self.constants[name])

    def paths(self, node: ast.AST) -> Iterator[str]:
        """Yield the paths of the fields in an expression, the longest of each alone."""
        if isinstance(node, ast.expr) and (path := self.path(node)) is not None:
            yield path
            return
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            # A method of a value: the field is what stands before its name.
            for inner in (node.func.value, *node.args, *(one.value for one in node.keywords)):
                yield from self.paths(inner)
            return
        if isinstance(node, ast.Name) and node.id in self.named:
            yield from self.named[node.id][0]
        for child in ast.iter_child_nodes(node):
            yield from self.paths(child)

    def path(self, node: ast.expr) -> str | None:
        """Return the path of a field that an expression is, or `None`."""
        names: list[str] = []
        while isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return None
        names.reverse()
        if node.id in self.aliases:
            return ".".join([self.aliases[node.id], *names])
        if node.id not in self.roots:
            if names[:1] != ["config"]:
                return None
            names = names[1:]
        elif node.id == "self" and names[:1] == ["config"]:
            names = names[1:]
        return ".".join(names) or None


def _leaves(body: list[ast.stmt]) -> bool:
    """Whether statements end what they are in."""
    return bool(body) and isinstance(body[-1], ast.Return | ast.Raise | ast.Continue | ast.Break)


def _plain(value: Any) -> Iterator[Any]:
    if isinstance(value, str | int | float):
        yield value
    elif isinstance(value, list | tuple | set | frozenset | dict) and len(value) <= _MOST_LITERALS:
        yield from (one for one in value if isinstance(one, str | int | float))
