"""What a check looks at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import ConfigClass, Connection, ConnectionsClass, Module, Task
from ..universe import StorageClasses, Universe, Vocabulary

if TYPE_CHECKING:
    from ..python_source import PythonModule

__all__ = ["Subject"]


@dataclass(frozen=True)
class Subject:
    """A resolved file and what there is around it.

    Parameters
    ----------
    module : `Module`
        The file.
    vocabulary : `Vocabulary`
        The dimensions and storage classes that exist.
    author : `PythonModule` or `None`
        The task module that its author has written, if there is one.
    unread_author : `str` or `None`
        The name of that module, if it can't be read.
    """

    module: Module
    vocabulary: Vocabulary
    author: PythonModule | None = None
    unread_author: str | None = None

    @property
    def universe(self) -> Universe:
        """The dimensions that exist."""
        return self.vocabulary.universe

    @property
    def storage_classes(self) -> StorageClasses:
        """The storage classes that exist."""
        return self.vocabulary.storage_classes

    @property
    def tasks(self) -> Iterator[Task]:
        """The tasks of the file."""
        return self.module.tasks

    @property
    def classes(self) -> Iterator[ConnectionsClass]:
        """The Connections classes that are made of the file."""
        return self.module.connections

    @property
    def configs(self) -> Iterator[ConfigClass]:
        """The Config classes that are made of the file."""
        return self.module.configs

    def connections(self) -> Iterator[tuple[ConnectionsClass, Connection]]:
        """Yield each connection declared in the file with its class."""
        for cls in self.classes:
            for connection in cls.connections:
                yield cls, connection
