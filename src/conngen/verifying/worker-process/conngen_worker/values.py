"""Which values of config fields are tried, and in which combinations. Pure, and the same each time."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

__all__ = ["Absent", "choose", "combinations", "possible"]

_MOST = 16
"""How many values of one field are tried."""
_CLUSTER = 64
"""How many combinations are tried of fields that decide something together, before others are drawn at random."""


class Absent:
    """A type of field about which nothing is known."""


def choose(
    dtype: Any, default: Any, optional: bool, allowed: Sequence[Any] | None, literals: Sequence[Any]
) -> list[Any]:
    """Return the values of a field to try, the default first.

    Parameters
    ----------
    dtype : type
        Its type: ``bool``, ``str``, ``int``, ``float``, ``list``, ``dict``, or `Absent`.
    default : object
        Its default.
    optional : `bool`
        Whether it may be `None`.
    allowed : sequence or `None`
        All values it can have, if they are listed.
    literals : sequence
        What it is compared with.
    """
    if allowed is not None:
        found = list(allowed)
    elif dtype is bool:
        found = [True, False]
    else:
        of_type = {str: _texts, int: _integers, float: _floats, list: _lists, dict: _dictionaries}
        found = of_type.get(dtype, _unknown)(default, literals)
    return _once([default, *([None] if optional or default is None else []), *found])[:_MOST]


def _texts(default: Any, literals: Sequence[Any]) -> list[Any]:
    texts = [one for one in literals if isinstance(one, str)]
    # Some that begin and end with what is looked for, for conditions on parts of a text.
    parts = (
        [f"{one}_x" for one in texts[:3]]
        + [f"x_{one}" for one in texts[:3]]
        + [f"{one}1" for one in texts[:3]]
    )
    return [*texts, "", "other", *parts]


def _integers(default: Any, literals: Sequence[Any]) -> list[Any]:
    numbers = [int(one) for one in literals if _is_number(one) and one == int(one)]
    return [*numbers, 0, 1, 2, *(one + step for one in numbers for step in (1, -1))]


def _floats(default: Any, literals: Sequence[Any]) -> list[Any]:
    numbers = [float(one) for one in literals if _is_number(one)]
    return [*numbers, 0.0, 1.0, 2.0, *(one + step for one in numbers for step in (1.0, -1.0))]


def _lists(default: Any, literals: Sequence[Any]) -> list[Any]:
    sample = [*(default or ()), *literals] or ["visit"]
    kind = type(sample[0])
    elements = _once([one for one in literals if type(one) is kind])
    if kind is str:
        several = [["instrument", "visit", "detector"], ["visit"], ["other"]]
    else:
        several = [[one] for one in sample[:1]]
    lengths = sorted(
        {int(one) + step for one in literals if _is_number(one) for step in (-1, 0, 1)} & set(range(9))
    )
    pool = _once([*elements, *(default or ()), *(one for some in several for one in some)])
    longer = [(pool * length)[:length] if pool else [] for length in lengths]
    return [[], *([one] for one in elements[:6]), elements, *longer, *several]


def _dictionaries(default: Any, literals: Sequence[Any]) -> list[Any]:
    items = list((default or {}).items())
    value = items[0][1] if items else None
    found: list[Any] = [{}, *(dict([one]) for one in items[:3])]
    if value is not None:
        found += [{one: value} for one in literals[:4] if type(one) is type(items[0][0])]
    return found


def _unknown(default: Any, literals: Sequence[Any]) -> list[Any]:
    return [True, False, *literals[:6]] if literals else [True, False]


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 10**9


def _once(values: Iterable[Any]) -> list[Any]:
    found: list[Any] = []
    for one in values:
        if not any(type(one) is type(old) and one == old for old in found):
            found.append(one)
    return found


# --- combinations --------------------------------------------------------------------------------------------------


def possible(values: Mapping[str, Sequence[Any]]) -> int:
    """Return how many combinations there are."""
    count = 1
    for one in values.values():
        count *= len(one)
    return count


def combinations(
    values: Mapping[str, Sequence[Any]], together: Iterable[frozenset[str]], limit: int
) -> list[dict[str, Any]]:
    """Return combinations of values, as what differs from the defaults.

    All of them, if that are not too many; else each value alone, those of fields that decide something together, each
    pair of values, and as many drawn at random as the limit allows.

    Parameters
    ----------
    values : mapping from `str` to sequence
        The values of each field, its default first.
    together : iterable of `frozenset` [ `str` ]
        Fields that decide something together.
    limit : `int`
        How many combinations there may be.
    """
    choices = {name: range(len(some)) for name, some in values.items()}
    if possible(values) <= limit:
        found: Iterable[tuple[int, ...]] = itertools.product(*choices.values())
    else:
        found = itertools.islice(_distinct(_some(choices, together)), limit)
    return [
        {name: some[index] for (name, some), index in zip(values.items(), one, strict=True) if index}
        for one in found
    ]


def _distinct(found: Iterator[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
    seen = set()
    for one in found:
        if one not in seen:
            seen.add(one)
            yield one


def _some(choices: Mapping[str, range], together: Iterable[frozenset[str]]) -> Iterator[tuple[int, ...]]:
    """Yield combinations without end, the most telling ones first."""
    names = list(choices)
    default = dict.fromkeys(names, 0)
    draw = random.Random(0)
    yield tuple(default.values())
    for name in names:
        yield from (tuple({**default, name: one}.values()) for one in choices[name])
    for paths in sorted(together, key=lambda one: (len(one), sorted(one))):
        mine = [name for name in names if name in paths]
        product = itertools.product(*(choices[name] for name in mine))
        for one in itertools.islice(product, _CLUSTER):
            yield tuple({**default, **dict(zip(mine, one, strict=True))}.values())
    yield from _pairs(choices, draw)
    while True:
        yield tuple(draw.choice(choices[name]) for name in names)


def _pairs(choices: Mapping[str, range], draw: random.Random) -> Iterator[tuple[int, ...]]:
    """Yield combinations in which every two values of two fields occur together: each covers what others left."""
    names = list(choices)
    left = {
        (first, one, second, two)
        for first, second in itertools.combinations(names, 2)
        for one in choices[first]
        for two in choices[second]
    }
    while left:
        best: tuple[int, dict[str, int]] = (-1, {})
        wanted = min(left)
        for _ in range(8):
            drawn = {name: draw.choice(choices[name]) for name in names}
            drawn[wanted[0]], drawn[wanted[2]] = wanted[1], wanted[3]
            covered = sum(
                _pair(drawn, first, second) in left for first, second in itertools.combinations(names, 2)
            )
            best = max(best, (covered, drawn), key=lambda one: one[0])
        left -= {_pair(best[1], first, second) for first, second in itertools.combinations(names, 2)}
        yield tuple(best[1].values())


def _pair(drawn: Mapping[str, int], first: str, second: str) -> tuple[str, int, str, int]:
    return first, drawn[first], second, drawn[second]
