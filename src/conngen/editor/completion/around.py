"""What of the model surrounds the cursor: the class it is in, and the names it can use."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from ...compiler import compile_all
from ...finder import Finder, FoundPython, Inside
from ...model import (
    ConfigClass,
    ConfigField,
    Connection,
    ConnectionsClass,
    Definition,
    Imported,
    Module,
    Task,
    Template,
    Text,
)
from ...records import dataclass
from ...source import Source
from ...vocabulary import BLOCKS
from ..declared import config_of, connections_of
from ..view import View
from .outline import Outline, Scope

__all__ = ["Around", "plain", "target"]

_CONFIG = re.compile(r"[ \t]*\r?\n\s*config\s*[({]")
_SMALL = 50_000
"""How many characters are compiled once more at most."""


@dataclass(frozen=True)
class _Changed:
    """A finder for which one file has another text."""

    finder: Finder
    key: str
    text: Source

    def conn(self, importer: str, level: int, module: str) -> str | None:
        return self.finder.conn(importer, level, module)

    def python(self, importer: str, level: int, module: str) -> FoundPython | None:
        return self.finder.python(importer, level, module)

    def inside(self, importer: str, level: int, module: str) -> tuple[Inside, ...]:
        return self.finder.inside(importer, level, module)

    def source(self, key: str) -> Source:
        return self.text if key == self.key else self.finder.source(key)


@dataclass(frozen=True)
class Around:
    """What surrounds the cursor.

    Parameters
    ----------
    view : `View`
        The file.
    outline : `Outline`
        Where the cursor is in it.
    """

    view: View
    outline: Outline

    @cached_property
    def module(self) -> Module:
        """What the file means; without the item at the cursor if that takes the config behind it for its own."""
        before = self.outline.before
        begun = bool(before) and before[0].text in ("when", "for")
        text = self.view.text
        if not begun or len(text) > _SMALL or not _CONFIG.match(text, self.outline.word.end):
            return self.view.module
        start, end = before[0].span.start, self.outline.word.end
        source = Source(self.view.source.name, f"{text[:start]}{' ' * (end - start)}{text[end:]}")
        finder = _Changed(self.view.files.finder(self.view.key), self.view.key, source)
        (found,) = compile_all([self.view.key], finder, self.view.vocabulary)
        return found.module

    @cached_property
    def block(self) -> str:
        """The word of the innermost block that is not a condition or a repetition; ``file`` outside of all."""
        words = [scope.word for scope in self.outline.scopes if scope.word not in ("when", "for")]
        return words[-1] if words else "file"

    @property
    def guarded(self) -> bool:
        """Whether the cursor is inside a condition or a repetition."""
        return bool(self.outline.scopes) and self.outline.scopes[-1].word in ("when", "for")

    @property
    def in_task(self) -> bool:
        """Whether it is in a task, or in the config of one."""
        return bool(self.outline.scopes) and self.outline.scopes[0].word == "task"

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables of the repetitions around it."""
        return tuple(one.name for one in self.outline.scopes if one.word == "for" and one.name)

    @cached_property
    def declared(self) -> Task | ConnectionsClass | ConfigClass | None:
        """The task or class at the left margin that it is in."""
        outer = self.outline.scopes[0] if self.outline.scopes else self._head
        if outer is None or outer.word not in BLOCKS:
            return None
        same = [one for one in self.module.declarations if one.name == outer.name]
        same.sort(key=lambda one: abs(one.place.span.start - outer.start))
        return same[0] if same else None

    @property
    def _head(self) -> Scope | None:
        """The head of a block, if the cursor is in one."""
        before = self.outline.before
        if len(before) > 1 and before[0].text in BLOCKS and not self.outline.scopes:
            return Scope(before[0].text, before[1].text, before)
        return None

    @property
    def connections(self) -> ConnectionsClass | None:
        """The Connections class it is in."""
        return connections_of(self.declared)

    @property
    def config(self) -> ConfigClass | None:
        """The config whose fields can be named."""
        return config_of(self.declared)

    @cached_property
    def fields(self) -> dict[str, ConfigField]:
        """The config fields that can be named."""
        return {} if self.config is None else self.config.all_fields()

    @cached_property
    def inherited_fields(self) -> dict[str, ConfigField]:
        """The config fields of the bases."""
        found: dict[str, ConfigField] = {}
        for base in reversed(self.config.bases if self.config is not None else ()):
            if base.known is not None:
                found.update(base.known.all_fields())
        return found

    @cached_property
    def templates(self) -> dict[str, Template]:
        """The templates that can be named."""
        return {} if self.connections is None else self.connections.all_templates()

    @cached_property
    def inherited(self) -> dict[str, Connection]:
        """The connections that are inherited."""
        cls = self.connections
        return {} if cls is None else {name: one for name, (one, _) in cls.inherited().items()}

    @cached_property
    def all_connections(self) -> dict[str, Connection]:
        """The connections that are declared or inherited."""
        cls = self.connections
        return {} if cls is None else {name: one for name, (one, _) in cls.all_connections().items()}

    @cached_property
    def definitions(self) -> dict[str, Definition]:
        """The names for dimensions."""
        found = dict(self.module.definitions)
        for one in self.connections.definitions if self.connections is not None else ():
            found[one.name] = one
        return found

    @property
    def imports(self) -> dict[str, Imported]:
        """What the file imports, by the names that it has here."""
        return {name: one for name, one in self.module.imports.items() if name.isidentifier()}

    @cached_property
    def local(self) -> dict[str, Any]:
        """The tasks and classes of the file, by their names."""
        exports = self.module.exports()
        return {name: one for name, one in exports.items() if not isinstance(one, Definition)}

    def field(self, path: tuple[str, ...]) -> ConfigField | None:
        """Return the config field that a path such as ``isr.doBias`` leads to."""
        fields = self.fields
        for i, name in enumerate(path):
            found = fields.get(name)
            if found is None or i == len(path) - 1:
                return found
            inner = target(found)
            if inner is None:
                return None
            fields = inner.all_fields()
        return None


def target(field: ConfigField) -> ConfigClass | None:
    """Return the config that a field of a subtask or a nested config stands for."""
    known = field.target_class
    if isinstance(known, Task):
        return known.config
    return known if isinstance(known, ConfigClass) else None


def plain(text: Text | None) -> str:
    """Return a doc as plain text."""
    if text is None:
        return ""
    return "".join(part if isinstance(part, str) else "…" for part in text.parts).strip()
