"""Expressions as Python code, with the parentheses that Python needs, and one pair that readers need."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...model import Binding, ConfigField, Expression, Meaning, TemplatePart, Text, path_of
from ...records import dataclass, field, replace
from ...syntax import tree
from .errors import InternalError
from .imports import Imports
from .literals import Filled, f_string, identifier, literal, number

__all__ = ["Printer", "is_truth"]

# How tightly the parts of an expression hold together, the loosest first.
_TERNARY, _OR, _AND, _NOT, _COMPARE, _SUM, _TERM, _UNARY, _POWER, _ATOM = range(1, 11)

_OPPOSITE = {"==": "!=", "in": "not in", "is": "is not"}
_OPPOSITE.update({other: one for one, other in _OPPOSITE.items()})


@dataclass(frozen=True)
class Printer:
    """Prints expressions.

    Parameters
    ----------
    imports : `Imports`
        The imports of the module it prints for.
    config : `str`
        The code of the config.
    variables : mapping from `str` to `str`
        What the variables of repetitions are called, if they are not called what they are.
    """

    imports: Imports
    config: str
    variables: Mapping[str, str] = field(default_factory=dict)

    def within(self, variable: str, name: str) -> Printer:
        """Return a printer for the inside of a repetition."""
        return replace(self, variables={**self.variables, variable: name})

    def expression(self, expression: Expression) -> str:
        """Return the code of an expression."""
        return self._in(expression.tree, expression.names, _TERNARY)

    def operand(self, expression: Expression) -> str:
        """Return the code of an expression that something follows: a subscript, an attribute, a method."""
        return self._in(expression.tree, expression.names, _ATOM)

    def negated(self, expression: Expression) -> str:
        """Return the code of the opposite of an expression, as a reviewer would write it."""
        return self._parenthesized(*self._negation(expression.tree, expression.names), _TERNARY)

    def all_of(self, conditions: Iterable[Expression], and_not: Expression | None = None) -> str:
        """Return the code of a condition that holds when all of some do, and another does not."""
        found = [self._node(one.tree, one.names) for one in conditions]
        if and_not is not None:
            found.append(self._negation(and_not.tree, and_not.names))
        if len(found) == 1:
            return found[0][0]
        return " and ".join(self._parenthesized(code, binds, _AND) for code, binds in found)

    def not_all_of(self, conditions: tuple[Expression, ...]) -> str:
        """Return the code of a condition that holds when not all of some do."""
        return self.negated(conditions[0]) if len(conditions) == 1 else f"not ({self.all_of(conditions)})"

    def text(self, text: Text) -> str:
        """Return the code of a text, with its templates as the config gives them."""
        if len(text.parts) == 1 and isinstance(text.parts[0], Expression) and _is_text(text.parts[0]):
            return self.expression(text.parts[0])
        parts: list[str | Filled] = []
        for part in text.parts:
            if isinstance(part, str):
                parts.append(part)
            elif isinstance(part, TemplatePart):
                parts.append(Filled(f"{self.config}.connections.{identifier(part.name)}"))
            else:
                parts.append(self._filled(part.tree, part.names))
        return f_string(parts)

    # --- nodes ---

    def _in(self, node: tree.Expression, names: Mapping[str, Binding], needed: int) -> str:
        return self._parenthesized(*self._node(node, names), needed)

    def _parenthesized(self, code: str, binds: int, needed: int) -> str:
        return code if binds >= needed else f"({code})"

    def _node(self, node: tree.Expression, names: Mapping[str, Binding]) -> tuple[str, int]:
        match node:
            case tree.Group(value=inner) | tree.Filled(value=inner):
                return self._node(inner, names)
            case tree.Not(value=inner):
                return self._not(inner, names)
            case tree.Compare():
                return self._compare(node, names)
            case tree.Logical(operator=word, values=values):
                if word == "and":
                    return " and ".join(self._in(value, names, _AND) for value in values), _AND
                return " or ".join(self._beside_or(value, names) for value in values), _OR
            case tree.Ternary(value=then, condition=condition, otherwise=otherwise):
                first, second = self._in(then, names, _OR), self._in(condition, names, _OR)
                return f"{first} if {second} else {self._in(otherwise, names, _TERNARY)}", _TERNARY
            case tree.Binary(operator="**", left=left, right=right):
                return f"{self._in(left, names, _ATOM)} ** {self._in(right, names, _UNARY)}", _POWER
            case tree.Binary(operator=sign, left=left, right=right):
                binds = _SUM if sign in "+-" else _TERM
                return f"{self._in(left, names, binds)} {sign} {self._in(right, names, binds + 1)}", binds
            case tree.Negative(value=inner):
                return f"-{self._in(inner, names, _UNARY)}", _UNARY
        return self._atom(node, names)

    def _beside_or(self, node: tree.Expression, names: Mapping[str, Binding]) -> str:
        """Return a part of an ``or``; an ``and`` there has parentheses, which readers and linters want."""
        code, binds = self._node(node, names)
        return f"({code})" if binds == _AND else self._parenthesized(code, binds, _OR)

    def _atom(self, node: tree.Expression, names: Mapping[str, Binding]) -> tuple[str, int]:
        match node:
            case tree.Variable():
                return self._variable(node, names)
            case tree.Attribute() if (module := names.get(".".join(path_of(node) or ()))) and module.python:
                return self.imports.name(module.python), _ATOM
            case tree.Attribute(value=inner, name=name):
                value = self._in(inner, names, _ATOM)
                value = f"({value})" if isinstance(inner, tree.Number) else value
                return f"{value}.{identifier(name.text)}", _ATOM
            case tree.Subscript(value=inner, index=index):
                return f"{self._in(inner, names, _ATOM)}[{self._index(index, names)}]", _ATOM
            case tree.Call(function=function):
                return f"{self._in(function, names, _ATOM)}({self._arguments(node, names)})", _ATOM
            case tree.String(value=value, parts=None):
                return literal(value), _ATOM
            case tree.String(parts=parts) if parts is not None:
                filled = (part if isinstance(part, str) else self._filled(part, names) for part in parts)
                return f_string(filled), _ATOM
            case tree.Number(value=value, text=text):
                return number(value, text), _ATOM
            case tree.Constant(value=value):
                return literal(value), _ATOM
            case tree.List(elements=elements):
                return f"[{', '.join(self._element(element, names) for element in elements)}]", _ATOM
            case tree.Dict(pairs=pairs):
                items = (
                    f"{self._in(key, names, _TERNARY)}: {self._in(value, names, _TERNARY)}"
                    for key, value in pairs
                )
                return f"{{{', '.join(items)}}}", _ATOM
        raise InternalError(self.imports.stem, f"a {type(node).__name__} is no expression")

    def _filled(self, node: tree.Expression, names: Mapping[str, Binding]) -> Filled:
        """Return a part of a text that is filled in."""
        if not isinstance(node, tree.Formatted):
            return Filled(self._in(node, names, _TERNARY))
        format = tuple(one if isinstance(one, str) else self._filled(one, names) for one in node.format)
        return Filled(self._in(node.value, names, _TERNARY), node.conversion, format)

    def _arguments(self, node: tree.Call, names: Mapping[str, Binding]) -> str:
        given: list[str] = []
        for i, argument in enumerate(node.arguments):
            bare = argument.value if isinstance(argument, tree.Group) else argument
            if isinstance(argument, tree.Keyword):
                given.append(f"{identifier(argument.name.text)}={self._in(argument.value, names, _TERNARY)}")
            elif i == 1 and isinstance(bare, tree.List) and _is_function(node.function, "isinstance", names):
                types = [self._element(element, names) for element in bare.elements]
                given.append(f"({', '.join(types)}{',' if len(types) == 1 else ''})")
            else:
                given.append(self._element(argument, names))
        return ", ".join(given)

    def _index(self, node: tree.Expression, names: Mapping[str, Binding]) -> str:
        if not isinstance(node, tree.Slice):
            return self._in(node, names, _TERNARY)
        ends = [node.lower, node.upper, *([node.step] if node.step is not None else [])]
        return ":".join("" if one is None else self._in(one, names, _TERNARY) for one in ends)

    def _element(self, node: tree.Expression, names: Mapping[str, Binding]) -> str:
        if isinstance(node, tree.Star):
            return f"*{self._in(node.value, names, _SUM)}"
        return self._in(node, names, _TERNARY)

    def _variable(self, node: tree.Variable, names: Mapping[str, Binding]) -> tuple[str, int]:
        name = identifier(node.name)
        binding = names.get(node.name)
        match binding:
            case Binding(meaning=Meaning.VALUE, value=value):
                return literal(value), _UNARY if isinstance(value, int | float) and value < 0 else _ATOM
            case Binding(meaning=Meaning.LOOP):
                return self.variables.get(name, name), _ATOM
            case Binding(meaning=Meaning.FUNCTION):
                return self.imports.builtin(name), _ATOM
            case Binding(meaning=Meaning.IMPORT, python=python) if python is not None:
                return self.imports.name(python), _ATOM
        return f"{self.config}.{name}", _ATOM

    def _compare(self, node: tree.Compare, names: Mapping[str, Binding]) -> tuple[str, int]:
        values = [self._in(value, names, _SUM) for value in node.values]
        found = values[0]
        for sign, left, right, code in zip(
            node.operators, node.values[:-1], node.values[1:], values[1:], strict=True
        ):
            found += f" {_plain(sign, left, right, names)} {code}"
        return found, _COMPARE

    def _negation(self, node: tree.Expression, names: Mapping[str, Binding]) -> tuple[str, int]:
        """Return the opposite of a condition; of two negations nothing is left."""
        match node:
            case tree.Group(value=inner) | tree.Filled(value=inner):
                return self._negation(inner, names)
            case tree.Not(value=inner):
                return self._node(inner, names)
        return self._not(node, names)

    def _not(self, node: tree.Expression, names: Mapping[str, Binding]) -> tuple[str, int]:
        match node:
            case tree.Group(value=inner) | tree.Filled(value=inner):
                return self._not(inner, names)
            case tree.Compare(operators=(sign,)) if sign in _OPPOSITE:
                return self._compare(replace(node, operators=(_OPPOSITE[sign],)), names)
        code, binds = self._node(node, names)
        return (f"not {code}" if binds > _COMPARE else f"not ({code})"), _NOT


def _plain(sign: str, left: tree.Expression, right: tree.Expression, names: Mapping[str, Binding]) -> str:
    """Return an operator; ``is`` in place of ``==`` for `None` and for fields that are true or false."""
    if sign not in ("==", "!="):
        return sign
    for constant, other in ((left, right), (right, left)):
        if not isinstance(constant, tree.Constant) or isinstance(other, tree.Constant):
            continue
        field = _field(other, names)
        if constant.value is None or (
            field is not None and field.type == "scalar" and field.basic == ("bool",)
        ):
            return "is" if sign == "==" else "is not"
    return sign


def _field(node: tree.Expression, names: Mapping[str, Binding]) -> ConfigField | None:
    binding = names.get(node.name) if isinstance(node, tree.Variable) else None
    return binding.field if binding is not None and binding.meaning is Meaning.FIELD else None


def _is_function(node: tree.Expression, name: str, names: Mapping[str, Binding]) -> bool:
    """Whether a node is a function of Python's."""
    found = names.get(name)
    named = isinstance(node, tree.Variable) and node.name == name
    return named and found is not None and found.meaning is Meaning.FUNCTION


def _is_text(expression: Expression) -> bool:
    """Whether the value of an expression is known to be a string."""
    node = expression.tree
    if isinstance(node, tree.Group):
        return _is_text(expression.part(node.value))
    if isinstance(node, tree.Ternary):
        return _is_text(expression.part(node.value)) and _is_text(expression.part(node.otherwise))
    if isinstance(node, tree.String):
        return True
    found = _field(node, expression.names)
    return (
        found is not None
        and found.type in ("scalar", "choice")
        and found.basic == ("str",)
        and not found.optional
    )


def is_truth(node: tree.Expression, names: Mapping[str, Binding]) -> bool:
    """Whether the value of an expression is known to be true or false."""
    match node:
        case tree.Group(value=inner):
            return is_truth(inner, names)
        case tree.Compare() | tree.Not():
            return True
        case tree.Constant(value=value):
            return isinstance(value, bool)
        case tree.Logical(values=values):
            return all(is_truth(value, names) for value in values)
        case tree.Variable():
            field = _field(node, names)
            return (
                field is not None
                and field.type == "scalar"
                and field.basic == ("bool",)
                and not field.optional
            )
    return False
