"""What a check looks at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from ..conditions.sites import Site, sites
from ..model import ConfigClass, Connection, ConnectionsClass, Module, Task, walk
from ..records import dataclass, field
from ..source import Span
from ..syntax import tree
from ..typings import TYPE_CHECKING
from ..universe import StorageClasses, Universe, Vocabulary

if TYPE_CHECKING:
    from ..authors import AuthorClass
    from ..conditions.comparisons import Problem
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
        The name of that module, or of another with classes of its tasks, if it can't be read.
    elsewhere : mapping from `str` to `PythonModule`
        The modules of the task classes that are written elsewhere than in the task module, by the class.
    """

    module: Module
    vocabulary: Vocabulary
    author: PythonModule | None = None
    unread_author: str | None = None
    elsewhere: Mapping[str, PythonModule] = field(default_factory=dict)

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

    def all_authors(self) -> tuple[PythonModule, ...]:
        """Return the modules with task classes of its author, each once."""
        found = [self.author] if self.author is not None else []
        for one in self.elsewhere.values():
            if all(one is not other for other in found):
                found.append(one)
        return tuple(found)

    def authored(self) -> Iterator[tuple[Task, AuthorClass]]:
        """Yield each task with the class that its author has written for it, if that can be read."""
        from ..authors import author_class

        for task in self.tasks:
            module = self.elsewhere.get(task.class_name) if task.is_written else self.author
            cls = None if module is None else author_class(module, task)
            if cls is not None:
                yield task, cls

    @cached_property
    def sites(self) -> tuple[Site, ...]:
        """Every expression over a config in the file."""
        return tuple(sites(self))

    @cached_property
    def problems(self) -> tuple[tuple[Site, Problem], ...]:
        """What is wrong with operations in those expressions."""
        from ..conditions.comparisons import problems

        return tuple((site, found) for site in self.sites for found in problems(site.expression, site.config))

    @cached_property
    def literals(self) -> Mapping[Span, tree.List | tree.Dict]:
        """The lists and dictionaries in config fields, by the span they take."""
        found: dict[Span, tree.List | tree.Dict] = {}
        stack = list(self.module.file.items)
        while stack:
            item = stack.pop()
            if isinstance(item, tree.Block | tree.Guard | tree.Loop):
                stack += item.items
            elif isinstance(item, tree.Field):
                for part in (item.value, *item.flags):
                    for node in walk(part) if part is not None else ():
                        if isinstance(node, tree.List | tree.Dict):
                            found[node.span] = node
        return found

    def connections(self) -> Iterator[tuple[ConnectionsClass, Connection]]:
        """Yield each connection declared in the file with its class."""
        for cls in self.classes:
            for connection in cls.connections:
                yield cls, connection
