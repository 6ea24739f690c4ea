"""What was found in a Python module, in the terms of the language: what a `.conn` file is written from.

Values and conditions are expressions of Python's own syntax tree that hold what the `.conn` file will: a config field
is a bare name, ``doBias`` and not ``self.config.doBias``; ``config.connections.x`` is ``connections.x``.
"""

from __future__ import annotations

import ast
from typing import Union

from ..records import dataclass, field

__all__ = [
    "AssignmentDraft",
    "ChangeDraft",
    "ConfigDraft",
    "ConnectionDraft",
    "ConnectionsDraft",
    "FieldDraft",
    "Hook",
    "LoopDraft",
    "Note",
    "RemovalDraft",
    "RequirementDraft",
    "Switch",
    "TaskDraft",
    "TemplateDraft",
]


@dataclass(frozen=True)
class Note:
    """Something of the module that a reader of the `.conn` file has to know.

    Parameters
    ----------
    line : `int`
        The line of the Python module, from 1.
    text : `str`
        What it is: lower case, without a full stop.
    lost : `bool`
        Whether it did not reach the `.conn` file; the others tell of something that was put differently.
    """

    line: int
    text: str
    lost: bool = False


@dataclass(frozen=True)
class Switch:
    """A value that depends on the config.

    Parameters
    ----------
    cases : `tuple`
        Pairs of a condition and the value that holds if it is the first that does.
    otherwise : `ast.expr` or `None`
        What holds else; `None` for what stands at class level.
    """

    cases: tuple[tuple[ast.expr, ast.expr], ...]
    otherwise: ast.expr | None = None


@dataclass
class ConnectionDraft:
    """A connection.

    Parameters
    ----------
    name : `str`
        Its attribute; ``noise{n}`` inside of a loop.
    kind : `str`
        ``input`` and so on.
    arguments : `dict`
        The keyword arguments of its class by the runtime's names (``doc``, ``name``, ``storageClass``, ``dimensions``,
        ``multiple``, …), those given by position included, as they were written, with the constants of the module put
        in; one that depends on the config is a `Switch`.
    node : `ast.stmt`
        Where it was written.
    when : `ast.expr` or `None`
        The condition under which it is there.
    comments : `list` [ `str` ]
        Comments that belong to it, ``#`` included.
    """

    name: str
    kind: str
    arguments: dict[str, ast.expr | Switch]
    node: ast.stmt
    when: ast.expr | None = None
    comments: list[str] = field(default_factory=list)


@dataclass
class ChangeDraft:
    """A changed attribute of an inherited connection."""

    connection: str
    attribute: str
    value: ast.expr | Switch
    comments: list[str] = field(default_factory=list)


@dataclass
class RemovalDraft:
    """Inherited connections that are taken away, always or under a condition."""

    names: tuple[str, ...]
    when: ast.expr | None = None
    comments: list[str] = field(default_factory=list)


@dataclass
class LoopDraft:
    """A repetition: ``for variable in values { … }``, under a condition or always."""

    variable: str
    values: ast.expr
    items: list[Item]
    when: ast.expr | None = None
    comments: list[str] = field(default_factory=list)


@dataclass
class RequirementDraft:
    """What has to hold, and the message if it does not: a string or an f-string.

    Parameters
    ----------
    raises : `ast.expr` or `None`
        The exception, if it is not the usual one.
    """

    condition: ast.expr
    message: ast.expr
    when: ast.expr | None = None
    comments: list[str] = field(default_factory=list)
    raises: ast.expr | None = None


@dataclass
class TemplateDraft:
    """A template with its default, and why it is deprecated, if it is."""

    name: str
    default: ast.expr
    deprecated: ast.expr | None = None
    comments: list[str] = field(default_factory=list)


@dataclass
class AssignmentDraft:
    """``path = value`` in a config, or ``+=``, ``-=``, ``|=``, under a condition or always."""

    path: ast.expr
    operator: str
    value: ast.expr
    when: ast.expr | None = None
    comments: list[str] = field(default_factory=list)


@dataclass
class FieldDraft:
    """A config field.

    Parameters
    ----------
    name : `str`
        Its attribute.
    type : `str`
        Its key in `conngen.vocabulary.FIELD_TYPES`.
    basic : `tuple` [ `str` ]
        The basic types it is made of: ``("str", "float")`` of a dictionary.
    target : `ast.expr` or `None`
        The Task, Config, registry or function it refers to, as the module names it.
    optional : `bool`
        Whether it may be `None`.
    arguments : `dict`
        All its other arguments by the runtime's names: ``doc``, ``default``, ``min``, ``allowed``, ``deprecated``, ….
    node : `ast.stmt`
        Where it was written.
    comments : `list` [ `str` ]
        Comments that belong to it.
    """

    name: str
    type: str
    basic: tuple[str, ...]
    target: ast.expr | None
    optional: bool
    arguments: dict[str, ast.expr]
    node: ast.stmt
    comments: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Hook:
    """Code that can't be said in a `.conn` file, and becomes a function that it names.

    Parameters
    ----------
    setting : `str`
        What it is attached as: ``customize``, ``adjustQuantum``, ``validate``, ``setDefaults``, …. Of a config also
        ``mixin``, a member of a class that becomes a base; ``check:name`` (``itemCheck:name``, …), the function that
        the field of that name is checked by; ``field:name``, a function that makes the field; and ``default:name``,
        a value that is the default of the field.
    method : `ast.FunctionDef`
        The method it was found in; of a ``mixin`` the member itself, or without a name if that is no function; of
        ``check:`` and ``field:`` the function, and of ``default:`` one that returns the value.
    statements : `tuple` [ `ast.stmt` ]
        The statements of that method that are left, in order; all of them, unless the setting is ``customize``,
        ``validate`` or ``setDefaults``. One that is put together anew, of the parts that are left, is none of the
        method.
    why : `str`
        What could not be said: lower case, without a full stop.
    line : `int`
        Where that is.
    """

    setting: str
    method: ast.FunctionDef
    statements: tuple[ast.stmt, ...]
    why: str
    line: int


Item = Union[  # noqa: UP007 - names itself in annotations above
    ConnectionDraft,
    ChangeDraft,
    RemovalDraft,
    LoopDraft,
    RequirementDraft,
    TemplateDraft,
    AssignmentDraft,
    FieldDraft,
]


@dataclass
class ConnectionsDraft:
    """A Connections class.

    Parameters
    ----------
    name : `str`
        Its name.
    node : `ast.ClassDef`
        Where it was written.
    bases : `list` [ `ast.expr` ]
        Its bases, without those of the runtime.
    dimensions : `ast.expr`, `Switch` or `None`
        The dimensions of the quantum; `None` if they are inherited.
    items : `list`
        What it declares, in order.
    hooks : `list` [ `Hook` ]
        What can't be said.
    settings : `dict`
        Further settings by name: ``getSpatialBoundsConnections = ["a"]``.
    doc : `str` or `None`
        Its docstring.
    comments : `list` [ `str` ]
        Comments that belong to the class.
    notes : `list` [ `Note` ]
        What a reader has to know.
    """

    name: str
    node: ast.ClassDef
    bases: list[ast.expr] = field(default_factory=list)
    dimensions: ast.expr | Switch | None = None
    items: list[Item] = field(default_factory=list)
    hooks: list[Hook] = field(default_factory=list)
    settings: dict[str, ast.expr] = field(default_factory=dict)
    doc: str | None = None
    comments: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass
class ConfigDraft:
    """A Config class: as `ConnectionsDraft`, with fields, assignments and requirements as items.

    Parameters
    ----------
    connections : `ast.expr` or `None`
        What ``pipelineConnections=`` names.
    decorator : `ast.expr` or `None`
        The decorator that the file can name.
    """

    name: str
    node: ast.ClassDef
    bases: list[ast.expr] = field(default_factory=list)
    connections: ast.expr | None = None
    items: list[Item] = field(default_factory=list)
    hooks: list[Hook] = field(default_factory=list)
    doc: str | None = None
    comments: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    decorator: ast.expr | None = None


@dataclass
class TaskDraft:
    """A PipelineTask class.

    Parameters
    ----------
    config : `ast.expr` or `None`
        What ``ConfigClass`` names.
    settings : `dict`
        ``_DefaultName``, ``canMultiprocess``, and ``runQuantum`` if it is overridden.
    """

    name: str
    node: ast.ClassDef
    bases: list[ast.expr] = field(default_factory=list)
    config: ast.expr | None = None
    settings: dict[str, ast.expr] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
