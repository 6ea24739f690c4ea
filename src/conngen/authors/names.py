"""The connections that the code of a task has to agree with."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..diagnostics import closest
from ..model import Connection, ConnectionsClass, Expression
from ..records import dataclass

__all__ = ["Expected", "all_known", "expected", "pair_up", "similar"]


@dataclass(frozen=True)
class Expected:
    """A connection as the code of a task meets it.

    Parameters
    ----------
    connection : `Connection`
        Its declaration.
    may_be_absent : `bool`
        Whether there is a config or a quantum without it.
    certain : `bool`
        Whether it is known to be there at all: not so if Python code that is not read may remove it.
    """

    connection: Connection
    may_be_absent: bool
    certain: bool

    @property
    def name(self) -> str:
        """Its name; of a repeated one, with parts in braces."""
        return self.connection.attribute

    @property
    def repeated(self) -> bool:
        """Whether the config says how many there are of it."""
        return bool(self.connection.repetitions)

    def matches(self, name: str) -> bool:
        """Whether it goes by a name."""
        pattern = self.connection.pattern
        if pattern is None:
            return self.name == name
        parts = (r"\w+" if isinstance(part, Expression) else re.escape(str(part)) for part in pattern.parts)
        return re.fullmatch("".join(parts), name) is not None


def expected(cls: ConnectionsClass, *kinds: str) -> list[Expected]:
    """Return the connections of some kinds, inherited ones included, without those that are removed.

    Parameters
    ----------
    cls : `ConnectionsClass`
        The class.
    *kinds : `str`
        The kinds, as the language calls them.
    """
    removed: dict[str, bool] = {}
    for one in cls.lineage():
        for removal in one.removals:
            for name, _ in removal.names:
                removed[name] = removed.get(name, False) or not removal.conditions
    found = []
    for name, (connection, owner) in cls.all_connections().items():
        if connection.kind.name not in kinds or (removed.get(name) and owner is not cls):
            continue
        free = any("customize" in one.methods for one in cls.lineage())
        certain = not free and (owner is cls or not any(one.changes_in_init for one in cls.lineage()))
        found.append(Expected(connection, _may_be_absent(connection, cls) or name in removed, certain))
    return found


def _may_be_absent(connection: Connection, cls: ConnectionsClass) -> bool:
    """Whether `run` may be called without a connection.

    A quantum without datasets leaves out what is single; what is `multiple` is an empty list then.
    """
    if connection.conditions:
        return True
    values = {name: connection.flags[name] for name in ("minimum", "multiple") if name in connection.flags}
    least = connection.flag("minimum") if "minimum" in values else 1
    several = bool(connection.flag("multiple")) if "multiple" in values else False
    changed = [
        one for base in cls.lineage() for one in base.overrides if one.connection == connection.attribute
    ]
    for one in reversed(changed):
        if one.attribute in ("minimum", "multiple") and not one.conditions:
            static = getattr(one.value, "static", None)
            least, several = (static, several) if one.attribute == "minimum" else (least, bool(static))
    return least == 0 and not several


def all_known(cls: ConnectionsClass) -> bool:
    """Whether all connections of a class are known, so that a name that is none of them is wrong."""
    return not cls.opaque and not any(
        one.changes_in_init or "customize" in one.methods for one in cls.lineage()
    )


def similar(name: str, names: Iterable[str]) -> str | None:
    """Return the name that is the same but for case, underscores or a letter or two."""
    names = list(names)
    plain = {other.replace("_", "").casefold(): other for other in names if other != name}
    return plain.get(name.replace("_", "").casefold()) or closest(name, names)


def pair_up(missing: list[str], extra: list[str]) -> list[tuple[str, str]]:
    """Return the pairs of names that are one name, spelt in two ways."""
    found = []
    left = list(extra)
    for name in missing:
        other = similar(name, left)
        if other is not None:
            found.append((name, other))
            left.remove(other)
    return found
