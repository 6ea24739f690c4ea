"""`conngen check` and `conngen build`: files are found, compiled, shown, and what they become is written."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .checks import CODES, code_of
from .checks.unreadable_file import UNREADABLE_FILE
from .compiler import Compilation, compile_all, generate
from .diagnostics import Diagnostic, Level
from .display import shown
from .errors import ConngenError
from .finder import ReadError
from .limits import FILE_SIZE
from .output import Output, Owner
from .ownership import Action, Plan, Wanted, apply, diff, plan, stamp
from .project import Conn, DiskFinder, Project, check_folder, decode, find, key_of, readable
from .settings import load
from .source import Source, Span
from .terminal import Terminal

__all__ = ["STDIN_NAME", "Request", "build", "check"]

STDIN_NAME = "stdin.conn"
"""What standard input is called, unless `--stdin-filename` says otherwise."""

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
        Where generated modules go, if not beside their files.
    """

    paths: tuple[Path, ...] = ()
    stdin_name: str | None = None
    out_dir: Path | None = None


@dataclass(frozen=True)
class _Compiled:
    """A project, compiled."""

    project: Project
    compilations: tuple[Compilation, ...]


@dataclass(frozen=True)
class _Batch:
    """All that was asked for, compiled."""

    compiled: tuple[_Compiled, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def failed(self) -> bool:
        return any(one.level is Level.ERROR for one in self.diagnostics)

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
    batch = _compile(request, terminal)
    terminal.report(batch.diagnostics)
    if batch.failed:
        if not check and not show_diff:
            terminal.say("nothing was written")
        return 1
    made = _generate(batch, terminal)
    if request.stdin_name is not None and request.out_dir is None:
        for conn, source, outputs in made:
            terminal.show("".join(f"# ==> {one.name} <==\n{_text(one, conn, source)}" for one in outputs))
        return 0
    plans = _plans(batch, made)
    for one in plans:
        _tell_trouble(one, terminal)
    if any(one.refused for one in plans):
        terminal.say("nothing was written")
        return 1
    if show_diff:
        terminal.show("".join(diff(one, shown, colour=terminal.colour) for one in plans))
    if not check and not show_diff:
        apply(plans)
    if not show_diff or check:
        _tell_changes(plans, terminal, done=not check and not show_diff)
    return 1 if check and not all(one.is_current for one in plans) else 0


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number} files"


def _compile(request: Request, terminal: Terminal) -> _Batch:
    """Find the files that were asked for and compile them."""
    check_folder()
    codes = {name: code_of(name).fixed for name in CODES}
    texts: dict[str, str] = {}
    diagnostics: list[Diagnostic] = []
    if request.stdin_name is not None:
        projects, texts, unread = _standard_input(request, codes)
    else:
        projects, unread = find(request.paths, request.out_dir, codes)
    diagnostics += unread
    compiled = []
    total = sum(len(project.files) for project in projects)
    if not total and not diagnostics:
        where = ", ".join(shown(path) or "." for path in request.paths) or "this project"
        terminal.complain("warning", f"there are no `.conn` files in {where}")
    with terminal.progress("checking", total) as step:
        for project in projects:
            finder = DiskFinder(project.settings, texts)
            keys, unreadable = readable(finder, project.files)
            conns = {conn.key: conn for conn in project.files}
            driver = _Driver(project, finder, conns, lambda key: step(shown(Path(key))))
            compilations, unread_imports = driver.compile(keys)
            compiled.append(_Compiled(project, compilations))
            diagnostics += [*unreadable, *unread_imports]
            diagnostics += [one for compilation in compilations for one in compilation.diagnostics]
    return _Batch(tuple(compiled), tuple(sorted(_once(diagnostics), key=lambda one: one.order)))
