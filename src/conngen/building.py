"""`conngen check` and `conngen build`: files are found, compiled, shown, and what they become is written."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from .checks import FIXED
from .compiler import Compilation, compile_all, generate
from .depfile import Marks
from .diagnostics import Diagnostic, Level
from .display import shown
from .finder import ReadError
from .inputs import TracedFinder, settings_files, vocabulary_files, watched
from .interface import text_of
from .limits import FILE_SIZE
from .output import Output, Owner
from .ownership import MANIFEST, Action, Plan, Wanted, apply, diff, locked, plan
from .project import Conn, DiskFinder, Project, check_folder, decode, find, key_of, readable
from .records import dataclass
from .settings import load
from .source import Source, Span
from .terminal import Terminal
from .unreadable import UNREADABLE_FILE

__all__ = ["Request", "build", "check"]

_TRIES = 5
"""How often a build begins again because what it has read was changed."""

_DONE = {Action.CREATE: "created", Action.REWRITE: "updated", Action.REMOVE: "removed"}


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
    """

    paths: tuple[Path, ...] = ()
    stdin_name: str | None = None
    out_dir: Path | None = None
    marks: Marks | None = None


@dataclass(frozen=True)
class _Compiled:
    """A project, compiled."""

    project: Project
    compilations: tuple[Compilation, ...]
    finder: DiskFinder


@dataclass(frozen=True)
class _Made:
    """What a file became."""

    compiled: _Compiled
    conn: Conn
    source: Source
    outputs: tuple[Output, ...]


@dataclass(frozen=True)
class _Batch:
    """All that was asked for, compiled."""

    compiled: tuple[_Compiled, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def failed(self) -> bool:
        return any(one.level is Level.ERROR for one in self.diagnostics)

    def is_current(self, since: int) -> bool:
        """Return whether all files are as they were read; what was not touched since some time, surely is."""
        return all(one.finder.is_current(since, one.project.files) for one in self.compiled)

    @property
    def count(self) -> int:
        return sum(len(one.project.files) for one in self.compiled)


def check(request: Request, terminal: Terminal) -> int:
    """Compile files and show what is wrong with them.

    Parameters
    ----------
    request : `Request`
        What to compile.
    terminal : `Terminal`
        Where to show it.

    Returns
    -------
    status : `int`
        What the command exits with.
    """
    batch = _compile(request, terminal)
    terminal.report(batch.diagnostics)
    if batch.count and not batch.diagnostics:
        terminal.say(f"{_files(batch.count)} checked, nothing found")
    return 1 if batch.failed else 0


def build(request: Request, terminal: Terminal, *, check: bool = False, show_diff: bool = False) -> int:
    """Compile files and write the modules they become: all of them, or nothing.

    Parameters
    ----------
    request : `Request`
        What to compile.
    terminal : `Terminal`
        Where to tell of it.
    check : `bool`
        Write nothing, and tell whether anything would be written.
    show_diff : `bool`
        Write nothing, and show what would change.

    Returns
    -------
    status : `int`
        What the command exits with.
    """
    writes = not check and not show_diff
    begun, batch = _begin(request, terminal)
    with locked(
        _roots(batch, request.out_dir) if writes else (), lambda root: _wait(root, terminal)
    ) as alone:
        for _ in range(_TRIES):
            # What another build has made in the meantime must not be replaced by something older.
            if not writes or batch.is_current(begun):
                break
            begun, batch = _begin(request, terminal)
        terminal.report(batch.diagnostics)
        if batch.failed:
            if writes:
                terminal.say("nothing was written")
            return 1
        made = _generate(batch, terminal)
        if request.stdin_name is not None and request.out_dir is None:
            for one in made:
                terminal.show(
                    "".join(f"# ==> {output.name} <==\n{_text(output, one)}" for output in one.outputs)
                )
            return 0
        plans = _plans(batch, made, request.out_dir)
        for plan_ in plans:
            _tell_trouble(plan_, terminal)
        if any(plan_.refused for plan_ in plans):
            terminal.say("nothing was written")
            return 1
        if show_diff:
            terminal.show("".join(diff(one, shown, colour=terminal.colour) for one in plans))
        if writes:
            _write(request, batch, made, plans, alone=alone)
    if not show_diff or check:
        _tell_changes(plans, terminal, done=writes)
    return 1 if check and not all(one.is_current for one in plans) else 0


def _begin(request: Request, terminal: Terminal) -> tuple[int, _Batch]:
    """Compile what was asked for; return since when that is, too."""
    if request.marks is not None:
        request.marks.begin()
    return time.time_ns(), _compile(request, terminal)


def _roots(batch: _Batch, out_dir: Path | None) -> set[Path]:
    """Return the folders below which something may be written."""
    found = set() if out_dir is None else {out_dir}
    for one in batch.compiled:
        found |= {one.project.settings.root, one.project.settings.out_dir or one.project.settings.root}
    return found


def _wait(root: Path, terminal: Terminal) -> None:
    terminal.remark(f"waiting for another build in {shown(root)} to end")


def _write(
    request: Request, batch: _Batch, made: Sequence[_Made], plans: Sequence[Plan], *, alone: bool
) -> None:
    """Write what some plans say, and tell a build system of it."""
    if request.marks is None:
        apply(plans, alone=alone)
        return
    # A module that is a target must not look current before the depfile is written, which says of what.
    modules = (
        []
        if request.marks.stamp
        else [
            item.conn.folder / one.name
            for item in made
            for one in item.outputs
            if one.owner is Owner.COMPILER
        ]
    )
    apply(plans, alone=alone, aged={Path(os.path.realpath(path)) for path in modules})
    _mark(request.marks, batch, made, plans)


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number} files"


def _compile(request: Request, terminal: Terminal) -> _Batch:
    """Find the files that were asked for and compile them."""
    check_folder()
    codes = FIXED
    texts: dict[str, str] = {}
    if request.stdin_name is None:
        projects, unread = find(request.paths, request.out_dir, codes)
    else:
        project, texts, unread = _standard_input(request.stdin_name, request.out_dir, codes)
        projects = (project,)
    total = sum(len(project.files) for project in projects)
    if not total and not unread:
        where = ", ".join(shown(path) for path in request.paths) or "this project"
        terminal.complain("warning", f"there are no `.conn` files in {where}")
    compiled = []
    diagnostics = list(unread)
    with terminal.progress("checking", total) as step:
        for project in projects:
            finder = (DiskFinder if request.marks is None else TracedFinder)(project.settings, texts)
            compilations, found = _compile_project(project, finder, lambda key: step(shown(Path(key))))
            compiled.append(_Compiled(project, compilations, finder))
            diagnostics += found
    return _Batch(tuple(compiled), tuple(sorted(diagnostics, key=lambda one: one.order)))


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


def _compile_project(
    project: Project, finder: DiskFinder, step: Callable[[str], None]
) -> tuple[tuple[Compilation, ...], tuple[Diagnostic, ...]]:
    """Compile the files of a project; return what they mean and what is wrong with them."""
    settings = project.settings
    conns = {conn.key: conn for conn in project.files}
    keys, unreadable = readable(finder, project.files)
    unread = {one.place.source.name: one for one in unreadable}

    def compiled(keys: Sequence[str]) -> tuple[Compilation, ...]:
        def task_module(key: str) -> str | None:
            return finder.task_module(conns[key])

        return compile_all(keys, finder, settings.vocabulary, settings.levels, task_module, step)

    compilations: list[Compilation] = []
    try:
        compilations += compiled(keys)
    except ReadError:
        # A file that another imports can't be read: those that do not import it are compiled all the same.
        for key in keys:
            try:
                compilations += compiled([key])
            except ReadError as err:
                one = _unreadable(err, shown(Path(key)))
                unread.setdefault(one.place.source.name, one)
    found = [one for compilation in compilations for one in compilation.diagnostics]
    return tuple(compilations), (*unread.values(), *found)


def _generate(batch: _Batch, terminal: Terminal) -> list[_Made]:
    made = []
    with terminal.progress("generating", batch.count) as step:
        for one in batch.compiled:
            conns = {conn.key: conn for conn in one.project.files}
            for compilation in one.compilations:
                step(compilation.source.name)
                outputs = generate(compilation, one.project.settings.line_length)
                made.append(_Made(one, conns[compilation.key], compilation.source, outputs))
    return made


def _text(output: Output, made: _Made) -> str:
    return text_of(output, made.conn.path.name, made.source.text)


def _mark(marks: Marks, batch: _Batch, made: Sequence[_Made], plans: Sequence[Plan]) -> None:
    """Tell a build system what the modules depend on, and that they are current."""
    roots = [one.project.settings.root for one in batch.compiled]
    shared: set[Path] = set()
    for one in batch.compiled:
        settings, _finder = one.project.settings, one.finder
        folders = {*one.project.folders, *(conn.path.parent for conn in one.project.files)}
        shared |= folders | settings_files(settings, folders) | vocabulary_files(settings)
        shared |= {conn.folder for conn in one.project.files}
    inputs = {}
    for item in made:
        assert isinstance(item.compiled.finder, TracedFinder)
        found = watched(item.compiled.finder.inputs(item.conn.key), roots)
        for output in item.outputs:
            if output.owner is Owner.COMPILER:
                inputs[item.conn.folder / output.name] = found
    changed = [change.path for one in plans for change in one.of(*_DONE)]
    manifests = [one.root / MANIFEST for one in plans if one.manifest is not None]
    marks.finish(inputs, watched(shared, roots), [*changed, *manifests])


def _plans(batch: _Batch, made: Sequence[_Made], out_dir: Path | None) -> list[Plan]:
    """Return what to do below each folder that has a manifest."""
    roots: dict[Path, list[Wanted]] = {}
    for one in batch.compiled:
        # A project from which all files are gone is cleared too.
        roots.setdefault(out_dir or one.project.settings.out_dir or one.project.settings.root, [])
    built = set()
    for item in made:
        # What is made of standard input under a name that is no file must not seem to have lost its source.
        is_file = item.conn.key not in item.compiled.finder.texts or item.conn.path.exists()
        source = item.conn.path if is_file else None
        built.add(item.conn.path)
        roots[item.conn.out_root] += [
            Wanted(item.conn.folder / output.name, _text(output, item), output.owner, source)
            for output in item.outputs
        ]
    return [
        plan(root, wanted, built, [one.path for other in roots if other != root for one in roots[other]])
        for root, wanted in roots.items()
    ]


def _tell_trouble(one: Plan, terminal: Terminal) -> None:
    """Tell what stands in the way of a plan, or is left as it is."""
    if one.trouble is not None:
        message = f"{shown(one.root / MANIFEST)}: cannot be believed: {one.trouble}"
        terminal.complain("warning", message, "it is written anew; nothing is removed this time")
    for change in one.of(Action.KEEP):
        terminal.complain("warning", f"{shown(change.path)}: {change.why}", change.help)
    for change in one.refused:
        terminal.complain("error", f"{shown(change.path)}: {change.why}", change.help)


def _tell_changes(plans: Sequence[Plan], terminal: Terminal, *, done: bool) -> None:
    """Tell what was done, or would be."""
    counts = dict.fromkeys(_DONE.values(), 0)
    for one in plans:
        for change in one.of(*_DONE):
            counts[_DONE[change.action]] += 1
            word = f"{_DONE[change.action]:8}" if done else f"would {change.action}"
            terminal.say(f"{word} {shown(change.path)}")
    unchanged = sum(len(one.of(Action.UNCHANGED)) for one in plans)
    total = sum(counts.values())
    if not total:
        terminal.say(f"{_files(unchanged)} up to date")
    elif done:
        parts = [f"{number} {word}" for word, number in counts.items() if number]
        terminal.say(", ".join([*parts, *([f"{unchanged} unchanged"] if unchanged else [])]))
    else:
        verb = "is" if total == 1 else "are"
        terminal.say(f"{_files(total)} {verb} not current; run `conngen build`")
