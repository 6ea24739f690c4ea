"""Strings with values of the config in them, however they are put together: all become f-strings."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Callable, Iterable, Mapping, Sequence

from .known import Unsayable
from .questions import literal
from .values import Choice, Display, Star, Value, expression_of, merged

__all__ = ["formatted", "joined_string", "percent"]

Part = str | tuple[Value, int, str]
"""Text, or a value with its conversion and its format."""

_PERCENT = re.compile(r"%(?:(?P<kind>[srdi])|(?P<percent>%)|(?P<name>\((?P<key>\w+)\)s))")


def joined_string(nodes: Iterable[ast.expr], value: Callable[[ast.expr], Value]) -> ast.expr:
    """Return an f-string.

    Parameters
    ----------
    nodes : iterable of `ast.expr`
        Its parts.
    value : callable
        Tells what an expression comes to.
    """
    parts: list[Part] = []
    for node in nodes:
        match node:
            case ast.Constant(value=str() as text):
                parts.append(text)
            case ast.FormattedValue(value=inner, conversion=conversion, format_spec=spec):
                shape = "" if spec is None else joined_string([spec], value)
                if isinstance(shape, ast.Constant):
                    shape = str(shape.value)
                if not isinstance(shape, str):
                    raise Unsayable("a string with a format from the config")
                parts.append((value(inner), conversion, shape))
            case ast.JoinedStr(values=values):
                inner_ = joined_string(values, value)
                parts.append((inner_, -1, ""))
            case _:
                raise Unsayable("a string that is not understood")
    return _string(parts)


def percent(text: str, right: Value) -> ast.expr:
    """Return ``text % right``."""
    values: Sequence[Value | Star] = (
        right.items if isinstance(right, Display) and right.kind == "tuple" else (right,)
    )
    waiting = list(values)
    parts: list[Part] = []
    end = 0
    for match in _PERCENT.finditer(text):
        parts.append(text[end : match.start()])
        end = match.end()
        if match["percent"]:
            parts.append("%")
        elif match["kind"] and waiting and not isinstance(waiting[0], Star):
            parts.append((waiting.pop(0), ord("r") if match["kind"] == "r" else -1, ""))  # type: ignore[arg-type]
        else:
            raise Unsayable("a string put together with `%`")
    parts.append(text[end:])
    if waiting or "%" in _PERCENT.sub("", text):
        raise Unsayable("a string put together with `%`")
    return _string(parts)


def formatted(text: str, arguments: Sequence[Value], names: Mapping[str, Value]) -> ast.expr:
    """Return ``text.format(*arguments, **names)``."""
    parts: list[Part] = []
    count = 0
    try:
        pieces = list(string.Formatter().parse(text))
    except ValueError:
        raise Unsayable("a string with braces that do not fit") from None
    for before, name, shape, conversion in pieces:
        parts.append(before)
        if name is None:
            continue
        if name == "":
            name, count = str(count), count + 1
        if name.isdigit() and int(name) < len(arguments):
            value = arguments[int(name)]
        elif name in names:
            value = names[name]
        else:
            raise Unsayable("a string put together with `format`")
        parts.append((value, ord(conversion) if conversion else -1, shape or ""))
    return _string(parts)


def _string(parts: list[Part]) -> ast.expr:
    """Return the string that some parts make."""
    for i, part in enumerate(parts):
        if isinstance(part, str) or not isinstance(part[0], Choice | ast.IfExp):
            continue
        value, conversion, shape = part
        if isinstance(value, Choice):
            test, arms = value.test, (value.then, value.otherwise)
        else:
            assert isinstance(value, ast.IfExp)
            test, arms = value.test, (value.body, value.orelse)
        first, second = (_string([*parts[:i], (arm, conversion, shape), *parts[i + 1 :]]) for arm in arms)
        found = merged(test, first, second)
        assert isinstance(found, ast.expr)
        return found
    nodes: list[ast.expr] = []
    for part in parts:
        for node in [ast.Constant(part)] if isinstance(part, str) else _filled(*part):
            if isinstance(node, ast.Constant) and nodes and isinstance(nodes[-1], ast.Constant):
                nodes[-1] = ast.Constant(f"{nodes[-1].value!s}{node.value!s}")
            elif not isinstance(node, ast.Constant) or node.value:
                nodes.append(node)
    if not nodes:
        return ast.Constant("")
    return nodes[0] if len(nodes) == 1 and isinstance(nodes[0], ast.Constant) else ast.JoinedStr(nodes)


def _filled(value: Value, conversion: int, shape: str) -> list[ast.expr]:
    node = expression_of(value)
    known = literal(node)
    if known is not None:
        text = repr(known[0]) if conversion == ord("r") else known[0]
        try:
            return [ast.Constant(format(text, shape) if shape else str(text))]
        except (ValueError, TypeError):
            raise Unsayable("a string with a format that does not fit") from None
    if conversion in (-1, ord("s")) and not shape:
        match node:
            case ast.JoinedStr(values=values):
                return list(values)
            case ast.Call(func=ast.Name(id="str"), args=[inner], keywords=[]):
                return [ast.FormattedValue(inner, -1)]
        return [ast.FormattedValue(node, -1)]
    return [ast.FormattedValue(node, conversion, ast.JoinedStr([ast.Constant(shape)]) if shape else None)]
