"""What a Connections class means: its connections, dimensions and templates, its own and the inherited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from ..records import dataclass, field
from ..source import Place
from ..typings import TYPE_CHECKING, Any
from ..vocabulary import CONNECTION_FLAGS, Kind
from .expressions import Expression
from .names import PythonName, Text

if TYPE_CHECKING:
    from .config import ConfigClass

__all__ = [
    "Base",
    "Built",
    "Connection",
    "ConnectionsClass",
    "Defined",
    "Definition",
    "DimensionItem",
    "Dimensions",
    "Listed",
    "Named",
    "OfQuantum",
    "Override",
    "Python",
    "Removal",
    "Repetition",
    "Requirement",
    "Suppression",
    "Switch",
    "Template",
    "Value",
]


@dataclass(frozen=True)
class Value:
    """What a flag, a setting or a default is set to.

    Parameters
    ----------
    place : `Place`
        Where it is written; of a flag without a value, the flag.
    static : object
        The value that stands in the class: plain data, or what only Python knows, as a `PythonName` or an
        `Expression`.
    dynamic : `Expression`, optional
        What replaces it on the instance, if it depends on the config.
    where : `Place`
        The flag and its value.
    """

    place: Place = field(compare=False, repr=False)
    static: Any
    dynamic: Expression | None = None
    where: Place | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True)
class Suppression:
    """A diagnostic that is not wanted.

    Parameters
    ----------
    code : `str`
        Its code.
    reason : `str`
        Why it is not wanted.
    place : `Place`
        Where the code is named.
    target : `Place`
        The declaration it is for.
    """

    code: str
    reason: str
    place: Place = field(compare=False, repr=False)
    target: Place = field(compare=False, repr=False)


# --- dimensions ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Named:
    """A dimension by its name."""

    name: str
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True)
class Built:
    """A dimension whose name is put together from the config: ``healpix{order}`` or ``{field}``."""

    text: Text
    static: str | None
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True)
class Listed:
    """``*field``: the dimensions that a config field lists."""

    value: Expression
    static: tuple[str, ...] | None
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True)
class Python:
    """``*package.CONSTANT``: dimensions that Python code lists."""

    name: PythonName
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True)
class OfQuantum:
    """``...``: the dimensions of the quantum."""

    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True)
class Defined:
    """Dimensions by the name that ``dimensions NAME = …`` gives them."""

    definition: Definition
    place: Place = field(compare=False, repr=False)


DimensionItem = Named | Built | Listed | Python | OfQuantum | Defined


@dataclass(frozen=True)
class Dimensions:
    """A list of dimensions as written; `place` is the list in its brackets."""

    items: tuple[DimensionItem, ...]
    place: Place = field(compare=False, repr=False)

    @property
    def dynamic(self) -> bool:
        """Whether they depend on the config, apart from those of the quantum."""
        return any(
            isinstance(item, Built | Listed) or (isinstance(item, Defined) and item.definition.dynamic)
            for item in self.items
        )

    @property
    def has_quantum(self) -> bool:
        """Whether those of the quantum are among them."""
        return any(isinstance(item, OfQuantum) for item in self.items)

    def static(self) -> Iterator[Named | Python | OfQuantum | None]:
        """Yield what stands at class level, names of definitions replaced; `None` for what is not known."""
        for item in self.items:
            match item:
                case Built(static=name):
                    yield None if name is None else Named(name, item.place)
                case Listed(static=names):
                    if names is None:
                        yield None
                    else:
                        yield from (Named(name, item.place) for name in names)
                case Defined(definition=definition):
                    for inner in definition.static().static():
                        yield type(inner)(inner.name, item.place) if isinstance(inner, Named | Python) else inner  # type: ignore[arg-type]
                case _:
                    yield item


@dataclass(frozen=True)
class Switch:
    """``then if condition else otherwise``, for dimensions."""

    condition: Expression
    then: Dimensions | Switch
    otherwise: Dimensions | Switch
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True)
class Definition:
    """``dimensions NAME = …``; one that is not named there is a choice where it is used."""

    name: str
    value: Dimensions | Switch
    place: Place = field(compare=False, repr=False)
    named: bool = True

    @property
    def dynamic(self) -> bool:
        """Whether it depends on the config."""
        return isinstance(self.value, Switch) or self.value.dynamic

    def static(self) -> Dimensions:
        """Return what stands at class level: what follows the last ``else``."""
        value = self.value
        while isinstance(value, Switch):
            value = value.otherwise
        return value

    def choices(self) -> Iterator[Dimensions]:
        """Yield every list of dimensions it can be."""
        stack = [self.value]
        while stack:
            value = stack.pop(0)
            if isinstance(value, Switch):
                stack[:0] = [value.then, value.otherwise]
            else:
                yield value


# --- connections ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Repetition:
    """``for variable in values``, over values that only the config knows."""

    variable: str
    values: Expression
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True)
class Connection:
    """A connection.

    Parameters
    ----------
    attribute : `str`
        The name of its attribute; of a repeated one, with ``{variable}`` parts.
    kind : `Kind`
        Its kind.
    dataset : `Text`, `PythonName` or `None`
        Its dataset type name; `None` if none was given, which has been reported.
    storage_class : `Text`
        Its storage class.
    static_storage_class : `str`
        The storage class that stands at class level.
    static_dataset : `str`
        The dataset type name that stands at class level, templates in braces.
    dimensions : `Dimensions` or `None`
        Its dimensions; `None` if there are no brackets.
    flags : mapping from `str` to `Value`
        What else is said of it.
    conditions : `tuple` [ `Expression` ]
        It is there if all of them hold.
    repetitions : `tuple` [ `Repetition` ]
        What repeats it, from the outside in.
    doc : `Text` or `None`
        Its doc.
    place : `Place`
        Where its name stands.
    where : `Place`
        The whole declaration.
    """

    attribute: str
    kind: Kind
    dataset: Text | PythonName | None
    static_dataset: str
    storage_class: Text
    static_storage_class: str
    dimensions: Dimensions | None
    flags: Mapping[str, Value]
    conditions: tuple[Expression, ...]
    repetitions: tuple[Repetition, ...]
    doc: Text | None
    place: Place = field(compare=False, repr=False)
    where: Place = field(compare=False, repr=False)
    pattern: Text | None = None
    suppressions: tuple[Suppression, ...] = ()

    def flag(self, name: str) -> Any:
        """Return the value of a flag at class level: the runtime's default if it is not given."""
        return self.flags[name].static if name in self.flags else CONNECTION_FLAGS[name].default

    def may_be(self, name: str) -> bool:
        """Whether a truth flag holds, or may hold for some config."""
        return name in self.flags and (bool(self.flags[name].static) or self.flags[name].dynamic is not None)

    @property
    def optional(self) -> bool:
        """Whether `run` may be called without it."""
        return bool(self.conditions) or self.flag_static_minimum == 0

    @property
    def flag_static_minimum(self) -> Any:
        """How many datasets a quantum needs at least."""
        return self.flag("minimum")


@dataclass(frozen=True)
class Template:
    """A template of dataset type names.

    Parameters
    ----------
    name : `str`
        Its name.
    default : `str`
        Its default; empty if only Python knows it.
    deprecated : `str` or `None`
        Why it should no longer be used.
    python : `PythonName`, optional
        The constant that is its default.
    """

    name: str
    default: str
    deprecated: str | None
    place: Place = field(compare=False, repr=False)
    value_place: Place = field(compare=False, repr=False)
    where: Place = field(compare=False, repr=False)
    suppressions: tuple[Suppression, ...] = ()
    python: PythonName | None = None


@dataclass(frozen=True)
class Override:
    """One attribute of an inherited connection, changed.

    Parameters
    ----------
    connection, attribute : `str`
        Which attribute of which connection.
    value : `Value`, `Text`, `PythonName` or `Dimensions`
        Its new value.
    conditions : `tuple` [ `Expression` ]
        When it is changed.
    """

    connection: str
    attribute: str
    value: Value | Text | PythonName | Dimensions
    conditions: tuple[Expression, ...]
    place: Place = field(compare=False, repr=False)
    where: Place = field(compare=False, repr=False)

    @property
    def choice(self) -> Definition | None:
        """The choice among dimensions that its value is, if that has no name."""
        items = self.value.items if isinstance(self.value, Dimensions) else ()
        only = items[0] if len(items) == 1 else None
        return only.definition if isinstance(only, Defined) and not only.definition.named else None


@dataclass(frozen=True)
class Removal:
    """Inherited connections that are left out, always or when all conditions hold."""

    names: tuple[tuple[str, Place], ...]
    conditions: tuple[Expression, ...]
    where: Place = field(compare=False, repr=False)


@dataclass(frozen=True)
class Requirement:
    """What must hold when all conditions do, each time it is repeated, and the message raised when it does not.

    The exception has no module if it is one of Python's; `None` stands for what is raised if none is given.
    """

    condition: Expression
    conditions: tuple[Expression, ...]
    message: Text
    where: Place = field(compare=False, repr=False)
    repetitions: tuple[Repetition, ...] = ()
    raises: PythonName | None = None


@dataclass(frozen=True)
class Base:
    """A base class: how a generated module names it, and what is known of it.

    Parameters
    ----------
    python : `PythonName`
        How it is named.
    known : `ConnectionsClass`, `ConfigClass` or `None`
        The class, if it could be read.
    place : `Place`
        Where it is named.
    """

    python: PythonName
    known: Any
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True, eq=False)
class ConnectionsClass:
    """A Connections class.

    Parameters
    ----------
    name : `str`
        Its name.
    python : `PythonName`
        How the module of another file names it.
    doc : `Text` or `None`
        Its doc.
    bases : `tuple` [ `Base` ]
        Its bases, those of the runtime left out.
    dimensions : `Dimensions` or `None`
        The dimensions of its quantum; `None` if they are inherited.
    definitions : `tuple` [ `Definition` ]
        The names given to dimensions inside it.
    incomplete : `bool`
        Whether something of it could not be read, so that nothing should be said about what it lacks.
    changes_in_init : `bool`
        Whether an ``__init__`` that is not ours may remove connections: a class read from Python.
    """

    name: str
    python: PythonName
    doc: Text | None
    bases: tuple[Base, ...]
    dimensions: Dimensions | None
    definitions: tuple[Definition, ...]
    templates: tuple[Template, ...]
    connections: tuple[Connection, ...]
    overrides: tuple[Override, ...]
    removals: tuple[Removal, ...]
    requirements: tuple[Requirement, ...]
    methods: Mapping[str, Value]
    config: ConfigClass | None
    place: Place = field(repr=False)
    incomplete: bool = False
    changes_in_init: bool = False
    suppressions: tuple[Suppression, ...] = ()

    def lineage(self) -> Iterator[ConnectionsClass]:
        """Yield this class and its known bases, the nearest first, each once."""
        seen: set[int] = set()
        stack: list[ConnectionsClass] = [self]
        while stack:
            one = stack.pop(0)
            if id(one) not in seen:
                seen.add(id(one))
                yield one
                stack[:0] = [base.known for base in one.bases if base.known is not None]

    @property
    def opaque(self) -> bool:
        """Whether part of what it has or inherits is not known."""
        return any(one.incomplete or any(base.known is None for base in one.bases) for one in self.lineage())

    def inherited(self) -> dict[str, tuple[Connection, ConnectionsClass]]:
        """Return the connections it inherits, by attribute, with the class that declares each."""
        return dict(self._inherited)

    @cached_property
    def _inherited(self) -> dict[str, tuple[Connection, ConnectionsClass]]:
        found: dict[str, tuple[Connection, ConnectionsClass]] = {}
        for base in self.bases:
            if base.known is not None:
                found.update(base.known.all_connections())
        return found

    def all_connections(self) -> dict[str, tuple[Connection, ConnectionsClass]]:
        """Return its connections by attribute, inherited ones included, with the class that declares each."""
        found = self.inherited()
        found.update({connection.attribute: (connection, self) for connection in self.connections})
        return found

    def all_templates(self) -> dict[str, Template]:
        """Return its templates by name, inherited ones included."""
        return dict(self._all_templates)

    @cached_property
    def _all_templates(self) -> dict[str, Template]:
        found: dict[str, Template] = {}
        for base in reversed(self.bases):
            if base.known is not None:
                found.update(base.known.all_templates())
        found.update({template.name: template for template in self.templates})
        return found

    def quantum(self) -> tuple[Dimensions, ConnectionsClass] | None:
        """Return the dimensions of its quantum with the class that says so, or `None` if they are not known."""
        return self._quantum

    @cached_property
    def _quantum(self) -> tuple[Dimensions, ConnectionsClass] | None:
        if self.dimensions is not None:
            return self.dimensions, self
        for base in self.bases:
            if base.known is None:
                return None
            if (found := base.known.quantum()) is not None:
                return found  # type: ignore[no-any-return]
        return None

    def quantum_names(self) -> tuple[str, ...] | None:
        """Return the names of the dimensions of its quantum at class level, or `None` if not all are known."""
        return self._quantum_names

    @cached_property
    def _quantum_names(self) -> tuple[str, ...] | None:
        found = self.quantum()
        return None if found is None else names_of(found[0], None)

    def names_of(self, connection: Connection) -> tuple[str, ...] | None:
        """Return the names of the dimensions of a connection at class level, or `None` if not all are known."""
        if connection.dimensions is None:
            return ()
        return names_of(connection.dimensions, self.quantum_names())


def names_of(dimensions: Dimensions, quantum: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """Return the names of dimensions at class level, each once, or `None` if not all are known."""
    names: dict[str, None] = {}
    kinds = {item.__class__ for item in dimensions.items}
    for item in dimensions.items if kinds <= _PLAIN else dimensions.static():
        match item:
            case Named(name=name):
                names[name] = None
            case OfQuantum() if quantum is not None:
                names.update(dict.fromkeys(quantum))
            case _:
                return None
    return tuple(names)


_PLAIN = frozenset({Named, OfQuantum})
