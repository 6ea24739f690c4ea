"""The blocks of a file: tasks, and classes without a task."""

from __future__ import annotations

from .. import limits
from ..checks.codes import (
    BAD_NAME,
    BAD_VALUE,
    DUPLICATE_NAME,
    INCOMPLETE_DECLARATION,
    LIMIT_EXCEEDED,
    MISPLACED,
    UNREAD_BASE,
)
from ..model import Base, ConfigClass, ConnectionsClass, Definition, PythonName, Task, Value
from ..records import replace
from ..syntax import tree
from ..typings import Any
from ..vocabulary import SETTINGS, Takes
from .beside import Beside
from .config import ConfigReader
from .connections import ConnectionsReader
from .flags import FlagReader, found_words
from .scope import Context, Names, dotted_parts, identifier_problem
from .session import Report
from .texts import Texts

__all__ = ["BlockReader"]

RUNTIME_BASES = {
    "PipelineTask": "task",
    "PipelineTaskConnections": "connections",
    "PipelineTaskConfig": "config",
    "Config": "config",
}


class BlockReader:
    """Resolves the blocks at the left margin.

    Parameters
    ----------
    names : `Names`
        What names stand for in the file.
    definitions : mapping
        The names that the file gives to dimensions.
    beside : `Beside`
        What is written in Python already.
    """

    def __init__(self, names: Names, definitions: dict[str, Definition], beside: Beside) -> None:
        self.names = names
        self.beside = beside
        self.report: Report = names.report
        self.definitions = definitions

    def read(self, block: tree.Block) -> Task | ConnectionsClass | ConfigClass | None:
        """Return what a block declares."""
        if block.name is None:
            if not block.broken:
                part, advice = "a name", f"write `{block.word.text} Name {{ … }}`"
                what = f"a {block.word.text} at the left margin"
                self.report.add(INCOMPLETE_DECLARATION, block.word, what=what, part=part, help=advice)
            return None
        if not self.names.identifier(block.name):
            return None
        if block.word.text == "task":
            return self._task(block, block.name)
        if block.word.text == "connections":
            return self._connections(block, block.name)
        return self._config(block, block.name)

    # --- bases ---

    def _bases(self, block: tree.Block) -> list[tuple[str, PythonName, Any, tree.Dotted]]:
        """Return the bases with what each is: a task, connections or a config."""
        found = []
        for dotted in block.bases:
            resolved = self.names.python(dotted, "class")
            if resolved is None:
                found.append((_kind_by_name(dotted.text), PythonName("", dotted.text), None, dotted))
                continue
            python, known = resolved
            if python.last in RUNTIME_BASES and known is None:
                continue
            kinds = {Task: "task", ConnectionsClass: "connections", ConfigClass: "config"}
            kind = kinds.get(type(known)) or _kind_by_name(python.last)
            if known is not None and (most := _excess(known)) is not None:
                self.report.add(
                    LIMIT_EXCEEDED, dotted, text=f"there can be at most {most.value:,} {most.what}"
                )
                self.report.excuse([dotted.parts[0].text])
                known = None
            if known is None and dotted.parts[0].text not in self.report.broken:
                self.report.add(UNREAD_BASE, dotted, name=dotted.text)
            found.append((kind, python, known, dotted))
        return found

    def _connections(self, block: tree.Block, name: tree.Identifier) -> ConnectionsClass:
        bases = []
        for kind, python, known, dotted in self._bases(block):
            if kind == "task":
                bases.append(self._connections_of(python, known, dotted))
            elif kind == "connections":
                bases.append(Base(python, known, self.report.at(dotted)))
            else:
                takes = "Connections classes as bases"
                self.report.add(BAD_VALUE, dotted, name=f"`{name.text}`", takes=takes, found="a config")
        names = Names(self.report, self.names.imports, self.names.local)
        reader = ConnectionsReader(block, names, tuple(bases), self.definitions)
        return reader.read(name.text, PythonName("", name.text), None)

    def _config(self, block: tree.Block, name: tree.Identifier) -> ConfigClass:
        if block.dimensions is not None:
            advice = "a config has no dimensions; leave the brackets out"
            self.report.add(
                MISPLACED, block.brackets or name, what="dimensions", where="behind a config", help=advice
            )
        bases = []
        for kind, python, known, dotted in self._bases(block):
            if kind == "task":
                bases.append(self._config_of(python, known, dotted))
            elif kind == "config":
                bases.append(Base(python, known, self.report.at(dotted)))
            else:
                takes = "Config classes as bases"
                self.report.add(BAD_VALUE, dotted, name=f"`{name.text}`", takes=takes, found="connections")
        pipeline = any(base.known is not None and base.known.pipeline for base in bases)
        return ConfigReader(block, self.names, tuple(bases)).read(
            name.text, PythonName("", name.text), pipeline, name
        )

    def _connections_of(self, python: PythonName, known: Task | None, dotted: tree.Dotted) -> Base:
        place = self.report.at(dotted)
        if known is None:
            return Base(python.attribute("ConfigClass", "ConnectionsClass"), None, place)
        own = known.connections.python
        if known.own_connections and not own.module and not own.attributes:
            own = self._sibling(python, known, "_connections", known.connections.name)
        elif not known.own_connections:
            own = python.attribute("ConfigClass", "ConnectionsClass")
        return Base(own, known.connections, place)

    def _config_of(self, python: PythonName, known: Task | None, dotted: tree.Dotted) -> Base:
        place = self.report.at(dotted)
        if known is None:
            return Base(python.attribute("ConfigClass"), None, place)
        own = known.config.python
        if known.own_config and not own.module and not own.attributes:
            own = self._sibling(python, known, "_config", known.config.name)
        elif not known.own_config:
            own = python.attribute("ConfigClass")
        return Base(own, known.config, place)

    def _sibling(self, python: PythonName, task: Task, suffix: str, name: str) -> PythonName:
        """Return a class of the same `.conn` file as a task, as another module names it."""
        local = any(task is one for one in self.names.local.values())
        declared = python.declared or python.module.removesuffix("_task")
        return PythonName("" if local else declared + suffix, name, place=python.place)

    # --- tasks ---

    def _task(self, block: tree.Block, name: tree.Identifier) -> Task:
        settings = self._settings(block)
        stem = name.text.removesuffix("Task") or name.text
        task_class = self._task_class(settings, name)
        task_base: Base | None = None
        connections_bases: list[Base] = []
        config_bases: list[Base] = []
        own_config = False
        for kind, python, known, dotted in self._bases(block):
            place = self.report.at(dotted)
            if kind == "connections":
                connections_bases.append(Base(python, known, place))
            elif kind == "config":
                own_config = True
                config_bases.append(Base(python, known, place))
            elif task_base is not None:
                takes = "one task as a base, beside Connections and Config classes"
                self.report.add(BAD_VALUE, dotted, name=f"`{name.text}`", takes=takes, found="a second task")
            else:
                task_base = Base(python, known, place)
                connections_bases.append(self._connections_of(python, known, dotted))
                config_bases.append(self._config_of(python, known, dotted))
        if own_config and len(config_bases) > 1:  # one that is named takes the place of the task's own
            config_bases = [base for base in config_bases if not _derived(base, task_base)]
        config, is_own_config = self._task_config(block, name, settings, tuple(config_bases))
        connections, own_connections = self._task_connections(
            block, name, settings, tuple(connections_bases), config
        )
        default = settings.get("_DefaultName")
        doc = block.doc
        return Task(
            name=name.text,
            class_name=task_class.last,
            default_name=str(default.static) if default is not None else stem[0].lower() + stem[1:],
            default_name_place=None if default is None else default.place,
            doc=None if doc is None else Texts(self.names, {}, False).string(doc.string, Context(), True),
            base=task_base,
            connections=connections,
            own_connections=own_connections,
            config=config,
            own_config=is_own_config,
            run_quantum=bool(settings["runQuantum"].static) if "runQuantum" in settings else False,
            can_multiprocess=(
                bool(settings["canMultiprocess"].static) if "canMultiprocess" in settings else True
            ),
            python=task_class,
            place=self.report.at(name),
            incomplete=block.broken or any(isinstance(item, tree.Broken) for item in block.items),
        )

    def _settings(self, block: tree.Block) -> dict[str, Value]:
        """Return the settings of a task; its methods and overrides are read with its connections."""
        found: dict[str, Value] = {}
        reader = FlagReader(Names(self.report, self.names.imports, self.names.local, None, config_known=True))
        for item in block.items:
            if not isinstance(item, tree.Assignment) or not isinstance(item.path, tree.Variable):
                continue
            setting = SETTINGS.get(item.path.name)
            if setting is None or "task" not in setting.blocks or setting.takes is Takes.REASONS:
                continue
            if setting.name in found:
                related = [(found[setting.name].place, "first set here")]
                self.report.add(DUPLICATE_NAME, item.path, name=setting.name, related=related)
            elif setting.takes is Takes.NEW_NAME:
                value = self._name_setting(setting.name, item)
                if value is not None:
                    found[setting.name] = value
            elif (
                value := reader.value(setting.takes, setting.name, item.value, item, Context())
            ) is not None:
                found[setting.name] = value
        return found

    def _name_setting(self, name: str, item: tree.Assignment) -> Value | None:
        """Return the new name of a class, or the class that exists and takes its place."""
        parts = dotted_parts(item.value)
        place = self.report.at(item.value)
        if parts is None:
            advice = {}
            if isinstance(item.value, tree.String) and item.value.value.isidentifier():
                advice = {"help": f"write `{item.value.value}`", "fix": item.value.value}
            self.report.add(
                BAD_VALUE,
                item.value,
                name=f"`{name}`",
                takes="a class name",
                found=found_words(item.value),
                **advice,
            )
            return None
        exists = parts[0] in self.names.imports or (name != "TaskClass" and parts[0] in self.names.local)
        if exists or len(parts) > 1:
            found = self.names.python(item.value, "class")
            return None if found is None else Value(place, found)
        why = identifier_problem(".".join(parts))
        if why is not None:
            self.report.add(BAD_NAME, item.value, name=".".join(parts), why=why)
            return None
        return Value(place, parts[0])

    def _task_class(self, settings: dict[str, Value], name: tree.Identifier) -> PythonName:
        """Return the Task class: one that exists, of the module beside the file too, or one to be written."""
        value = settings.get("TaskClass")
        if value is not None and isinstance(value.static, tuple):
            python: PythonName = value.static[0]
            return python
        default = name.text if name.text.endswith("Task") else f"{name.text}Task"
        return self.beside.task(self._class_name(settings, "TaskClass", default))

    def _class_name(self, settings: dict[str, Value], setting: str, default: str) -> str:
        value = settings.get(setting)
        return value.static if value is not None and isinstance(value.static, str) else default

    def _task_config(
        self, block: tree.Block, name: tree.Identifier, settings: dict[str, Value], bases: tuple[Base, ...]
    ) -> tuple[ConfigClass, bool]:
        blocks = [item for item in block.items if isinstance(item, tree.Block) and item.word.text == "config"]
        for other in blocks[1:]:
            related = [(self.report.at(blocks[0].word), "the first one is here")]
            self.report.add(DUPLICATE_NAME, other.word, name="config", related=related)
        for one in blocks:
            if one.name is not None or one.bases:
                advice = (
                    "its name follows from that of the task: write `config {`; bases stand behind the task"
                )
                where = one.name or one.bases[0]
                self.report.add(
                    MISPLACED,
                    where,
                    what="a name or a base",
                    where="behind the config of a task",
                    help=advice,
                )
        existing = settings.get("ConfigClass")
        if existing is not None and isinstance(existing.static, tuple):
            python, known = existing.static
            if blocks:
                advice = (
                    "declare its fields in the class that `ConfigClass` names, or leave `ConfigClass` out"
                )
                self.report.add(
                    MISPLACED,
                    blocks[0].word,
                    what="a config",
                    where="beside a `ConfigClass` that exists",
                    help=advice,
                )
            return _existing_config(python, known, name, self.report), False
        class_name = self._class_name(settings, "ConfigClass", f"{name.text}Config")
        reader = ConfigReader(blocks[0] if blocks else None, self.names, bases)
        return reader.read(class_name, PythonName("", class_name), True, name), True

    def _task_connections(
        self,
        block: tree.Block,
        name: tree.Identifier,
        settings: dict[str, Value],
        bases: tuple[Base, ...],
        config: ConfigClass,
    ) -> tuple[ConnectionsClass, bool]:
        class_name = self._class_name(settings, "ConnectionsClass", f"{name.text}Connections")
        names = self.names.within(config)
        existing = settings.get("ConnectionsClass")
        if existing is not None and isinstance(existing.static, tuple):
            python, known = existing.static
            bases = (Base(python, known if isinstance(known, ConnectionsClass) else None, existing.place),)
        read = ConnectionsReader(block, names, bases, self.definitions).read(
            class_name, PythonName("", class_name), config
        )
        if existing is None or not isinstance(existing.static, tuple):
            return read, True
        changed = read.connections or read.templates or read.overrides or read.removals or read.methods
        if changed or read.dimensions is not None or read.requirements:
            advice = "inherit from it instead, in the parentheses behind the task"
            what = "a declaration"
            self.report.add(
                MISPLACED,
                existing.place,
                what=what,
                where="beside a `ConnectionsClass` that exists",
                help=advice,
            )
        return _existing_connections(bases[0], read), False


def _excess(known: Task | ConnectionsClass | ConfigClass) -> limits.Limit | None:
    """Return the limit that the bases of a class exceed, if they do."""
    for one in (known.connections, known.config) if isinstance(known, Task) else (known,):
        lineage: list[ConnectionsClass | ConfigClass] = list(one.lineage())
        if len(lineage) > limits.INHERITANCE.value:
            return limits.INHERITANCE
        ways: dict[int, int] = {}
        for cls in _bases_first(one):
            ways[id(cls)] = 1 + sum(ways.get(id(base.known), 0) for base in cls.bases)
        if ways[id(one)] > limits.BASES.value:
            return limits.BASES
    return None


def _bases_first(cls: ConnectionsClass | ConfigClass) -> list[ConnectionsClass | ConfigClass]:
    """Return a class and its known bases, each once, behind its own bases."""
    found: dict[int, ConnectionsClass | ConfigClass] = {}

    def visit(one: ConnectionsClass | ConfigClass) -> None:
        for base in one.bases:
            if base.known is not None and id(base.known) not in found:
                visit(base.known)
        found[id(one)] = one

    visit(cls)
    return list(found.values())


def _derived(base: Base, task: Base | None) -> bool:
    return task is not None and base.place == task.place


def _kind_by_name(name: str) -> str:
    if name.endswith(("Connections", "ConnectionsClass")):
        return "connections"
    return "config" if name.endswith(("Config", "ConfigClass")) else "task"


def _existing_connections(base: Base, read: ConnectionsClass) -> ConnectionsClass:
    """Return the class of a task that uses one that exists."""
    name = base.known.name if base.known is not None else base.python.last
    return replace(read, name=name, python=base.python, bases=(base,))


def _existing_config(python: PythonName, known: Any, name: tree.Identifier, report: Report) -> ConfigClass:
    place = report.at(name)
    base = Base(python, known if isinstance(known, ConfigClass) else None, python.place or place)
    label = known.name if isinstance(known, ConfigClass) else python.last
    return ConfigClass(label, python, None, (base,), (), (), (), {}, True, None, place)
