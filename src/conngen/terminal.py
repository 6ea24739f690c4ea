"""What a command prints: results on standard output, what is only for the moment on standard error."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from .console import echo, style
from .diagnostics import Diagnostic
from .records import dataclass
from .report.cells import plain

__all__ = ["Terminal", "wants_colour"]

_PATIENCE = 1.0
"""How long a command works in silence, in seconds."""


def wants_colour(choice: str) -> bool:
    """Return whether to colour; ``auto``: on a terminal, or as NO_COLOR or FORCE_COLOR says."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


@dataclass(frozen=True)
class Terminal:
    """Where a command prints.

    Parameters
    ----------
    output_format : `str`
        How diagnostics are shown: a key of `conngen.report.FORMATS`.
    colour : `bool`
        Whether to colour.
    modules_only : `bool`
        Whether standard output is for generated modules alone: all else goes to standard error.
    """

    output_format: str = "text"
    colour: bool = False
    modules_only: bool = False

    def report(self, diagnostics: Sequence[Diagnostic]) -> None:
        """Show diagnostics, on standard output."""
        from .report import FORMATS

        text = FORMATS[self.output_format](diagnostics, colour=self.colour)
        echo(text, err=self.modules_only)

    def say(self, text: str, *, end: str = "\n") -> None:
        """Say what was done: on standard output, unless that is for a program to read."""
        aside = self.modules_only or self.output_format != "text"
        echo(f"{text}{end}", err=aside)

    def show(self, text: str) -> None:
        """Print what was asked for."""
        echo(text)

    def hand_over(self, text: str) -> None:
        """Print a text for a program to read: in UTF-8, and with its own line ends, whatever the terminal's are."""
        echo(text.encode("utf-8"))

    def remark(self, text: str) -> None:
        """Say something about a file that is no `.conn` file, on standard error."""
        echo(f"{plain(text)}\n", err=True)

    def agrees(self, question: str) -> bool:
        """Ask a question; where nobody sits at a terminal, the answer is yes."""
        if sys.stdin is None or not sys.stdin.isatty() or not sys.stdout.isatty():
            return True
        import click

        return click.confirm(question, default=True)

    def complain(self, level: str, message: str, help: str | None = None) -> None:
        """Say what is wrong outside of any `.conn` file, on standard error."""
        head = f"{level}:"
        if self.colour:
            head = style(head, fg="red" if level == "error" else "yellow", bold=True)
        echo(f"{head} {plain(message)}\n", err=True)
        if help:
            echo(f"  = help: {plain(help)}\n", err=True)

    @contextmanager
    def progress(self, what: str, total: int) -> Iterator[Callable[[str], None]]:
        """Return what to call with each file; it tells how far it got, on a terminal and if it takes long.

        A file that is begun again counts once.
        """
        shown = False
        begun: set[str] = set()
        begin = time.monotonic()
        watched = sys.stderr is not None and sys.stderr.isatty()

        def step(name: str) -> None:
            nonlocal shown
            begun.add(name)
            if watched and time.monotonic() - begin > _PATIENCE:
                shown = True
                echo(f"\r\x1b[2K{what} {len(begun)}/{total} {plain(name)[:60]}", err=True)

        try:
            yield step
        finally:
            if shown:
                echo("\r\x1b[2K", err=True)
