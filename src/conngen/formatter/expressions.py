"""Expressions and types, with the places where a line may end: those of black, where black knows them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from ..syntax import tree
from .layout import Break, Doc, Group, IfBroken, Indent, Line, Text, concat
from .literals import number_text, string_text
from .tokens import Mismatch, Tokens

__all__ = ["Expressions", "between"]

_T = TypeVar("_T")
_SPACE = Text(" ")
_LINE = Line()
_SUMS = ("+", "-")


class Expressions:
    """Takes expressions and types from the words of a file.

    Parameters
    ----------
    tokens : `Tokens`
        The words.
    """

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens

    # --- names and types ---

    def name(self, node: tree.Node) -> Doc:
        """Return a single word."""
        return self.tokens.take_at(node.span)

    def dotted(self, node: tree.Dotted) -> Doc:
        """Return a dotted name."""
        docs = [self.name(node.parts[0])]
        for part in node.parts[1:]:
            docs += [self.tokens.take("."), self.name(part)]
        return concat(*docs)

    def type(self, node: tree.Type) -> Doc:
        """Return a type: a storage class with dimensions, that of a field, or a dimension."""
        name = self.dotted(node.name) if isinstance(node.name, tree.Dotted) else self.expression(node.name)
        docs = [name]
        if node.arguments is not None:
            docs.append(self.dimensions(node.arguments))
        if node.optional:
            docs += [_SPACE, self.tokens.take("|"), _SPACE, self.tokens.take("None")]
        return concat(*docs)

    def dimensions(self, nodes: Sequence[tree.Dimension]) -> Doc:
        """Return dimensions, or the arguments of a type, in their brackets."""
        return self.bracketed("[]", nodes, self._dimension, Break.HEADS, compact=True)

    def _dimension(self, node: tree.Dimension) -> Doc:
        match node:
            case tree.Type():
                return self.type(node)
            case tree.Star():
                return concat(self.tokens.take("*"), self.expression(node.value))
            case tree.Quoted():
                return self.tokens.take_at(node.span, string_text(self.tokens.peek.text))
            case _:
                return self.name(node)

    def bracketed(
        self,
        brackets: str,
        nodes: Sequence[_T],
        write: Callable[[_T], Doc],
        breaks: Break,
        *,
        compact: bool = False,
    ) -> Doc:
        """Return what stands in brackets, separated by commas.

        Parameters
        ----------
        brackets : `str`
            The two brackets.
        nodes : sequence
            What is in them.
        write : callable
            Returns one of them.
        breaks : `Break`
            What it counts as, if it is to be broken.
        compact : `bool`
            Whether all may stand together on a line between the brackets. If not, each has a line of its own, and
            a comma behind the last one, where it was written, keeps it so.
        """
        opening = self.tokens.take(brackets[0])
        docs: list[Doc] = []
        always = False
        for node in nodes:
            docs.append(write(node))
            if node is not nodes[-1]:
                docs += [self.tokens.take_comma(), Line()]
            elif self.tokens.peek.text == ",":
                docs.append(self.tokens.take_comma(last=True))
                always = not compact
            else:
                docs.append(IfBroken(","))
        above = self.tokens.comments_above()
        closing = self.tokens.take(brackets[1])
        inner: Doc = Group(concat(*docs), breaks) if compact else concat(*docs)
        if not nodes and not above.forced and not opening.remarked:
            return concat(opening, closing)
        return Group(between(opening, inner, above, closing), breaks, always)

    # --- expressions ---

    def expression(self, node: tree.Expression) -> Doc:
        """Return an expression; where it is broken, what follows its first line is indented."""
        match node:
            case tree.Variable() | tree.Quantum() | tree.Constant():
                return self.name(node)
            case tree.String():
                return self.tokens.take_at(node.span, string_text(self.tokens.peek.text))
            case tree.Number():
                return self.tokens.take_at(node.span, number_text(self.tokens.peek.text))
            case tree.Attribute():
                value = self.expression(node.value)
                return concat(value, self.tokens.take("."), self.name(node.name))
            case tree.Star():
                return concat(self.tokens.take("*"), self.expression(node.value))
            case tree.Negative():
                return concat(self.tokens.take("-"), self.expression(node.value))
            case tree.Keyword():
                return concat(self.name(node.name), self.tokens.take("="), self.expression(node.value))
            case tree.Not():
                return concat(self.tokens.take("not"), _SPACE, self.expression(node.value))
            case tree.Binary(operator="**"):
                return self._power(node)
            case tree.Logical() | tree.Compare() | tree.Binary() | tree.Ternary():
                return self._operation(node)
            case _:
                return self._in_brackets(node)

    def _in_brackets(self, node: tree.Expression) -> Doc:
        """Return an expression with brackets."""
        match node:
            case tree.List():
                return self.bracketed("[]", node.elements, self.expression, Break.LISTS)
            case tree.Dict():
                return self.bracketed("{}", node.pairs, self._pair, Break.DICTS)
            case tree.Call():
                function = self.expression(node.function)
                arguments = self.bracketed(
                    "()", node.arguments, self.expression, Break.EXPRESSIONS, compact=True
                )
                return concat(function, arguments)
            case tree.Subscript():
                return concat(self.expression(node.value), self._enclosed("[]", node.index))
            case tree.Group():
                return self._enclosed("()", node.value)
            case tree.Filled():
                return concat(self.tokens.take("{"), self.expression(node.value), self.tokens.take("}"))
            case _:
                raise Mismatch(f"{type(node).__name__} is no expression")

    def _pair(self, node: tuple[tree.Expression, tree.Expression]) -> Doc:
        key = self.expression(node[0])
        return concat(key, self.tokens.take(":"), _SPACE, self.expression(node[1]))

    def _enclosed(self, brackets: str, node: tree.Expression) -> Doc:
        """Return one expression in brackets."""
        opening = self.tokens.take(brackets[0])
        inner = self._slice(node) if isinstance(node, tree.Slice) else self._operation(node, hang=False)
        above = self.tokens.comments_above()
        closing = self.tokens.take(brackets[1])
        return Group(between(opening, inner, above, closing))

    def _slice(self, node: tree.Slice) -> Doc:
        """Return a slice: with spaces around its colons if there is more than names and numbers between them."""
        parts = (node.lower, node.upper, node.step)
        space = _SPACE if any(part is not None and not _is_plain(part) for part in parts) else Text("")
        docs: list[Doc] = []
        for i, part in enumerate(parts):
            if i == 2 and self.tokens.peek.text != ":":
                break
            if i:
                before = [space] if parts[i - 1] is not None else []
                docs += [*before, self.tokens.take(":"), *([space] if part is not None else [])]
            if part is not None:
                docs.append(self.expression(part))
        return concat(*docs)

    def _power(self, node: tree.Binary) -> Doc:
        """Return a power: without spaces if there are only names and numbers in it."""
        space = Text("") if _is_simple(node.left) and _is_simple(node.right) else _SPACE
        left = self.expression(node.left)
        return concat(left, space, self.tokens.take("**"), space, self.expression(node.right))

    def _operation(self, node: tree.Expression, hang: bool = True) -> Doc:
        """Return an expression with operators: if it does not fit, a line begins with each of the outermost."""
        match node:
            case tree.Logical():
                docs = [self.expression(node.values[0])]
                for value in node.values[1:]:
                    docs.append(self._operand(node.operator, value))
            case tree.Compare():
                docs = [self.expression(node.values[0])]
                # What is long about a comparison with a list is the list, which is broken instead.
                space = _SPACE if isinstance(node.values[-1], tree.List) else _LINE
                for operator, value in zip(node.operators, node.values[1:], strict=True):
                    docs.append(self._operand(operator, value, space))
                if space is _SPACE:
                    return concat(*docs)
            case tree.Binary():
                docs = self._chain(node)
            case tree.Ternary():
                docs = self._choices(node)
            case _:
                return self.expression(node)
        rest = concat(*docs[1:])
        return Group(concat(docs[0], Indent(rest) if hang else rest), hangs=True)

    def _operand(self, operator: str, node: tree.Expression, space: Doc = _LINE) -> Doc:
        """Return an operator and what follows it."""
        first, *others = operator.split(" ")
        words = [self.tokens.take(first)]
        for word in others:
            words += [_SPACE, self.tokens.take(word)]
        return concat(space, *words, _SPACE, self.expression(node))

    def _chain(self, node: tree.Expression, like: str = "") -> list[Doc]:
        """Return the operands of a sum, or those of a product."""
        if not isinstance(node, tree.Binary) or node.operator == "**":
            return [self.expression(node)]
        if like and (like in _SUMS) != (node.operator in _SUMS):
            return [self.expression(node)]
        docs = self._chain(node.left, node.operator)
        return [*docs, self._operand(node.operator, node.right)]

    def _choices(self, node: tree.Expression) -> list[Doc]:
        """Return the values of ``a if b else c if d else e``, each with its condition."""
        if not isinstance(node, tree.Ternary):
            return [self.expression(node)]
        value = self.expression(node.value)
        first = Group(concat(value, Indent(self._operand("if", node.condition))), hangs=True)
        otherwise = concat(Line(), self.tokens.take("else"), _SPACE)
        second, *others = self._choices(node.otherwise)
        return [first, concat(otherwise, second), *others]


def _is_plain(node: tree.Node) -> bool:
    """Whether black has no spaces around the colon of a slice beside it: there is nothing put together in it."""
    if isinstance(node, tree.String):
        return True
    put_together = tree.Attribute | tree.Subscript | tree.Call | tree.Star | tree.Not | tree.Logical
    if isinstance(node, put_together | tree.Compare | tree.Binary | tree.Ternary):
        return False
    return all(_is_plain(child) for child in tree.children(node))


def _is_simple(node: tree.Expression) -> bool:
    """Whether black has no spaces around ``**`` beside it."""
    match node:
        case tree.Attribute(value=value):
            return not isinstance(value, tree.Number) and _is_simple(value)
        case tree.Negative(value=value):
            return _is_simple(value)
        case _:
            return isinstance(node, tree.Variable | tree.Number | tree.Constant)


def between(opening: Doc, inner: Doc, above: Doc, closing: Doc) -> Doc:
    """Return something between brackets, with the comments above the closing one."""
    lines = [Line(""), inner, *([Line(""), above] if above.forced else [])]
    return concat(opening, Indent(concat(*lines)), Line(""), closing)
