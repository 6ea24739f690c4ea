"""Makes the nodes of our tree: one small function for each rule of the grammar, named like it."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable

from .. import limits
from ..source import Span
from ..typings import Any, cast
from . import tree
from .problem import Problem
from .strings import Literal, joined

__all__ = ["Builder", "Token"]

Token = tuple[str, int, int]
"""The text of a terminal, and the offsets in its file where it begins and ends."""


class Builder:
    """Builds the nodes of one text.

    Parameters
    ----------
    text : `str`
        The text that is parsed.
    base : `int`
        The offset of this text in the file.
    parse_expression : callable
        Parses an expression that stands inside a string: text and offset to node, or `None` after it noted a
        problem.
    problems : `list` [ `Problem` ]
        Where to note what is wrong with a literal.
    """

    def __init__(
        self,
        text: str,
        base: int,
        parse_expression: Callable[[str, int], tree.Expression | None],
        problems: list[Problem],
    ) -> None:
        self.text = text
        self.base = base
        self.parse_expression = parse_expression
        self.problems = problems
        self._split: dict[Span, list[tree.String]] = {}

    # Each of what follows is given the span of a rule's whole text, and the parts of the rule that count: tokens, and
    # what was made of rules.

    def _span(self, token: Token) -> Span:
        return Span(token[1], token[2])

    def _identify(self, token: Token) -> tree.Identifier:
        text, start, end = token
        span = Span(start, end)
        if len(text) > limits.NAME_LENGTH.value:
            self._limit(span, limits.NAME_LENGTH)
        return tree.Identifier(span, text)

    def _limit(self, span: Span, limit: limits.Limit) -> None:
        self.problems.append(Problem.limit(span, limit))

    # --- the file and its items ---

    def _start(self, span: Span, parts: list[Any]) -> tree.File:
        doc, items = _split_doc(parts)
        return tree.File(Span(self.base, self.base + len(self.text)), doc, items)

    def _only_item(self, span: Span, parts: list[Any]) -> Any:
        return parts[0]

    _only_expression = _only_item

    def _declaration(self, span: Span, parts: list[Any]) -> tree.Declaration:
        word, name, type, *rest = parts
        value, flags, doc = self._value_without_sign(type, *self._tail(rest))
        return tree.Declaration(span, word, name, type, value, flags, doc)

    def _field(self, span: Span, parts: list[Any]) -> tree.Field:
        name, type, *rest = parts
        value, flags, doc = self._value_without_sign(type, *self._tail(rest))
        return tree.Field(span, name, type, value, flags, doc)

    def _definition(self, span: Span, parts: list[Any]) -> tree.Definition:
        word, name, *rest = parts
        value, flags, doc = self._tail(rest)
        assert value is not None  # the grammar says so
        return tree.Definition(span, word, name, value, flags, doc)

    def _assignment(self, span: Span, parts: list[Any]) -> tree.Assignment:
        path, operator, *rest = parts
        value, flags, _ = self._tail(rest)
        assert value is not None  # the grammar says so
        return tree.Assignment(span, path, operator[0], value, flags)

    def _block(self, span: Span, parts: list[Any]) -> tree.Block:
        word, *rest = parts
        name = rest.pop(0) if rest and isinstance(rest[0], tree.Identifier) else None
        brackets, dimensions = rest.pop(0) if rest and _is_dims(rest[0]) else (None, None)
        bases = rest.pop(0) if rest and type(rest[0]) is tuple else ()
        doc, items = _split_doc(rest)
        return tree.Block(span, word, name, dimensions, bases, doc, items, brackets)

    def _guard(self, span: Span, parts: list[Any]) -> tree.Guard:
        return tree.Guard(span, parts[1], tuple(parts[2:]))

    def _loop(self, span: Span, parts: list[Any]) -> tree.Loop:
        return tree.Loop(span, parts[0], parts[1], tuple(parts[2:]))

    def _removal(self, span: Span, parts: list[Any]) -> tree.Removal:
        names = tuple(part for part in parts if isinstance(part, tree.Identifier))
        rest = [part for part in parts[len(names) :] if isinstance(part, tree.Node)]
        return tree.Removal(span, names, cast("tree.Expression | None", rest[0] if rest else None))

    def _requirement(self, span: Span, parts: list[Any]) -> tree.Requirement | tree.Broken:
        value, flags, doc = self._tail(parts[1:])
        assert value is not None  # the grammar says so
        if doc is None and not flags and isinstance(value, tree.String):
            where = Span(span.start, span.start + len("require"))
            self.problems.append(
                Problem.syntax(where, "a condition is missing", "the message follows behind it")
            )
            return tree.Broken(span, frozenset())
        return tree.Requirement(span, value, flags, doc)

    def _from_import(self, span: Span, parts: list[Any]) -> tree.FromImport:
        (where, level, module), *names = parts
        return tree.FromImport(span, level, module, tuple(names), where)

    def _import_module(self, span: Span, parts: list[Any]) -> tree.ImportModule:
        return tree.ImportModule(span, parts[0], parts[1] if len(parts) > 1 else None)

    def _edition(self, span: Span, parts: list[Any]) -> tree.Edition:
        return tree.Edition(span, parts[0], self._number(self._span(parts[1]), [parts[1]]))

    # --- parts of items ---

    def _word(self, span: Span, parts: list[Any]) -> tree.Identifier:
        return self._identify(parts[0])

    _name = _identifier = _field_name = _word

    def _doc(self, span: Span, parts: list[Any]) -> tree.Doc:
        strings = [self._string(self._span(part), [part], dedent=True) for part in parts]
        doc = tree.Doc(span, joined(span, strings))
        if len(strings) > 1:
            self._split[span] = strings
        return doc

    def _value_without_sign(self, type: tree.Type, value: Any, flags: Any, doc: tree.Doc | None) -> Any:
        """Return value, flags and doc of a declaration; of two strings, one on the line of the type was the value."""
        strings = self._split.get(doc.span, []) if doc is not None and value is None and not flags else []
        between = (
            self.text[type.span.end - self.base : strings[0].span.start - self.base] if strings else "\n"
        )
        if "\n" in between:
            return value, flags, doc
        first = self.text[strings[0].span.start - self.base : strings[0].span.end - self.base]
        what = f"`=` is missing before `{first}`"
        self.problems.append(Problem.syntax(strings[0].span, what, f"write `= {first}`", fix=f"= {first}"))
        span = strings[1].span.to(strings[-1].span)
        return strings[0], flags, tree.Doc(span, joined(span, strings[1:]))

    def _flags(self, span: Span, parts: list[Any]) -> list[Any]:
        return parts

    def _flag(self, span: Span, parts: list[Any]) -> tree.Flag:
        return tree.Flag(span, self._identify(parts[0]), parts[1] if len(parts) > 1 else None)

    def _condition(self, span: Span, parts: list[Any]) -> tree.Condition:
        return tree.Condition(span, parts[1])

    def _type(self, span: Span, parts: list[Any]) -> tree.Type:
        name, *rest = parts
        optional = "None" in rest
        brackets, arguments = rest[0] if rest and rest[0] != "None" else (None, None)
        return tree.Type(span, name, arguments, optional, brackets)

    def _optional(self, span: Span, parts: list[Any]) -> str:
        return "None"

    def _filled(self, span: Span, parts: list[Any]) -> tree.Filled:
        return tree.Filled(span, parts[0])

    def _dims(self, span: Span, parts: list[Any]) -> tuple[Span, tuple[tree.Dimension, ...]]:
        return span, tuple(parts)

    def _quantum(self, span: Span, parts: list[Any]) -> tree.Quantum:
        return tree.Quantum(span)

    def _built(self, span: Span, parts: list[Any]) -> tree.Built:
        return tree.Built(span, parts[0][0])

    def _star(self, span: Span, parts: list[Any]) -> tree.Star:
        first, *rest = parts[0].parts
        value: tree.Expression = tree.Variable(first.span, first.text)
        for name in rest:
            value = tree.Attribute(first.span.to(name.span), value, name)
        return tree.Star(span, value)

    def _quoted(self, span: Span, parts: list[Any]) -> tree.Quoted:
        return tree.Quoted(span, self._string(span, parts).value)

    def _bases(self, span: Span, parts: list[Any]) -> tuple[tree.Dotted, ...]:
        return tuple(parts)

    def _module(self, span: Span, parts: list[Any]) -> tuple[Span, int, tree.Dotted | None]:
        level = len(parts.pop(0)[0]) if isinstance(parts[0], tuple) else 0
        return span, level, parts[0] if parts else None

    def _alias(self, span: Span, parts: list[Any]) -> tree.Alias:
        names = [self._identify(part) for part in parts]
        return tree.Alias(span, names[0], names[1] if len(names) > 1 else None)

    def _dotted(self, span: Span, parts: list[Any]) -> tree.Dotted:
        return tree.Dotted(span, tuple(self._identify(part) for part in parts))

    def _path(self, span: Span, parts: list[Any]) -> tree.Expression:
        first, *rest = parts
        start = self._span(first)
        value: tree.Expression = tree.Variable(start, first[0])
        for end, step in rest:
            if isinstance(step, tree.Identifier):
                value = tree.Attribute(start.to(end), value, step)
            else:
                value = tree.Subscript(start.to(end), value, step)
        return value

    def _path_attribute(self, span: Span, parts: list[Any]) -> tuple[Span, tree.Identifier]:
        return span, self._identify(parts[0])

    def _path_subscript(self, span: Span, parts: list[Any]) -> tuple[Span, tree.Expression]:
        return span, parts[0]

    # --- expressions ---

    def _ternary(self, span: Span, parts: list[Any]) -> tree.Ternary:
        return tree.Ternary(span, *parts)

    def _or(self, span: Span, parts: list[Any]) -> tree.Logical:
        return tree.Logical(span, "or", tuple(parts))

    def _and(self, span: Span, parts: list[Any]) -> tree.Logical:
        return tree.Logical(span, "and", tuple(parts))

    def _not(self, span: Span, parts: list[Any]) -> tree.Not:
        return tree.Not(span, parts[0])

    def _comparison(self, span: Span, parts: list[Any]) -> tree.Compare:
        return tree.Compare(span, tuple(_sign(part) for part in parts[1::2]), tuple(parts[::2]))

    def _in(self, span: Span, parts: list[Any]) -> str:
        return "in"

    def _not_in(self, span: Span, parts: list[Any]) -> str:
        return "not in"

    def _is(self, span: Span, parts: list[Any]) -> str:
        return "is"

    def _is_not(self, span: Span, parts: list[Any]) -> str:
        return "is not"

    def _sum(self, span: Span, parts: list[Any]) -> tree.Binary:
        return tree.Binary(span, parts[1][0], parts[0], parts[2])

    _term = _power = _sum

    def _negative(self, span: Span, parts: list[Any]) -> tree.Negative:
        return tree.Negative(span, parts[1])

    def _attribute(self, span: Span, parts: list[Any]) -> tree.Attribute:
        return tree.Attribute(span, parts[0], self._identify(parts[1]))

    def _subscript(self, span: Span, parts: list[Any]) -> tree.Subscript:
        return tree.Subscript(span, *parts)

    def _slice(self, span: Span, parts: list[Any]) -> tree.Slice:
        given = dict(parts)
        return tree.Slice(span, given.get("lower"), given.get("upper"), given.get("step"))

    def _lower(self, span: Span, parts: list[Any]) -> tuple[str, tree.Expression]:
        return "lower", parts[0]

    def _upper(self, span: Span, parts: list[Any]) -> tuple[str, tree.Expression]:
        return "upper", parts[0]

    def _step(self, span: Span, parts: list[Any]) -> tuple[str, tree.Expression]:
        return "step", parts[0]

    def _keyword(self, span: Span, parts: list[Any]) -> tree.Keyword:
        return tree.Keyword(span, self._identify(parts[0]), parts[1])

    def _call(self, span: Span, parts: list[Any]) -> tree.Call:
        return tree.Call(span, parts[0], tuple(parts[1:]))

    def _group(self, span: Span, parts: list[Any]) -> tree.Group:
        return tree.Group(span, parts[0])

    def _variable(self, span: Span, parts: list[Any]) -> tree.Variable:
        return tree.Variable(span, parts[0][0])

    def _true(self, span: Span, parts: list[Any]) -> tree.Constant:
        return tree.Constant(span, True)

    def _false(self, span: Span, parts: list[Any]) -> tree.Constant:
        return tree.Constant(span, False)

    def _none(self, span: Span, parts: list[Any]) -> tree.Constant:
        return tree.Constant(span, None)

    def _list(self, span: Span, parts: list[Any]) -> tree.List:
        return tree.List(span, tuple(parts))

    def _star_expression(self, span: Span, parts: list[Any]) -> tree.Star:
        return tree.Star(span, parts[-1])  # the asterisk itself is a token that the grammar names

    def _dict(self, span: Span, parts: list[Any]) -> tree.Dict:
        return tree.Dict(span, tuple(parts))

    def _pair(self, span: Span, parts: list[Any]) -> tuple[tree.Expression, tree.Expression]:
        return parts[0], parts[1]

    def _tail(self, parts: list[Any]) -> tuple[Any, tuple[Any, ...], tree.Doc | None]:
        """Return the value, the flags and the doc that end an item."""
        flags = next(part for part in parts if isinstance(part, list))
        before = parts[: parts.index(flags)]
        doc = parts[-1] if isinstance(parts[-1], tree.Doc) else None
        if doc is None and flags and isinstance(flags[-1], tree.Condition):
            last = flags[-1]
            value, string = _without_doc(last.value)
            if string is not None:
                doc = tree.Doc(string.span, string)
                what = "a condition is missing" if value is None else "the condition is not complete"
                advice = "the doc follows behind the whole condition"
                where = Span(last.span.start, last.span.start + len("when"))
                self.problems.append(Problem.syntax(where, what, advice))
                flags = flags[:-1] if value is None else [*flags[:-1], tree.Condition(last.span, value)]
        return before[0] if before else None, tuple(flags), doc

    def _number(self, span: Span, parts: list[Any]) -> tree.Number:
        text = parts[0][0]
        if len(text) > limits.NUMBER_LENGTH.value:
            self._limit(span, limits.NUMBER_LENGTH)
            return tree.Number(span, 0, text)
        if text.isdecimal() and text.isascii() and text[0] != "0":
            return tree.Number(span, int(text), text)
        try:
            value = ast.literal_eval(text)
        except SyntaxError:
            self.problems.append(Problem.syntax(span, f"`{text}` is not a number as Python writes it"))
            return tree.Number(span, 0, text)
        if isinstance(value, float) and math.isinf(value):
            self.problems.append(Problem.syntax(span, f"`{text}` is larger than any float"))
            return tree.Number(span, 0, text)
        return tree.Number(span, value, text)

    def _string(self, span: Span, parts: list[Any], dedent: bool = False) -> tree.String:
        return Literal(parts[0][0], span, self.parse_expression, self.problems).string(dedent)


def _sign(part: Token | str) -> str:
    return part if isinstance(part, str) else part[0]


def _is_dims(part: object) -> bool:
    return type(part) is tuple and bool(part) and isinstance(part[0], Span)


def _split_doc(parts: list[Any]) -> tuple[tree.Doc | None, tuple[Any, ...]]:
    if parts and isinstance(parts[0], tree.Doc):
        return parts[0], tuple(parts[1:])
    return None, tuple(parts)


def _without_doc(value: tree.Expression) -> tuple[tree.Expression | None, tree.String | None]:
    """Return a condition without the string at its end, which was meant as the doc behind it."""
    match value:
        case tree.String():
            return None, value
        case tree.Not(value=tree.String() as doc):
            return None, doc
        case tree.Logical(values=(*before, tree.String() as doc)):
            return before[0], doc
    return value, None
