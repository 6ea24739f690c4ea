"""What names stand for, and the places they stand at."""

from __future__ import annotations

import enum
from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property

from ...records import dataclass, field
from ...source import Place, Span

__all__ = ["CLASSES", "Index", "Occurrence", "Symbol", "SymbolKind"]


class SymbolKind(enum.StrEnum):
    """What a name can stand for."""

    CONNECTION = "connection"
    TEMPLATE = "template"
    FIELD = "config field"
    TASK = "task"
    """What ``task NAME`` declares."""
    TASK_CLASS = "Task class"
    """The class made for a task, if it is called something else."""
    CONNECTIONS_CLASS = "Connections class"
    CONFIG_CLASS = "Config class"
    DIMENSIONS = "name for dimensions"
    DIMENSION = "dimension"
    """A dimension of the universe."""
    STORAGE_CLASS = "storage class"
    VARIABLE = "variable"
    """The variable of a ``for``."""
    ALIAS = "imported name"
    """What a file calls something it imports, if that is another name."""
    MODULE = "module"
    PYTHON = "Python object"


CLASSES = frozenset(
    {SymbolKind.TASK, SymbolKind.TASK_CLASS, SymbolKind.CONNECTIONS_CLASS, SymbolKind.CONFIG_CLASS}
)


@dataclass(frozen=True)
class Symbol:
    """What a name stands for; equal in whichever file it is named.

    Parameters
    ----------
    kind : `SymbolKind`
        What it is.
    name : `str`
        Its name, where it is declared.
    key : `str`
        The file that declares it; empty for what no file does, or none that is known.
    owner : `str`
        The class it belongs to; of a class that is made for a task, the task; of a Python object, its module.
    """

    kind: SymbolKind
    name: str
    key: str
    owner: str = ""


@dataclass(frozen=True)
class Occurrence:
    """A name at a place.

    Parameters
    ----------
    place : `Place`
        Where the name stands, and nothing but the name.
    key : `str`
        The file.
    symbol : `Symbol`
        What it stands for.
    defines : `bool`
        Whether it is declared here.
    writes : `bool`
        Whether something of it is changed here.
    called : `Symbol` or `None`
        The other name that the file gives it, if that is what stands here.
    whole : `~conngen.source.Span` or `None`
        The whole declaration, where it is declared.
    """

    place: Place
    key: str
    symbol: Symbol
    defines: bool
    writes: bool = False
    called: Symbol | None = None
    whole: Span | None = None

    @property
    def span(self) -> Span:
        """Where the name stands."""
        return self.place.span


@dataclass(frozen=True, eq=False)
class Index:
    """All names of a file.

    Parameters
    ----------
    occurrences : `tuple` [ `Occurrence` ]
        In the order of the text.
    ties : `frozenset`
        Pairs of what has one name since one takes the place of the other: what a class declares again, or has from
        several bases.
    made : mapping
        The classes that are made for tasks under names that follow from theirs, each with its task.
    deprecated : mapping
        The connections, templates and config fields that should no longer be used, each with the reason.
    """

    occurrences: tuple[Occurrence, ...]
    ties: frozenset[tuple[Symbol, Symbol]]
    made: Mapping[Symbol, Symbol]
    deprecated: Mapping[Symbol, str] = field(default_factory=dict)

    @cached_property
    def _starts(self) -> list[int]:
        return [one.span.start for one in self.occurrences]

    @cached_property
    def _longest(self) -> int:
        return max((one.span.end - one.span.start for one in self.occurrences), default=0)

    @cached_property
    def by_symbol(self) -> Mapping[Symbol, tuple[Occurrence, ...]]:
        """The places of each symbol, and those of a name that stands for it."""
        found: dict[Symbol, list[Occurrence]] = {}
        for one in self.occurrences:
            found.setdefault(one.symbol, []).append(one)
            if one.called is not None:
                found.setdefault(one.called, []).append(one)
        return {symbol: tuple(several) for symbol, several in found.items()}

    def at(self, offset: int) -> Occurrence | None:
        """Return the name at an offset, the innermost if there are several; one that ends there too."""
        i = bisect_right(self._starts, offset) - 1
        touching: Occurrence | None = None
        while i >= 0 and self._starts[i] >= offset - self._longest:
            one = self.occurrences[i]
            if offset < one.span.end:
                return one
            if offset == one.span.end and touching is None:
                touching = one
            i -= 1
        return touching
