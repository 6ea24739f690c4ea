"""Plain values that a module says, also where it computes them: of literals, constants and harmless functions."""

from __future__ import annotations

import ast
import inspect
import math
import operator
import posixpath
import re
import textwrap
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ..classes import Find
from ..python_file import PythonFile
from .plain_data import NotPlain, as_tree, is_builtin, is_number, keyword_of, member_of, sized, unpacked

__all__ = ["NotPlain", "PlainValues", "as_tree", "is_builtin"]

_DEPTH = 60
_SIZE = 10_000
_ROUNDS = 20_000

_OPERATORS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
    ast.BitOr: operator.or_,
    ast.BitAnd: operator.and_,
    ast.LShift: operator.lshift,
}
_COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda one, many: one in many,
    ast.NotIn: lambda one, many: one not in many,
}
_FUNCTIONS: dict[str, Callable[..., Any]] = {
    **{
        function.__name__: function
        for function in (
            *(abs, bool, dict, enumerate, float, frozenset, int, len, list, max, min, pow, range, reversed),
            *(round, set, sorted, str, sum, tuple, zip),
        )
    },
    **{
        f"{module}.{name}": getattr(math, name)
        for module in ("math", "numpy")
        for name in ("sqrt", "exp", "log", "log10", "log2", "radians", "degrees", "sin", "cos", "tan")
    },
    "os.path.join": posixpath.join,
    "textwrap.dedent": textwrap.dedent,
    "inspect.cleandoc": inspect.cleandoc,
}
"""Functions that say the same wherever and whenever they are called."""

_CONSTANTS = {
    f"{module}.{name}": getattr(math, name)
    for module in ("math", "numpy")
    for name in ("pi", "e", "inf", "nan")
}
_METHODS = frozenset(
    {"join", "format", "strip", "lstrip", "rstrip", "lower", "upper", "replace", "split", "title", "items"}
    | {"keys", "values", "capitalize", "startswith", "endswith", "removeprefix", "removesuffix", "copy"}
)
_WIDE = re.compile(r"\d{4}")
"""A number in a format that would make a very long text."""


class PlainValues:
    """Tells the values of expressions, as far as the source of a module does.

    Parameters
    ----------
    file : `PythonFile`
        The module.
    names : mapping from `str` to `ast.expr`, optional
        Further names and what they stand for.
    find : callable, optional
        Finds the classes whose attributes are named.
    """

    def __init__(
        self, file: PythonFile, names: Mapping[str, ast.expr] | None = None, find: Find | None = None
    ) -> None:
        self.file = file
        self.names = names if names is not None else {}
        self.find = find
        self._depth = 0

    def value(self, node: ast.expr) -> Any:
        """Return the value of an expression: plain data, sets and tuples too.

        Raises
        ------
        NotPlain
            Raised if it has none that can be told.
        """
        return _Evaluation(self, {}).value(node)

    def written(self, node: ast.expr) -> ast.expr:
        """Return an expression for the same value as a `.conn` file has it, spelt as it was where possible.

        Raises
        ------
        NotPlain
            Raised if its value can't be told, or is none that a `.conn` file has.
        """
        if self._depth > _DEPTH:  # a name that stands for itself
            raise NotPlain(node)
        self._depth += 1
        try:
            kept = self._kept(node)
            return kept if kept is not None else as_tree(self.value(node), node)
        finally:
            self._depth -= 1

    def constant(self, name: str) -> ast.expr | None:
        """Return what a name of the module stands for, if it is assigned once."""
        if name in self.names:
            return self.names[name]
        return None if name in self.file.imports else self.file.constants.get(name)

    def _kept(self, node: ast.expr) -> ast.expr | None:
        """Return an expression in the spelling of the module, or `None` if the language does not have that."""
        match node:
            case ast.Constant(value=None | bool() | int() | float() | str()):
                return node
            case ast.Name(id=name) if (known := self.constant(name)) is not None:
                return self.written(known)
            case ast.UnaryOp(op=ast.USub(), operand=operand) if is_number(self.value(operand)):
                inner = self._kept(operand)
                return None if inner is None else ast.copy_location(ast.UnaryOp(ast.USub(), inner), node)
            case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
                if not any(isinstance(one, ast.Starred) for one in elements):
                    return ast.copy_location(
                        ast.List([self.written(one) for one in elements], ast.Load()), node
                    )
            case ast.Dict(keys=keys, values=values):
                given = [key for key in keys if key is not None]
                if len(given) == len(keys):
                    pairs = [self.written(key) for key in given], [self.written(one) for one in values]
                    return ast.copy_location(ast.Dict(list(pairs[0]), pairs[1]), node)
            case ast.BinOp(
                left=left, op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div() | ast.FloorDiv() | ast.Mod()
            ):
                named = any(isinstance(one, ast.Name) for one in ast.walk(node))
                whole = named and isinstance(self.value(node), int)  # a number of the module is in it
                if not whole and all(is_number(self.value(one)) for one in (left, node.right)):
                    first, second = self._kept(left), self._kept(node.right)
                    if first is not None and second is not None:
                        return ast.copy_location(ast.BinOp(first, node.op, second), node)
            case ast.Call(func=ast.Name(id="float" as name), args=[ast.Constant()], keywords=[]):
                if is_builtin(self.file, name) and name not in self.names:
                    return node
        return None


class _Evaluation:
    """Computes one value.

    Parameters
    ----------
    plain : `PlainValues`
        What names stand for.
    local : `dict`
        The variables of comprehensions.
    depth : `int`, optional
        How deep it is nested.
    rounds : `list` [ `int` ], optional
        How many rounds comprehensions may still take.
    """

    def __init__(
        self, plain: PlainValues, local: dict[str, Any], depth: int = 0, rounds: list[int] | None = None
    ) -> None:
        self.plain = plain
        self.local = local
        self.depth = depth
        self.rounds = rounds if rounds is not None else [_ROUNDS]

    def value(self, node: ast.expr) -> Any:
        if self.depth > _DEPTH:
            raise NotPlain(node)
        self.depth += 1
        try:
            found = self._value(node)
        except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError):
            raise NotPlain(node) from None
        finally:
            self.depth -= 1
        return sized(node, found)

    def _value(self, node: ast.expr) -> Any:
        match node:
            case ast.Constant(value=value) if not isinstance(value, bytes) and value is not ...:
                return value
            case ast.Name(id=name):
                return self._name(node, name)
            case ast.Attribute():
                return self._attribute(node)
            case ast.List(elts=elements):
                return list(self._elements(elements))
            case ast.Tuple(elts=elements):
                return tuple(self._elements(elements))
            case ast.Set(elts=elements):
                return set(self._elements(elements))
            case ast.Dict(keys=keys, values=values):
                return self._dict(keys, values)
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                return -self.value(operand)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return not self.value(operand)
            case ast.BinOp(left=left, op=op, right=right):
                return self._binary(node, self.value(left), op, self.value(right))
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return self.value(body if self.value(test) else orelse)
            case ast.Compare(left=left, ops=[op], comparators=[right]) if type(op) in _COMPARISONS:
                return _COMPARISONS[type(op)](self.value(left), self.value(right))
            case ast.Subscript(value=inner, slice=index) if not isinstance(index, ast.Slice):
                return self.value(inner)[self.value(index)]
            case ast.JoinedStr(values=values):
                return "".join(self._formatted(one) for one in values)
            case ast.Call():
                return self._call(node)
            case ast.ListComp(elt=element, generators=generators) | ast.GeneratorExp(
                elt=element, generators=generators
            ):
                return [inner.value(element) for inner in self._rounds(generators)]
            case ast.SetComp(elt=element, generators=generators):
                return {inner.value(element) for inner in self._rounds(generators)}
            case ast.DictComp(key=key, value=value, generators=generators):
                return {inner.value(key): inner.value(value) for inner in self._rounds(generators)}
        raise NotPlain(node)

    def _name(self, node: ast.expr, name: str) -> Any:
        if name in self.local:
            return self.local[name]
        known = self.plain.constant(name)
        if known is None:
            raise NotPlain(node)
        return _Evaluation(self.plain, {}, self.depth).value(known)

    def _elements(self, elements: list[ast.expr]) -> Iterator[Any]:
        for one in elements:
            if isinstance(one, ast.Starred):
                yield from self.value(one.value)
            else:
                yield self.value(one)

    def _dict(self, keys: list[ast.expr | None], values: list[ast.expr]) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        for key, value in zip(keys, values, strict=True):
            found |= self.value(value) if key is None else {self.value(key): self.value(value)}
        return found

    def _binary(self, node: ast.expr, left: Any, op: ast.operator, right: Any) -> Any:
        numbers = is_number(left) and is_number(right)
        if isinstance(op, ast.Pow | ast.LShift) and (not numbers or abs(right) > 1000 or abs(left) > 10**6):
            raise NotPlain(node)
        if (
            isinstance(op, ast.Mult)
            and not numbers
            and max(one for one in (left, right) if is_number(one)) > 100
        ):
            raise NotPlain(node)
        if isinstance(op, ast.Mod) and isinstance(left, str) and _WIDE.search(left):
            raise NotPlain(node)
        if type(op) not in _OPERATORS:
            raise NotPlain(node)
        return _OPERATORS[type(op)](left, right)

    def _formatted(self, node: ast.expr) -> str:
        match node:
            case ast.Constant(value=str() as text):
                return text
            case ast.FormattedValue(value=value, conversion=conversion, format_spec=spec):
                found = self.value(value)
                if conversion >= 0:
                    found = str(found) if conversion == ord("s") else repr(found)
                given = "" if spec is None else self.value(spec)
                if _WIDE.search(given):
                    raise NotPlain(node)
                return format(found, given)
        raise NotPlain(node)

    def _call(self, node: ast.Call) -> Any:
        if any(keyword.arg is None for keyword in node.keywords):
            raise NotPlain(node)
        arguments = list(self._elements(node.args))
        named = {keyword.arg: self.value(keyword.value) for keyword in node.keywords if keyword.arg}
        name = self.plain.file.qualified(node.func)
        if name in _FUNCTIONS and ("." in name or is_builtin(self.plain.file, name)):
            if name in ("range", "pow") and any(abs(one) > _SIZE for one in arguments):
                raise NotPlain(node)
            found = _FUNCTIONS[name](*arguments, **named)
            return list(found) if isinstance(found, enumerate | zip | reversed | range) else found
        match node.func:
            case ast.Attribute(value=inner, attr=attribute) if attribute in _METHODS:
                value = self.value(inner)
                if attribute == "format" and (not isinstance(value, str) or _WIDE.search(value)):
                    raise NotPlain(node)
                found = getattr(value, attribute)(*arguments, **named)
                return list(found) if attribute in ("items", "keys", "values") else found
        raise NotPlain(node)

    def _rounds(self, generators: list[ast.comprehension]) -> Iterator[_Evaluation]:
        first, *rest = generators
        for value in self.value(first.iter):
            self.rounds[0] -= 1
            if self.rounds[0] < 0:
                raise NotPlain(first.iter)
            variables = {**self.local, **unpacked(first.target, value)}
            inner = _Evaluation(self.plain, variables, self.depth, self.rounds)
            if all(inner.value(test) for test in first.ifs):
                if rest:
                    yield from inner._rounds(rest)
                else:
                    yield inner

    # --- attributes ---

    def _attribute(self, node: ast.Attribute) -> Any:
        """Return a constant of a known module, or what a class says of itself in its body."""
        full = self.plain.file.qualified(node)
        if full in _CONSTANTS and full.partition(".")[0] not in self.plain.file.constants:
            return _CONSTANTS[full]
        if self.plain.find is None:
            raise NotPlain(node)
        found = self.plain.find(self.plain.file, node.value)
        if found is not None:
            file, cls = found
            member = member_of(cls, node.attr)
            if member is not None:
                return _Evaluation(PlainValues(file, {}, self.plain.find), {}, self.depth).value(member)
            if node.attr == "dimensions" and (given := keyword_of(cls.keywords, "dimensions")) is not None:
                names = _Evaluation(PlainValues(file, {}, self.plain.find), {}, self.depth).value(given)
                return {names} if isinstance(names, str) else set(names)
        return self._of_connection(node)

    def _of_connection(self, node: ast.Attribute) -> Any:
        """Return an argument of a connection: ``SomeConnections.image.storageClass``."""
        outer = node.value
        found = (
            self.plain.find(self.plain.file, outer.value)
            if isinstance(outer, ast.Attribute) and self.plain.find is not None
            else None
        )
        if found is None or not isinstance(outer, ast.Attribute):
            raise NotPlain(node)
        member = member_of(found[1], outer.attr)
        given = keyword_of(member.keywords, node.attr) if isinstance(member, ast.Call) else None
        if given is None:
            raise NotPlain(node)
        return _Evaluation(PlainValues(found[0], {}, self.plain.find), {}, self.depth).value(given)
