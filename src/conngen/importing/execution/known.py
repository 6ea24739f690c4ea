"""What is known of a Connections class before its `__init__` runs, and what is known of it afterwards."""

from __future__ import annotations

import ast

from ...records import dataclass, field
from ..drafts import ConnectionDraft, LoopDraft, Note, RequirementDraft, Switch
from ..python_file import PythonFile

__all__ = ["Executed", "Known", "KnownConnection", "KnownField", "Unsayable"]


@dataclass(frozen=True)
class KnownField:
    """A config field, as far as it is known.

    Parameters
    ----------
    type : `str`
        Its key in `conngen.vocabulary.FIELD_TYPES`; empty if it is not known.
    basic : `tuple` [ `str` ]
        The basic types it is made of.
    optional : `bool`
        Whether it may be `None`.
    default : `ast.expr` or `None`
        Its default, if it has one.
    choices : `tuple` or `None`
        The values it can have, if they are listed.
    """

    type: str = ""
    basic: tuple[str, ...] = ()
    optional: bool = False
    default: ast.expr | None = None
    choices: tuple[object, ...] | None = None


@dataclass(frozen=True)
class KnownConnection:
    """A connection that a class has at class level.

    Parameters
    ----------
    kind : `str`
        ``input`` and so on.
    arguments : `dict`
        Its arguments by the runtime's names.
    own : `bool`
        Whether the class declares it itself, and does not inherit it.
    """

    kind: str
    arguments: dict[str, ast.expr]
    own: bool = True


@dataclass(frozen=True)
class Known:
    """What a Connections class has at class level, with its bases as far as they are known.

    Parameters
    ----------
    connections : `dict` [ `str`, `KnownConnection` ]
        Its connections by name, in order.
    dimensions : `ast.expr` or `None`
        The dimensions of the quantum; `None` if they are not known.
    fields : `dict` [ `str`, `KnownField` ]
        The config fields that are known, by name; those of subtasks by their path, ``isr.doBias``.
    complete : `bool`
        Whether all bases are known.
    own_dimensions : `bool`
        Whether the class gives the dimensions itself, and does not inherit them; told from the class, if it has an
        `__init__` of its own.
    inherited : `tuple`
        The `__init__` of the bases that have one, each with its module, in the order in which Python looks for them.
    """

    connections: dict[str, KnownConnection]
    dimensions: ast.expr | None = None
    fields: dict[str, KnownField] = field(default_factory=dict)
    complete: bool = True
    own_dimensions: bool = False
    inherited: tuple[tuple[PythonFile, ast.FunctionDef], ...] = ()


@dataclass
class Executed:
    """What an `__init__` does.

    Parameters
    ----------
    presence : `dict` [ `str`, `ast.expr` ]
        The condition under which a connection is there, of those that can be absent; ``False`` if it never is.
    absence : `dict` [ `str`, `ast.expr` ]
        The opposite, for the same connections: the condition under which they are taken away.
    changes : `dict`
        Attributes that depend on the config, by connection and attribute.
    dimensions : `Switch` or `None`
        The dimensions of the quantum, if they depend on the config.
    added : `list`
        Connections that are made here.
    requirements : `list` [ `RequirementDraft` ]
        What has to hold.
    leftover : `tuple` [ `ast.stmt` ]
        The statements that can't be said.
    why : `str`
        Why not.
    line : `int`
        Where that begins.
    comments : `dict` [ `str`, `list` [ `str` ] ]
        The comments by the connection they are about; those about none of them under the empty string.
    notes : `list` [ `Note` ]
        What was passed over or put differently.
    """

    presence: dict[str, ast.expr] = field(default_factory=dict)
    absence: dict[str, ast.expr] = field(default_factory=dict)
    changes: dict[tuple[str, str], Switch] = field(default_factory=dict)
    dimensions: Switch | None = None
    added: list[LoopDraft | ConnectionDraft] = field(default_factory=list)
    requirements: list[RequirementDraft] = field(default_factory=list)
    leftover: tuple[ast.stmt, ...] = ()
    why: str = ""
    line: int = 0
    comments: dict[str, list[str]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)


class Unsayable(Exception):
    """Code that is not understood, or that a `.conn` file has no words for.

    Parameters
    ----------
    why : `str`
        What it is: lower case, without a full stop.
    """

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
        self.line = 0
