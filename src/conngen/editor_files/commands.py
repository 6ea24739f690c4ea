"""`conngen editor`: does what was asked for, and says what it wrote."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from ..display import shown
from ..errors import ConngenError
from ..ownership import Action, exchange
from ..terminal import Terminal
from ..version import __version__
from .entries import Trace, taken_out
from .parts import EDITORS, parts_of
from .places import Places, places_of_user
from .planning import Job, plan_install, plan_uninstall
from .receipt import Record, digest, load, read

__all__ = ["install", "overview", "uninstall"]

_DONE = {Action.CREATE: "created", Action.REWRITE: "updated", Action.REMOVE: "removed"}


def install(editors: Sequence[str], terminal: Terminal, *, dry_run: bool = False) -> int:
    """Put the files for some editors where these look.

    Parameters
    ----------
    editors : sequence of `str`
        Keys of `EDITORS`.
    terminal : `~conngen.terminal.Terminal`
        Where to say what was written, and what is left to do.
    dry_run : `bool`, optional
        Whether to write nothing, and only tell.

    Returns
    -------
    status : `int`
        1 if a file of somebody else is in the way; then nothing was written for that editor.
    """
    where = places_of_user()
    status = 0
    for editor in dict.fromkeys(editors):
        try:
            wanted = parts_of(editor, where)
        except ConngenError as err:
            terminal.complain("error", err.message, err.help)
            status = err.status
            continue
        job = plan_install(editor, wanted, where, load(where.receipt))
        if not _carry_out(editor, job, where, terminal, dry_run):
            terminal.say(f"nothing was written for {editor}")
            status = 1
            continue
        for hint in wanted.hints:
            terminal.say(hint)
    return status


def uninstall(editors: Sequence[str], terminal: Terminal, *, dry_run: bool = False) -> int:
    """Take away what was put there for some editors.

    Parameters
    ----------
    editors : sequence of `str`
        Keys of `EDITORS`.
    terminal : `~conngen.terminal.Terminal`
        Where to say what was removed, and what stays.
    dry_run : `bool`, optional
        Whether to remove nothing, and only tell.

    Returns
    -------
    status : `int`
        0: also if there was nothing to take away.
    """
    where = places_of_user()
    for editor in dict.fromkeys(editors):
        receipt = load(where.receipt)
        if editor not in receipt.records:
            terminal.say(f"nothing is installed for {editor}")
            continue
        _carry_out(editor, plan_uninstall(editor, where, receipt), where, terminal, dry_run)
    return 0


def overview(terminal: Terminal) -> int:
    """Tell what is installed for which editor."""
    where = places_of_user()
    receipt = load(where.receipt)
    width = max(map(len, EDITORS))
    for editor in EDITORS:
        record = receipt.records.get(editor)
        text = "not installed" if record is None else _state(editor, record, where)
        terminal.say(f"{editor:{width}}  {text}")
    return 0


def _carry_out(editor: str, job: Job, where: Places, terminal: Terminal, dry_run: bool) -> bool:
    """Do a job for an editor and tell it; `False` if there is something in the way."""
    for level, action in (("error", Action.REFUSE), ("warning", Action.KEEP)):
        for change in job.of(action):
            terminal.complain(level, f"{shown(change.path)}: {change.why}", change.help)
    if job.of(Action.REFUSE):
        return False
    if not dry_run:
        if job.steps:
            exchange(job.steps, where.way_out(editor))
        for folder in job.emptied:
            with suppress(OSError):
                Path(folder).rmdir()
    counts = dict.fromkeys(_DONE.values(), 0)
    for change in job.of(*_DONE):
        if change.path != where.receipt:
            counts[_DONE[change.action]] += 1
        word = f"would {change.action}" if dry_run else f"{_DONE[change.action]:8}"
        terminal.say(f"{word} {shown(change.path)}")
    told = [f"{number} {word}" for word, number in counts.items() if number]
    unchanged = len(job.of(Action.UNCHANGED))
    if unchanged:
        told.append(f"{unchanged} unchanged" if told else f"{unchanged} up to date")
    if told and (not dry_run or not job.steps):
        terminal.say(f"{editor}: {', '.join(told)}")
    return True


def _state(editor: str, record: Record, where: Places) -> str:
    """Return where the files of an editor are, and what became of them."""
    found = {name: read(Path(name)) for name in record.files}
    entered = [taken_out(Path(name), read(Path(name)) or b"", one) for name, one in record.entered.items()]
    missing = [*found.values(), *entered].count(None) + entered.count(Trace.GONE)
    changed = entered.count(Trace.CHANGED) + sum(
        content is not None and digest(content) not in record.files[name] for name, content in found.items()
    )
    text = f"installed in {shown(Path(record.folder))}"
    for number, word in ((missing, "missing"), (changed, "changed since")):
        if number:
            text += f", {number} {word}"
    if not changed and (record.version != __version__ or missing or _differs(editor, record, where)):
        text += f"; `conngen editor install {editor}` brings it up to date"
    return text


def _differs(editor: str, record: Record, where: Places) -> bool:
    """Whether this conngen would write other files, the compiled parser left out."""
    try:
        wanted = parts_of(editor, where, build=False)
    except ConngenError:
        return False
    return any(
        digest(content) not in record.files.get(str(path), ()) for path, content in wanted.files.items()
    )
