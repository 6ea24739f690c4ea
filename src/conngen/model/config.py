"""What a Config class means: its fields, the defaults it changes and what it requires."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..records import dataclass, field
from ..source import Place
from ..typings import Any
from ..vocabulary import FIELD_FLAGS
from .connections import Base, Repetition, Requirement, Suppression, Value
from .expressions import UNKNOWN, Expression
from .names import PythonName, Text

__all__ = ["Assignment", "ConfigClass", "ConfigField"]


@dataclass(frozen=True)
class ConfigField:
    """A config field.

    Parameters
    ----------
    name : `str`
        Its name.
    type : `str`
        The key of its type in `vocabulary.FIELD_TYPES`; empty for a field of a Python class whose type is not known.
    basic : `tuple` [ `str` ]
        The basic types it is made of: of values, or of keys and values.
    target : `PythonName` or `None`
        The class, registry or function it refers to.
    local_target : `str`
        The Task class of the same file it refers to, which its module can't import before it is made.
    optional : `bool`
        Whether `None` is a value too.
    default : `Value` or `None`
        Its default.
    flags : mapping from `str` to `Value`
        What else is said of it.
    doc : `Text` or `None`
        Its doc.
    """

    name: str
    type: str
    basic: tuple[str, ...]
    target: PythonName | None
    optional: bool
    default: Value | None
    flags: Mapping[str, Value]
    doc: Text | None
    place: Place = field(compare=False, repr=False)
    where: Place = field(compare=False, repr=False)
    local_target: str = ""
    target_class: Any = field(default=None, compare=False, repr=False)
    suppressions: tuple[Suppression, ...] = ()

    def flag(self, name: str) -> Any:
        """Return the value of a flag: the runtime's default if it is not given."""
        return self.flags[name].static if name in self.flags else FIELD_FLAGS[name].default

    @property
    def default_value(self) -> Any:
        """The default as plain data, `None` if there is none; an `Unknown` if only Python knows it."""
        if self.type not in ("scalar", "list", "dict", "choice", "range"):
            return UNKNOWN
        if self.default is None:
            return [] if self.type == "list" and not self.optional else None
        return UNKNOWN if isinstance(self.default.static, PythonName | Expression) else self.default.static

    @property
    def choices(self) -> tuple[Any, ...] | None:
        """The values it can have, if they are listed."""
        if self.type == "choice" and "allowed" in self.flags:
            allowed = self.flags["allowed"].static
            if isinstance(allowed, PythonName):
                return None
            return tuple(allowed) + ((None,) if self.optional and None not in allowed else ())
        if self.type == "scalar" and self.basic == ("bool",):
            return (True, False, *((None,) if self.optional else ()))
        return None


@dataclass(frozen=True)
class Assignment:
    """``path = value`` in a config: a default that is changed.

    Parameters
    ----------
    path : `Expression`
        What is changed, a path that begins with a field.
    operator : `str`
        ``=``, ``+=``, ``-=`` or ``|=``.
    value : `Expression`
        The new value.
    retargets : `bool`
        Whether the value is a task that takes the place of another.
    repetitions : `tuple` [ `Repetition` ]
        What repeats it, from the outside in.
    """

    path: Expression
    operator: str
    value: Expression
    retargets: bool
    place: Place = field(compare=False, repr=False)
    where: Place = field(compare=False, repr=False)
    conditions: tuple[Expression, ...] = ()
    repetitions: tuple[Repetition, ...] = ()


@dataclass(frozen=True, eq=False)
class ConfigClass:
    """A Config class.

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
    fields : `tuple` [ `ConfigField` ]
        Its fields.
    assignments : `tuple` [ `Assignment` ]
        The defaults it changes.
    requirements : `tuple` [ `Requirement` ]
        What must hold.
    methods : mapping from `str` to `Value`
        Python functions for `setDefaults` and `validate`.
    pipeline : `bool`
        Whether it is the config of a pipeline task, with connections.
    pipeline_connections : `PythonName` or `None`
        Its Connections class, if it is not that of its task.
    """

    name: str
    python: PythonName
    doc: Text | None
    bases: tuple[Base, ...]
    fields: tuple[ConfigField, ...]
    assignments: tuple[Assignment, ...]
    requirements: tuple[Requirement, ...]
    methods: Mapping[str, Value]
    pipeline: bool
    pipeline_connections: PythonName | None
    place: Place = field(repr=False)
    incomplete: bool = False
    suppressions: tuple[Suppression, ...] = ()

    def lineage(self) -> Iterator[ConfigClass]:
        """Yield this class and its known bases, the nearest first, each once."""
        seen: set[int] = set()
        stack: list[ConfigClass] = [self]
        while stack:
            one = stack.pop(0)
            if id(one) not in seen:
                seen.add(id(one))
                yield one
                stack[:0] = [base.known for base in one.bases if base.known is not None]

    @property
    def only_mixed_in(self) -> bool:
        """Whether it is the config of a pipeline task, and none of its bases is: the runtime's base is one more."""
        return self.pipeline and all(
            base.known is not None and not base.known.pipeline for base in self.bases
        )

    @property
    def opaque(self) -> bool:
        """Whether part of what it has or inherits is not known."""
        return any(one.incomplete or any(base.known is None for base in one.bases) for one in self.lineage())

    def all_fields(self) -> dict[str, ConfigField]:
        """Return its fields by name, inherited ones included."""
        found: dict[str, ConfigField] = {}
        for one in reversed(list(self.lineage())):
            found.update({field.name: field for field in one.fields})
        return found
