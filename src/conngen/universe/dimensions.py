"""The dimensions of a universe, and what each brings with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from conngen.universe.shapes import UniverseError, flag, names, only, shown, table, text

from ..patterns import pattern
from ..records import dataclass, field, replace

__all__ = ["SKYPIX", "Dimension", "SkypixSystem", "Universe", "read_dimension"]

SKYPIX = "skypix"
"""The placeholder for whichever skypix dimension the data repository has (`str`)."""

_SKYPIX_DOC = "Placeholder for the sky pixelization that the dataset type has in the data repository."
_KEYS = ("doc", "requires", "implies", "governor")
_LEVEL = pattern(r"[0-9]+")


@dataclass(frozen=True)
class Dimension:
    """One dimension of a universe."""

    name: str
    doc: str = ""
    requires: tuple[str, ...] = ()
    """The dimensions without which a value has no meaning, as declared: direct ones suffice."""
    implies: tuple[str, ...] = ()
    """The dimensions whose value follows from a value of this one; direct ones only."""
    governor: bool = False
    skypix: bool = False


@dataclass(frozen=True)
class SkypixSystem:
    """A hierarchical pixelization of the sky, which has one dimension for each of its levels."""

    name: str
    first: int = 1
    last: int | None = None
    """The finest level; `None` if it isn't known."""

    def level(self, name: str) -> str | None:
        """Return what follows the name of the system in ``name``, if that may be meant as a level.

        Parameters
        ----------
        name : `str`
            The name of a dimension.

        Returns
        -------
        level : `str` or `None`
            Digits, or an empty string; `None` if the name belongs to something else.
        """
        rest = name.removeprefix(self.name)
        if name.startswith(self.name) and (not rest or _LEVEL.fullmatch(rest)):
            return rest
        return None

    def why_not(self, level: str) -> str | None:
        """Return why there is no such level.

        Parameters
        ----------
        level : `str`
            What `level` returned.

        Returns
        -------
        reason : `str` or `None`
            One clause; `None` if the level exists.
        """
        if not level:
            return f"{self.name} needs a level, such as {self.name}{self.last or self.first}"
        if level.startswith("0") and level != "0":
            return f"{self.name} levels have no leading zero"
        # Numbers are compared as (length, digits): a name may have any number of digits.
        size = (len(level), level)
        if self.last is not None and size > (len(str(self.last)), str(self.last)):
            return f"{self.name} levels end at {self.last}"
        if size < (len(str(self.first)), str(self.first)):
            return f"{self.name} levels start at {self.first}"
        return None


@dataclass(frozen=True)
class Universe:
    """The dimensions that exist, with what each requires and implies."""

    namespace: str
    version: int
    release: str
    """The release of lsst-daf-butler it came with; empty for a project's own."""
    common_skypix: str
    """The pixelization by which the universe relates all regions, such as ``htm7``."""
    dimensions: Mapping[str, Dimension] = field(hash=False)
    """The ordinary dimensions by name; those of the pixelizations are left to `skypix`."""
    skypix: Mapping[str, SkypixSystem] = field(hash=False)

    def __contains__(self, name: object) -> bool:
        if not isinstance(name, str):
            return False
        return name in self.dimensions or name == SKYPIX or self._is_pixelization(name)

    def __getitem__(self, name: str) -> Dimension:
        if (dimension := self.dimensions.get(name)) is not None:
            return dimension
        if name == SKYPIX:
            return Dimension(name, doc=_SKYPIX_DOC, skypix=True)
        for system in self.skypix.values():
            level = system.level(name)
            if level is not None and system.why_not(level) is None:
                return Dimension(
                    name, doc=f"Level {level} of the {system.name} sky pixelization.", skypix=True
                )
        raise KeyError(name)

    def names(self) -> tuple[str, ...]:
        """Return the names that can be listed.

        Returns
        -------
        names : `tuple` [`str`, ...]
            Those of the ordinary dimensions, sorted, then ``skypix``. The
            levels of the pixelizations are left out.
        """
        return (*sorted(self.dimensions), SKYPIX)

    def expand(self, names: Iterable[str]) -> frozenset[str]:
        """Return dimensions with all that they require and imply.

        Parameters
        ----------
        names : `~collections.abc.Iterable` [`str`]
            Names of dimensions.

        Returns
        -------
        expanded : `frozenset` [`str`]
            What ``DimensionGroup.names`` holds at run time. An unknown name
            stays as it is, and brings nothing.
        """
        asked = tuple(names)
        if (known := self._expanded.get(asked)) is not None:
            return known
        expanded: set[str] = set()
        todo = list(asked)
        while todo:
            name = todo.pop()
            if name in expanded:
                continue
            expanded.add(name)
            if (dimension := self.dimensions.get(name)) is not None:
                todo += dimension.requires
                todo += dimension.implies
        return self._expanded.setdefault(asked, frozenset(expanded))

    @cached_property
    def _expanded(self) -> dict[tuple[str, ...], frozenset[str]]:
        """What has been expanded before: the same few lists are asked for again and again."""
        return {}

    @cached_property
    def _required(self) -> dict[frozenset[str], frozenset[str]]:
        return {}

    def required(self, names: Iterable[str]) -> frozenset[str]:
        """Return the dimensions of a group that a data ID has to give.

        Parameters
        ----------
        names : `~collections.abc.Iterable` [`str`]
            Names of dimensions.

        Returns
        -------
        required : `frozenset` [`str`]
            What ``DimensionGroup.required`` holds at run time: the expanded
            dimensions without those that another one implies.
        """
        expanded = self.expand(names)
        if expanded not in self._required:
            known = [self.dimensions[name] for name in expanded if name in self.dimensions]
            self._required[expanded] = expanded.difference(*(dimension.implies for dimension in known))
        return self._required[expanded]

    def why_not(self, name: str) -> str | None:
        """Return what is wrong with a name that is almost that of a pixelization.

        Parameters
        ----------
        name : `str`
            A name that is in no dimension of this universe.

        Returns
        -------
        reason : `str` or `None`
            One clause, such as ``healpix levels end at 17``; `None` if the
            name is known, or like nothing that is.
        """
        if name in self:
            return None
        for system in self.skypix.values():
            if (level := system.level(name)) is not None:
                return system.why_not(level)
        return None

    def extended(self, entries: Mapping[str, object]) -> Universe:
        """Return this universe with more dimensions.

        Parameters
        ----------
        entries : `~collections.abc.Mapping` [`str`, `object`]
            For each name a table that may have the keys ``doc``,
            ``requires``, ``implies`` and ``governor``. A dimension of a known
            name takes the place of the known one.

        Returns
        -------
        universe : `Universe`
            A new universe of the same namespace, version and release.

        Raises
        ------
        UniverseError
            Raised if an entry is malformed, names a dimension that doesn't
            exist, or closes a circle.
        """
        added = {name: read_dimension(name, entry) for name, entry in entries.items()}
        universe = replace(self, dimensions={**self.dimensions, **added})
        universe.check()
        return universe

    def check(self) -> None:
        """Make sure that dimensions hang together.

        Raises
        ------
        UniverseError
            Raised if a dimension requires or implies one that doesn't exist,
            or itself by way of others, or if there is no common pixelization.
        """
        from graphlib import CycleError, TopologicalSorter

        if not self._is_pixelization(self.common_skypix):
            raise UniverseError(f"the common skypix {shown(self.common_skypix)} is no level of a system")
        for dimension in self.dimensions.values():
            for verb, others in (("requires", dimension.requires), ("implies", dimension.implies)):
                self._check_exist(f"dimension {shown(dimension.name)} {verb}", others)
        graph = {name: {*found.requires, *found.implies} for name, found in self.dimensions.items()}
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as err:
            circle = [shown(name) for name in err.args[1][::-1]]
            if len(circle) > 6:
                circle[5:-1] = ["…"]
            message = f"dimensions require or imply each other in a circle: {' → '.join(circle)}"
            raise UniverseError(message) from None

    def _check_exist(self, whose: str, others: Iterable[str]) -> None:
        for other in others:
            if other not in self.dimensions and not self._is_pixelization(other):
                raise UniverseError(f"{whose} {shown(other)}, which is no dimension")

    def _is_pixelization(self, name: str) -> bool:
        levels = ((system, system.level(name)) for system in self.skypix.values())
        return any(level is not None and system.why_not(level) is None for system, level in levels)


def read_dimension(name: str, entry: object) -> Dimension:
    """Return the dimension that a table describes.

    Parameters
    ----------
    name : `str`
        Its name.
    entry : `object`
        A table that may have the keys ``doc``, ``requires``, ``implies`` and
        ``governor``.

    Returns
    -------
    dimension : `Dimension`
        What the table says.

    Raises
    ------
    UniverseError
        Raised if it is no such table.
    """
    what = f"dimension {shown(name)}"
    found = table(entry, what)
    only(found, _KEYS, what)
    dimension = Dimension(
        name,
        doc=text(found.get("doc", ""), f"doc of {what}").strip(),
        requires=names(found.get("requires", ()), f"requires of {what}"),
        implies=names(found.get("implies", ()), f"implies of {what}"),
        governor=flag(found.get("governor", False), f"governor of {what}"),
    )
    if dimension.governor and (dimension.requires or dimension.implies):
        raise UniverseError(f"{what} is a governor, which can't require or imply another")
    return dimension
