"""`conngen fmt`: files are found, read, laid out in the one style, and written if that changes them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from .diagnostics import Diagnostic
from .display import shown
from .finder import ReadError
from .formatter import Formatted, Outcome, format_text
from .limits import FILE_SIZE
from .ownership import Action, Change, Plan, WriteError, diff, rewrite
from .project import Conn, DiskFinder, Project, check_folder, decode, find, readable
from .records import dataclass, field
from .settings import load
from .source import Source, Span
from .terminal import Terminal
from .unreadable import UNREADABLE_FILE

__all__ = ["format_files", "format_input"]

_OWN_MISTAKE = 70


@dataclass
class _Tally:
    """What came of the files so far."""

    changed: int = 0
    fine: int = 0
    diagnostics: list[Diagnostic] = field(default_factory=list)
    failed: int = 0
    """What the command exits with because of a file, if it is not 0."""


def format_files(
    paths: Sequence[Path], terminal: Terminal, *, check: bool = False, show_diff: bool = False
) -> int:
    """Format files.

    Parameters
    ----------
    paths : sequence of `~pathlib.Path`
        Files and folders; none: the whole project.
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
    check_folder()
    projects, unsearched = find(paths)
    tally = _Tally(diagnostics=list(unsearched))
    total = sum(len(project.files) for project in projects)
    if not total and not unsearched:
        where = ", ".join(shown(path) for path in paths) or "this project"
        terminal.complain("warning", f"there are no `.conn` files in {where}")
    with terminal.progress("formatting", total) as step:
        for project in projects:
            for conn in project.files:
                step(shown(conn.path))
                _format_file(project, conn, terminal, tally, check=check, show_diff=show_diff)
    if tally.diagnostics:
        terminal.report(tally.diagnostics)
        tally.failed = tally.failed or 1
    if not show_diff or check:
        _summarize(tally, terminal, done=not check and not show_diff)
    return tally.failed or int(check and tally.changed > 0)


def format_input(name: str, terminal: Terminal, *, check: bool = False, show_diff: bool = False) -> int:
    """Format the standard input and print it.

    Parameters
    ----------
    name : `str`
        What messages call it, and where it is for settings.
    terminal : `Terminal`
        Where to print it.
    check : `bool`
        Print nothing, and tell whether it would change.
    show_diff : `bool`
        Show what would change instead.

    Returns
    -------
    status : `int`
        What the command exits with.
    """
    check_folder()
    settings = load(Path(name))
    data = b"" if sys.stdin is None else sys.stdin.buffer.read(4 * FILE_SIZE.value + 4)
    try:
        text = decode(data, name)
    except ReadError as err:
        place = err.place or Source(name, "").at(Span(0, 0))
        terminal.report([UNREADABLE_FILE.at(place, help=err.help, why=err.message)])
        return 1
    formatted = format_text(text, settings.line_length)
    _tell_outcome(name, formatted, terminal, "-")
    changed = formatted.text != text
    if show_diff:
        _show_diff(Path(name), text, formatted.text, terminal)
    elif not check:
        terminal.hand_over(formatted.text)
    if check and changed:
        terminal.say(f"would format {name}")
    return _status(formatted) or int(check and changed)


def _format_file(
    project: Project, conn: Conn, terminal: Terminal, tally: _Tally, *, check: bool, show_diff: bool
) -> None:
    finder = DiskFinder(project.settings)
    _, unread = readable(finder, [conn])
    if unread:
        tally.diagnostics += unread
        return
    name, text = shown(conn.path), finder.source(conn.key).text
    formatted = format_text(text, project.settings.line_length)
    _tell_outcome(name, formatted, terminal)
    tally.failed = max(tally.failed, _status(formatted))
    if formatted.text == text:
        tally.fine += formatted.outcome in (Outcome.WHOLE, Outcome.PARTLY)
        return
    if show_diff:
        _show_diff(conn.path, text, formatted.text, terminal)
    if not check and not show_diff:
        try:
            rewrite(conn.path, text, formatted.text)
        except WriteError as err:
            terminal.complain("error", err.message, err.help)
            tally.failed = max(tally.failed, err.status)
            return
        terminal.say(f"formatted {name}")
    elif check:
        terminal.say(f"would format {name}")
    tally.changed += 1


def _status(formatted: Formatted) -> int:
    return _OWN_MISTAKE if formatted.outcome is Outcome.FAILED else 0


def _tell_outcome(name: str, formatted: Formatted, terminal: Terminal, path: str | None = None) -> None:
    """Tell what of a file was not formatted, and why."""
    advice = f"`conngen check {path or name}` says what is wrong there"
    match formatted.outcome:
        case Outcome.PARTLY:
            terminal.complain("warning", f"{name}: what can't be read stays as it is", advice)
        case Outcome.LEFT:
            terminal.complain(
                "warning", f"{name}: stays as it is, since too little of it can be read", advice
            )
        case Outcome.FAILED:
            terminal.complain(
                "error",
                f"{name}: stays as it is: in the one style it would say something else",
                "this is a mistake of conngen's own; please report it with the file",
            )


def _show_diff(path: Path, old: str, new: str, terminal: Terminal) -> None:
    change = Change(path, Action.REWRITE, new.replace("\r\n", "\n"), old)
    terminal.show(diff(Plan(path.parent, (change,)), shown, colour=terminal.colour))


def _summarize(tally: _Tally, terminal: Terminal, *, done: bool) -> None:
    if tally.changed and done:
        also = f", {tally.fine} left unchanged" if tally.fine else ""
        terminal.say(f"{_files(tally.changed)} formatted{also}")
    elif tally.changed:
        verb = "is" if tally.changed == 1 else "are"
        terminal.say(f"{_files(tally.changed)} {verb} not formatted; run `conngen fmt`")
    elif tally.fine:
        verb = "is" if tally.fine == 1 else "are"
        terminal.say(f"{_files(tally.fine)} {verb} formatted already")


def _files(number: int) -> str:
    return "1 file" if number == 1 else f"{number} files"
