"""What several checks need: connections as a class has them in the end, worlds of conditions, names."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, wraps

from ..conditions.worlds import World, Worlds
from ..model import (
    UNKNOWN,
    Built,
    Connection,
    ConnectionsClass,
    Defined,
    Dimensions,
    Expression,
    Listed,
    Named,
    OfQuantum,
    Python,
    PythonName,
    Switch,
    Template,
    Text,
    Unknown,
    Value,
    evaluate,
)
from ..patterns import pattern
from ..records import dataclass, replace
from ..source import Place
from ..typings import Any, TypeVar
from ..vocabulary import CONNECTION_FLAGS, Kind
from .subject import Subject

__all__ = [
    "Group",
    "Pair",
    "Seen",
    "dataset_of",
    "declared_dimensions",
    "filled",
    "forget",
    "group",
    "is_own",
    "listed",
    "of_quantum",
    "pairs",
    "quantum_place",
    "seen",
    "switches",
    "template_names",
    "template_uses",
    "together",
]

_T = TypeVar("_T")
_FIELD = pattern(r"\{([^{}]*)\}")


def listed(names: Iterable[str], last: str = "and") -> str:
    """Return names in backquotes, as a sentence lists them."""
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def is_own(subject: Subject, place: Place) -> bool:
    """Whether a place is in the file that is checked."""
    return place.source is subject.module.source


def forget(cls: ConnectionsClass) -> None:
    """Let a class forget what was remembered with it, which names the class: then both can go."""
    for key in [key for key in vars(cls) if key not in cls.__dataclass_fields__]:
        del vars(cls)[key]


def _remembered(function: Callable[[ConnectionsClass], _T]) -> Callable[[ConnectionsClass], _T]:
    """Let a function remember its answer with the class it is asked of: several checks ask, and classes go away."""
    key = f"_remembered_{function.__name__}"

    @wraps(function)
    def asked(cls: ConnectionsClass) -> _T:
        known: dict[str, Any] = vars(cls)
        if key not in known:
            known[key] = function(cls)
        return known[key]  # type: ignore[no-any-return]

    return asked


# --- dataset type names --------------------------------------------------------------------------------


@lru_cache(maxsize=4096)
def template_names(dataset: str) -> tuple[str, ...]:
    """Return the names in the braces of a dataset type name."""
    return tuple(dict.fromkeys(_FIELD.findall(dataset)))


def filled(dataset: str, templates: Mapping[str, Template], empty: str = "") -> str | None:
    """Return a dataset type name with the defaults of its templates, or `None` if one is not known.

    Parameters
    ----------
    dataset : `str`
        The name, templates in braces.
    templates : mapping from `str` to `Template`
        The templates of the class.
    empty : `str`, optional
        What stands for a default that is empty.
    """
    if any(name not in templates for name in template_names(dataset)):
        return None
    return _FIELD.sub(lambda match: templates[match.group(1)].default or empty, dataset)


# --- connections as a class has them -------------------------------------------------------------------


@dataclass(frozen=True)
class Seen:
    """A connection as a class has it in the end: inherited, with what was changed.

    Parameters
    ----------
    connection : `Connection`
        Its declaration.
    owner : `ConnectionsClass`
        The class that declares it.
    dataset : `str`
        Its dataset type name at class level, templates in braces; empty if that is not known.
    constant : `PythonName` or `None`
        The Python constant that is its dataset type name.
    storage_class : `str`
        Its storage class at class level; empty if that is not known.
    dimensions : `Dimensions` or `None`
        Its dimensions.
    dimensions_owner : `ConnectionsClass`
        The class whose quantum ``...`` in them means.
    flags : mapping from `str` to `Value`
        Its flags.
    vague : `frozenset` [ `str` ]
        The attributes that some condition changes.
    without : `tuple`
        It is absent where all conditions in one of these hold.
    certain : `bool`
        Whether no ``__init__`` written in Python may change it or leave it out.
    """

    connection: Connection
    owner: ConnectionsClass
    dataset: str
    constant: PythonName | None
    storage_class: str
    dimensions: Dimensions | None
    dimensions_owner: ConnectionsClass
    flags: Mapping[str, Value]
    vague: frozenset[str] = frozenset()
    without: tuple[tuple[Expression, ...], ...] = ()
    certain: bool = True

    @property
    def attribute(self) -> str:
        """The name of its attribute."""
        return self.connection.attribute

    @property
    def kind(self) -> Kind:
        """Its kind."""
        return self.connection.kind

    @property
    def place(self) -> Place:
        """Where its name stands."""
        return self.connection.place

    @property
    def removed(self) -> bool:
        """Whether it is never there."""
        return any(not conditions for conditions in self.without)

    @property
    def conditions(self) -> tuple[Expression, ...]:
        """All conditions that decide whether it is there."""
        return (*self.connection.conditions, *(one for some in self.without for one in some))

    def flag(self, name: str) -> Any:
        """Return the value of a flag at class level."""
        return self.flags[name].static if name in self.flags else CONNECTION_FLAGS[name].default

    def may_be(self, name: str) -> bool:
        """Whether a truth flag holds, or may hold for some config."""
        value = self.flags.get(name)
        return name in self.vague or (value is not None and (bool(value.static) or value.dynamic is not None))

    def present(self, world: World) -> bool:
        """Whether it is there in a world."""
        if not all(world.truth(one) for one in self.connection.conditions):
            return False
        return not any(all(world.truth(one) for one in some) for some in self.without)


@_remembered
def seen(cls: ConnectionsClass) -> Mapping[str, Seen]:
    """Return the connections of a class by attribute, the inherited ones with what was changed of them."""
    found: dict[str, Seen] = {}
    for base in cls.bases:
        if base.known is not None:
            found.update(seen(base.known))
    for one in cls.connections:
        constant = one.dataset if isinstance(one.dataset, PythonName) else None
        found[one.attribute] = Seen(
            one, cls, one.static_dataset, constant, one.static_storage_class, one.dimensions, cls, one.flags
        )
    for override in cls.overrides:
        if override.connection in found:
            before = found[override.connection]
            found[override.connection] = _changed(
                before, cls, override.attribute, override.value, override.conditions
            )
    for removal in cls.removals:
        for name, _ in removal.names:
            if name in found:
                found[name] = replace(found[name], without=(*found[name].without, removal.conditions))
    if cls.changes_in_init:
        found = {name: replace(one, certain=False) for name, one in found.items()}
    return found


def _changed(
    one: Seen, cls: ConnectionsClass, attribute: str, value: object, conditions: tuple[Expression, ...]
) -> Seen:
    if conditions:
        return replace(one, vague=one.vague | {attribute})
    match value:
        case Dimensions():
            return replace(one, dimensions=value, dimensions_owner=cls)
        case Value():
            return replace(one, flags={**one.flags, attribute: value}, vague=one.vague - {attribute})
        case PythonName():
            return replace(one, dataset="", constant=value)
        case Text() if attribute == "name":
            return replace(one, dataset=value.plain or "", constant=None)
        case Text() if attribute == "storageClass":
            return replace(one, storage_class=value.plain or "")
    return one


# --- presence ----------------------------------------------------------------------------------------


def together(one: Seen, other: Seen) -> bool:
    """Whether two connections can surely be there at once."""
    if not (one.certain and other.certain) or one.removed or other.removed:
        return False
    mine, theirs = Worlds(one.conditions), Worlds(other.conditions)
    private = set(mine.atoms) ^ set(theirs.atoms)
    if private and not (set(mine.atoms) <= set(theirs.atoms) or set(theirs.atoms) <= set(mine.atoms)):
        return False  # two conditions of which not enough is understood
    worlds = list(Worlds((*one.conditions, *other.conditions)))
    if not any(one.present(world) and other.present(world) for world in worlds):
        return False
    implied = all(other.present(world) for world in worlds if one.present(world))
    implied = implied or all(one.present(world) for world in worlds if other.present(world))
    # Two switches that nobody turns on at once are no mistake: of these, only the defaults count.
    return implied or all(_by_default(condition) for condition in (*one.conditions, *other.conditions))


def _by_default(condition: Expression) -> bool:
    """Whether a condition holds for the defaults of the config."""
    value = evaluate(condition, lambda field: UNKNOWN if field is None else field.default_value)
    return not isinstance(value, Unknown) and bool(value)


# --- dimensions ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Group:
    """The dimensions that a list means in one world.

    Parameters
    ----------
    names : `tuple` [ `str` ]
        Those that are known, as they were written.
    open : `frozenset` [ `str` ]
        What else is among them, as it is written, that only the config or Python knows.
    """

    names: tuple[str, ...]
    open: frozenset[str] = frozenset()

    @cached_property
    def all(self) -> frozenset[str]:
        """The names, without order."""
        return frozenset(self.names)


def group(dimensions: Dimensions | None, quantum: Group | None, world: World) -> Group:
    """Return what a list of dimensions means in a world.

    Parameters
    ----------
    dimensions : `Dimensions` or `None`
        The list.
    quantum : `Group` or `None`
        What ``...`` means, if that is known.
    world : `World`
        A world that was made for the `switches` in it.
    """
    names: dict[str, None] = {}
    more: set[str] = set()
    for item in dimensions.items if dimensions is not None else ():
        inner = None
        match item:
            case Named(name=name):
                names[name] = None
            case Built(static=str(name)):
                names[name] = None
            case OfQuantum():
                inner = quantum if quantum is not None else Group((), frozenset({"..."}))
            case Defined(definition=definition):
                value = definition.value
                while isinstance(value, Switch):
                    value = value.then if world.truth(value.condition) else value.otherwise
                inner = group(value, quantum, world)
            case Built() | Listed() | Python():
                more.add(item.place.text)
        if inner is not None:
            names.update(dict.fromkeys(inner.names))
            more |= inner.open
    return Group(tuple(names), frozenset(more))


def switches(dimensions: Dimensions | None) -> Iterator[Expression]:
    """Yield the conditions that choose among dimensions."""
    stack: list[Dimensions | Switch] = [] if dimensions is None else [dimensions]
    while stack:
        one = stack.pop()
        if isinstance(one, Switch):
            yield one.condition
            stack += [one.then, one.otherwise]
        else:
            stack += [item.definition.value for item in one.items if isinstance(item, Defined)]


def of_quantum(dimensions: Dimensions) -> Place | None:
    """Return where a list has ``...`` in it, directly or by a name that was given to a list."""
    for item in dimensions.items:
        inner = item.definition.choices() if isinstance(item, Defined) else ()
        if isinstance(item, OfQuantum) or any(of_quantum(one) is not None for one in inner):
            return item.place
    return None


def quantum_place(subject: Subject, cls: ConnectionsClass) -> tuple[tuple[Place, str], ...]:
    """Return where the dimensions of a quantum are written, as a related place, if that is in the file."""
    quantum = cls.quantum()
    if quantum is None or not is_own(subject, quantum[0].place):
        return ()
    return ((quantum[0].place, "the quantum"),)


def declared_dimensions(subject: Subject) -> Iterator[tuple[Dimensions, ConnectionsClass | None]]:
    """Yield every list of dimensions that the file writes, with the class it is in."""
    definitions = [(one, None) for one in subject.module.definitions.values()]
    owners: Sequence[tuple[Any, ConnectionsClass | None]] = [
        *definitions,
        *((one, cls) for cls in subject.classes for one in cls.definitions),
    ]
    for definition, cls in owners:
        if is_own(subject, definition.place):
            for choice in definition.choices():
                yield choice, cls
    for cls in subject.classes:
        if cls.dimensions is not None:
            yield cls.dimensions, cls
        for connection in cls.connections:
            if connection.dimensions is not None and connection.kind.dimensioned:
                yield connection.dimensions, cls
        for override in cls.overrides:
            if override.choice is not None:
                yield from ((choice, cls) for choice in override.choice.choices())
            elif isinstance(override.value, Dimensions):
                yield override.value, cls


# --- templates -----------------------------------------------------------------------------------------


@_remembered
def template_uses(cls: ConnectionsClass) -> frozenset[str]:
    """Return the names of the templates that dataset type names of a class hold, inherited ones included."""
    found: set[str] = set()
    for one in cls.lineage():
        texts: list[object] = [connection.dataset for connection in one.connections]
        texts += [override.value for override in one.overrides if override.attribute == "name"]
        for text in texts:
            if isinstance(text, Text):
                found.update(part.name for part in text.templates)
                found.update(
                    name for part in text.parts if isinstance(part, str) for name in template_names(part)
                )
    return frozenset(found)


# --- datasets ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pair:
    """Two connections of a class that are of one dataset, and can be there at once.

    Parameters
    ----------
    first, second : `Seen`
        The connections, in the order of their declaration; if only one is of the class, it is the second.
    alike : `bool`
        Whether they are wholly the same, and not two parts of one dataset.
    component : `bool`
        Whether one of them is a component of the dataset.
    own : `bool`
        Whether the second one is declared in the class.
    place : `Place`
        Where to report it.
    """

    first: Seen
    second: Seen
    alike: bool
    component: bool
    own: bool
    place: Place


def dataset_of(cls: ConnectionsClass, one: Seen) -> str | None:
    """Return what tells the dataset of a connection from others, without component; `None` if it isn't known.

    A name with a template whose default is empty isn't known: it waits for a pipeline to fill it in.
    """
    whole = _identity(cls, one)
    return None if whole is None else whole.split(".")[0]


def _identity(cls: ConnectionsClass, one: Seen) -> str | None:
    if one.constant is not None:
        constant = one.constant
        return "\0".join(("", constant.module, constant.name, *constant.attributes)).replace(".", "\0")
    templates = cls.all_templates()
    if not one.dataset or one.connection.repetitions or "name" in one.vague:
        return None
    if isinstance(one.connection.dataset, Text) and one.connection.dataset.dynamic:
        return None
    if any(name not in templates or not templates[name].default for name in template_names(one.dataset)):
        return one.dataset if template_names(one.dataset) else None
    return filled(one.dataset, templates)


@_remembered
def pairs(cls: ConnectionsClass) -> tuple[Pair, ...]:
    """Return each two connections of a class that are of one dataset, apart from those that a base has."""
    inherited = {name for base in cls.bases if base.known is not None for name in _paired(base.known)}
    return tuple(
        pair
        for pair in _pairs(cls)
        if frozenset((pair.first.attribute, pair.second.attribute)) not in inherited
    )


def _paired(cls: ConnectionsClass) -> set[frozenset[str]]:
    """Return the names of the connections that are of one dataset in a class or in one of its bases."""
    found = set()
    for one in cls.lineage():
        found |= {frozenset((pair.first.attribute, pair.second.attribute)) for pair in _pairs(one)}
    return found


def _pairs(cls: ConnectionsClass) -> Iterator[Pair]:
    names: dict[str, list[tuple[Seen, str]]] = {}
    for one in seen(cls).values():
        whole = _identity(cls, one)
        if whole is not None and not one.removed:
            names.setdefault(whole.split(".")[0], []).append((one, whole))
    for several in names.values():
        for (one, mine), (other, theirs) in itertools.combinations(several, 2):
            if not together(one, other):
                continue
            if one.owner is cls and other.owner is not cls:
                one, other = other, one
            own = other.owner is cls
            place = other.place if own else _blamed(cls, one, other)
            yield Pair(one, other, mine == theirs, "." in mine + theirs, own, place)


def _blamed(cls: ConnectionsClass, one: Seen, other: Seen) -> Place:
    """Return where a class makes two inherited connections the same."""
    for override in reversed(cls.overrides):
        if override.connection in (one.attribute, other.attribute):
            return override.place
    return cls.place
