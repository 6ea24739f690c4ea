"""Says what the code of a config says in the words of a `.conn` file: ``self.x`` is ``x``."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator

from ...model import FUNCTIONS
from ..python_file import dotted_name
from .expressions import NotSaid, at, filled, is_plain, joined, percent, shown, too_long
from .names import ConfigNames
from .plain_values import NotPlain, PlainValues, is_builtin

__all__ = ["MUTATORS", "Sayer"]

MUTATORS = frozenset(
    {
        "append",
        "extend",
        "insert",
        "remove",
        "discard",
        "pop",
        "popitem",
        "clear",
        "update",
        "add",
        "setdefault",
    }
    | {"retarget", "setDefaults", "sort", "reverse", "load", "freeze", "apply", "toDict", "names", "write"}
)
"""Methods that are not called for a value, or not only."""

_BINARY = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod)


class Sayer:
    """Says expressions of one method, and remembers its variables.

    Parameters
    ----------
    names : `ConfigNames`
        What names are.
    parameter : `str`
        What the method calls the config.
    local : `dict`, optional
        Its variables, each with the expression it stands for, as a `.conn` file has it.
    """

    def __init__(self, names: ConfigNames, parameter: str, local: dict[str, ast.expr] | None = None) -> None:
        self.names = names
        self.parameter = parameter
        self.local = dict(local or {})
        self.gone: set[str] = set()
        self.raw: dict[str, ast.expr] = {}
        """Variables for whose value there are no words, which may be different in a message."""

    def copy(self) -> Sayer:
        """Return one with the same variables, which go their own way from here on."""
        other = Sayer(self.names, self.parameter, self.local)
        other.gone = set(self.gone)
        other.raw = dict(self.raw)
        return other

    def forget(self, name: str) -> None:
        """Note that a variable has a value that is not known."""
        self.local.pop(name, None)
        self.raw.pop(name, None)
        self.gone.add(name)

    def remember(self, name: str, value: ast.expr) -> None:
        """Note the value of a variable."""
        self.local[name] = value
        self.raw.pop(name, None)
        self.gone.discard(name)

    def say(self, node: ast.expr) -> ast.expr:
        """Return an expression as a `.conn` file has it.

        Raises
        ------
        NotSaid
            Raised if the language has no such expression.
        """
        found = self._say(node)
        if too_long(found):
            raise NotSaid(node, f"`{shown(node)}` is too long")
        try:
            ast.unparse(found)
        except ValueError:  # quotes inside of quotes
            raise NotSaid(node) from None
        return found

    def _say(self, node: ast.expr) -> ast.expr:
        match node:
            case ast.Constant(value=None | bool() | int() | float() | str()):
                return copy.deepcopy(node)
            case ast.Name(id=name):
                return self._name(node, name)
            case ast.Attribute():
                return self._attribute(node)
            case ast.Subscript(value=value, slice=index) if not isinstance(index, ast.Slice):
                return at(ast.Subscript(self._say(value), self._say(index), ast.Load()), node)
            case ast.Call():
                return self._call(node)
            case ast.BoolOp(op=op, values=values):
                return at(ast.BoolOp(op, [self._say(one) for one in values]), node)
            case ast.UnaryOp(op=ast.Not() | ast.USub() as op, operand=operand):
                return at(ast.UnaryOp(op, self._say(operand)), node)
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                return at(ast.Compare(self._say(left), ops, [self._say(one) for one in comparators]), node)
            case ast.IfExp(test=test, body=body, orelse=orelse):
                return at(ast.IfExp(self._say(test), self._say(body), self._say(orelse)), node)
            case ast.BinOp():
                return self._binary(node)
            case ast.NamedExpr(target=ast.Name(id=name), value=value):
                self.remember(name, self._say(value))
                return copy.deepcopy(self.local[name])
        return self._collection(node)

    def _collection(self, node: ast.expr) -> ast.expr:
        match node:
            case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
                return at(ast.List(list(self._elements(elements)), ast.Load()), node)
            case ast.Starred(value=value):
                return at(ast.Starred(self._say(value), ast.Load()), node)
            case ast.Dict(keys=keys, values=values) if None not in keys:
                said = [self._say(key) for key in keys if key is not None]
                return at(ast.Dict(list(said), [self._say(one) for one in values]), node)
            case ast.JoinedStr(values=values):
                return joined([self._part(one) for one in values], node)
            case ast.ListComp(elt=element, generators=generators) | ast.GeneratorExp(
                elt=element, generators=generators
            ):
                rounds = self._rounds(node, generators)
                return at(ast.List([inner._say(element) for inner in rounds], ast.Load()), node)
        return self.plain(node)

    def _elements(self, nodes: list[ast.expr]) -> Iterator[ast.expr]:
        for node in nodes:
            said = self._say(node)
            if isinstance(said, ast.Starred) and isinstance(said.value, ast.List):
                yield from said.value.elts
            else:
                yield said

    def plain(self, node: ast.expr, why: str = "") -> ast.expr:
        """Return the value of an expression that can be told here already.

        Raises
        ------
        NotSaid
            Raised if it can't.
        """
        known = {name: value for name, value in self.local.items() if is_plain(value)}
        if any(isinstance(one, ast.Name) and one.id in self.gone for one in ast.walk(node)):
            raise NotSaid(node, why)
        try:
            return PlainValues(self.names.file, {**self.names.constants, **known}, self.names.find).written(
                node
            )
        except NotPlain:
            raise NotSaid(node, why) from None

    # --- names ---

    def _name(self, node: ast.expr, name: str) -> ast.expr:
        if name in self.local:
            return copy.deepcopy(self.local[name])
        if name in self.gone:
            raise NotSaid(node, f"`{name}` is computed by code that is left")
        if name == self.parameter:
            raise NotSaid(node, "the config is passed on as a whole")
        if name in self.names.file.imports or name in self.names.file.classes:
            if name in self.names.fields:
                raise NotSaid(node, f"`{name}` is an import and a field")
            return copy.deepcopy(node)
        return self.plain(node, f"`{name}` is none of the names that a `.conn` file has")

    def _attribute(self, node: ast.Attribute) -> ast.expr:
        name = node.attr
        if self.names.is_self_class(node.value, self.parameter):
            if name in self.names.constants:
                return self.names.attribute(node, name)
            raise NotSaid(node, f"`{shown(node)}` belongs to the class")
        match node.value:
            case ast.Name(id=outer) if outer == self.parameter:
                return self.names.attribute(node, name)
        if name.startswith("__"):
            raise NotSaid(node)
        first = dotted_name(node)
        root = first.partition(".")[0] if first else ""
        if root in self.names.file.classes and root not in self.local:
            try:
                return self.plain(node)
            except NotSaid:
                pass
        return at(ast.Attribute(self._say(node.value), name, ast.Load()), node)

    # --- calls and operators ---

    def _call(self, node: ast.Call) -> ast.expr:
        match node:
            case ast.Call(func=ast.Name(id="getattr"), args=[value, ast.Constant(value=str() as name)]):
                return self._attribute(ast.copy_location(ast.Attribute(value, name, ast.Load()), node))
            case ast.Call(func=ast.Name(id="getattr"), args=[value, ast.Name(id=name)]) if name in self.local:
                known = self.local[name]
                if isinstance(known, ast.Constant) and isinstance(known.value, str):
                    return self._attribute(
                        ast.copy_location(ast.Attribute(value, known.value, ast.Load()), node)
                    )
            case ast.Call(
                func=ast.Name(id="any" | "all" as name), args=[ast.GeneratorExp() | ast.ListComp() as inner]
            ):
                op = ast.Or() if name == "any" else ast.And()
                parts = [one._say(inner.elt) for one in self._rounds(node, inner.generators)]
                return at(ast.BoolOp(op, parts), node) if len(parts) > 1 else parts[0]
        if node.keywords or any(isinstance(one, ast.Starred) for one in node.args):
            return self.plain(node, f"`{shown(node.func)}` is called with arguments by name")
        match node.func:
            case ast.Name(id=name) if self._is_function(name):
                arguments = [self._say(one) for one in node.args]
                return at(ast.Call(ast.Name(name, ast.Load()), arguments, []), node)
            case ast.Attribute(value=value, attr=name) if self._is_value(value):
                if name not in MUTATORS and not name.startswith("_"):
                    function = ast.Attribute(self._say(value), name, ast.Load())
                    return at(ast.Call(function, [self._say(one) for one in node.args], []), node)
        return self.plain(node, f"`{shown(node.func)}` is called")

    def _is_function(self, name: str) -> bool:
        """Whether a name is a function that a `.conn` file can call."""
        mine = name in self.local or name in self.gone or name in self.names.fields
        return name in FUNCTIONS and not mine and is_builtin(self.names.file, name)

    def _is_value(self, node: ast.expr) -> bool:
        """Whether what a method is called on is a value of the config, and no module or class."""
        while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
            match node:
                case ast.Attribute(value=ast.Name(id=name), attr=attribute) if name == self.parameter:
                    return attribute not in self.names.methods
            node = node.func if isinstance(node, ast.Call) else node.value
        match node:
            case ast.Name(id=name):
                return name in self.local or self._is_function(name)
            case ast.Constant(value=str()):
                return True
        return False

    def _rounds(self, node: ast.expr, generators: list[ast.comprehension]) -> Iterator[Sayer]:
        """Yield what is known in each round of a comprehension over a written list."""
        match generators:
            case [ast.comprehension(target=ast.Name(id=name), iter=values, ifs=[])]:
                found = self._say(values)
                if isinstance(found, ast.List) and found.elts:
                    for value in found.elts:
                        inner = self.copy()
                        inner.remember(name, value)
                        yield inner
                    return
        raise NotSaid(node)

    def _binary(self, node: ast.BinOp) -> ast.expr:
        if isinstance(node.op, _BINARY):
            left, right = self._say(node.left), self._say(node.right)
            match left, node.op, right:
                case ast.Constant(value=str() as text), ast.Mod(), _:
                    given = (
                        right.elts
                        if isinstance(right, ast.List) and isinstance(node.right, ast.Tuple)
                        else [right]
                    )
                    return percent(text, given, node)
                case ast.List(), ast.Add(), ast.List():
                    return at(ast.List([*left.elts, *right.elts], ast.Load()), node)
                case (
                    ast.Constant(value=str()) | ast.JoinedStr(),
                    ast.Add(),
                    ast.Constant(value=str()) | ast.JoinedStr(),
                ):
                    return joined([left, right], node)
            return at(ast.BinOp(left, node.op, right), node)
        return self.plain(node)

    def _part(self, node: ast.expr) -> ast.expr:
        """Return a part of an f-string."""
        match node:
            case ast.Constant():
                return node
            case ast.FormattedValue(value=value, conversion=-1 | 115, format_spec=None):
                return filled(self._say(value), node)
        try:
            return self.plain(ast.copy_location(ast.JoinedStr([node]), node), "a value is formatted")
        except NotSaid:
            match node:
                case ast.FormattedValue(value=value, conversion=conversion, format_spec=shape) if _is_plain(
                    shape
                ):
                    said = ast.FormattedValue(self._say(value), conversion, shape)
                    return ast.copy_location(said, node)
            raise


def _is_plain(shape: ast.expr | None) -> bool:
    """Whether the format of a value is the same whatever the config says."""
    parts = shape.values if isinstance(shape, ast.JoinedStr) else []
    return all(isinstance(one, ast.Constant) for one in parts)
