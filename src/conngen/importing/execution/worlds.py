"""The ways in which conditions can turn out, as far as what is known of the config fields tells."""

from __future__ import annotations

import ast
import itertools
import math
from collections.abc import Iterable
from typing import Any

from . import formulas
from .known import KnownField
from .questions import Fails, Fields, Other, Question
from .shapes import Leaf, Shape

__all__ = ["MOST_WORLDS", "Worlds", "worlds"]

MOST_WORLDS = 4096
"""How many worlds are looked at; of conditions with more, nothing is said."""

_ORDERS = ("<", ">", "<=", ">=")


class Worlds:
    """The ways in which things can be, and the answers in each of them; sets of worlds are the bits of a number.

    Parameters
    ----------
    values : `list` [ `dict` ]
        The values of the terms in each world, by their keys.
    guesses : `list` [ `dict` ]
        The answers in each world to questions whose answers are not known, by their keys.
    """

    def __init__(self, values: list[dict[str, Any]], guesses: list[dict[tuple[str, str, str], bool]]) -> None:
        self.values = values
        self.guesses = guesses
        self.all = (1 << len(values)) - 1
        self._answers: dict[tuple[str, str, str], tuple[int, int]] = {}

    def answers(self, question: Question) -> tuple[int, int]:
        """Return the worlds in which the answer is yes, and those in which asking raises."""
        if question.key not in self._answers:
            yes = fails = 0
            for i, (values, guesses) in enumerate(zip(self.values, self.guesses, strict=True)):
                try:
                    answer = question.answer(values.get(question.about), guesses.get(question.key, False))
                except Fails:
                    fails |= 1 << i
                else:
                    yes |= answer << i
            self._answers[question.key] = yes, fails
        return self._answers[question.key]

    def where(self, shape: Shape) -> tuple[int, int]:
        """Return the worlds in which a condition holds, and those in which it raises.

        It is asked as Python asks: from left to right, and no more than needed.
        """
        if isinstance(shape, Leaf):
            yes, fails = self.answers(shape.question)
            return (yes if shape.wanted else self.all & ~yes & ~fails), fails
        undecided, yes, fails = self.all, 0, 0
        for part in shape.parts:
            holds, raises = self.where(part)
            fails |= undecided & raises
            yes |= undecided & holds
            undecided &= ~raises & (holds if shape.every else ~holds)
        return (undecided if shape.every else yes), fails


def worlds(questions: Iterable[Question], fields: Fields) -> Worlds | None:
    """Return all worlds that differ in what some questions ask; `None` if they are too many.

    What is not known of a field is allowed: there may be worlds among them that can't be, and none is missing.
    """
    unique = {question.key: question for question in questions}
    terms: dict[str, list[Question]] = {}
    for question in unique.values():
        if question.sign != "asked":
            terms.setdefault(question.about, []).append(question)
    domains = [_domain(asked[0].term, asked, fields) for asked in terms.values()]
    open_ = [question.key for question in unique.values() if _is_open(question, fields)]
    if math.prod(len(domain) for domain in domains) * 2 ** len(open_) > MOST_WORLDS:
        return None
    values = [dict(zip(terms, one, strict=True)) for one in itertools.product(*domains)]
    guesses = [
        dict(zip(open_, one, strict=True)) for one in itertools.product((True, False), repeat=len(open_))
    ]
    pairs = list(itertools.product(values, guesses))
    return Worlds([one for one, _ in pairs], [other for _, other in pairs])


def _is_open(question: Question, fields: Fields) -> bool:
    """Whether the answer to a question is not known, for some values at least."""
    if question.sign == "asked":
        return True
    domain = _domain(question.term, [question], fields) if question.open else []
    return any(isinstance(one, Other) for one in domain)


def _domain(term: ast.expr, questions: list[Question], fields: Fields) -> list[Any]:
    """Return values that stand for all that a term can have."""
    known = fields.get(formulas.path(term) or "")
    counts = isinstance(term, ast.Call) and isinstance(term.func, ast.Name) and term.func.id == "len"
    if counts:
        return _numbers(questions, whole=True, least=0)
    if known is None or not known.type:
        return _anything(questions)
    found = _known(known, questions)
    if known.optional and None not in found:
        found.append(None)
    return found


def _known(known: KnownField, questions: list[Question]) -> list[Any]:
    """Return values that stand for all that a field can have, `None` aside."""
    if known.choices is not None:
        return _unique(known.choices)
    if known.type in ("scalar", "range"):
        match known.basic:
            case ("bool",):
                return [True, False]
            case ("int",):
                return _numbers(questions, whole=True)
            case ("float",):
                return _numbers(questions, whole=False)
            case ("str",):
                strings = [
                    question.value
                    for question in questions
                    if question.sign == "==" and isinstance(question.value, str)
                ]
                return _unique([*strings, "", Other(True)])
    if known.type in ("list", "dict"):
        return [[], Other(True)]
    return _anything(questions)


def _anything(questions: list[Question]) -> list[Any]:
    """Return values of a term that nothing is known of."""
    compared = [question.value for question in questions if question.sign in ("==", "is")]
    found = [one for one in compared if one is not None]
    if any(isinstance(one, bool) for one in compared):
        found += [True, False]
    if None in compared or any(question.can_fail for question in questions):
        found.append(None)
    return _unique([*found, Other(True), Other(False)])


def _numbers(questions: list[Question], *, whole: bool, least: int | None = None) -> list[Any]:
    """Return numbers that stand for all: those named, one of each gap between them, and *not a number*."""
    named: set[float] = {0}
    for question in questions:
        if isinstance(question.value, int | float) and math.isfinite(question.value):
            named.add(question.value)
    ordered = sorted(named)
    found: list[Any] = [*ordered, math.floor(ordered[0]) - 1, math.ceil(ordered[-1]) + 1]
    for before, after in itertools.pairwise(ordered):
        between = math.floor(before) + 1 if whole else (before + after) / 2
        found += [between] if before < between < after else []
    if whole:
        found = [one for one in found if one == int(one)]
    elif any(question.sign in ("==", *_ORDERS) for question in questions):
        found.append(math.nan)
    return _unique(one for one in found if least is None or one >= least)


def _unique(values: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    for value in values:
        if not any(type(value) is type(one) and value == one for one in found):
            found.append(value)
    return found
