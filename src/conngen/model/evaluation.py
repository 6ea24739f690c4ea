"""What can be known of the values of expressions before there is a config."""

from __future__ import annotations

import builtins
import operator
import re
from collections.abc import Callable, Iterator

from .. import limits
from ..syntax import tree as written
from ..typings import TYPE_CHECKING, Any
from .expressions import UNKNOWN, Expression, Meaning, Unknown

if TYPE_CHECKING:
    from .config import ConfigField

__all__ = ["FUNCTIONS", "OF_OBJECTS", "TYPES", "evaluate"]

_ITEMS = 100_000
_BITS = 140
_DIGITS = 3
"""How many items, how many bits of a power, and how many digits of a width are worked out."""

_OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
    "<=": operator.le,
    ">=": operator.ge,
    "is": operator.is_,
    "is not": operator.is_not,
    "in": lambda a, b: a in b,
    "not in": lambda a, b: a not in b,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
}

FUNCTIONS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (
        abs,
        all,
        any,
        bool,
        float,
        frozenset,
        int,
        len,
        list,
        max,
        min,
        range,
        round,
        set,
        sorted,
        str,
        sum,
        tuple,
    )
}
"""The functions of Python's that an expression can call, and of which the value can be told from those of their
arguments."""

TYPES = ("bool", "int", "float", "complex", "str", "list", "dict")
"""The types of Python's that `isinstance` can ask for."""

OF_OBJECTS = ("getattr", "hasattr", "isinstance")
"""The functions of Python's that an expression can call and that ask what only Python knows of an object."""

_METHODS = frozenset(
    {
        *(
            "startswith",
            "endswith",
            "lower",
            "upper",
            "strip",
            "lstrip",
            "rstrip",
            "removeprefix",
            "removesuffix",
        ),
        *("split", "rsplit", "find", "isdigit", "isalpha", "isalnum", "isupper", "islower", "isidentifier"),
        *("count", "index", "keys", "values", "items", "get"),
        *("issubset", "issuperset", "isdisjoint", "union", "intersection", "difference"),
    }
)
"""Methods of texts, lists, dictionaries and sets of which the value is known if that of all parts is."""


def evaluate(expression: Expression, value_of: Callable[[ConfigField | None], Any]) -> Any:
    """Return the value of an expression, or an `Unknown`.

    Parameters
    ----------
    expression : `Expression`
        The expression.
    value_of : callable
        Gives the value of a config field, or an `Unknown`.

    Returns
    -------
    value : object
        Plain Python data; `Unknown` if it depends on what is not known, is not defined, or is too large.
    """
    try:
        return _Evaluation(expression, value_of).value(expression.tree)
    except (TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError):
        return UNKNOWN


class _Evaluation:
    def __init__(self, expression: Expression, value_of: Callable[[ConfigField | None], Any]) -> None:
        self.expression = expression
        self.value_of = value_of

    def value(self, node: written.Expression) -> Any:
        match node:
            case written.String(value=value, parts=None):
                return value
            case written.String(parts=parts) if parts is not None:
                found = [one if isinstance(one, str) else self.value(one) for one in parts]
                return UNKNOWN if any(map(_unknown, found)) else _sized("".join(map(str, found)))
            case written.Number(value=value) | written.Constant(value=value):
                return value
            case written.Group(value=inner) | written.Filled(value=inner):
                return self.value(inner)
            case written.Variable(name=name):
                return self.variable(name)
            case written.List(elements=elements):
                return self.elements(elements)
            case written.Dict(pairs=pairs):
                items = [(self.value(key), self.value(value)) for key, value in pairs]
                return UNKNOWN if any(_unknown(part) for item in items for part in item) else dict(items)
            case written.Logical():
                return self.logical(node)
            case written.Ternary(value=then, condition=condition, otherwise=otherwise):
                truth = self.value(condition)
                return UNKNOWN if _unknown(truth) else self.value(then if truth else otherwise)
            case written.Compare():
                return self.compare(node)
        return self.computed(node)

    def computed(self, node: written.Expression) -> Any:
        match node:
            case written.Not(value=inner):
                value = self.value(inner)
                return UNKNOWN if _unknown(value) else not value
            case written.Negative(value=inner):
                value = self.value(inner)
                return UNKNOWN if _unknown(value) else -value
            case written.Binary(operator=sign, left=left, right=right):
                values = self.value(left), self.value(right)
                if any(map(_unknown, values)) or not _is_small(sign, *values):
                    return UNKNOWN
                return _sized(_OPERATORS[sign](*values))
            case written.Subscript(value=inner, index=index):
                value, key = self.value(inner), self.value(index)
                return UNKNOWN if _unknown(value) or _unknown(key) else value[key]
            case written.Slice(lower=lower, upper=upper, step=step):
                ends = [None if one is None else self.value(one) for one in (lower, upper, step)]
                return UNKNOWN if any(map(_unknown, ends)) else slice(*ends)
            case written.Call():
                return self.call(node)
            case written.Formatted():
                return self.formatted(node)
        return UNKNOWN

    def formatted(self, node: written.Formatted) -> Any:
        value = self.value(node.value)
        format = [one if isinstance(one, str) else self.value(one) for one in node.format]
        if _unknown(value) or any(map(_unknown, format)):
            return UNKNOWN
        how = "".join(map(str, format))
        if any(len(digits) > _DIGITS for digits in re.findall(r"\d+", how)):
            return UNKNOWN
        convert: dict[str, Callable[[Any], Any]] = {"r": repr, "s": str, "a": ascii}
        return builtins.format(convert[node.conversion](value) if node.conversion else value, how)

    def variable(self, name: str) -> Any:
        binding = self.expression.names.get(name)
        if binding is None:
            return UNKNOWN
        if binding.meaning is Meaning.VALUE:
            return binding.value
        return self.value_of(binding.field) if binding.meaning is Meaning.FIELD else UNKNOWN

    def elements(self, elements: tuple[written.Expression, ...]) -> Any:
        values: list[Any] = []
        for element in elements:
            value = self.value(element.value if isinstance(element, written.Star) else element)
            if _unknown(value):
                return UNKNOWN
            values.extend(value if isinstance(element, written.Star) else [value])
        return _sized(values)

    def logical(self, node: written.Logical) -> Any:
        """Return the first value that decides; one that decides decides also behind an unknown one."""
        decides = node.operator == "or"
        unknown = False
        value: Any = None
        for part in node.values:
            value = self.value(part)
            if _unknown(value):
                unknown = True
            elif bool(value) is decides:
                return UNKNOWN if unknown and not isinstance(value, bool) else value
        return UNKNOWN if unknown else value

    def compare(self, node: written.Compare) -> Any:
        values = [self.value(value) for value in node.values]
        if any(map(_unknown, values)):
            return UNKNOWN
        return all(_OPERATORS[sign](values[i], values[i + 1]) for i, sign in enumerate(node.operators))

    def call(self, node: written.Call) -> Any:
        arguments = self.elements(tuple(_positional(node)))
        keywords = {one.name.text: self.value(one.value) for one in _keywords(node)}
        if _unknown(arguments) or any(map(_unknown, keywords.values())):
            return UNKNOWN
        if isinstance(node.function, written.Variable):
            name = node.function.name
            binding = self.expression.names.get(name)
            if name not in FUNCTIONS or (binding is not None and binding.meaning is not Meaning.FUNCTION):
                return UNKNOWN
            if name == "range" and len(range(*arguments)) > limits.REPETITION.value:
                return UNKNOWN
            return _sized(FUNCTIONS[name](*arguments, **keywords))
        if isinstance(node.function, written.Attribute) and node.function.name.text in _METHODS:
            value = self.value(node.function.value)
            if _unknown(value):
                return UNKNOWN
            return getattr(value, node.function.name.text)(*arguments, **keywords)
        return UNKNOWN


def _unknown(value: object) -> bool:
    return isinstance(value, Unknown)


def _positional(node: written.Call) -> Iterator[written.Expression]:
    return (one for one in node.arguments if not isinstance(one, written.Keyword))


def _keywords(node: written.Call) -> Iterator[written.Keyword]:
    return (one for one in node.arguments if isinstance(one, written.Keyword))


def _is_small(sign: str, left: Any, right: Any) -> bool:
    """Whether the value of an operation is small enough to be worked out, and no text put together."""
    if sign == "%":
        return _is_number(left) and _is_number(right)
    if sign == "**":
        whole = isinstance(left, int) and isinstance(right, int)
        return not whole or abs(right) * left.bit_length() <= _BITS
    if sign == "*":
        several = [(len(one), count) for one, count in ((left, right), (right, left)) if _has_length(one)]
        return all(isinstance(count, int) and length * count <= _ITEMS for length, count in several)
    return True


def _has_length(value: object) -> bool:
    return isinstance(value, str | list | tuple)


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _sized(value: Any) -> Any:
    """Return a value, or an `Unknown` in place of one that is too large to work with."""
    if isinstance(value, int) and abs(value) > 10**40:
        return UNKNOWN
    return UNKNOWN if hasattr(value, "__len__") and len(value) > _ITEMS else value
