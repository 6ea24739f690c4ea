"""All that a command was asked for, compiled: what is known is taken as it was left."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from .checks import FIXED
from .compiler import Compiler
from .diagnostics import Diagnostic, Level
from .display import shown
from .finder import ReadError
from .finishing import Finished, Work
from .inputs import TracedFinder
from .limits import FILE_SIZE
from .ownership import Wanted
from .project import Conn, Project, decode, find, key_of, readable
from .recalling import Cache, Known
from .records import dataclass, replace
from .remarks import read_remarks
from .settings import load
from .source import Source, Span
from .terminal import Terminal
from .typings import TYPE_CHECKING
from .unreadable import UNREADABLE_FILE

if TYPE_CHECKING:
    from .depfile import Marks

__all__ = ["Batch", "Compiled", "Request", "compile_files"]

_PART = 64
"""How many files are compiled before those that no other imports are forgotten."""


@dataclass(frozen=True)
class Request:
    """What to compile.

    Parameters
    ----------
    paths : `tuple` [ `~pathlib.Path` ]
        Files and folders; none: the whole project.
    stdin_name : `str` or `None`
        The name of standard input, if that is to be read instead.
    out_dir : `~pathlib.Path` or `None`
        Where generated modules go, if not beside their files; resolved.
    marks : `~conngen.depfile.Marks` or `None`
        What to tell a build system.
    cache : `bool`
        Whether to use what earlier builds have left, and to leave something to later ones.
    jobs : `int`
        In how many processes to compile; 0: as many as pay.
    """

    paths: tuple[Path, ...] = ()
    stdin_name: str | None = None
    out_dir: Path | None = None
    marks: Marks | None = None
    cache: bool = True
    jobs: int = 0

    def remembered(self) -> Cache | None:
        """Return what earlier builds have left, or `None` if that is not to be used."""
        if not self.cache or self.stdin_name is not None or sys.platform == "win32":
            return None
        return Cache(self.paths, self.out_dir)


@dataclass(frozen=True)
class Compiled:
    """A project, compiled."""

    project: Project
    files: tuple[Finished, ...]
    finder: TracedFinder
    known: tuple[Known, ...] = ()
    """The files that did not have to be."""
    by_order: bool = False
    """Whether what came out may depend on the order of the files."""


@dataclass(frozen=True)
class Batch:
    """All that was asked for, compiled."""

    compiled: tuple[Compiled, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def modules(self) -> list[Wanted]:
        """The modules of the files that were compiled; not all of them if some file has errors."""
        return [module for one in self.compiled for file in one.files for module in file.modules]

    @property
    def is_whole(self) -> bool:
        """Whether all files could be read, and compiled each for itself."""
        return not any(one.by_order or one.finder.unread for one in self.compiled)

    @property
    def knows(self) -> bool:
        """Whether some file was not compiled, because it is known what comes of it."""
        return any(one.known for one in self.compiled)

    @property
    def failed(self) -> bool:
        """Whether anything is of level error."""
        return any(one.level is Level.ERROR for one in self.diagnostics)

    def is_current(self, since: int) -> bool:
        """Return whether all files are as they were read; what was not touched since some time, surely is."""
        return all(
            one.finder.is_current(since, one.project.files, {each.conn.key for each in one.known})
            for one in self.compiled
        )

    @property
    def count(self) -> int:
        """How many files there are."""
        return sum(len(one.project.files) for one in self.compiled)


def compile_files(
    request: Request, terminal: Terminal, cache: Cache | None = None, *, made: bool = True
) -> Batch:
    """Find the files that were asked for and compile those that are not known, with modules or without."""
    codes = FIXED
    texts: dict[str, str] = {}
    projects = None if cache is None else cache.projects(codes)
    unread: tuple[Diagnostic, ...] = ()
    if request.stdin_name is not None:
        project, texts, unread = _standard_input(request.stdin_name, request.out_dir, codes)
        projects = (project,)
    elif projects is None:
        projects, unread = find(request.paths, request.out_dir, codes)
    found = {} if cache is None else {one.settings.root: cache.known(one, made=made) for one in projects}
    total = sum(len(one.files) for one in projects)
    if not total and not unread:
        where = ", ".join(shown(path) for path in request.paths) or "this project"
        terminal.complain("warning", f"there are no `.conn` files in {where}")
    total -= sum(map(len, found.values()))
    compiled = []
    diagnostics = list(unread)
    with terminal.progress("compiling" if made else "checking", total) as step:
        for project in projects:
            finder = TracedFinder(project.settings, texts)
            known = found.get(project.settings.root, ())
            files = _Files(project, finder, known, request.jobs, made)
            one, said = _compile_project(files, lambda key: step(shown(Path(key))))
            compiled.append(one)
            diagnostics += said
    return Batch(tuple(compiled), tuple(sorted(diagnostics, key=lambda one: one.order)))


def _standard_input(
    name: str, out_dir: Path | None, codes: Mapping[str, bool]
) -> tuple[Project, dict[str, str], tuple[Diagnostic, ...]]:
    """Return standard input as the one file of a project, its text, and what is wrong with it."""
    path = Path(name)
    settings = load(path, codes)
    key = key_of(path)
    conn = Conn(key, out_dir or settings.root, out_dir or Path(key).parent)
    data = b"" if sys.stdin is None else sys.stdin.buffer.read(4 * FILE_SIZE.value + 4)
    try:
        text = decode(data, shown(path))
    except ReadError as err:
        return Project(settings, ()), {}, (_unreadable(err, name),)
    return Project(settings, (conn,)), {key: text}, ()


def _unreadable(err: ReadError, name: str) -> Diagnostic:
    place = err.place or Source(name, "").at(Span(0, 0))
    return UNREADABLE_FILE.at(place, help=err.help, why=err.message)


@dataclass(frozen=True)
class _Files:
    """The files of a project, and how to compile them."""

    project: Project
    finder: TracedFinder
    known: tuple[Known, ...]
    jobs: int
    made: bool

    @cached_property
    def conns(self) -> dict[str, Conn]:
        """Those that are not known, by their keys."""
        done = {one.conn.key for one in self.known}
        return {conn.key: conn for conn in self.project.files if conn.key not in done}

    def work(self) -> Work:
        """Return how to compile them, as if nothing had been compiled yet."""
        settings, finder, conns = self.project.settings, self.finder, self.conns
        compiler = Compiler(
            finder, settings.vocabulary, settings.levels, lambda key: finder.task_module(conns[key])
        )
        return Work(conns, compiler, finder, settings.line_length if self.made else None)


@dataclass(frozen=True)
class _Results:
    """Files, compiled; whether their order counts; and what can't be read."""

    files: Sequence[Finished]
    by_order: bool
    unread: Sequence[Diagnostic]


def _compile_project(files: _Files, step: Callable[[str], None]) -> tuple[Compiled, list[Diagnostic]]:
    """Compile the files of a project that are not known; return what they mean and what is wrong with all of them."""
    finder = files.finder
    keys, unreadable = readable(finder, files.conns.values())
    together = None if unreadable else _compile_together(files, keys, step)
    results = together or _compile_here(files, keys, unreadable, step)
    found = [*results.unread]
    found += [one for file in results.files for one in file.diagnostics]
    found += [one for file in files.known for one in read_remarks(file.remarks, finder)]
    return Compiled(files.project, tuple(results.files), finder, files.known, results.by_order), found


def _compile_together(files: _Files, keys: Sequence[str], step: Callable[[str], None]) -> _Results | None:
    """Compile files in several processes, as `_compile_here` does; `None` if that doesn't pay or can't be done."""
    if files.jobs == 1 or len(keys) < 2:
        return None
    from .spreading import processes, spread

    jobs = processes(len(keys), files.jobs)
    if jobs == 1:
        return None
    finished = spread(files.work(), keys, jobs, step)
    return None if finished is None else _Results(finished, False, ())


def _compile_here(
    files: _Files, keys: Sequence[str], unreadable: Sequence[Diagnostic], step: Callable[[str], None]
) -> _Results:
    """Compile files in this process."""
    by_order = False
    unread = {one.place.source.name: one for one in unreadable}
    try:
        work, finished = _in_parts(files, keys, _PART, step)
        by_order = work.compiler.by_order
        if by_order and len(keys) > _PART:
            # What was forgotten on the way may have become something else when it was imported.
            _, finished = _in_parts(files, keys, len(keys), step)
    except ReadError:
        # A file that another imports can't be read: those that do not import it are compiled all the same.
        finished = []
        for key in keys:
            try:
                finished += files.work().finish([key], step)
            except ReadError as err:
                one = _unreadable(err, shown(Path(key)))
                unread.setdefault(one.place.source.name, one)
    return _Results(finished, by_order, [*unread.values()])


def _in_parts(
    files: _Files, keys: Sequence[str], size: int, step: Callable[[str], None]
) -> tuple[Work, list[Finished]]:
    """Compile files, so many at a time."""
    work = files.work()
    finished: list[Finished] = []
    for start in range(0, len(keys), size):
        finished += work.finish(keys[start : start + size], step)
        if any(one.failed for one in finished[start:]):
            work = replace(work, line_length=None)  # nothing is written
    return work, finished
