"""Conditions as a person would write them, the same for every value that the config fields can take."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable, Iterator, Sequence

from ...records import dataclass
from . import formulas
from .minimal import Row, forms
from .questions import Fields, Question
from .shapes import (
    Join,
    Leaf,
    Shape,
    cost,
    gathered,
    join,
    leaves,
    opposite,
    ordered,
    said,
    shape_of,
)
from .worlds import Worlds, worlds

__all__ = ["implied", "possible", "simplified"]

_MOST_QUESTIONS = 12
"""Of how many questions a shorter form is looked for."""
_MOST_CHOICES = 8
"""How many choices of a field are taken into account that a condition does not name."""


def simplified(condition: ast.expr, fields: Fields, given: Sequence[ast.expr] = ()) -> ast.expr:
    """Return a condition in as few words as a person would take.

    Parameters
    ----------
    condition : `ast.expr`
        The condition.
    fields : mapping from `str` to `KnownField`
        The config fields that are known, by name.
    given : sequence of `ast.expr`, optional
        Conditions that are known to hold where it is asked; what it says where they don't is of no matter.

    Returns
    -------
    shorter : `ast.expr`
        A condition that has the same truth for every value the fields can take, and raises for none for which the
        condition does not.
    """
    shape = shape_of(condition, fields)
    ways = _ways(shape, fields, given)
    if ways is None:
        if isinstance(shape, Join):  # too much to look at as a whole
            parts = [shape_of(simplified(said(part), fields, given), fields) for part in shape.parts]
            shape = join(shape.every, parts)
        return _said(shape)
    if ways.yes in (0, ways.of_interest):
        return formulas.FALSE if ways.of_interest and not ways.yes else formulas.TRUE
    best = _said(shape)
    least = cost(best)
    about = {leaf.question.about for leaf in leaves(shape)}
    further = [leaf.question for one in given for leaf in leaves(shape_of(one, fields))]
    further = [one for one in further if one.about in about]
    positions = {question.key: i for i, question in enumerate(_named(shape))}
    for candidate in _candidates(shape, ways, fields, further):
        for way in (ordered(candidate, positions), candidate):
            words = _said(way)
            if cost(words) < least and ways.same(way):
                best, least = words, cost(words)
    return best


def possible(condition: ast.expr, fields: Fields, given: Sequence[ast.expr] = ()) -> bool:
    """Whether a condition may hold; `True` if that can't be told."""
    ways = _ways(shape_of(condition, fields), fields, given)
    return ways is None or ways.yes != 0


def implied(condition: ast.expr, fields: Fields, given: Sequence[ast.expr]) -> bool:
    """Whether a condition always holds where some others do; `False` if that can't be told."""
    ways = _ways(shape_of(condition, fields), fields, given)
    return ways is not None and ways.yes == ways.of_interest


@dataclass(frozen=True)
class _Ways:
    """How a condition can turn out.

    Parameters
    ----------
    found : `Worlds`
        All worlds.
    of_interest : `int`
        Those in which the condition does not raise, and what is given holds.
    yes : `int`
        Those of them in which it holds.
    """

    found: Worlds
    of_interest: int
    yes: int

    def same(self, shape: Shape) -> bool:
        """Whether another condition turns out the same wherever it matters."""
        yes, fails = self.found.where(shape)
        return not fails & self.of_interest and yes & self.of_interest == self.yes

    def rows(self, questions: Sequence[Question]) -> tuple[set[Row], set[Row]]:
        """Return the answers to some questions where the condition holds, and where it does not.

        Where asking raises, both answers are taken for possible.
        """
        wanted: set[Row] = set()
        unwanted: set[Row] = set()
        answers = [self.found.answers(question) for question in questions]
        for i in range(self.of_interest.bit_length()):
            if self.of_interest >> i & 1:
                choices = [
                    (True, False) if fails >> i & 1 else (bool(yes >> i & 1),) for yes, fails in answers
                ]
                (wanted if self.yes >> i & 1 else unwanted).update(itertools.product(*choices))
        return wanted, unwanted


def _ways(shape: Shape, fields: Fields, given: Iterable[ast.expr]) -> _Ways | None:
    """Return how a condition can turn out; `None` if there are too many ways."""
    assumed = _relevant(shape, [shape_of(one, fields) for one in given])
    questions = [leaf.question for one in (shape, *assumed) for leaf in leaves(one)]
    found = worlds(questions, fields)
    if found is None and assumed:
        assumed = []
        found = worlds([leaf.question for leaf in leaves(shape)], fields)
    if found is None:
        return None
    yes, fails = found.where(shape)
    of_interest = found.all & ~fails
    for one in assumed:
        of_interest &= found.where(one)[0]
    return _Ways(found, of_interest, yes & of_interest)


def _relevant(shape: Shape, given: Iterable[Shape]) -> list[Shape]:
    """Return what of the given has to do with the same values."""
    values = {leaf.question.about for leaf in leaves(shape)}
    return [one for one in given if any(leaf.question.about in values for leaf in leaves(one))]


def _said(shape: Shape) -> ast.expr:
    """Return a condition in words: as it is, or as what is not the case, if that is shorter."""
    plain = said(gathered(shape))
    if isinstance(shape, Leaf) or not shape.parts:
        return plain
    turned = ast.UnaryOp(ast.Not(), said(gathered(opposite(shape))))
    return turned if cost(turned) < cost(plain) else plain


def _candidates(shape: Shape, ways: _Ways, fields: Fields, further: Iterable[Question]) -> Iterator[Shape]:
    """Yield conditions that may be shorter."""
    stripped = _stripped(shape, ways)
    yield stripped
    named = list(_named(stripped))
    every = _questions(named, further, fields)
    for asked in (named, every):
        if len(asked) <= _MOST_QUESTIONS:
            wanted, unwanted = ways.rows(asked)
            if not wanted & unwanted:
                yield from forms(asked, wanted, unwanted)


def _stripped(shape: Shape, ways: _Ways) -> Shape:
    """Return a condition without the parts that make no difference."""
    whole = shape
    changed = True
    while changed:
        changed = False
        for smaller in _without_one(whole):
            if ways.same(smaller):
                whole, changed = smaller, True
                break
    return whole


def _without_one(shape: Shape) -> Iterator[Shape]:
    """Yield a condition without one of its parts, for each of them, the last first."""
    if isinstance(shape, Leaf):
        return
    for i in reversed(range(len(shape.parts))):
        if len(shape.parts) > 1:
            yield join(shape.every, (*shape.parts[:i], *shape.parts[i + 1 :]))
        for smaller in _without_one(shape.parts[i]):
            yield join(shape.every, (*shape.parts[:i], smaller, *shape.parts[i + 1 :]))


def _named(shape: Shape) -> Iterator[Question]:
    """Yield the questions of a condition, each once."""
    seen = set()
    for leaf in leaves(shape):
        if leaf.question.key not in seen:
            seen.add(leaf.question.key)
            yield leaf.question


def _questions(named: list[Question], further: Iterable[Question], fields: Fields) -> list[Question]:
    """Return questions, and behind them others about the same values: other choices, and what is known of them."""
    found = {question.key: question for question in named}
    for question in further:
        found.setdefault(question.key, question)
    for question in named:
        known = fields.get(formulas.path(question.term) or "")
        if question.sign == "==" and known is not None and known.choices is not None:
            for choice in known.choices[:_MOST_CHOICES]:
                other = Question(question.term, "is" if choice is None else "==", choice)
                found.setdefault(other.key, other)
    return list(found.values())
