"""What is wrong with a `.conn` file, as data; how it is shown lives in `conngen.report`.

A message names the thing in the author's words, in lower case and without a full stop; the way out stands apart in
``help``.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable

from .records import dataclass
from .source import Place
from .typings import Any, NamedTuple

__all__ = ["Code", "Diagnostic", "Fix", "Level", "Related", "closest", "did_you_mean", "distance"]


class Level(enum.StrEnum):
    """How bad it is: an error stops the build, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Related(NamedTuple):
    """Another place that belongs to a diagnostic, and what it has to do with it."""

    place: Place
    text: str


class Fix(NamedTuple):
    """A replacement of one place that would put a diagnostic right."""

    place: Place
    text: str


@dataclass(frozen=True)
class Diagnostic:
    """One mistake at one place."""

    code: Code
    level: Level
    place: Place
    message: str
    help: str | None = None
    related: tuple[Related, ...] = ()
    fix: Fix | None = None

    @property
    def order(self) -> tuple[Any, ...]:
        """A key that sorts diagnostics by file, place and code."""
        return (self.place.source.name, self.place.span, self.code.name, self.message)


@dataclass(frozen=True)
class Code:
    """A kind of mistake.

    Parameters
    ----------
    name : `str`
        Its name: words joined by hyphens, the same as its file, its case and its page.
    message : `str`
        What is said of it, with `str.format` fields for the values of the case.
    help : `str`, optional
        The way out, with fields of the same values.
    level : `Level`
        How bad it is unless the project says otherwise.
    fixed : `bool`
        Whether neither project nor file may change the level, since nothing sensible could be generated.
    """

    name: str
    message: str
    help: str | None = None
    level: Level = Level.ERROR
    fixed: bool = False

    def at(
        self,
        place: Place,
        *,
        help: str | None = None,
        related: Iterable[Related | tuple[Place, str]] = (),
        fix: str | None = None,
        **values: object,
    ) -> Diagnostic:
        """Return the diagnostic of this kind at a place.

        Parameters
        ----------
        place : `Place`
            The smallest span that is wrong.
        help : `str`, optional
            Advice for this case, in place of the code's own.
        related : iterable of `Related`
            Other places to show.
        fix : `str`, optional
            The text that should stand at the place.
        **values
            The values of the fields in message and help.
        """
        if help is None and self.help is not None:
            help = self.help.format(**values)
        return Diagnostic(
            code=self,
            level=self.level,
            place=place,
            message=self.message.format(**values),
            help=help,
            related=tuple(Related(*item) for item in related),
            fix=None if fix is None else Fix(place, fix),
        )


def distance(one: str, other: str, limit: int = 2) -> int:
    """Return the edit distance of two words, swaps of neighbours counted once, or ``limit + 1`` if it is more."""
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)


def closest(word: str, names: Iterable[str]) -> str | None:
    """Return the name most like a word: within two edits (one, for short words), or the same in another case."""
    limit = 1 if len(word) <= 3 else 2
    best: tuple[int, str] | None = None
    for name in sorted(set(names)):
        far = 1 if name.casefold() == word.casefold() else distance(word, name, limit)
        if far <= limit and name != word and (best is None or far < best[0]):
            best = (far, name)
    return best[1] if best else None


def did_you_mean(word: str, names: Iterable[str]) -> dict[str, str]:
    """Return the arguments ``help`` and ``fix`` for `Code.at` if a name is close to a word, else nothing."""
    name = closest(word, names)
    return {} if name is None else {"help": f"did you mean `{name}`?", "fix": name}
