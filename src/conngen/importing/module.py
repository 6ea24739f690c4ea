"""A whole Python module becomes a `.conn` file."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from ..records import dataclass
from .classes import Find, classify, lineage
from .config import read_config
from .connections import read_connections
from .drafts import ConfigDraft, ConnectionsDraft, FieldDraft, Note, TaskDraft
from .execution import KnownField
from .hooks import HookModule, Named
from .names import Imports
from .python_file import PythonFile, dotted_name
from .tasks import read_task
from .texts import doc_lines, expression
from .writer import Block, block_lines

__all__ = ["Imported", "ImportedClass", "import_module"]


@dataclass(frozen=True)
class ImportedClass:
    """A class that was imported.

    Parameters
    ----------
    name, kind : `str`
        Its name, and ``connections`` or ``config``.
    hooks : `tuple` [ `str` ]
        The settings that name functions now.
    lines : `tuple` [ `int` ]
        Its first and its last line.
    """

    name: str
    kind: str
    hooks: tuple[str, ...]
    lines: tuple[int, int]


@dataclass(frozen=True)
class Imported:
    """What a Python module became.

    Parameters
    ----------
    text : `str`
        The `.conn` file, not yet formatted.
    hooks : `str` or `None`
        The module of hooks beside it, not yet formatted, if there has to be one.
    notes : `tuple` [ `Note` ]
        What a reader has to know, in order of lines.
    classes : `tuple` [ `ImportedClass` ]
        What was imported.
    pairs : `tuple`
        The Connections class and the Config class that belong together, by name; either may be alone.
    """

    text: str
    hooks: str | None
    notes: tuple[Note, ...]
    classes: tuple[ImportedClass, ...]
    pairs: tuple[tuple[str | None, str | None], ...] = ()


def import_module(file: PythonFile, find: Find, in_package: bool = True) -> Imported | None:
    """Return the `.conn` file that says what the classes of a module say.

    Parameters
    ----------
    file : `PythonFile`
        The module.
    find : callable
        Finds the classes that it builds on, where their source is at hand.
    in_package : `bool`, optional
        Whether it lies in a package; outside of one, modules import each other without dots.

    Returns
    -------
    imported : `Imported` or `None`
        `None` if the module declares no connections and no config of a pipeline task.
    """
    return _Module(file, find, in_package).imported()


class _Module:
    def __init__(self, file: PythonFile, find: Find, in_package: bool) -> None:
        self.file = file
        self.find = find
        self.dot = "." if in_package else ""
        self.notes: list[Note] = []
        found = classify(file, find)
        self.tasks = [read_task(node, file, find) for node in found["task"]]
        self.configs = {node.name: read_config(node, file, find) for node in found["config"]}
        self.connections = {
            node.name: read_connections(node, file, find, self._fields(node.name))
            for node in found["connections"]
        }

    # --- what goes together ---

    def _fields(self, connections: str) -> dict[str, KnownField]:
        """Return the config fields that a Connections class can ask for, as far as they are known."""
        for draft in self.configs.values():
            if draft.connections is not None and dotted_name(draft.connections) == connections:
                return self._all_fields(draft)
        return {}

    def _all_fields(self, draft: ConfigDraft) -> dict[str, KnownField]:
        fields: dict[str, KnownField] = {}
        for found in reversed(list(lineage(self.file, draft.node, self.find))):
            if found is None:
                continue
            inner = draft if found[1] is draft.node else read_config(found[1], found[0], self.find)
            for item in inner.items:
                if isinstance(item, FieldDraft):
                    fields[item.name] = _known_field(item)
        return fields

    def _config_of(self, connections: str) -> ConfigDraft | None:
        """Return the one config of some connections."""
        found = [
            draft
            for draft in self.configs.values()
            if draft.connections is not None and dotted_name(draft.connections) == connections
        ]
        return found[0] if found else None

    def _task_of(self, config: str) -> TaskDraft | None:
        """Return the first task of a config."""
        for task in self.tasks:
            if task.config is not None and dotted_name(task.config) == config:
                return task
        return None

    def _blocks(self) -> Iterator[Block]:
        """Yield the blocks of the file, in the order of the module's classes."""
        written: set[str] = set()
        for name in self.file.classes:
            if name in written:
                continue
            if name in self.connections:
                config = self._config_of(name)
                task = self._task_of(config.name) if config is not None else None
                if config is not None and task is not None:
                    written |= {name, config.name, task.name}
                    yield self._task_block(task, self.connections[name], config)
                else:
                    written.add(name)
                    draft = self.connections[name]
                    yield Block("connections", name, draft.bases, connections=draft)
            elif name in self.configs and not self._waits(name):
                written.add(name)
                yield self._config_block(self.configs[name])
        for task in self.tasks:
            if task.name not in written:
                text = f"`{task.name}` has no connections or config of its own here: it stays as it is"
                self.notes.append(Note(task.node.lineno, text))

    def _waits(self, name: str) -> bool:
        """Whether a config is written in the block of its task."""
        draft = self.configs[name]
        connections = dotted_name(draft.connections) if draft.connections is not None else None
        first = self._config_of(connections) if connections in self.connections and connections else None
        return first is draft and self._task_of(name) is not None

    def _task_block(self, task: TaskDraft, connections: ConnectionsDraft, config: ConfigDraft) -> Block:
        name, settings = _names(task.name, connections.name, config.name)
        label = name.removesuffix("Task") or name
        default = task.settings.get("_DefaultName")
        if isinstance(default, ast.Constant) and default.value == label[0].lower() + label[1:]:
            del task.settings["_DefaultName"]
        bases = self._bases(task, connections, config)
        return Block("task", name, bases, connections, config, task, settings)

    def _bases(self, task: TaskDraft, connections: ConnectionsDraft, config: ConfigDraft) -> list[ast.expr]:
        """Return the bases of a task: that of the task alone, where the other classes follow from it."""
        if len(task.bases) == 1 and (found := self.find(self.file, task.bases[0])) is not None:
            base = read_task(found[1], found[0], self.find)
            if base.config is None or len(config.bases) != 1 or len(connections.bases) != 1:
                pass
            elif self._same(found[0], base.config, config.bases[0]) and self._same(
                found[0], ast.Attribute(base.config, "ConnectionsClass"), connections.bases[0]
            ):
                return list(task.bases)
        if task.bases:
            text = f"`{task.name}` inherits from {', '.join(f'`{ast.unparse(one)}`' for one in task.bases)}"
            self.notes.append(Note(task.node.lineno, f"{text}, which only its class says"))
        return [*connections.bases, *config.bases]

    def _same(self, file: PythonFile, first: ast.expr, second: ast.expr) -> bool:
        one, other = self.find(file, first), self.find(self.file, second)
        return one is not None and other is not None and one[1] is other[1]

    def _config_block(self, draft: ConfigDraft) -> Block:
        return Block("config", draft.name, draft.bases, config=draft)

    # --- the file ---

    def imported(self) -> Imported | None:
        """Return what the module becomes."""
        pipeline = [draft for draft in self.configs.values() if draft.connections is not None]
        if not self.connections and not pipeline:
            return None
        blocks = list(self._blocks())
        declared = {
            **dict.fromkeys(self.connections, f"{self.dot}{self.file.stem}_connections"),
            **dict.fromkeys(self.configs, f"{self.dot}{self.file.stem}_config"),
        }
        taken = {item.name for draft in self._drafts() for item in draft.items if hasattr(item, "name")}
        written = {block.task.name for block in blocks if block.task is not None}
        imports = Imports(self.file, f"{self.dot}{self.file.stem}", {*declared, *written}, taken)
        hooks = HookModule(self.file, f"{self.dot}{self.file.stem}", declared)
        lines: list[str] = []
        for block in blocks:
            self._attach(block, hooks, imports)
            if block.word == "config" and block.config is not None and block.config.connections is not None:
                named = imports.refer(block.config.connections, self._local(block))
                block.settings["pipelineConnections"] = expression(named)
            defaults = {name: one.default for name, one in self._block_fields(block).items() if one.default}
            lines += ["", *block_lines(block, imports, self._local(block), self.notes.append, defaults)]
        doc = ast.get_docstring(self.file.tree)
        head = doc_lines(doc, long=True) if doc else []
        text = "\n".join([*head, "", *imports.lines(), *lines]) + "\n"
        notes = [*self.notes, *(note for draft in self._drafts() for note in draft.notes)]
        notes += [note for task in self.tasks for note in task.notes]
        ordered = tuple(sorted(notes, key=lambda one: one.line))
        return Imported(text, hooks.text, ordered, tuple(self._classes()), tuple(self._pairs()))

    def _pairs(self) -> Iterator[tuple[str | None, str | None]]:
        """Yield the names of the classes that belong together."""
        paired: set[str] = set()
        for draft in self.configs.values():
            connections = dotted_name(draft.connections) if draft.connections is not None else None
            if connections in self.connections and connections is not None:
                paired.add(connections)
                yield connections, draft.name
            else:
                yield None, draft.name
        for name in self.connections:
            if name not in paired:
                yield name, None

    def _drafts(self) -> Iterator[ConnectionsDraft | ConfigDraft]:
        yield from self.connections.values()
        yield from self.configs.values()

    def _classes(self) -> Iterator[ImportedClass]:
        for draft in self._drafts():
            kind = "connections" if isinstance(draft, ConnectionsDraft) else "config"
            node = draft.node
            hooks = tuple(hook.setting for hook in draft.hooks)
            yield ImportedClass(draft.name, kind, hooks, (node.lineno, node.end_lineno or node.lineno))

    def _local(self, block: Block) -> frozenset[str]:
        """Return the names that mean config fields in a block."""
        names = {"connections", *self._block_fields(block)}
        for one in (block.connections, block.config):
            for item in one.items if one is not None else ():
                names |= set(_named_fields(item, self.file))
        return frozenset(names)

    def _block_fields(self, block: Block) -> dict[str, KnownField]:
        """Return the config fields that the conditions of a block can name."""
        draft = block.config
        if draft is None and block.connections is not None:
            draft = self._config_of(block.connections.name)
        return {} if draft is None else self._all_fields(draft)

    def _attach(self, block: Block, hooks: HookModule, imports: Imports) -> None:
        """Give a block the functions that take the place of its code."""
        bases: list[ast.expr] = []
        for draft in (block.connections, block.config):
            if draft is None:
                continue
            for named in hooks.add(draft):
                is_config = isinstance(draft, ConfigDraft)
                comment = self._comment(named)
                self.notes.append(Note(named.lines[0], self._advice(named)))
                bound = imports.name(f"{self.dot}{self.file.stem}_hooks", named.name)
                if named.setting == "mixin":
                    bases.append(ast.Name(bound))
                    draft.comments.append(comment)
                elif ":" in named.setting:
                    _replace_check(draft, named, bound)
                else:
                    block.hooks.append((named.setting, bound, [comment], is_config))
        block.bases = [*bases, *block.bases]

    def _comment(self, named: Named) -> str:
        """Return what the `.conn` file says where code can't be said."""
        return f"{self._where(named)} of {self.file.stem}.py: {named.why}; a copy is in {self.file.stem}_hooks.py"

    def _advice(self, named: Named) -> str:
        """Return what the author is told of it."""
        way = "look it over; the original goes when the module uses the generated classes"
        copy = f"`{named.name}` in {self.file.stem}_hooks.py is a copy"
        return f"{self._where(named)} can't be said: {named.why}; {copy}: {way}"

    def _where(self, named: Named) -> str:
        first, last = named.lines
        return f"line {first}" if first == last else f"lines {first}-{last}"


def _replace_check(draft: ConnectionsDraft | ConfigDraft, named: Named, bound: str) -> None:
    """Let a field name the function that was a lambda."""
    setting, _, about = named.setting.partition(":")
    for item in draft.items:
        if not isinstance(item, FieldDraft) or item.name != about:
            continue
        if setting == "field":
            item.target = ast.Name(bound)
        elif setting in item.arguments:
            item.arguments[setting] = ast.Name(bound)


def _named_fields(item: object, file: PythonFile) -> Iterable[str]:
    """Yield the names in a condition or a value that the module does not have: fields of a base that can't be read."""
    for node in _expressions(item):
        for inner in ast.walk(node):
            if isinstance(inner, ast.Name):
                name = inner.id
                known = name in file.imports or name in file.classes or name in file.functions
                if not known and name not in file.constants:
                    yield name


def _expressions(item: object) -> Iterator[ast.expr]:
    for name in ("when", "condition", "values"):
        value = getattr(item, name, None)
        if isinstance(value, ast.expr):
            yield value


def _known_field(item: FieldDraft) -> KnownField:
    allowed = item.arguments.get("allowed")
    choices = None
    if isinstance(allowed, ast.Dict) and all(isinstance(key, ast.Constant) for key in allowed.keys):
        choices = tuple(key.value for key in allowed.keys if isinstance(key, ast.Constant))
    return KnownField(item.type, item.basic, item.optional, item.arguments.get("default"), choices)


def _names(task: str, connections: str, config: str) -> tuple[str, dict[str, str]]:
    """Return the name of a block, and the settings for the classes whose names do not follow from it."""
    best: tuple[str, dict[str, str]] | None = None
    candidates = [
        task.removesuffix("Task"),
        task,
        connections.removesuffix("Connections"),
        config.removesuffix("Config"),
    ]
    for name in dict.fromkeys(one for one in candidates if one):
        settings = {}
        if task != (name if name.endswith("Task") else f"{name}Task"):
            settings["TaskClass"] = task
        if config != f"{name}Config":
            settings["ConfigClass"] = config
        if connections != f"{name}Connections":
            settings["ConnectionsClass"] = connections
        if best is None or len(settings) < len(best[1]):
            best = name, settings
    assert best is not None
    return best
