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

_FRAME = re.compile(
    r'(?P<before>\s*File ")(?P<path>[^"\n]+\.py)(?P<middle>", line )(?P<line>\d+)(?P<after>.*)', re.S
)
_MARKS = re.compile(r"\s*[~^]+\s*")
_ARGUMENT = re.compile(r"(?P<path>.+?):(?P<line>\d+)(?::(?P<column>\d+))?:?")
_PLACE = re.compile(r"(?P<path>(?:[A-Za-z]:)?[^\s:\"'()\[\]]+\.py):(?P<line>\d+)(?::(?P<column>\d+)\b)?")


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
            why = "comes from no `.conn` file" if path.is_file() else "there is no such file"
            terminal.complain("error", f"{place}: {why}")
            status = 1
        else:
            terminal.show(f"{found}: {found.text.strip()}\n")
    return status


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
    marked = False
    for line in log:
        if marked and _MARKS.fullmatch(line):
            continue  # they point into the Python line that was replaced
        marked = False
        if source_of is not None:
            found, source_of = source_of, None
            indent = line[: len(line) - len(line.lstrip())]
            if indent and not _FRAME.match(line):
                marked = True
                yield f"{indent}{found.text.strip()}{_end(line)}"
                continue
        frame = _FRAME.fullmatch(line)
        if frame is not None:
            source_of = _look(lines, frame["path"], int(frame["line"]))
            if source_of is not None:
                path, number = source_of.path, source_of.start.line
                yield f"{frame['before']}{path}{frame['middle']}{number}{frame['after']}"
                continue
        yield _PLACE.sub(lambda match: _replaced(match, lines), line)


def _end(line: str) -> str:
    return line[len(line.rstrip("\r\n")) :]


def _replaced(match: re.Match[str], lines: Lines) -> str:
    column = None if match["column"] is None else int(match["column"])
    found = _look(lines, match["path"], int(match["line"]), column)
    if found is None:
        return match[0]
    place = f"{shown(found.path)}:{found.start.line}"
    return place if column is None else f"{place}:{found.start.column}"


def _look(lines: Lines, path: str, line: int, column: int | None = None) -> Found | None:
    try:
        return lines.find(Path(path), line, column, tasks=False)
    except (ConngenError, OSError, ValueError):
        return None
