"""What is to be compared, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..records import dataclass, field

__all__ = ["Fault", "Generated", "Pair", "PairResult"]


@dataclass(frozen=True)
class Generated:
    """A class that was generated, under the name it has in the original.

    Parameters
    ----------
    name : `str`
        Its name.
    module : `str`
        The module it was generated in, with its package.
    """

    name: str
    module: str


@dataclass(frozen=True)
class Pair:
    """A Connections class with its Config, or either alone, to be compared with the original.

    Parameters
    ----------
    original_module : `str`
        The module of the original, with its package.
    connections, config : `Generated` or `None`
        The classes.
    file : `str`, optional
        What messages call the file of the original.
    fields : mapping from `str` to sequence, optional
        Config fields to vary, by dotted path, and values they are compared with, besides those that the code of either
        side looks at.
    """

    original_module: str
    connections: Generated | None = None
    config: Generated | None = None
    file: str = ""
    fields: Mapping[str, Sequence[Any]] = field(default_factory=dict)

    @property
    def names(self) -> str:
        """The names of its classes."""
        return ", ".join(one.name for one in (self.connections, self.config) if one is not None)

    @property
    def title(self) -> str:
        """How messages call it."""
        return f"{self.file or self.original_module}: {self.names}"

    def job(self) -> dict[str, Any]:
        """Return it as the worker reads it."""
        found: dict[str, Any] = {"original_module": self.original_module, "fields": dict(self.fields)}
        for what, cls in (("connections", self.connections), ("config", self.config)):
            found[what] = None if cls is None else {"name": cls.name, "generated_module": cls.module}
        return found


@dataclass(frozen=True)
class Fault:
    """An error that the original raises for some settings, and was not meant to.

    Parameters
    ----------
    error : `str`
        The error.
    count : `int`
        For how many combinations it is raised.
    both : `int`
        For how many of these the generated class fails as well.
    first : `str`
        One of the combinations.
    """

    error: str
    count: int
    both: int
    first: str


@dataclass(frozen=True)
class PairResult:
    """What came of comparing a pair.

    Parameters
    ----------
    pair : `Pair`
        What was compared.
    why : `str` or `None`
        Why it could not be.
    combinations, possible : `int`
        How many combinations of settings were compared, and how many there are.
    fields : `tuple` [ `str` ]
        The config fields that were varied.
    differences : `tuple` [ `str` ]
        What differs, one line each.
    faults : `tuple` [ `Fault` ]
        Where the original fails.
    notes : `tuple` [ `str` ]
        What else a reader should know.
    stand_ins : `tuple` [ `str` ]
        The packages that are not installed, and were stood in for.
    """

    pair: Pair
    why: str | None = None
    combinations: int = 0
    possible: int = 0
    fields: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    notes: tuple[str, ...] = ()
    stand_ins: tuple[str, ...] = ()

    @property
    def equal(self) -> bool:
        """Whether the classes were compared, and are equal."""
        return self.why is None and not self.differences
