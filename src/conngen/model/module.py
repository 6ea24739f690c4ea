"""What a `.conn` file means."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..records import dataclass, field
from ..source import Place, Source
from ..syntax import tree
from .config import ConfigClass
from .connections import Base, ConnectionsClass, Definition, Suppression
from .names import PythonName, Text

__all__ = ["Imported", "Module", "Task"]


@dataclass(frozen=True, eq=False)
class Task:
    """A task: its three classes.

    Parameters
    ----------
    name : `str`
        The name it is declared by.
    class_name : `str`
        The name of its Task class.
    default_name : `str`
        Its default label.
    default_name_place : `Place` or `None`
        Where that is given, if it is.
    base : `Base` or `None`
        Its base, unless it is the runtime's `PipelineTask`.
    connections : `ConnectionsClass`
        Its Connections class.
    own_connections : `bool`
        Whether that is generated, and not one that exists.
    config : `ConfigClass`
        Its Config class.
    own_config : `bool`
        Whether that is generated, and not one that exists.
    run_quantum : `bool`
        Whether its own `runQuantum` reads and writes the datasets.
    python : `PythonName`
        Its Task class, as the modules beside that of the task name it.
    """

    name: str
    class_name: str
    default_name: str
    default_name_place: Place | None
    doc: Text | None
    base: Base | None
    connections: ConnectionsClass
    own_connections: bool
    config: ConfigClass
    own_config: bool
    run_quantum: bool
    can_multiprocess: bool
    python: PythonName
    place: Place
    incomplete: bool = False

    @property
    def is_written(self) -> bool:
        """Whether its Task class is written already, elsewhere than in the task module."""
        return bool(self.python.module)


@dataclass(frozen=True, eq=False)
class Imported:
    """A name that a file imports.

    Parameters
    ----------
    name : `str`
        The name it has in the file.
    python : `PythonName`
        What it is in Python.
    known : `Task`, `ConnectionsClass`, `ConfigClass`, `Definition`, `Module` or `None`
        What it is, if that could be read.
    place : `Place`
        Where it is imported.
    used : `list`
        The places it is used at; filled while the file is resolved.
    """

    name: str
    python: PythonName
    known: object
    place: Place
    readable: bool
    used: list[Place] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class Module:
    """A `.conn` file, resolved.

    Parameters
    ----------
    source : `Source`
        Its text.
    stem : `str`
        The name of the file without its ending.
    doc : `Text` or `None`
        Its doc.
    imports : mapping from `str` to `Imported`
        What it imports, by the name that has here.
    definitions : mapping from `str` to `Definition`
        The names it gives to dimensions.
    declarations : `tuple`
        Its tasks and its classes without a task, in the author's order.
    suppressions : `tuple` [ `Suppression` ]
        The diagnostics that are not wanted, of the whole file.
    in_package : `bool`
        Whether it lies in a Python package, in which modules import one another with a dot.
    late : `frozenset` [ `str` ]
        The Python modules that import what is generated of it, so that this can't import them at once.
    """

    source: Source
    stem: str
    doc: Text | None
    imports: Mapping[str, Imported]
    definitions: Mapping[str, Definition]
    declarations: tuple[Task | ConnectionsClass | ConfigClass, ...]
    suppressions: tuple[Suppression, ...]
    file: tree.File
    in_package: bool = True
    late: frozenset[str] = frozenset()

    def is_late(self, python: PythonName) -> bool:
        """Whether an object is in a module that imports what is generated of the file."""
        inner = f"{python.module}{'' if python.module.endswith('.') else '.'}{python.name}"
        return python.module in self.late or inner in self.late

    @property
    def tasks(self) -> Iterator[Task]:
        """Its tasks."""
        return (one for one in self.declarations if isinstance(one, Task))

    @property
    def connections(self) -> Iterator[ConnectionsClass]:
        """The Connections classes it makes."""
        for one in self.declarations:
            if isinstance(one, ConnectionsClass):
                yield one
            elif isinstance(one, Task) and one.own_connections:
                yield one.connections

    @property
    def configs(self) -> Iterator[ConfigClass]:
        """The Config classes it makes."""
        for one in self.declarations:
            if isinstance(one, ConfigClass):
                yield one
            elif isinstance(one, Task) and one.own_config:
                yield one.config

    def exports(self) -> dict[str, object]:
        """Return what other files can import from it, by name."""
        found: dict[str, object] = dict(self.definitions)
        for one in self.declarations:
            if isinstance(one, Task):
                if one.own_connections:
                    found[one.connections.name] = one.connections
                if one.own_config:
                    found[one.config.name] = one.config
                found[one.class_name] = one
                found[one.name] = one
            else:
                found[one.name] = one
        return found
