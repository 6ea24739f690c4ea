"""Tree to model: what a file says becomes what it means.

Resolving never fails: a word that stands for nothing is reported and left out, everything else is taken over.
"""

from __future__ import annotations

from pathlib import PurePath

from ..checks.codes import (
    BAD_FILE_NAME,
    DUPLICATE_NAME,
    MISPLACED,
    UNKNOWN_BLOCK,
    UNKNOWN_DEFINITION,
    UNKNOWN_EDITION,
    UNKNOWN_KIND,
    UNKNOWN_SETTING,
)
from ..diagnostics import Diagnostic, did_you_mean
from ..model import ConfigClass, ConnectionsClass, Definition, Module, Suppression, Task
from ..source import Place, Span
from ..syntax import tree
from ..syntax.parser import Parsed
from ..vocabulary import BLOCKS, EDITION, KINDS
from .beside import Beside
from .dimensions import DimensionReader
from .flags import FlagReader, listed
from .imports import Importer
from .items import advice_of_python, rejected_names
from .order import ordered
from .scope import Context, Names, identifier_problem
from .session import Report, Session
from .tasks import BlockReader
from .texts import Texts

__all__ = ["Report", "Session", "resolve"]


def resolve(
    key: str, parsed: Parsed, session: Session
) -> tuple[Module, tuple[Diagnostic, ...], tuple[str, ...]]:
    """Resolve one file.

    Parameters
    ----------
    key : `str`
        The file, as the finder of the session names it.
    parsed : `Parsed`
        What was written in it.
    session : `Session`
        The other files.

    Returns
    -------
    module : `Module`
        What it means.
    diagnostics : `tuple` [ `Diagnostic` ]
        What was found wrong on the way.
    dependencies : `tuple` [ `str` ]
        The files it depends on.
    """
    return _Resolver(key, parsed, session).resolve()


class _Resolver:
    def __init__(self, key: str, parsed: Parsed, session: Session) -> None:
        self.key = key
        self.parsed = parsed
        self.report = Report(parsed.source, broken_words(parsed.file.items))
        self.report.excuse(rejected_names(parsed.file.items))
        self.importer = Importer(key, self.report, session)
        self.local: dict[str, Task | ConnectionsClass | ConfigClass] = {}
        self.suppressions: list[Suppression] = []

    def resolve(self) -> tuple[Module, tuple[Diagnostic, ...], tuple[str, ...]]:
        stem = PurePath(self.key).name.removesuffix(".conn")
        if (why := identifier_problem(stem)) is not None:
            self.report.add(BAD_FILE_NAME, Span(0, 0), why=why)
        for item in self.parsed.file.items:
            if isinstance(item, tree.FromImport | tree.ImportModule):
                self.importer.add(item)
        names = Names(self.report, self.importer.found, self.local, None, config_known=True)
        texts = Texts(names, {}, opaque=False)
        reader = DimensionReader(names, texts, self._imported_definitions())
        for item in self.parsed.file.items:
            self._top(item, reader)
        beside = Beside(self.key, stem, self.importer.session)
        if beside.key is not None:
            self.importer.takes_from(beside.name, beside.key)
        blocks = BlockReader(names, reader.definitions, beside)
        for block in ordered(self._blocks(), self.report):
            declared = blocks.read(block)
            if declared is not None:
                self._declare(declared)
        doc = self.parsed.file.doc
        module = Module(
            source=self.parsed.source,
            stem=stem,
            doc=None if doc is None else texts.string(doc.string, Context(), per_config=False),
            imports=self.importer.found,
            definitions=reader.definitions,
            declarations=self._in_order(),
            suppressions=tuple(self.suppressions),
            file=self.parsed.file,
            in_package=self.importer.in_package(),
            late=frozenset(self.importer.late),
        )
        return module, tuple(self.report.found), tuple(self.importer.dependencies)

    def _imported_definitions(self) -> dict[str, Definition]:
        return {
            name: imported.known
            for name, imported in self.importer.found.items()
            if isinstance(imported.known, Definition)
        }

    # --- items at the left margin ---

    def _top(self, item: tree.Item, reader: DimensionReader) -> None:
        match item:
            case tree.Edition():
                self._edition(item)
            case tree.Definition():
                self._definition(item, reader)
            case tree.Block() if item.word.text not in BLOCKS:
                self._unknown_block(item)
            case tree.Assignment():
                self._assignment(item, reader.names)
            case (
                tree.Declaration()
                | tree.Field()
                | tree.Guard()
                | tree.Loop()
                | tree.Removal()
                | tree.Requirement()
            ):
                self._misplaced(item)

    def _unknown_block(self, item: tree.Block) -> None:
        word = item.word.text
        hint = advice_of_python(word) or did_you_mean(word, BLOCKS)
        self.report.add(UNKNOWN_BLOCK, item.word, word=item.word.text, names=listed(BLOCKS), **hint)

    def _edition(self, item: tree.Edition) -> None:
        if item.word.text != "edition":
            hint = did_you_mean(item.word.text, ["edition"])
            self.report.add(UNKNOWN_DEFINITION, item.word, word=item.word.text, names="`edition`", **hint)
        elif not isinstance(item.number.value, int) or not 1 <= item.number.value <= EDITION:
            self.report.add(UNKNOWN_EDITION, item.number, number=item.number.text, newest=EDITION)

    def _definition(self, item: tree.Definition, reader: DimensionReader) -> None:
        word = item.word.text
        if word == "dimensions":
            reader.define(item, Context())
        elif word == "template" or word in KINDS:
            what = "a template" if word == "template" else "a connection"
            self.report.add(
                MISPLACED, item.word, what=what, where="outside a task", help="put it into a task"
            )
        else:
            hint = did_you_mean(word, ["dimensions", "edition"])
            self.report.add(UNKNOWN_DEFINITION, item.word, word=word, names="`dimensions`", **hint)

    def _assignment(self, item: tree.Assignment, names: Names) -> None:
        if isinstance(item.path, tree.Variable) and item.path.name == "suppress":
            whole = Place(self.report.source, Span(0, len(self.report.source.text)))
            self.suppressions.extend(FlagReader(names).reasons(item.value, item.path, whole))
            return
        word = self.report.text(item.path)
        hint = (
            {"help": f"write `edition {EDITION}`"} if word == "edition" else did_you_mean(word, ["suppress"])
        )
        self.report.add(UNKNOWN_SETTING, item.path, word=word, block="a file", names="`suppress`", **hint)

    def _misplaced(self, item: tree.Item) -> None:
        match item:
            case tree.Declaration(word=word) if word.text not in KINDS:
                hint = did_you_mean(word.text, KINDS)
                self.report.add(UNKNOWN_KIND, word, word=word.text, names=listed(KINDS), **hint)
                return
            case tree.Declaration(word=word):
                node: tree.Node = word
                what = "a connection"
            case tree.Field(name=name):
                node, what = name, "a config field"
            case _:
                words = {
                    tree.Guard: "when",
                    tree.Loop: "for",
                    tree.Removal: "del",
                    tree.Requirement: "require",
                }
                what = f"`{words.get(type(item), 'this')}`"
                node = tree.Node(Span(item.span.start, item.span.start + len(what) - 2))
        self.report.add(MISPLACED, node, what=what, where="outside a task", help="put it into a task")

    # --- blocks ---

    def _blocks(self) -> list[tree.Block]:
        return [
            item
            for item in self.parsed.file.items
            if isinstance(item, tree.Block) and (item.word.text in BLOCKS)
        ]

    def _declare(self, declared: Task | ConnectionsClass | ConfigClass) -> None:
        names: dict[str, Task | ConnectionsClass | ConfigClass] = {declared.name: declared}
        if isinstance(declared, Task):
            if not self._imports(declared):
                names[declared.class_name] = declared
            if declared.own_connections:
                names[declared.connections.name] = declared.connections
            if declared.own_config:
                names[declared.config.name] = declared.config
        for name in names:
            related: list[tuple[Place, str]] = []
            if name in self.local:
                related = [(self.local[name].place, "first declared here")]
            elif name in self.importer.found:
                related = [(self.importer.found[name].place, "imported here")]
            if related:
                self.report.add(DUPLICATE_NAME, declared.place, name=name, related=related)
                self.report.excuse(names)
                return
        self.local.update(names)

    def _imports(self, task: Task) -> bool:
        """Whether the Task class is one that the file imports by its name."""
        imported = self.importer.found.get(task.class_name)
        return task.is_written and imported is not None and imported.python == task.python

    def _in_order(self) -> tuple[Task | ConnectionsClass | ConfigClass, ...]:
        """Return the declarations in the author's order, each once."""
        found: dict[int, Task | ConnectionsClass | ConfigClass] = {}
        nested = {id(one.connections) for one in self.local.values() if isinstance(one, Task)}
        nested |= {id(one.config) for one in self.local.values() if isinstance(one, Task)}
        for one in self.local.values():
            if id(one) not in nested:
                found[id(one)] = one
        return tuple(sorted(found.values(), key=lambda one: one.place.span))


def broken_words(items: tuple[tree.Item, ...]) -> frozenset[str]:
    """Return the words of all items that could not be read."""
    found: set[str] = set()
    stack = list(items)
    while stack:
        item = stack.pop()
        if isinstance(item, tree.Broken):
            found |= item.words
        elif isinstance(item, tree.Block | tree.Guard | tree.Loop):
            stack.extend(item.items)
    return frozenset(found)
