"""Expressions of a `.conn` file, as Python's syntax tree has them: what is in them, and how strings are joined."""

from __future__ import annotations

import ast
from collections.abc import Collection

from ... import limits

__all__ = [
    "NotSaid",
    "at",
    "field_names",
    "filled",
    "is_plain",
    "joined",
    "merged_values",
    "path_of",
    "percent",
    "shown",
    "too_long",
]


class NotSaid(Exception):
    """Code that a `.conn` file has no words for.

    Parameters
    ----------
    node : `ast.AST`
        The part of it.
    why : `str`
        What is the matter: lower case, without a full stop.
    """

    def __init__(self, node: ast.AST, why: str = "") -> None:
        self.node = node
        self.why = why or f"there are no words for `{shown(node)}`"
        super().__init__(self.why)


# --- strings ---


def filled(value: ast.expr, place: ast.expr) -> ast.expr:
    """Return a value as a part of an f-string: as text, if it is known."""
    if is_plain(value):
        return ast.copy_location(ast.Constant(str(ast.literal_eval(value))), place)
    for inner in ast.walk(value):
        if isinstance(inner, ast.Dict | ast.Set | ast.JoinedStr):
            raise NotSaid(place, "an f-string holds what can't stand in one")
        if (
            isinstance(inner, ast.Constant)
            and isinstance(inner.value, str)
            and set(inner.value) & set("{}\\\n\"'")
        ):
            raise NotSaid(place, "an f-string holds what can't stand in one")
    return ast.copy_location(ast.FormattedValue(value, -1), place)


def joined(parts: Collection[ast.expr], place: ast.expr) -> ast.expr:
    """Return the one string of some strings, f-strings and fields of such."""
    flat: list[ast.expr] = []
    for part in parts:
        for one in part.values if isinstance(part, ast.JoinedStr) else [part]:
            match flat, one:
                case [*_, ast.Constant(value=str() as before)], ast.Constant(value=str() as text):
                    flat[-1] = ast.copy_location(ast.Constant(before + text), place)
                case _:
                    flat.append(one)
    if all(isinstance(one, ast.Constant) for one in flat):
        return flat[0] if flat else ast.copy_location(ast.Constant(""), place)
    return ast.copy_location(ast.JoinedStr(flat), place)


def percent(text: str, given: list[ast.expr], place: ast.expr) -> ast.expr:
    """Return the f-string of ``text % (a, b)``, where each value stands as it is.

    Raises
    ------
    NotSaid
        Raised if values are named or formatted.
    """
    parts: list[ast.expr] = []
    pieces = text.replace("%%", "\0").split("%")
    if len(pieces) != len(given) + 1:
        raise NotSaid(place, "a value is formatted")
    parts.append(ast.Constant(pieces[0].replace("\0", "%")))
    for value, piece in zip(given, pieces[1:], strict=True):
        if piece[:1] not in ("s", "d", "i"):
            raise NotSaid(place, "a value is formatted")
        parts += [filled(value, place), ast.Constant(piece[1:].replace("\0", "%"))]
    return joined([one for one in parts if not (isinstance(one, ast.Constant) and one.value == "")], place)


# --- what is in an expression ---


def merged_values(condition: ast.expr, first: ast.expr | None, second: ast.expr | None) -> ast.expr | None:
    """Return the value of a variable behind two branches; `None` if it is not known, or takes too many words."""
    if first is None or second is None or ast.dump(first) == ast.dump(second):
        return first if second is not None else None
    merged = at(ast.IfExp(condition, first, second), condition)
    return None if too_long(merged) else merged


def too_long(node: ast.expr) -> bool:
    """Whether a `.conn` file can't have an expression because of its size."""
    return any(weight > limits.OPERATORS.value * 0.8 for weight in _weights(node))


def path_of(node: ast.expr) -> tuple[str, ...] | None:
    """Return the steps of ``a.b["c"].d``, or `None` for what is no path."""
    match node:
        case ast.Name(id=name):
            return (name,)
        case ast.Attribute(value=value, attr=name):
            before = path_of(value)
            return None if before is None else (*before, f".{name}")
        case ast.Subscript(value=value, slice=index):
            before = path_of(value)
            return None if before is None else (*before, f"[{ast.unparse(index)}]")
    return None


def field_names(*nodes: ast.expr | None) -> set[str]:
    """Return the names in some expressions of a `.conn` file that can be fields."""
    found: set[str] = set()
    for node in nodes:
        called = (
            {id(one.func) for one in ast.walk(node) if isinstance(one, ast.Call)}
            if node is not None
            else set()
        )
        for one in ast.walk(node) if node is not None else ():
            if isinstance(one, ast.Name) and id(one) not in called:
                found.add(one.id)
    return found


def shown(node: ast.AST) -> str:
    """Return code as a message shows it."""
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 60 else f"{text[:57]}…"


def _weights(node: ast.AST) -> list[int]:
    """Return how many operators, dots and words there are between two commas: first of the expression itself."""
    own = 0 if isinstance(node, ast.Constant | ast.expr_context | ast.boolop | ast.operator) else 1
    inner: list[int] = []
    for child in ast.iter_child_nodes(node):
        first, *rest = _weights(child)
        inner += rest
        apart = isinstance(node, ast.List | ast.Dict) or (
            isinstance(node, ast.Call) and child is not node.func
        )
        if apart:
            inner.append(first)
        else:
            own += first
    return [own, *inner]


def at(node: ast.expr, place: ast.AST) -> ast.expr:
    """Return an expression that is made anew, at the place of what it was made of."""
    return ast.fix_missing_locations(ast.copy_location(node, place))


def is_plain(node: ast.expr) -> bool:
    """Whether an expression is plain data, written as such."""
    try:
        ast.literal_eval(node)
    except (ValueError, TypeError):
        return False
    return True
