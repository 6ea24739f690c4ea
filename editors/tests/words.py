"""The files that editors are shown, and what each of their words has to be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from conngen.formatter import format_text
from conngen.highlighting import coloured
from conngen.source import Source
from conngen.syntax.parser import parse, scanner

__all__ = ["ROOT", "Broken", "Shown", "broken", "differences", "formatted", "reach", "shown", "stripped"]

_WORD = re.compile(r"\w+|[^\w\s]")
ROOT = Path(__file__).resolve().parent.parent.parent
FOLDERS = ("examples", "tests")


class Shown(NamedTuple):
    """A file that an editor is shown.

    Parameters
    ----------
    path : `Path`
        Where it is.
    text : `str`
        What it holds.
    """

    path: Path
    text: str

    @property
    def name(self) -> str:
        """Its path in the repository."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def truth(self) -> dict[int, str]:
        """The group of each character that has one, by its offset."""
        found: dict[int, str] = {}
        for span, group in coloured(parse(Source(self.name, self.text))):
            found.update(dict.fromkeys(range(*span), group.value))
        return found


def shown() -> list[Shown]:
    """Return every file of the repository that has no syntax error, as editors see it: with plain line ends."""
    paths = sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.conn"))
    found = []
    for path in paths:
        try:
            text = path.read_bytes().decode()
        except UnicodeDecodeError:
            continue
        if not parse(Source(path.name, text)).problems:
            found.append(Shown(path, text.replace("\r\n", "\n")))
    return found


def differences(file: Shown, groups: dict[int, str]) -> Iterator[str]:
    """Yield where an editor sees another group than there is, a word at a time.

    Parameters
    ----------
    file : `Shown`
        The file.
    groups : `dict` [ `int`, `str` ]
        The group that the editor sees, by the offset of each character that has one.
    """
    truth = file.truth
    for match in _WORD.finditer(file.text):
        places = range(*match.span())
        wanted = [truth.get(i, "") for i in places]
        found = [groups.get(i, "") for i in places]
        if wanted != found:
            line = file.text.count("\n", 0, match.start()) + 1
            yield (
                f"{file.name}:{line}: {match.group()!r} is {'/'.join(dict.fromkeys(wanted)) or 'plain'}, "
                f"seen as {'/'.join(dict.fromkeys(found)) or 'plain'}"
            )


def stripped(text: str) -> str:
    """Return a text without the indentation of its lines, but for those that begin inside of a string.

    A comment that stands further to the right than the item before it stays there: that is how it belongs to that.
    """
    kept = _lines_in_strings(text)
    lines = text.split("\n")
    found = []
    for number, line in enumerate(lines):
        if number in kept or (line.lstrip().startswith("#") and _is_further(lines, number)):
            found.append(line)
        else:
            found.append(line.lstrip(" "))
    return "\n".join(found)


def _lines_in_strings(text: str) -> set[int]:
    """Return the numbers, counted from 0, of the lines that begin inside of a string."""
    found: set[int] = set()
    for lexeme in scanner().scan(text):
        if lexeme.kind == "string":
            first = text.count("\n", 0, lexeme.span.start)
            found |= set(range(first + 1, first + 1 + lexeme.text.count("\n")))
    return found


def _is_further(lines: list[str], number: int) -> bool:
    """Whether the first line behind that is no comment is further to the left than a line."""
    behind = next((line for line in lines[number:] if line.strip() and not line.lstrip().startswith("#")), "")
    return len(behind) - len(behind.lstrip()) < len(lines[number]) - len(lines[number].lstrip())


def formatted() -> list[Shown]:
    """Return every file of `shown`, formatted."""
    return [Shown(file.path, format_text(file.text, 110).text) for file in shown()]


class Broken(NamedTuple):
    """A text with a line that somebody has yet to write the rest of.

    Parameters
    ----------
    text : `str`
        The text.
    line : `int`
        The number of the line, counted from 0.
    """

    text: str
    line: int


def broken(text: str) -> list[Broken]:
    """Return a text with each of its lines cut off behind each of its words; strings and comments stay whole."""
    lines = text.split("\n")
    found = []
    for lexeme in scanner().scan(text):
        number = text.count("\n", 0, lexeme.span.start)
        cut = lines[number][: lexeme.column + len(lexeme.text)]
        if "\n" not in lexeme.text and cut != lines[number]:
            found.append(Broken("\n".join([*lines[:number], cut, *lines[number + 1 :]]), number))
    return found


def reach(whole: dict[int, str], text: str, groups: dict[int, str], case: Broken) -> int:
    """Return how many lines behind the one that is cut off have other groups than before, the last of them counted.

    Parameters
    ----------
    whole : `dict` [ `int`, `str` ]
        The groups of the whole text.
    text : `str`
        The whole text.
    groups : `dict` [ `int`, `str` ]
        The groups of the text with the line cut off.
    case : `Broken`
        That text.
    """
    shift = len(text) - len(case.text)
    start = len("\n".join(text.split("\n")[: case.line + 1]))
    changed = [
        i for i in range(start, len(text)) if not text[i].isspace() and whole.get(i) != groups.get(i - shift)
    ]
    return text.count("\n", start, changed[-1]) if changed else 0
