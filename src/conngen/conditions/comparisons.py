"""Operands that do not fit: comparisons that can't be true, and operations that raise."""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping, MutableSequence

from ..diagnostics import closest
from ..model import ConfigClass, ConfigField, Expression, Meaning, Unknown, walk
from ..records import dataclass
from ..syntax import tree
from ..typings import Any
from .fields import config_of, field_of, literal, types_of, values_of
from .truth import strip

__all__ = ["Problem", "fits", "in_range", "problems", "range_words", "shown"]


@dataclass(frozen=True)
class Problem:
    """Something wrong with an operation.

    Parameters
    ----------
    kind : `str`
        ``impossible`` if a comparison can't be true, ``operand`` if Python raises,
        ``identity`` if ``is`` is the wrong word.
    operation : `tree.Node`
        The operation.
    place : `tree.Node`
        The part that is wrong.
    text : `str`
        What is wrong.
    help : `str`, optional
        The way out.
    fix : `str`, optional
        What should stand at the place.
    field : `ConfigField`, optional
        The field that is compared.
    """

    kind: str
    operation: tree.Node
    place: tree.Node
    text: str
    help: str | None = None
    fix: str | None = None
    field: ConfigField | None = None


_GROUPS = {"bool": "number", "int": "number", "float": "number", "complex": "number"}
_TYPES: dict[str, type] = {
    "bool": bool,
    "int": int,
    "float": float,
    "complex": complex,
    "str": str,
    "list": MutableSequence,
    "dict": MutableMapping,
}
_WORDS = {"number": "a number", "str": "a string", "list": "a list", "dict": "a dictionary"}
_ARTICLES = {"int": "an", "bool": "a", "float": "a", "complex": "a", "str": "a", "list": "a", "dict": "a"}
_KEYWORDS = {
    **dict.fromkeys(("abs", "all", "any", "bool", "float", "hasattr", "isinstance", "len", "range"), ()),
    **{"max": ("default", "key"), "min": ("default", "key"), "sorted": ("key", "reverse"), "sum": ("start",)},
}
"""The arguments of Python's functions that have names."""
_CONTAINERS = frozenset({"str", "list", "dict"})


def problems(expression: Expression, config: ConfigClass | None) -> Iterator[Problem]:
    """Yield what is wrong with the operations in an expression.

    Parameters
    ----------
    expression : `Expression`
        The expression.
    config : `ConfigClass` or `None`
        The config it is about.
    """
    finder = _Finder(expression, config)
    nodes = list(walk(expression.tree))
    methods = {id(node.function) for node in nodes if node.__class__ is tree.Call}
    for node in nodes:
        match node:
            case tree.Compare(operators=operators, values=values):
                for i, sign in enumerate(operators):
                    yield from finder.comparison(node, sign, values[i], values[i + 1])
            case tree.Call(function=tree.Variable(name=name), arguments=arguments) if arguments:
                yield from finder.keywords(node, name)
                yield from finder.function(node, name, arguments[0])
            case tree.Attribute():
                yield from finder.attribute(node, id(node) in methods)
            case tree.Binary(operator=sign, left=left, right=right):
                yield from finder.arithmetic(node, sign, left, right)


def fits(field: ConfigField, value: Any) -> bool:
    """Whether a field can have a value that is equal to another; `None` is not looked at."""
    listed = values_of(field)
    if listed is not None:
        return any(value == one for one in listed if one is not None)
    if len(field.basic) == 1 and field.type in ("scalar", "range"):
        if _group(field.basic[0]) != _group(type(value).__name__):
            return False
        if field.basic[0] == "int" and value != int(value.real):
            return False
    return field.type != "range" or in_range(field, value)


def in_range(field: ConfigField, value: Any) -> bool:
    """Whether a number lies between the limits of a field, so far as they are known."""
    low, high = field.flag("min"), field.flag("max")
    if isinstance(low, int | float) and not (value > low or (value == low and field.flag("inclusiveMin"))):
        return False
    return not (
        isinstance(high, int | float) and not (value < high or (value == high and field.flag("inclusiveMax")))
    )


def range_words(field: ConfigField) -> str:
    """Say between which limits the values of a field lie."""
    words = []
    for name, inclusive, sign in (("min", "inclusiveMin", "more"), ("max", "inclusiveMax", "less")):
        limit = field.flag(name)
        if isinstance(limit, int | float):
            edge = (
                f"{'at least' if name == 'min' else 'at most'}" if field.flag(inclusive) else f"{sign} than"
            )
            hint = (
                " (`max` itself counts with `inclusiveMax=True`)"
                if name == "max" and inclusive not in field.flags
                else ""
            )
            words.append(f"{edge} {limit}{hint}")
    return f"it is {' and '.join(words)}"


def shown(value: Any) -> str:
    """Return a value as a `.conn` file writes it."""
    return f'"{value}"' if isinstance(value, str) and '"' not in value else repr(value)


def _group(name: str) -> str:
    return _GROUPS.get(name, name)


def _groups(types: frozenset[str]) -> set[str]:
    return {_group(name) for name in types if name != "None"}


def _type_words(types: frozenset[str]) -> str:
    return " or ".join(f"{_ARTICLES.get(name, 'a')} `{name}`" for name in sorted(types - {"None"}))


class _Finder:
    def __init__(self, expression: Expression, config: ConfigClass | None) -> None:
        self.expression = expression
        self.config = config

    def types(self, node: tree.Expression) -> frozenset[str] | None:
        found = types_of(self.expression, node, self.config)
        return None if not found or found == {"None"} else found

    def field(self, node: tree.Expression) -> ConfigField | None:
        return field_of(self.expression, node, self.config)

    def text(self, node: tree.Node) -> str:
        return self.expression.at(node).text

    def value(self, node: tree.Expression) -> Any:
        return literal(self.expression, node)

    def what(self, node: tree.Expression) -> str:
        """Say what an operand is: ``the `str` `mode` `` or ``a string``."""
        types = self.types(node)
        assert types is not None
        if isinstance(self.value(node), Unknown):
            return f"`{self.text(node)}` is {_type_words(types)}"
        return f"`{self.text(node)}` is {' or '.join(_WORDS[group] for group in sorted(_groups(types)))}"

    # --- comparisons ---

    def comparison(
        self, node: tree.Compare, sign: str, left: tree.Expression, right: tree.Expression
    ) -> Iterator[Problem]:
        if sign in ("==", "!="):
            yield from self.equality(node, left, right)
        elif sign in ("is", "is not"):
            yield from self.identity(node, sign, left, right)
        elif sign in ("in", "not in"):
            yield from self.membership(node, sign, left, right)
        else:
            yield from self.order(node, sign, left, right)

    def equality(
        self, node: tree.Compare, left: tree.Expression, right: tree.Expression
    ) -> Iterator[Problem]:
        for one, other in ((left, right), (right, left)):
            field, value = self.field(one), self.value(other)
            if field is not None and not isinstance(value, Unknown):
                yield from self.against(node, one, field, other, value)
                return
        types = self.types(left), self.types(right)
        if (
            types[0] is None
            or types[1] is None
            or any(not isinstance(self.value(one), Unknown) for one in (left, right))
        ):
            return
        if not _groups(types[0]) & _groups(types[1]) and not ("None" in types[0] and "None" in types[1]):
            text = f"{self.what(left)} and {self.what(right)}: they are never equal"
            yield Problem("impossible", node, node, text, "compare with a value of the same type")

    def against(
        self, node: tree.Compare, one: tree.Expression, field: ConfigField, other: tree.Expression, value: Any
    ) -> Iterator[Problem]:
        """Look at the comparison of a field with a value."""
        types = self.types(one)
        if value is None or types is None or isinstance(value, tuple | range | set):
            return
        if _group(type(value).__name__) not in _groups(types):
            text = f"{self.what(one)} and never equal to {_WORDS.get(_group(type(value).__name__), 'this')}"
            help, fix = self.right_type(field, value)
            yield Problem("impossible", node, other, text, help, fix, field)
            return
        if isinstance(value, list | dict) or fits(field, value):
            return
        yield self.unlisted(node, one, field, other, value)

    def right_type(self, field: ConfigField, value: Any) -> tuple[str | None, str | None]:
        """Return advice, and what to write in place of a value of the wrong type."""
        if field.basic == ("bool",):
            if isinstance(value, str) and value.strip().capitalize() in ("True", "False"):
                return f"write `{value.strip().capitalize()}`, without quotes", value.strip().capitalize()
            return "it is either `True` or `False`", None
        if field.type in ("list", "dict"):
            return f"ask what it holds: `{shown(value)} in {field.name}`", None
        if field.basic == ("str",) and isinstance(value, int | float):
            return f'write `"{value}"`', f'"{value}"'
        if field.basic in (("int",), ("float",)) and isinstance(value, str):
            try:
                number = int(value) if field.basic == ("int",) else float(value)
            except ValueError:
                return "compare it with a number", None
            return f"write `{number}`, without quotes", str(number)
        return "compare it with a value of its type", None

    def unlisted(
        self, node: tree.Compare, one: tree.Expression, field: ConfigField, other: tree.Expression, value: Any
    ) -> Problem:
        name = self.text(one)
        listed = [choice for choice in values_of(field) or () if choice is not None]
        text = f"`{name}` is never `{shown(value)}`"
        if not listed:
            help = "it is a whole number" if in_range(field, value) else range_words(field)
            return Problem("impossible", node, other, text, help, None, field)
        near = (
            closest(value, [choice for choice in listed if isinstance(choice, str)])
            if isinstance(value, str)
            else None
        )
        if near is not None:
            return Problem(
                "impossible", node, other, text, f"did you mean `{shown(near)}`?", shown(near), field
            )
        choices = ", ".join(f"`{shown(choice)}`" for choice in listed[:12]) + (
            ", …" if len(listed) > 12 else ""
        )
        return Problem("impossible", node, other, text, f"it can be {choices}", None, field)

    def identity(
        self, node: tree.Compare, sign: str, left: tree.Expression, right: tree.Expression
    ) -> Iterator[Problem]:
        values = self.value(left), self.value(right)
        if any(value is None for value in values):
            return
        for one, other, value in ((left, right, values[1]), (right, left, values[0])):
            types = self.types(one)
            if isinstance(value, bool) and types is not None and "bool" not in types:
                text = f"{self.what(one)} and never `{value}` itself"
                help = f"write `{'not ' if value is (sign == 'is not') else ''}{self.text(one)}`"
                yield Problem("impossible", node, other, text, help, None, self.field(one))
                return
        sign_for = "==" if sign == "is" else "!="
        if all(isinstance(value, Unknown | bool) for value in values):
            both = [self.types(left), self.types(right)]
            if not all(types is not None and not types <= {"bool", "None"} for types in both):
                return
        text = f"`{sign}` asks whether both sides are the same object, not whether they are equal"
        fix = f"{self.text(left)} {sign_for} {self.text(right)}"
        yield Problem("identity", node, node, text, f"write `{fix}`", fix)

    def membership(
        self, node: tree.Compare, sign: str, left: tree.Expression, right: tree.Expression
    ) -> Iterator[Problem]:
        field = self.field(left)
        bare = strip(right)
        if isinstance(bare, tree.List):
            for element in bare.elements:
                value = self.value(element)
                if (
                    field is not None
                    and not isinstance(value, Unknown)
                    and not isinstance(element, tree.Star)
                ):
                    yield from self.against(node, left, field, element, value)
            return
        types, own = self.types(right), self.types(left)
        if types is None:
            return
        if not types & _CONTAINERS:
            text = f"{self.what(right)}: nothing can be `in` it"
            yield Problem(
                "operand", node, right, text, "`in` takes a list, a dictionary or a string behind it"
            )
        elif own is not None and types <= {"str", "None"} and not own & {"str"}:
            text = f"{self.what(right)} and can only contain strings, but {self.what(left)}"
            yield Problem("operand", node, left, text, "look for a string in it, or compare with `==`")
        else:
            yield from self.item(node, left, right, own)

    def item(
        self, node: tree.Compare, left: tree.Expression, right: tree.Expression, own: frozenset[str] | None
    ) -> Iterator[Problem]:
        """Look for a value of the wrong type in a list or dictionary field."""
        field = self.field(right)
        if field is None or field.type not in ("list", "dict") or not field.basic or own is None:
            return
        if _group(field.basic[0]) not in _groups(own) and "None" not in own:
            word = "items" if field.type == "list" else "keys"
            text = f"the {word} of `{self.text(right)}` are of type `{field.basic[0]}`, but {self.what(left)}"
            yield Problem(
                "impossible", node, left, text, f"look for a value of type `{field.basic[0]}`", None, field
            )

    def order(
        self, node: tree.Compare, sign: str, left: tree.Expression, right: tree.Expression
    ) -> Iterator[Problem]:
        types = self.types(left), self.types(right)
        for one, found in zip((left, right), types, strict=True):
            if found is not None and found <= {"complex", "dict", "None"}:
                text = f"{self.what(one)}: it has no order"
                yield Problem(
                    "operand", node, one, text, f"`{sign}` takes numbers, or strings, on both sides"
                )
                return
            if self.value(one) is None:
                text = f"nothing is less or more than `{self.text(one)}`"
                yield Problem(
                    "operand",
                    node,
                    one,
                    text,
                    f"write `{self.text(right if one is left else left)} is not None`",
                )
                return
        if types[0] is not None and types[1] is not None and not _groups(types[0]) & _groups(types[1]):
            text = f"{self.what(left)}, but {self.what(right)}: Python can't order them"
            yield Problem("operand", node, node, text, f"`{sign}` takes numbers, or strings, on both sides")

    # --- other operations ---

    def keywords(self, node: tree.Call, name: str) -> Iterator[Problem]:
        """Yield the named arguments that a function of Python's does not take."""
        binding = self.expression.names.get(name)
        taken = _KEYWORDS.get(name)
        if binding is None or binding.meaning is not Meaning.FUNCTION or taken is None:
            return
        for one in node.arguments:
            if isinstance(one, tree.Keyword) and one.name.text not in taken:
                text = f"`{name}` takes no argument that is named `{one.name.text}`"
                near = closest(one.name.text, taken)
                help = f"did you mean `{near}`?" if near else "write `==` to compare"
                yield Problem("operand", node, one.name, text, help, near)

    def function(self, node: tree.Call, name: str, argument: tree.Expression) -> Iterator[Problem]:
        binding = self.expression.names.get(name)
        types = self.types(argument)
        if binding is None or binding.meaning is not Meaning.FUNCTION or types is None:
            return
        if name == "len" and not types & _CONTAINERS:
            yield Problem(
                "operand", node, argument, f"{self.what(argument)}: it has no length", "leave `len` out"
            )
        elif name == "range" and not types & {"int", "bool"}:
            help = (
                f"write `{self.text(argument)}` alone to repeat over it"
                if types & _CONTAINERS
                else "use an `int`"
            )
            yield Problem(
                "operand", node, argument, f"{self.what(argument)}, but `range` counts whole numbers", help
            )
        elif name == "abs" and "number" not in _groups(types):
            yield Problem(
                "operand",
                node,
                argument,
                f"{self.what(argument)}, but `abs` takes a number",
                "leave `abs` out",
            )

    def attribute(self, node: tree.Attribute, called: bool) -> Iterator[Problem]:
        field = self.field(node.value)
        types = self.types(node.value)
        name = node.name.text
        if types is None or (field is not None and config_of(field) is not None):
            return
        known = [_TYPES[one] for one in types if one in _TYPES]
        if not known or any(hasattr(one, name) for one in known) or name.startswith("_") or name == "history":
            return
        legal = {other for one in known for other in dir(one) if not other.startswith("_")}
        near = closest(name, legal) if called else None
        what = "method" if called else "attribute"
        text = f"{self.what(node.value)}: it has no {what} `{name}`"
        help = (
            f"did you mean `{near}`?"
            if near
            else f"write `{self.text(node.value)}` alone" if not called else None
        )
        yield Problem("operand", node, node.name, text, help, near, field)

    def arithmetic(
        self, node: tree.Binary, sign: str, left: tree.Expression, right: tree.Expression
    ) -> Iterator[Problem]:
        types = self.types(left), self.types(right)
        if types[0] is None or types[1] is None or sign in ("*", "%"):
            return
        groups = _groups(types[0]), _groups(types[1])
        if sign == "+" and groups[0] & groups[1] - {"dict"}:
            return
        if sign != "+" and "number" in groups[0] & groups[1]:
            return
        text = f"{self.what(left)}, but {self.what(right)}: `{sign}` can't put them together"
        yield Problem("operand", node, node, text, "use operands of one type")
