"""The shapes that every view is made of: statements, methods, arguments."""

from __future__ import annotations

from collections.abc import Iterable

from ...model import Base, PythonName, Value
from ...records import dataclass
from ...typings import Union
from .filling import filled
from .imports import ImportBlock, Imports
from .printer import Printer

__all__ = [
    "Argument",
    "Assigned",
    "Block",
    "Head",
    "Line",
    "Method",
    "Statement",
    "call",
    "comment",
    "decorator",
    "late_imports",
    "unread_comment",
]


@dataclass(frozen=True)
class Line:
    """A statement on its own, or a comment."""

    code: str


@dataclass(frozen=True)
class Block:
    """``if``, ``for`` and their like: a head without its colon, and what stands under it."""

    head: str
    body: tuple[Statement, ...]


Statement = Union[Line, Block]


@dataclass(frozen=True)
class Method:
    """A method.

    Parameters
    ----------
    head : `str`
        Its signature, from ``def`` to before the colon.
    doc : `str`
        Its docstring, quotes included; empty if it has none.
    body : `tuple` [ `Statement` ]
        What it does.
    """

    head: str
    doc: str
    body: tuple[Statement, ...]


@dataclass(frozen=True)
class Argument:
    """A keyword argument."""

    name: str
    code: str


@dataclass(frozen=True)
class Assigned:
    """An attribute in the body of a class: what is assigned to it, a call with arguments.

    Parameters
    ----------
    name : `str`
        The attribute.
    function : `str`
        What is called.
    arguments : `tuple` [ `Argument` ]
        Its keyword arguments.
    first : `str`
        An argument without a keyword that comes before them.
    annotation : `str`
        The type of the attribute, if a type checker has to be told.
    exploded : `bool`
        Whether each argument has a line of its own, however short they are.
    comment : `str`
        A comment behind the opening parenthesis.
    """

    name: str
    function: str
    arguments: tuple[Argument, ...]
    first: str = ""
    annotation: str = ""
    exploded: bool = False
    comment: str = ""


@dataclass(frozen=True)
class Head:
    """What every module begins with.

    Parameters
    ----------
    doc : `str`
        Its docstring, quotes included.
    exports : `tuple` [ `str` ]
        The literals in ``__all__``.
    imports, typing : `ImportBlock`
        What it imports when it runs, and for type checking only.
    """

    doc: str
    exports: tuple[str, ...]
    imports: ImportBlock
    typing: ImportBlock


def comment(text: str, line_length: int) -> tuple[Line, ...]:
    """Return a comment inside a method, in as many lines as it takes."""
    lines = filled(text, max(line_length - 14, 20))
    return tuple(Line(f"# {line}") for line in lines)


def late_imports(imports: Imports, line_length: int) -> tuple[Statement, ...]:
    """Return the imports that the method which was put together last makes itself."""
    lines = imports.late_lines()
    if not lines:
        return ()
    several = len({one.split()[1] for one in lines}) > 1
    tasks = all(one.split()[1].endswith(f"{imports.stem}_task") for one in lines)
    which = (
        "those modules import"
        if several
        else f"{'the module of the tasks' if tasks else 'that module'} imports"
    )
    said = comment(f"Imported here, since {which} this one.", line_length)
    return (*said, *(Line(one) for one in lines), Line(""))


def unread_comment(bases: Iterable[Base], keywords: tuple[Argument, ...]) -> str:
    """Return what silences a type checker about keywords for a base that it can't find either."""
    return (
        "  # type: ignore[call-arg]"
        if keywords and any(base.known is None or base.known.opaque for base in bases)
        else ""
    )


def decorator(value: Value | None, imports: Imports) -> str:
    """Return what stands behind the ``@`` before a class; empty for nothing."""
    if value is not None and value.dynamic is not None:
        return Printer(imports, "").expression(value.dynamic)
    return imports.name(value.static) if value is not None and isinstance(value.static, PythonName) else ""


def call(function: str, arguments: Iterable[Argument], first: str = "") -> str:
    """Return the code of a call."""
    given = [*([first] if first else []), *(f"{argument.name}={argument.code}" for argument in arguments)]
    return f"{function}({', '.join(given)})"
