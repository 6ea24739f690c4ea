"""What earlier builds know of the files of a project, and how a build leaves what it knows to later ones.

A file is taken as an earlier build has left it if all is the same that was seen when it was compiled. That is told
anew each time, from the contents.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from .caching import facts, memory
from .caching.identity import fingerprint
from .compiler import Compilation
from .inputs import TracedFinder, settings_files
from .output import Output, Owner
from .ownership import MANIFEST, Action, Plan
from .ownership.journal import JOURNAL
from .project import Conn, Project
from .records import dataclass
from .remarks import written_remarks
from .settings import load

__all__ = ["Built", "Cache", "Known", "Made"]

_OF_FILES = frozenset("fkindm")


@dataclass(frozen=True)
class Made:
    """A module of the compiler's that was current when a build ended."""

    path: str
    """Where it is."""
    name: str
    """What the manifest calls it."""
    fact: str
    """What it held."""


@dataclass(frozen=True)
class Known:
    """A file, as an earlier build has left it."""

    conn: Conn
    seen: tuple[str, ...]
    """What was seen when it was compiled, as facts."""
    made: tuple[Made, ...]
    remarks: str
    """Its diagnostics, in a form to be written; empty if it has none."""

    def looked(self) -> Iterator[Path]:
        """Yield the paths that were looked for when it was compiled."""
        for line in self.seen:
            kind, _, _, path = line.split(" ", 3)
            if kind in _OF_FILES:
                yield Path(path)


@dataclass(frozen=True)
class Built:
    """A project as a build has left it: what a cache is to keep of it."""

    project: Project
    compilations: Sequence[tuple[Compilation, Sequence[Output]]]
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
        found = memory.find(self.start, self.name)
        self.memory = None if found is None else memory.load(found, self.compiler)
        self._failed: frozenset[str] = frozenset()
        self._rules: dict[str, tuple[str, ...]] = {}
        if self.memory is not None:
            lines = self.memory.facts
            self._failed = frozenset(lines[number] for number in facts.failed(lines))

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
        roots: list[_Root] = []
        known: dict[str, Known] = {}
        lines = self.memory.facts if self.memory is not None else []
        for line in self.memory.rest.split("\n") if self.memory is not None else ():
            word, *parts = line.split("\t")
            if word == "project":
                root, settings, search, manifests = parts
                roots.append(
                    _Root(
                        root,
                        _numbered(lines, settings),
                        _numbered(lines, search),
                        _numbered(lines, manifests),
                        [],
                    )
                )
            elif word == "file":
                key, out_root, folder, seen, made, remarks = parts
                conn = Conn(key, Path(out_root), Path(folder))
                roots[-1].files.append(conn)
                known[key] = Known(
                    conn, _numbered(lines, seen), tuple(_made(lines, out_root, made)), remarks
                )
        return tuple(roots), known

    def projects(self, codes: Mapping[str, bool]) -> tuple[Project, ...] | None:
        """Return what was asked for as an earlier build has found it; `None` if it may be something else by now."""
        roots = self._said[0]
        if not roots or any(not self._holds((*one.settings, *one.search)) for one in roots):
            return None
        read: dict[Path, bytes] = {}
        found = []
        for one in roots:
            settings = load(Path(one.root), codes, read)
            if str(settings.root) != one.root:
                return None
            folders = (line.split(" ", 3) for line in one.search)
            searched = tuple(Path(path) for kind, _, _, path in folders if kind == "w")
            found.append(Project(settings, tuple(one.files), searched, one.search, read))
        rules = {line for one in roots for line in one.settings}
        if not rules.issuperset(facts.content("k", str(path), data) for path, data in read.items()):
            return None  # changed just now
        self._rules = {one.root: one.settings for one in roots}
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
        if made and not self._holds(root.manifests):
            return ()
        found = []
        for conn in project.files:
            one = known.get(conn.key)
            if one is not None and one.conn == conn and self._holds(one.seen):
                if not made or self._holds(module.fact for module in one.made):
                    found.append(one)
        return tuple(found)

    def _holds(self, lines: Iterable[str]) -> bool:
        return self._failed.isdisjoint(lines)

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
        notes = _Notes(plans, self._rules)
        try:
            text = "\n".join(line for one in built for line in notes.project(one))
        except _UnfitError:
            return None
        counts = [str(sum(len(one.project.files) for one in built)), str(notes.current)]
        fields = [self.here, self.python, self.compiler, *counts, "silent" if silent else "said"]
        return memory.write(root, self.name, fields, list(notes.facts), text)


class _UnfitError(Exception):
    """What can't be kept: a name that would not be found again in the text, or a diagnostic without a file."""


@dataclass(frozen=True)
class _Root:
    """A project, in a memory."""

    root: str
    settings: tuple[str, ...]
    search: tuple[str, ...]
    manifests: tuple[str, ...]
    files: list[Conn]


def _numbered(lines: Sequence[str], numbers: str) -> tuple[str, ...]:
    return tuple([lines[int(number)] for number in numbers.split()])


def _made(lines: Sequence[str], root: str, numbers: str) -> Iterator[Made]:
    for number in numbers.split():
        line = lines[int(number)]
        path = line.split(" ", 3)[3]
        yield Made(path, path[len(root.rstrip("/")) + 1 :], line)


class _Notes:
    """Turns what a build knows into lines."""

    def __init__(self, plans: Sequence[Plan], rules: Mapping[str, tuple[str, ...]]) -> None:
        self.rules = rules
        self.facts: dict[str, int] = {}
        self.current = 0
        self.plans = plans
        self.written: dict[str, bytes] = {}
        self.created: set[str] = set()
        self.targets: dict[str, str] = {}
        for plan in plans:
            for change in plan.of(Action.CREATE, Action.REWRITE, Action.UNCHANGED):
                self.written[str(change.path)] = (change.new or "").encode()
            self.created |= {str(change.path) for change in plan.of(Action.CREATE)}

    def project(self, built: Built) -> Iterator[str]:
        """Yield the lines of a project and of its files."""
        project = built.project
        roots = (os.path.abspath(one) for one in project.settings.source_roots)
        search = self._numbers([*project.seen, *map(self._target, roots)])
        rules = self.rules.get(str(project.settings.root))
        settings = self._numbers(_settings(project) if rules is None else rules)
        yield _line("project", str(project.settings.root), settings, search, self._numbers(self._manifests()))
        outputs = {one.key: (one, made) for one, made in built.compilations}
        known = {one.conn.key: one for one in built.known}
        for conn in project.files:
            if conn.key in known:
                one = known[conn.key]
                seen, made, remarks = one.seen, [module.fact for module in one.made], one.remarks
            else:
                compilation, modules = outputs[conn.key]
                seen, made = self._file(conn, modules, built.finder)
                remarks = self._remarks(compilation, built.finder)
            self.current += len(made)
            where = str(conn.out_root), str(conn.folder)
            yield _line("file", conn.key, *where, self._numbers(seen), self._numbers(made), remarks)

    def _file(
        self, conn: Conn, outputs: Sequence[Output], finder: TracedFinder
    ) -> tuple[tuple[str, ...], list[str]]:
        """Return what was seen when a file was compiled, and its modules, as facts."""
        paths = finder.paths(conn.key)
        if not finder.unread.isdisjoint(paths):
            raise _UnfitError
        made, born = [], {}
        for output in outputs:
            path = os.path.join(conn.folder, output.name)
            if output.owner is Owner.COMPILER:
                if os.path.islink(path):
                    raise _UnfitError
                made.append(facts.content("f", path, self._content(path)))
            elif path in self.created:
                # What a skeleton changes is known: nothing.
                born[path] = facts.content("f", path, self._content(path))
        seen: list[str] = []
        folders = {str(conn.folder)}
        for path in sorted(paths):
            lines = [born[path]] if path in born else list(finder.seen(path))
            seen += lines
            if lines and lines[0][0] != "n":
                folders.add(os.path.dirname(path))
            if os.path.islink(path):
                seen.append(self._target(path))
        seen += map(self._target, sorted(folders))
        return tuple(seen), made

    def _content(self, path: str) -> bytes:
        if path not in self.written:
            raise _UnfitError
        return self.written[path]

    def _target(self, path: str) -> str:
        if path not in self.targets:
            self.targets[path] = facts.noted("r", path)
        return self.targets[path]

    def _manifests(self) -> Iterator[str]:
        for plan in self.plans:
            yield facts.fact("y", str(plan.root / JOURNAL))
            path = str(plan.root / MANIFEST)
            yield facts.fact("n", path) if plan.content is None else facts.content("k", path, plan.content)
            yield from (facts.fact("x", str(one)) for one in plan.spared)

    def _remarks(self, compilation: Compilation, finder: TracedFinder) -> str:
        if not compilation.diagnostics:
            return ""
        text = written_remarks(compilation.diagnostics, finder)
        if text is None:
            raise _UnfitError
        return text

    def _numbers(self, lines: Iterable[str]) -> str:
        """Return the numbers of facts; those that are new are added."""
        found = []
        for line in dict.fromkeys(lines):
            if "\n" in line or "\t" in line:
                raise _UnfitError
            found.append(str(self.facts.setdefault(line, len(self.facts))))
        return " ".join(found)


def _line(*parts: str) -> str:
    if any("\t" in part or "\n" in part for part in parts):
        raise _UnfitError
    return "\t".join(parts)


def _settings(project: Project) -> Iterator[str]:
    """Yield what decided about the settings of a project, as facts."""
    settings = project.settings
    folders = {*project.folders, settings.root}
    for conn in project.files:
        folders |= {conn.path.parent, Path(os.path.realpath(conn.key)).parent}
    for path in sorted(settings_files(settings, folders)):
        data = project.read.get(path)
        yield facts.fact("n", str(path)) if data is None else facts.content("k", str(path), data)
    if settings.file is None:
        for folder in sorted({settings.root, *settings.root.parents}):
            there = os.path.lexists(folder / ".git")
            yield facts.fact("x" if there else "y", str(folder / ".git"))
    if settings.universe_file is not None:
        yield facts.content("k", str(settings.universe_file), settings.universe_file.read_bytes())
