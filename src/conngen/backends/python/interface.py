"""What the connections of a class mean for `run`: its parameters and what it returns."""

from __future__ import annotations

from ...model import Connection, ConnectionsClass, Override, Task, Text, Value
from ...records import dataclass, replace
from ...universe import Vocabulary
from ...vocabulary import Kind
from .imports import Imports
from .literals import tidy

__all__ = ["Interface", "Parameter", "Port", "changes_run", "interface", "parameters", "result_name"]


@dataclass(frozen=True)
class Port:
    """One connection as `run` sees it.

    Parameters
    ----------
    name : `str`
        Its attribute.
    kind : `Kind`
        Its kind.
    storage_class : `str` or `None`
        Its storage class; `None` if the config decides.
    multiple, deferred : `bool` or `None`
        Whether it holds several datasets, and whether `run` gets handles; `None` if the config decides.
    optional : `bool`
        Whether it may be absent.
    doc : `str`
        Its doc.
    """

    name: str
    kind: Kind
    storage_class: str | None
    multiple: bool | None
    deferred: bool | None
    optional: bool
    doc: str


@dataclass(frozen=True)
class Interface:
    """All connections of a class as `run` sees them.

    Parameters
    ----------
    ports : `tuple` [ `Port` ]
        Those with fixed names, in the order of their declaration.
    repeated : `tuple` [ `Connection` ]
        Those that a repetition over the config makes.
    opaque : `bool`
        Whether there may be others.
    """

    ports: tuple[Port, ...]
    repeated: tuple[Connection, ...]
    opaque: bool

    def of(self, *kinds: str) -> tuple[Port, ...]:
        """Return the ports of some kinds."""
        return tuple(port for port in self.ports if port.kind.name in kinds)

    def repeats(self, *kinds: str) -> bool:
        """Whether connections of some kinds are repeated."""
        return any(connection.kind.name in kinds for connection in self.repeated)


def interface(cls: ConnectionsClass) -> Interface:
    """Return what `run` sees of a class of connections, inherited ones included.

    It is asked several times for each class, and remembered with it.
    """
    known: dict[str, Interface] = vars(cls)
    if "_interface" not in known:
        known["_interface"] = _interface(cls)
    return known["_interface"]


def _interface(cls: ConnectionsClass) -> Interface:
    ports: dict[str, Port] = {}
    repeated: dict[str, Connection] = {}
    _collect(cls, ports, repeated)
    return Interface(tuple(ports.values()), tuple(repeated.values()), cls.opaque)


def _collect(cls: ConnectionsClass, ports: dict[str, Port], repeated: dict[str, Connection]) -> None:
    for base in cls.bases:
        if base.known is not None:
            _collect(base.known, ports, repeated)
    for connection in cls.connections:
        if connection.repetitions:
            repeated[connection.attribute] = connection
        else:
            ports[connection.attribute] = _port(connection)
    for override in cls.overrides:
        if override.connection in ports:
            ports[override.connection] = _changed(ports[override.connection], override)
    for removal in cls.removals:
        for name, _ in removal.names:
            if name in ports and removal.conditions:
                ports[name] = replace(ports[name], optional=True)
            elif name in ports:
                del ports[name]


def _port(connection: Connection) -> Port:
    return Port(
        name=connection.attribute,
        kind=connection.kind,
        storage_class=None if connection.storage_class.dynamic else connection.static_storage_class,
        multiple=_truth(connection.flags.get("multiple")),
        deferred=_truth(connection.flags.get("deferLoad")),
        optional=connection.optional,
        doc="" if connection.doc is None else tidy(connection.doc.plain or ""),
    )


def _truth(value: Value | None) -> bool | None:
    if value is None:
        return False
    return None if value.dynamic is not None else bool(value.static)


def _changed(port: Port, override: Override) -> Port:
    """Return a port with one attribute changed."""
    value = override.value
    if override.attribute == "storageClass" and isinstance(value, Text):
        plain = None if override.conditions else value.plain
        return replace(port, storage_class=plain)
    if override.attribute in ("multiple", "deferLoad") and isinstance(value, Value):
        name = "multiple" if override.attribute == "multiple" else "deferred"
        before, after = getattr(port, name), _truth(value)
        changed = after if not override.conditions or before == after else None
        return replace(port, multiple=changed) if name == "multiple" else replace(port, deferred=changed)
    if override.attribute == "minimum" and isinstance(value, Value):
        return replace(port, optional=port.optional or value.static == 0)
    if override.attribute == "doc" and isinstance(value, Text) and value.plain is not None:
        return replace(port, doc=tidy(value.plain))
    return port


# --- parameters ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Parameter:
    """A parameter of `run`, or an item of its result.

    Parameters
    ----------
    name : `str`
        Its name.
    annotation : `str`
        Its type.
    documented : `str`
        Its type as a docstring gives it.
    optional : `bool`
        Whether it may be left out.
    doc : `str`
        What it is.
    """

    name: str
    annotation: str
    documented: str
    optional: bool
    doc: str

    @property
    def declared(self) -> str:
        """Its declaration in a signature."""
        return f"{self.name}: {self.annotation}{' = None' if self.optional else ''}"


def parameters(ports: tuple[Port, ...], vocabulary: Vocabulary, imports: Imports) -> tuple[Parameter, ...]:
    """Return the parameters that some connections make, those that may be left out last."""
    ordered = (*(port for port in ports if not port.optional), *(port for port in ports if port.optional))
    return tuple(_parameter(port, vocabulary, imports) for port in ordered)


def _parameter(port: Port, vocabulary: Vocabulary, imports: Imports) -> Parameter:
    known = vocabulary.storage_classes.get(port.storage_class or "")
    pytype = known.pytype if known is not None else ""
    some = "list" if port.kind.read else "Sequence"
    if port.deferred:
        annotation = imports.bind("lsst.daf.butler", "DeferredDatasetHandle", "", False)
        documented = "`lsst.daf.butler.DeferredDatasetHandle`"
    else:
        annotation, documented = (
            (imports.type(pytype), f"`{pytype}`") if pytype else (imports.any(), "object")
        )
    if port.deferred is None and pytype:
        annotation += " | " + imports.bind("lsst.daf.butler", "DeferredDatasetHandle", "", False)
        documented += " or a handle to load it with"
    if port.multiple is not False:
        outer = imports.builtin("list") if some == "list" else imports.bind("collections.abc", "Sequence")
        several, one = f"{outer}[{annotation}]", annotation
        link = "`list`" if some == "list" else "`~collections.abc.Sequence`"
        if port.multiple:
            annotation, documented = several, f"{link} [ {documented} ]"
        else:
            annotation = f"{one} | {several}" if pytype or port.deferred else one
            documented = f"{documented}, or a {some.lower()} of them"
    if port.optional:
        annotation += " | None"
    return Parameter(port.name, annotation, documented, port.optional, port.doc)


# --- names and decisions -------------------------------------------------------------------------------


def result_name(task: Task, ending: str) -> str:
    """Return the name of what belongs to `run` of a task: its result, its protocol."""
    return task.name if task.name.endswith(ending) else task.name + ending


def changes_run(task: Task) -> bool:
    """Whether a task has a `run` of its own: its connections are not just those of its base."""
    cls = task.connections
    if task.base is None:
        return True
    if not task.own_connections:
        return False
    described = {"storageClass", "multiple", "deferLoad", "minimum"}
    return bool(cls.connections or cls.removals or any(one.attribute in described for one in cls.overrides))
