"""What earlier builds know of the files of a project, and how a build leaves what it knows to later ones.

A file is taken as an earlier build has left it if all is the same that was seen when it was compiled. That is told
anew each time, from the contents.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path

from .caching import facts, memory
from .caching.identity import fingerprint
from .inputs import TracedFinder, settings_files, settings_folders
from .output import Owner
from .ownership import MANIFEST, Action, Change, Entry, Plan, Wanted
from .ownership.journal import JOURNAL
from .project import Conn, Project
from .records import dataclass
from .remarks import written_remarks
from .settings import Read, load
from .typings import TYPE_CHECKING

if TYPE_CHECKING:
    from .finishing import Finished

__all__ = ["Built", "Cache", "Known"]

_OF_FILES = frozenset("fkindm")


@dataclass(frozen=True)
class Known:
    """A file, as an earlier build has left it."""

    conn: Conn
    facts: Sequence[str]
    """All facts of that build."""
    seen: str
    """The numbers of those that were seen when the file was compiled."""
    made: str
    """The numbers of those about its modules."""
    source: str
    """What the manifest calls the file."""
    contents: str
    """What the manifest says that its modules hold."""
    remarks: str
    """Its diagnostics, in a form to be written; empty if it has none."""
    line: str
    """All this, as it was written."""

    def looked(self) -> Iterator[Path]:
        """Yield the paths that were looked for when it was compiled."""
        for number in self.seen.split():
            kind, _, _, path = self.facts[int(number)].split(" ", 3)
            if kind in _OF_FILES:
                yield Path(path)

    def modules(self) -> list[str]:
        """Return where its modules are."""
        return [self.facts[int(number)].split(" ", 3)[3] for number in self.made.split()]

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Yield what the manifest says of its modules."""
        start = len(str(self.conn.out_root).rstrip("/")) + 1
        for path, content in zip(self.modules(), self.contents.split(), strict=True):
            yield path[start:], Entry(self.source, content)


@dataclass(frozen=True)
class Built:
    """A project as a build has left it: what a cache is to keep of it."""

    project: Project
    files: Sequence[Finished]
    finder: TracedFinder
    known: Sequence[Known]


class Cache:
    """What is known of the files of one request.

    Parameters
    ----------
    paths : sequence of `~pathlib.Path`
        What was asked for.
    out_dir : `~pathlib.Path` or `None`
        Where modules are to go, if not beside their files.
    """

    def __init__(self, paths: Sequence[Path], out_dir: Path | None) -> None:
        words = [str(path) for path in paths]
        self.name, self.here, self.python = memory.asked(words, None if out_dir is None else str(out_dir))
        self.start = os.path.realpath(words[0] if words else ".")
        self.compiler = fingerprint()
        self.memory = memory.nearest(self.start, self.name, self.compiler, self.here, self.python)
        self._is_own = memory.find(self.start, self.name) is not None
        self._failed: frozenset[str] = frozenset()
        self._rules: dict[str, tuple[str, ...]] = {}
        self._tables: dict[str, Mapping[str, object] | None] = {}
        if self.memory is not None:
            try:
                self._failed = frozenset(map(str, facts.failed(self.memory.facts)))
            except ValueError:  # no facts at all
                self.memory = None

    def forget(self) -> None:
        """Know nothing any more."""
        self.memory = None
        self._rules = {}
        self.__dict__.pop("_said", None)

    # --- what is known ---

    @cached_property
    def _said(self) -> tuple[tuple[_Root, ...], dict[str, Known]]:
        try:
            return self._read()
        except (ValueError, IndexError):
            return (), {}

    def _read(self) -> tuple[tuple[_Root, ...], dict[str, Known]]:
        """Return what the memory says of projects and of files."""
        if self.memory is None:
            return (), {}
        roots: list[_Root] = []
        known: dict[str, Known] = {}
        folders: dict[str, Path] = {}
        lines = self.memory.facts
        for line in self.memory.rest.split("\n"):
            word, *parts = line.split("\t")
            if word == "table":
                with suppress(ValueError, SyntaxError, RecursionError, MemoryError):  # a date or a time
                    self._tables[parts[0]] = ast.literal_eval(parts[1])
            elif word == "project":
                root, settings, search = parts
                roots.append(_Root(root, settings, search, []))
            elif word == "file":
                key, out_root, folder, seen, made, source, contents, remarks = parts
                for one in (out_root, folder):
                    if one not in folders:
                        folders[one] = Path(one)
                conn = Conn(key, folders[out_root], folders[folder])
                roots[-1].files.append(conn)
                known[key] = Known(conn, lines, seen, made, source, contents, remarks, line)
        return tuple(roots), known

    def projects(self, codes: Mapping[str, bool]) -> tuple[Project, ...] | None:
        """Return what was asked for as an earlier build has found it; `None` if it may be something else by now."""
        roots = self._said[0]
        if not self._is_own or not roots:
            return None
        if not all(self._holds(one.settings) and self._holds(one.search) for one in roots):
            return None
        read = Read(self._tables)
        found = []
        for one in roots:
            settings = load(Path(one.root), codes, read)
            if str(settings.root) != one.root:
                return None
            search = self._lines(one.search)
            folders = (line.split(" ", 3) for line in search)
            searched = tuple(Path(path) for kind, _, _, path in folders if kind == "w")
            found.append(Project(settings, tuple(one.files), searched, search, read))
        rules = {one.root: self._lines(one.settings) for one in roots}
        all_rules = {line for lines in rules.values() for line in lines}
        if not all_rules.issuperset(facts.content("k", str(path), data) for path, data in read.items()):
            return None  # changed just now
        self._rules = rules
        return tuple(found)

    def known(self, project: Project, *, made: bool) -> tuple[Known, ...]:
        """Return the files of a project that are as they were.

        Parameters
        ----------
        project : `Project`
            The project.
        made : `bool`
            Whether their modules have to be so too.
        """
        roots, known = self._said
        root = next((one for one in roots if one.root == str(project.settings.root)), None)
        if root is None or not self._holds(root.settings):
            return ()
        if not self._rules and facts.failed(self._lines(root.settings)):
            return ()  # changed just before they were read
        found = []
        for conn in project.files:
            one = known.get(conn.key)
            if one is None or one.conn != conn or not self._holds(one.seen):
                continue
            if not made or self._holds(one.made):
                found.append(one)
        return tuple(found)

    def _holds(self, numbers: str) -> bool:
        return self._failed.isdisjoint(numbers.split())

    def _lines(self, numbers: str) -> tuple[str, ...]:
        lines = self.memory.facts if self.memory is not None else []
        return tuple([lines[int(number)] for number in numbers.split()])

    # --- what is left to later builds ---

    def keep(self, built: Sequence[Built], plans: Sequence[Plan], *, silent: bool) -> str | None:
        """Write what a build has found out, after it has written its modules.

        Parameters
        ----------
        built : sequence of `Built`
            The projects.
        plans : sequence of `Plan`
            What was done to the disk.
        silent : `bool`
            Whether there was nothing to say of any file.

        Returns
        -------
        made : `str` or `None`
            The folder, if it was not there before.
        """
        roots = [str(one.project.settings.root) for one in built]
        root = next((one for one in reversed(roots) if f"{self.start}/".startswith(f"{one}/")), None)
        if root is None:
            return None
        notes = _Notes(plans, self._rules, [each for one in built for each in one.known])
        try:
            text = "\n".join(line for one in built for line in notes.project(one))
            notes.add_manifests()
        except _UnfitError:
            return None
        counts = [str(sum(len(one.project.files) for one in built)), str(notes.current)]
        fields = [self.here, self.python, self.compiler, *counts, "silent" if silent else "said"]
        return memory.write(root, self.name, fields, notes.all_facts(), text)


class _UnfitError(Exception):
    """What can't be kept: a name that would not be found again in the text, or a diagnostic without a file."""


@dataclass(frozen=True)
class _Root:
    """A project, in a memory."""

    root: str
    settings: str
    search: str
    files: list[Conn]


class _Notes:
    """Turns what a build knows into lines."""

    def __init__(
        self, plans: Sequence[Plan], rules: Mapping[str, tuple[str, ...]], known: Sequence[Known]
    ) -> None:
        self.rules = rules
        # Facts about known files keep their numbers; those that nobody needs any more make room for new ones.
        self.before = list(known[0].facts) if known else []
        used = {number for one in known for number in (*one.seen.split(), *one.made.split())}
        self.facts = {self.before[int(number)]: number for number in used}
        self.free = [number for number in range(len(self.before)) if str(number) not in used]
        self.current = 0
        self.plans = plans
        self.written: dict[str, Change] = {}
        self.created: set[str] = set()
        self.targets: dict[str, str] = {}
        for plan in plans:
            for change in plan.of(Action.CREATE, Action.REWRITE, Action.UNCHANGED):
                self.written[str(change.path)] = change
            self.created |= {str(change.path) for change in plan.of(Action.CREATE)}

    def project(self, built: Built) -> Iterator[str]:
        """Yield the lines of a project and of its files."""
        project = built.project
        search = self._numbers(project.seen)
        rules = self.rules.get(str(project.settings.root))
        roots = map(self._target, map(str, project.settings.source_roots))
        settings = self._numbers([*_settings(project), *roots] if rules is None else rules)
        for path, table in project.read.tables.items():
            yield _line("table", facts.digest(project.read[path]), repr(table))
        yield _line("project", str(project.settings.root), settings, search)
        finished = {one.key: one for one in built.files}
        known = {one.conn.key: one for one in built.known}
        for conn in project.files:
            if conn.key in known:
                self.current += len(known[conn.key].made.split())
                yield known[conn.key].line
                continue
            file = finished[conn.key]
            seen, made = self._file(conn, file.modules, built.finder)
            remarks = self._remarks(file, built.finder)
            self.current += len(made)
            where = str(conn.out_root), str(conn.folder)
            entries = [self._entry(conn, line.split(" ", 3)[3]) for line in made]
            source = entries[0].source if entries else ""
            contents = " ".join(entry.content for entry in entries)
            numbers = self._numbers(seen), self._numbers(made)
            yield _line("file", conn.key, *where, *numbers, source, contents, remarks)

    def _entry(self, conn: Conn, path: str) -> Entry:
        """Return what the manifest says of a module."""
        name = path[len(str(conn.out_root).rstrip("/")) + 1 :]
        entry = next((one.entries.get(name) for one in self.plans if one.root == conn.out_root), None)
        if entry is None:
            raise _UnfitError
        return entry

    def all_facts(self) -> list[str]:
        """Return all facts, by their numbers."""
        for number in self.free:
            self.before[number] = facts.NOTHING
        return self.before

    def _file(
        self, conn: Conn, modules: Sequence[Wanted], finder: TracedFinder
    ) -> tuple[tuple[str, ...], list[str]]:
        """Return what was seen when a file was compiled, and its modules, as facts."""
        paths = finder.paths(conn.key)
        made, born, kept = [], {}, set()
        for module in modules:
            path = str(module.path)
            if module.owner is Owner.COMPILER:
                made.append(facts.content("f", path, self._content(path)))
            elif path in self.created:
                # What a skeleton changes is known: nothing.
                born[path] = facts.content("f", path, self._content(path))
            else:
                kept.add(path)
        seen: list[str] = []
        folders = {str(conn.folder)}
        for path in sorted(paths):
            lines = [born[path]] if path in born else list(finder.seen(path))
            seen += lines
            if lines and lines[0][0] != "n":
                folders.add(os.path.dirname(path))
            elif path in kept:
                seen.append(facts.fact("x", path))  # whatever it is keeps a skeleton from being written
            if os.path.islink(path):
                seen.append(self._target(path))
        seen += map(self._target, sorted(folders))
        return tuple(seen), made

    def _content(self, path: str) -> bytes:
        if path not in self.written:
            raise _UnfitError
        return (self.written[path].new or "").encode()

    def _target(self, path: str) -> str:
        if path not in self.targets:
            self.targets[path] = facts.target(path)
        return self.targets[path]

    def add_manifests(self) -> None:
        """Add what no file depends on, but what there is to do: while it is so too, that is nothing."""
        for plan in self.plans:
            path = str(plan.root / MANIFEST)
            manifest = (
                facts.fact("n", path) if plan.content is None else facts.content("k", path, plan.content)
            )
            spared = (facts.fact("x", str(one)) for one in plan.spared)
            self._numbers([facts.fact("y", str(plan.root / JOURNAL)), manifest, *spared])

    def _remarks(self, file: Finished, finder: TracedFinder) -> str:
        if not file.diagnostics:
            return ""
        text = written_remarks(file.diagnostics, finder)
        if text is None:
            raise _UnfitError
        return text

    def _numbers(self, lines: Iterable[str]) -> str:
        """Return the numbers of facts; those that are new are added."""
        found = []
        for line in dict.fromkeys(lines):
            number = self.facts.get(line)
            if number is None:
                if "\n" in line or "\t" in line:
                    raise _UnfitError
                number = str(self._place(line))
                self.facts[line] = number
            found.append(number)
        return " ".join(found)

    def _place(self, line: str) -> int:
        if self.free:
            number = self.free.pop(0)
            self.before[number] = line
            return number
        self.before.append(line)
        return len(self.before) - 1


def _line(*parts: str) -> str:
    if any("\t" in part or "\n" in part for part in parts):
        raise _UnfitError
    return "\t".join(parts)


def _settings(project: Project) -> Iterator[str]:
    """Yield what decided about the settings of a project, as facts."""
    settings = project.settings
    for path in sorted(settings_files(settings, settings_folders(project))):
        data = project.read.get(path)
        yield facts.fact("n", str(path)) if data is None else facts.content("k", str(path), data)
    if settings.file is None:
        for folder in sorted({settings.root, *settings.root.parents}):
            there = os.path.lexists(folder / ".git")
            yield facts.fact("x" if there else "y", str(folder / ".git"))
    if settings.universe_file is not None:
        # What was read, which somebody may have changed since.
        yield facts.content("k", str(settings.universe_file), project.read[settings.universe_file])
