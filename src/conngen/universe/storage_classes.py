"""The storage classes that exist, each with what it inherits."""

from __future__ import annotations

import keyword
from collections.abc import Iterator, Mapping

from conngen.universe.shapes import UniverseError, names, only, shown, table, text

from ..records import dataclass, field

__all__ = ["StorageClass", "StorageClasses"]

_KEYS = ("pytype", "inherits", "components", "derived-components", "parameters", "converters")


@dataclass(frozen=True)
class StorageClass:
    """How a Python type is called in the data repository, and what it is made of."""

    name: str
    pytype: str = ""
    """The Python type as an annotation spells it (``numpy.ndarray``, ``int``); empty if there is none."""
    inherits: str | None = None
    components: Mapping[str, str] = field(default_factory=dict, hash=False)
    """The storage class of each component, the derived ones among them."""
    derived: frozenset[str] = frozenset()
    """The names of those components that can be read but are never written by themselves."""
    parameters: tuple[str, ...] = ()
    """The names of the parameters with which it can be read."""
    converters: tuple[str, ...] = ()
    """The Python types that can be turned into this one, in the order in which they are tried."""


class StorageClasses(Mapping[str, StorageClass]):
    """The storage classes that exist, by name.

    Parameters
    ----------
    entries : `~collections.abc.Mapping` [`str`, `object`]
        For each name a table that may have the keys ``pytype``, ``inherits``,
        ``components``, ``derived-components``, ``parameters`` and
        ``converters``.

    Raises
    ------
    UniverseError
        Raised if an entry is malformed, names a storage class that doesn't
        exist, or inherits from itself.
    """

    def __init__(self, entries: Mapping[str, object]) -> None:
        self._tables = dict(entries)
        self._read = _resolve({name: _read(name, entry) for name, entry in entries.items()})
        for found in self._read.values():
            _check_components(found, self._read)

    @classmethod
    def checked(cls, entries: Mapping[str, object]) -> StorageClasses:
        """Return storage classes that are known to be well: each is read when it is asked for.

        Parameters
        ----------
        entries : `~collections.abc.Mapping` [`str`, `object`]
            Tables that the constructor takes without complaint.

        Returns
        -------
        classes : `StorageClasses`
            A new mapping, equal to what the constructor would have made.
        """
        made = cls.__new__(cls)
        made._tables = dict(entries)
        made._read = {}
        return made

    def __getitem__(self, name: str) -> StorageClass:
        if name not in self._read:
            own = _read(name, self._tables[name])
            self._read[name] = own if own.inherits is None else _inherit(self[own.inherits], own)
        return self._read[name]

    def __contains__(self, name: object) -> bool:
        return name in self._tables

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {len(self)}>"

    def names(self) -> tuple[str, ...]:
        """Return the names of all storage classes.

        Returns
        -------
        names : `tuple` [`str`, ...]
            Sorted.
        """
        return tuple(sorted(self._tables))

    def extended(self, entries: Mapping[str, object]) -> StorageClasses:
        """Return these storage classes and more.

        Parameters
        ----------
        entries : `~collections.abc.Mapping` [`str`, `object`]
            Tables as for the constructor. One of a known name takes the place
            of the known one, also for what inherits from it.

        Returns
        -------
        classes : `StorageClasses`
            A new mapping.

        Raises
        ------
        UniverseError
            Raised as by the constructor.
        """
        return StorageClasses({**self._tables, **entries})


def _read(name: str, entry: object) -> StorageClass:
    """Return what a table says itself, without what is inherited."""
    what = f"storage class {shown(name)}"
    found = table(entry, what)
    only(found, _KEYS, what)
    pytype = text(found.get("pytype", ""), f"pytype of {what}")
    if pytype and not all(part.isidentifier() and not keyword.iskeyword(part) for part in pytype.split(".")):
        raise UniverseError(f"pytype of {what} is {shown(pytype)}, which is not the dotted name of a class")
    inherits = found.get("inherits")
    components = _components(found, "components", what)
    derived = _components(found, "derived-components", what)
    return StorageClass(
        name,
        pytype=pytype,
        inherits=None if inherits is None else text(inherits, f"inherits of {what}"),
        components={**derived, **components},
        derived=frozenset(derived).difference(components),
        parameters=names(found.get("parameters", ()), f"parameters of {what}"),
        converters=names(found.get("converters", ()), f"converters of {what}"),
    )


def _components(entry: Mapping[str, object], key: str, what: str) -> dict[str, str]:
    found = table(entry.get(key, {}), f"{key} of {what}")
    return {name: text(value, f"component {shown(name)} of {what}") for name, value in found.items()}


def _resolve(declared: Mapping[str, StorageClass]) -> dict[str, StorageClass]:
    resolved: dict[str, StorageClass] = {}
    for name in declared:
        line: dict[str, StorageClass] = {}
        ancestor: str | None = name
        while ancestor is not None and ancestor not in resolved:
            if ancestor in line:
                raise UniverseError(f"storage class {shown(ancestor)} inherits from itself")
            if ancestor not in declared:
                heir = shown(next(reversed(line)))
                raise UniverseError(f"storage class {heir} inherits from {shown(ancestor)}, which isn't one")
            line[ancestor] = declared[ancestor]
            ancestor = declared[ancestor].inherits
        for own in reversed(line.values()):
            resolved[own.name] = own if own.inherits is None else _inherit(resolved[own.inherits], own)
    return {name: resolved[name] for name in declared}


def _inherit(base: StorageClass, own: StorageClass) -> StorageClass:
    written = {name for found in (base, own) for name in found.components if name not in found.derived}
    components = {**base.components, **own.components}
    # What is written wins over what is derived, wherever either was declared.
    components.update((name, base.components[name]) for name in written & own.derived)
    return StorageClass(
        own.name,
        pytype=own.pytype or base.pytype,
        inherits=own.inherits,
        components=components,
        derived=frozenset(components).difference(written),
        parameters=tuple(dict.fromkeys(base.parameters + own.parameters)),
        converters=tuple(dict.fromkeys(base.converters + own.converters)),
    )


def _check_components(found: StorageClass, known: Mapping[str, StorageClass]) -> None:
    for component, name in found.components.items():
        if name not in known:
            whose = f"component {shown(component)} of storage class {shown(found.name)}"
            raise UniverseError(f"{whose} has the unknown storage class {shown(name)}")
    if len(found.components) - len(found.derived) == 1:
        (single,) = found.components.keys() - found.derived
        raise UniverseError(
            f"storage class {shown(found.name)} can't have {shown(single)} as its only component; "
            "if it is merely read, it belongs under derived-components"
        )
