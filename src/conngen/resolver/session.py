"""What the resolver of one file needs from outside: other files, and a place to put diagnostics."""

from __future__ import annotations

from collections.abc import Iterable

from ..diagnostics import Code, Diagnostic
from ..model import Module
from ..source import Place, Source, Span
from ..syntax import tree
from ..typings import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ..finder import Finder
    from ..python_source import PythonReader

__all__ = ["Report", "Session"]


class Session(Protocol):
    """All files of one run."""

    finder: Finder
    python: PythonReader

    def module(self, key: str) -> Module | None:
        """Return another file, resolved; `None` if it is being resolved right now."""
        ...

    @property
    def depth(self) -> int:
        """How many files are being resolved right now, each for the sake of the one before."""
        ...

    def path_to(self, key: str) -> tuple[str, ...]:
        """Return the names of the files from one that is being resolved to the present one."""
        ...


_place = tuple.__new__


class Report:
    """Collects the diagnostics of one file.

    Parameters
    ----------
    source : `Source`
        The file.
    broken : `frozenset` [ `str` ]
        The words of what could not be read; nothing is said about the absence of what they may have declared.
    """

    def __init__(self, source: Source, broken: frozenset[str]) -> None:
        self.source = source
        self.broken = broken
        self.rejected: frozenset[str] = frozenset()
        self.found: list[Diagnostic] = []

    def excuse(self, names: Iterable[str]) -> None:
        """Say nothing of the absence of names: what would have declared them is reported."""
        self.rejected = self.rejected | frozenset(names)
        self.broken = self.broken | self.rejected

    def at(self, node: tree.Node | Span) -> Place:
        """Return the place of a node."""
        return _place(Place, (self.source, node.span if isinstance(node, tree.Node) else node))

    def text(self, node: tree.Node) -> str:
        """Return what is written, as a message can show it: on one line."""
        return " ".join(self.at(node).text.split())

    def add(self, code: Code, node: tree.Node | Span | Place, **arguments: object) -> None:
        """Note a diagnostic at a node."""
        place = node if isinstance(node, Place) else self.at(node)
        self.found.append(code.at(place, **arguments))  # type: ignore[arg-type]
