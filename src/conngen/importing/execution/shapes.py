"""Conditions as trees of *and*, *or* and questions, each asked for one of its answers."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from typing import Union

from ...records import dataclass
from . import formulas
from .questions import Fields, Question, literal, read_question

__all__ = [
    "Join",
    "Leaf",
    "Shape",
    "cost",
    "gathered",
    "join",
    "leaves",
    "opposite",
    "said",
    "shape_of",
]


@dataclass(frozen=True)
class Leaf:
    """A question, and the answer that is wanted."""

    question: Question
    wanted: bool

    @property
    def key(self) -> tuple[object, ...]:
        """What two leaves have in common that want the same."""
        return *self.question.key, self.wanted


@dataclass(frozen=True)
class Join:
    """All of some conditions, or one of them; all of none is true, and one of none false."""

    every: bool
    parts: tuple[Shape, ...]

    @property
    def key(self) -> tuple[object, ...]:
        """What two joins have in common that say the same."""
        return self.every, *(part.key for part in self.parts)


Shape = Union[Leaf, Join]  # noqa: UP007 - names itself in annotations above

ALWAYS = Join(True, ())
NEVER = Join(False, ())


def shape_of(node: ast.expr, fields: Fields, wanted: bool = True) -> Shape:
    """Return the shape of a condition, or of its opposite; the order of the questions is kept.

    Parameters
    ----------
    node : `ast.expr`
        The condition.
    fields : mapping
        The config fields that are known.
    wanted : `bool`
        `False` for its opposite.
    """
    match node:
        case ast.Constant(value=value):
            return ALWAYS if bool(value) is wanted else NEVER
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return shape_of(operand, fields, not wanted)
        case ast.BoolOp(op=op, values=values):
            return join(isinstance(op, ast.And) is wanted, (shape_of(one, fields, wanted) for one in values))
        case ast.IfExp(test=test, body=then, orelse=otherwise):
            arms = (
                join(True, (shape_of(test, fields, side), shape_of(arm, fields, wanted)))
                for side, arm in ((True, then), (False, otherwise))
            )
            return join(False, arms)
        case ast.Call(func=ast.Name(id="bool"), args=[inner], keywords=[]):
            return shape_of(inner, fields, wanted)
        case ast.Compare(left=left, ops=ops, comparators=values) if len(ops) > 1:
            pairs = zip([left, *values[:-1]], ops, values, strict=True)
            single = (ast.Compare(one, [op], [other]) for one, op, other in pairs)
            return join(wanted, (shape_of(one, fields, wanted) for one in single))
        case ast.Compare(
            left=left,
            ops=[ast.In() | ast.NotIn() as op],
            comparators=[ast.List() | ast.Tuple() | ast.Set() as items],
        ) if (
            literal(left) is None and items.elts and all(literal(one) is not None for one in items.elts)
        ):
            inside = isinstance(op, ast.In) is wanted
            single = (formulas.compared(left, "==" if inside else "!=", one) for one in items.elts)
            return join(not inside, (shape_of(one, fields) for one in single))
    question, positive = read_question(node, fields)
    if question.sign == "truth" and question.term is not node:
        return shape_of(question.term, fields, positive is wanted)
    return Leaf(question, positive is wanted)


def join(every: bool, parts: Iterable[Shape]) -> Shape:
    """Return all of some conditions, or one of them, with what is plain left out."""
    kept: dict[tuple[object, ...], Shape] = {}
    for part in _flat(every, parts):
        if isinstance(part, Join) and not part.parts:
            return part  # one that decides; those that don't have been left out
        if isinstance(part, Leaf) and Leaf(part.question, not part.wanted).key in kept:
            return Join(not every, ())
        kept.setdefault(part.key, part)
    found = list(kept.values())
    return found[0] if len(found) == 1 else Join(every, tuple(found))


def _flat(every: bool, parts: Iterable[Shape]) -> Iterator[Shape]:
    for part in parts:
        if isinstance(part, Join) and part.every is every:
            yield from _flat(every, part.parts)
        else:
            yield part


def opposite(shape: Shape) -> Shape:
    """Return the opposite of a condition."""
    if isinstance(shape, Leaf):
        return Leaf(shape.question, not shape.wanted)
    return Join(not shape.every, tuple(opposite(part) for part in shape.parts))


def leaves(shape: Shape) -> Iterator[Leaf]:
    """Yield the questions in order."""
    if isinstance(shape, Leaf):
        yield shape
    else:
        for part in shape.parts:
            yield from leaves(part)


def gathered(shape: Shape) -> Shape:
    """Return a condition with comparisons of one value put together: ``x in [1, 2]``."""
    if isinstance(shape, Leaf):
        return shape
    parts = [gathered(part) for part in shape.parts]
    alike: dict[str, list[Leaf]] = {}
    for part in parts:
        if isinstance(part, Leaf) and part.question.sign == "==" and part.wanted is not shape.every:
            alike.setdefault(part.question.about, []).append(part)
    found: list[Shape] = []
    for part in parts:
        group = alike.get(part.question.about, []) if isinstance(part, Leaf) else []
        if len(group) < 2 or not any(part is one for one in group):
            found.append(part)
        elif part is group[0]:
            values = tuple(dict.fromkeys(one.question.value for one in group))
            found.append(Leaf(Question(group[0].question.term, "in", values), group[0].wanted))
    return found[0] if len(found) == 1 else Join(shape.every, tuple(found))


def said(shape: Shape) -> ast.expr:
    """Return a shape as a condition."""
    if isinstance(shape, Leaf):
        return shape.question.said(shape.wanted)
    if not shape.parts:
        return formulas.TRUE if shape.every else formulas.FALSE
    return ast.BoolOp(ast.And() if shape.every else ast.Or(), [said(part) for part in shape.parts])


def cost(node: ast.expr) -> float:
    """Return how much a reader of a condition has to take in."""
    match node:
        case ast.BoolOp(op=op, values=values):
            brackets = sum(
                isinstance(op, ast.And) and isinstance(one, ast.BoolOp | ast.IfExp) for one in values
            )
            return sum(map(cost, values)) + len(values) - 1 + brackets
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            return cost(operand) + (2.5 if isinstance(operand, ast.BoolOp) else 1)
        case ast.Compare(comparators=[ast.List(elts=elements)]):
            return 3 + len(elements) / 2
        case ast.Compare(left=ast.Constant()):
            return 2.8
        case ast.Compare():
            return 3
    return 2


def is_about_one(node: ast.expr, fields: Fields) -> bool:
    """Whether a condition asks for one value alone."""
    return len({leaf.question.about for leaf in leaves(shape_of(node, fields))}) == 1


def ordered(shape: Shape, positions: Mapping[tuple[str, str, str], int]) -> Shape:
    """Return a condition with its parts in the order of their questions."""
    if isinstance(shape, Leaf):
        return shape
    last = len(positions)

    def place(part: Shape) -> int:
        return min((positions.get(leaf.question.key, last) for leaf in leaves(part)), default=last)

    return Join(shape.every, tuple(sorted((ordered(part, positions) for part in shape.parts), key=place)))
