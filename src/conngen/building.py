"""`conngen check` and `conngen build`: files are found, compiled, shown, and what they become is written."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from .checks import FIXED
from .compiler import Compilation, Compiler, generate
from .diagnostics import Diagnostic, Level
from .display import shown
from .finder import ReadError
from .inputs import TracedFinder, settings_files, vocabulary_files, watched
from .interface import text_of
from .limits import FILE_SIZE
from .output import Output, Owner
from .ownership import JOURNAL, MANIFEST, Action, Entry, Plan, Wanted, apply, diff, locked, plan
from .project import Conn, Project, check_folder, decode, find, key_of, readable
from .recalling import Built, Cache, Known
from .records import dataclass
from .remarks import read_remarks
from .settings import load
from .source import Source, Span
from .terminal import Terminal
from .typings import TYPE_CHECKING
from .unreadable import UNREADABLE_FILE

if TYPE_CHECKING:
    from .depfile import Marks

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
    cache : `bool`
        Whether to use what earlier builds have left, and to leave something to later ones.
    """

    paths: tuple[Path, ...] = ()
    stdin_name: str | None = None
    out_dir: Path | None = None
    marks: Marks | None = None
    cache: bool = True

    def remembered(self) -> Cache | None:
        """Return what earlier builds have left, or `None` if that is not to be used."""
        if not self.cache or self.stdin_name is not None or sys.platform == "win32":
            return None
        return Cache(self.paths, self.out_dir)


@dataclass(frozen=True)
class _Compiled:
    """A project, compiled."""

    project: Project
    compilations: tuple[Compilation, ...]
    finder: TracedFinder
    known: tuple[Known, ...] = ()
    """The files that did not have to be."""
    by_order: bool = False
    """Whether what came out may depend on the order of the files."""


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
    def is_whole(self) -> bool:
        """Whether all files could be read, and compiled each for itself."""
        return not any(one.by_order or one.finder.unread for one in self.compiled)

    @property
    def failed(self) -> bool:
        return any(one.level is Level.ERROR for one in self.diagnostics)

    def is_current(self, since: int) -> bool:
        """Return whether all files are as they were read; what was not touched since some time, surely is."""
        return all(
            one.finder.is_current(since, one.project.files, {each.conn.key for each in one.known})
            for one in self.compiled
        )

    @property
    def count(self) -> int:
        return sum(len(one.project.files) for one in self.compiled)


@dataclass(frozen=True)
class _Prepared:
    """All that was asked for, compiled, and what would be written."""

    batch: _Batch
    made: Sequence[_Made] = ()
    plans: Sequence[Plan] = ()

    @property
    def is_certain(self) -> bool:
        """Whether all this is as if every file had been compiled."""
        return self.batch.is_whole and not any(
            one.trouble is not None or one.unfinished or one.of(Action.KEEP, Action.REFUSE)
            for one in self.plans
        )


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
    cache = _remembered(request)
    batch = _compile(request, terminal, cache, made=False)
    if cache is not None and not batch.is_whole:
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
    begun = _noted(request)
    cache = _remembered(request)
    batch = _begin(request, terminal, cache)
    with locked(
        _roots(batch, request.out_dir) if writes else (), lambda root: _wait(root, terminal)
    ) as alone:
        for _ in range(_TRIES):
            found = None
            # What another build has made in the meantime must not be replaced by something older.
            if not writes or _is_undisturbed(request, batch, begun):
                found = _prepared(request, terminal, batch)
                if found.is_certain or not any(one.known for one in batch.compiled):
                    break
            if cache is not None:
                cache.forget()
            begun = _noted(request)
            batch = _begin(request, terminal, cache)
        found = found or _prepared(request, terminal, batch)
        terminal.report(batch.diagnostics)
        if batch.failed:
            if writes:
                terminal.say("nothing was written")
            return 1
        if request.stdin_name is not None and request.out_dir is None:
            for one in found.made:
                terminal.show(
                    "".join(f"# ==> {output.name} <==\n{_text(output, one)}" for output in one.outputs)
                )
            return 0
        for plan_ in found.plans:
            _tell_trouble(plan_, terminal)
        if any(plan_.refused for plan_ in found.plans):
            terminal.say("nothing was written")
            return 1
        if show_diff:
            terminal.show("".join(diff(one, shown, colour=terminal.colour) for one in found.plans))
        if writes:
            _write(request, found, cache, alone=alone)
    if not show_diff or check:
        _tell_changes(found.plans, terminal, done=writes)
    return 1 if check and not all(one.is_current for one in found.plans) else 0


def _noted(request: Request) -> int:
    """Note the time, before anything is read: also what earlier builds have left is compared with the disk after it."""
    check_folder()
    if request.marks is not None:
        request.marks.begin()
    return time.time_ns()


def _is_undisturbed(request: Request, batch: _Batch, begun: int) -> bool:
    """Return whether nobody has changed a file, or built other modules of what is known, in the meantime."""
    if not batch.is_current(begun):
        return False
    if not any(one.known for one in batch.compiled):
        return True
    manifests = [root / MANIFEST for root in _roots(batch, request.out_dir)]
    return all(path.stat().st_ctime_ns < begun for path in manifests if path.is_file())


def _begin(request: Request, terminal: Terminal, cache: Cache | None) -> _Batch:
    """Compile what was asked for."""
    batch = _compile(request, terminal, cache)
    if cache is not None and not batch.is_whole and any(one.known for one in batch.compiled):
        cache.forget()
        batch = _compile(request, terminal)
    return batch


def _roots(batch: _Batch, out_dir: Path | None) -> set[Path]:
    """Return the folders below which something may be written."""
    found = set() if out_dir is None else {out_dir}
    for one in batch.compiled:
        found |= {one.project.settings.root, one.project.settings.out_dir or one.project.settings.root}
    return found


def _wait(root: Path, terminal: Terminal) -> None:
    terminal.remark(f"waiting for another build in {shown(root)} to end")


def _write(request: Request, found: _Prepared, cache: Cache | None, *, alone: bool) -> None:
    """Write what some plans say, leave what is known to later builds, and tell a build system of it."""
    modules = []
    if request.marks is not None and not request.marks.stamp:
        # A module that is a target must not look current before the depfile is written, which says of what.
        modules = [
            item.conn.folder / one.name
            for item in found.made
            for one in item.outputs
            if one.owner is Owner.COMPILER
        ]
    apply(found.plans, alone=alone, aged={Path(os.path.realpath(path)) for path in modules})
    new = None if cache is None else _keep(cache, found)
    if request.marks is not None:
        _mark(request.marks, found, new)


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number} files"


def _remembered(request: Request) -> Cache | None:
    check_folder()
    return request.remembered()


def _prepared(request: Request, terminal: Terminal, batch: _Batch) -> _Prepared:
    """Return what would be written of what was compiled."""
    if batch.failed:
        return _Prepared(batch)
    made = _generate(batch, terminal)
    if request.stdin_name is not None and request.out_dir is None:
        return _Prepared(batch, made)
    return _Prepared(batch, made, _plans(batch, made, request.out_dir))


def _compile(
    request: Request, terminal: Terminal, cache: Cache | None = None, *, made: bool = True
) -> _Batch:
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
    with terminal.progress("checking", total) as step:
        for project in projects:
            finder = TracedFinder(project.settings, texts)
            known = found.get(project.settings.root, ())
            one, said = _compile_project(project, finder, known, lambda key: step(shown(Path(key))))
            compiled.append(one)
            diagnostics += said
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
    project: Project, finder: TracedFinder, known: tuple[Known, ...], step: Callable[[str], None]
) -> tuple[_Compiled, list[Diagnostic]]:
    """Compile the files of a project that are not known; return what they mean and what is wrong with all of them."""
    settings = project.settings
    done = {one.conn.key for one in known}
    conns = {conn.key: conn for conn in project.files if conn.key not in done}
    keys, unreadable = readable(finder, conns.values())
    unread = {one.place.source.name: one for one in unreadable}
    by_order = False

    def compiled(keys: Sequence[str]) -> tuple[Compilation, ...]:
        nonlocal by_order
        compiler = Compiler(
            finder, settings.vocabulary, settings.levels, lambda key: finder.task_module(conns[key])
        )
        found = []
        for key in keys:
            step(key)
            found.append(compiler.compile(key))
        by_order = by_order or compiler.by_order
        return tuple(found)

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
    found = [*unread.values()]
    found += [one for compilation in compilations for one in compilation.diagnostics]
    found += [one for file in known for one in read_remarks(file.remarks, finder)]
    return _Compiled(project, tuple(compilations), finder, known, by_order), found


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


def _keep(cache: Cache, found: _Prepared) -> str | None:
    """Leave what was found out to later builds; return the folder for that if it is new."""
    if not found.batch.is_whole:
        return None
    outputs = {one.conn.key: one.outputs for one in found.made}
    built = [
        Built(
            one.project,
            [(each, outputs[each.key]) for each in one.compilations],
            one.finder,
            one.known,
        )
        for one in found.batch.compiled
    ]
    silent = found.is_certain and found.batch.count > 0 and not found.batch.diagnostics
    return cache.keep(built, found.plans, silent=silent)


def _mark(marks: Marks, found: _Prepared, new: str | None) -> None:
    """Tell a build system what the modules depend on, and that they are current."""
    batch, plans = found.batch, found.plans
    roots = [one.project.settings.root for one in batch.compiled]
    outputs = {one.conn.key: one.outputs for one in found.made}
    shared: set[Path] = set()
    inputs: dict[Path, tuple[Path, ...]] = {}
    for one in batch.compiled:
        settings = one.project.settings
        folders = {*one.project.folders, *(conn.path.parent for conn in one.project.files)}
        shared |= folders | settings_files(settings, folders) | vocabulary_files(settings)
        shared |= {conn.folder for conn in one.project.files}
        known = {each.conn.key: each for each in one.known}
        for conn in one.project.files:
            if conn.key in known:
                looked = watched(known[conn.key].looked(), roots)
                inputs |= {Path(path): looked for path in known[conn.key].modules()}
            else:
                looked = watched(one.finder.inputs(conn.key), roots)
                names = [each.name for each in outputs[conn.key] if each.owner is Owner.COMPILER]
                inputs |= {conn.folder / name: looked for name in names}
    changed = [change.path for one in plans for change in one.of(*_DONE)]
    # Whatever is written is announced beside the manifest for as long as it takes.
    manifests = [one.root / MANIFEST for one in plans if one.writes or one.unfinished is not None]
    cleared = [
        one.root / name / JOURNAL for one in plans if one.unfinished for name in one.unfinished.folders
    ]
    folder = [] if new is None else [Path(new)]
    marks.finish(inputs, watched(shared, roots), [*changed, *manifests, *cleared, *folder])


@dataclass(frozen=True)
class _Paths:
    """Paths, as strings: there may be many, of which few are asked for."""

    names: frozenset[str]

    def __contains__(self, path: object) -> bool:
        return str(path) in self.names


def _plans(batch: _Batch, made: Sequence[_Made], out_dir: Path | None) -> list[Plan]:
    """Return what to do below each folder that has a manifest."""
    roots: dict[Path, list[Wanted]] = {}
    for one in batch.compiled:
        # A project from which all files are gone is cleared too.
        roots.setdefault(out_dir or one.project.settings.out_dir or one.project.settings.root, [])
    built = _Paths(frozenset(conn.key for one in batch.compiled for conn in one.project.files))
    kept: dict[Path, dict[str, Entry]] = {}
    for one in batch.compiled:
        for known in one.known:
            kept.setdefault(known.conn.out_root, {}).update(known.entries())
    for item in made:
        # What is made of standard input under a name that is no file must not seem to have lost its source.
        is_file = item.conn.key not in item.compiled.finder.texts or item.conn.path.exists()
        source = item.conn.path if is_file else None
        roots[item.conn.out_root] += [
            Wanted(item.conn.folder / output.name, _text(output, item), output.owner, source)
            for output in item.outputs
        ]
    return [
        plan(
            root,
            wanted,
            built,
            [one.path for other in roots if other != root for one in roots[other]],
            kept.get(root, {}),
        )
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
    unchanged = sum(len(one.of(Action.UNCHANGED)) + one.kept for one in plans)
    total = sum(counts.values())
    if not total:
        terminal.say(f"{_files(unchanged)} up to date")
    elif done:
        parts = [f"{number} {word}" for word, number in counts.items() if number]
        terminal.say(", ".join([*parts, *([f"{unchanged} unchanged"] if unchanged else [])]))
    else:
        verb = "is" if total == 1 else "are"
        terminal.say(f"{_files(total)} {verb} not current; run `conngen build`")
