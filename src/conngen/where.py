"""`conngen where`: from a line of a generated module to the place in the `.conn` file."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from .display import shown
from .editor.generated import declaration_of
from .errors import ConngenError, UsageError
from .ownership import examine
from .records import dataclass
from .source import Position, Source
from .terminal import Terminal
from .tracing import conn_of
from .workspace import Workspace

__all__ = ["Found", "Lines", "rewrite_input", "rewritten", "tell"]

_CODE = r"\x1b(?:\[[0-9;]*[A-Za-z]|\(B)"
_COLOUR = rf"(?:{_CODE})*"
"""What colours a terminal, or nothing: a log has it anywhere between two words."""
_FRAME = re.compile(
    rf'(?P<before>(?P<indent>[\s|]*){_COLOUR}File {_COLOUR}")(?P<path>[^"\n]+\.py)'
    rf'(?P<middle>"{_COLOUR}, line {_COLOUR})(?P<line>\d+)(?P<after>.*)',
    re.DOTALL,
)
_ARGUMENT = re.compile(r"(?P<path>.+?):(?P<line>\d{1,9})(?::(?P<column>\d{1,9}))?:?")
_NUMBERS = (
    rf"(?P<colon>{_COLOUR}:{_COLOUR})(?P<line>\d+)(?:(?P<second>{_COLOUR}:{_COLOUR})(?P<column>\d+)\b)?"
)
_PLACE = re.compile(
    # A word begins here, or colours before it do: else a long one would be looked at from each of its letters. Colours
    # are taken even if no place comes after them: else that would be looked for from each of them.
    rf"(?:(?P<before>(?:{_CODE})+)|(?<![^\s:\"'()\[\]]))"
    rf"(?:(?P<path>(?:[A-Za-z]:)?[^\s:\"'()\[\]\x1b]+\.py){_NUMBERS}|(?(before)|(?!)))"
)
_BEGINNING = re.compile(rf"(?P<before>{_COLOUR})(?P<path>(?:[A-Za-z]:)?[^:\"\x1b\r\n]+\.py){_NUMBERS}")
"""A place that a line begins with: what is before the colon is a path, with spaces too."""


@dataclass(frozen=True)
class Found:
    """A place in a `.conn` file.

    Parameters
    ----------
    path : `~pathlib.Path`
        The file.
    start, end : `~conngen.source.Position`
        Where the name of the declaration begins and ends.
    text : `str`
        The line it begins in.
    """

    path: Path
    start: Position
    end: Position
    text: str

    def __str__(self) -> str:
        return f"{shown(self.path)}:{self.start.line}:{self.start.column}"


class Lines:
    """Finds the places that lines of generated modules come from; files are read once."""

    def __init__(self) -> None:
        self._modules: dict[Path, tuple[str, Source] | None] = {}

    @cached_property
    def _workspace(self) -> Workspace:
        return Workspace()

    def find(self, path: Path, line: int, column: int | None = None, *, tasks: bool = True) -> Found | None:
        """Return where a line comes from.

        Parameters
        ----------
        path : `~pathlib.Path`
            The module.
        line, column : `int`
            The line, and a column in it, counted from 1.
        tasks : `bool`
            Whether lines of task modules, which are their authors' own, count as well.

        Returns
        -------
        found : `Found` or `None`
            The declaration; `None` if the module was made of no `.conn` file, or has no such line.
        """
        module = self._module(path)
        if module is None:
            return None
        key, source = module
        if not 1 <= line <= source.line_of(len(source.text)) or not (tasks or examine(source.text)):
            return None
        return self.place(key, source, line, column)

    def place(self, key: str, python: Source, line: int, column: int | None = None) -> Found | None:
        """Return where a line of the text of a module made of a file comes from."""
        view = self._workspace.view(key)
        target = None if view is None else declaration_of(view, python, line, column)
        if target is None:
            return None
        place = target.source.at(target.span)
        start, end = place.start, place.end
        return Found(Path(target.key), start, end, target.source.line(start.line))

    def _module(self, path: Path) -> tuple[str, Source] | None:
        """Return the key of the file that a module was made of, and its text."""
        if path not in self._modules:
            self._modules[path] = None
            key = conn_of(path) if path.is_file() else None
            if key is not None:
                with contextlib.suppress(OSError, UnicodeDecodeError):
                    self._modules[path] = key, Source(shown(path), path.read_text(encoding="utf-8"))
        return self._modules[path]


def tell(places: Iterable[str]) -> int:
    """Print where lines of generated modules come from, and return what the command exits with.

    Raises
    ------
    UsageError
        Raised if a place is none.
    """
    lines, terminal, status = Lines(), Terminal(), 0
    for place in places:
        match = _ARGUMENT.fullmatch(place)
        if match is None:
            raise UsageError(f"`{place}` is no place", "write FILE:LINE, such as survey/isr_config.py:12")
        path, column = Path(match["path"]), match["column"]
        found = lines.find(path, int(match["line"]), None if column is None else int(column))
        if found is None:
            terminal.complain("error", f"{place}: {_why_not(path)}")
            status = 1
        else:
            terminal.show(f"{found}: {found.text.strip()}\n")
    return status


def _why_not(path: Path) -> str:
    """Return why a line of a module comes from nowhere."""
    try:
        header = examine(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return "there is no such file"
    except (OSError, UnicodeDecodeError):
        return "cannot be read"
    if conn_of(path) is not None:
        return "has no such line"
    if header is None or not header.source_name:
        return "comes from no `.conn` file"
    return (
        f"was made from {header.source_name}, which is not there any more; "
        "`conngen build` removes it if the manifest knows it, otherwise delete it"
    )


def rewrite_input() -> int:
    """Print the standard input with the places in `.conn` files, and return what the command exits with."""
    if sys.stdin is None:
        return 0
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(encoding="utf-8", errors="surrogateescape", newline="")
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8", errors="surrogateescape", newline="")
    for line in rewritten(sys.stdin):
        sys.stdout.write(line)
        sys.stdout.flush()
    return 0


def rewritten(log: Iterable[str], lines: Lines | None = None) -> Iterator[str]:
    """Yield a log line by line, with the places in `.conn` files instead of those in what was made of them.

    Parameters
    ----------
    log : iterable of `str`
        Lines, with their ends: tracebacks, and messages that begin with a file and a line.
    lines : `Lines`, optional
        What finds the places.
    """
    lines = lines or Lines()
    source_of: Found | None = None
    code: str | None = None
    for line in log:
        frame = _FRAME.fullmatch(line)
        if frame is None and code is not None and line.startswith(code):
            # The lines of the module below a frame, and marks below these: one line of the other file replaces them.
            if source_of is not None:
                yield f"{code}{source_of.text.strip()}{_end(line)}"
                source_of = None
            continue
        source_of, code = None, None
        if frame is not None:
            source_of = _look(lines, frame["path"], frame["line"])
            if source_of is not None:
                code = f"{frame['indent']}  "
                path, number = source_of.path, source_of.start.line
                yield f"{frame['before']}{path}{frame['middle']}{number}{frame['after']}"
                continue
        yield _with_places(line, lines)


def _with_places(line: str, lines: Lines) -> str:
    """Return a line with the places in `.conn` files instead of those in what was made of them."""
    first = _BEGINNING.match(line)
    if first is not None and " " in first["path"]:
        replaced = _replaced(first, lines)
        if replaced != first[0]:
            return replaced + _PLACE.sub(lambda match: _replaced(match, lines), line[first.end() :])
    return _PLACE.sub(lambda match: _replaced(match, lines), line)


def _end(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def _replaced(match: re.Match[str], lines: Lines) -> str:
    if match["path"] is None:
        return match[0]
    found = _look(lines, match["path"], match["line"], match["column"])
    if found is None:
        return match[0]
    place = f"{match['before'] or ''}{shown(found.path)}{match['colon']}{found.start.line}"
    return place if match["column"] is None else f"{place}{match['second']}{found.start.column}"


def _look(lines: Lines, path: str, line: str, column: str | None = None) -> Found | None:
    try:
        return lines.find(Path(path), int(line), None if column is None else int(column), tasks=False)
    except (ConngenError, OSError, ValueError):
        return None
