"""A file as an editor has it open: its text, what it means, and the files around it."""

from __future__ import annotations

from typing import Protocol

from ..compiler import Compilation
from ..finder import Finder
from ..model import Module
from ..records import dataclass
from ..source import Source
from ..syntax.parser import Parsed
from ..universe import Vocabulary

__all__ = ["Files", "View"]


class Files(Protocol):
    """The files of a workspace."""

    def view(self, key: str) -> View | None:
        """Return a file, compiled from what the editor has of it, or else from the disk; `None` if it can't be read."""

    def keys(self, key: str) -> tuple[str, ...]:
        """Return all `.conn` files of the project that a file belongs to, itself included, in order."""

    def finder(self, key: str) -> Finder:
        """Return what finds and reads the files that a file imports."""


@dataclass(frozen=True, eq=False)
class View:
    """A file, compiled, and the way to the others.

    Parameters
    ----------
    key : `str`
        The file, as finders name it: its absolute path.
    compilation : `~conngen.compiler.Compilation`
        What the compiler makes of it, whatever state it is in.
    files : `Files`
        The files around it.
    line_length : `int`
        The length of lines its project asks for, in characters.
    """

    key: str
    compilation: Compilation
    files: Files
    line_length: int

    @property
    def source(self) -> Source:
        """Its text."""
        return self.compilation.source

    @property
    def text(self) -> str:
        """Its text, plain."""
        return self.compilation.source.text

    @property
    def parsed(self) -> Parsed:
        """What was written."""
        return self.compilation.parsed

    @property
    def module(self) -> Module:
        """What it means."""
        return self.compilation.module

    @property
    def vocabulary(self) -> Vocabulary:
        """The dimensions and storage classes of its project."""
        return self.compilation.vocabulary
