"""Diagnostics, written so that they can be read again: by keys of files, not by the names that were shown."""

from __future__ import annotations

from collections.abc import Sequence

from .checks import code_of
from .diagnostics import Diagnostic, Fix, Level, Related
from .inputs import TracedFinder
from .source import Place, Source, Span
from .typings import Any

__all__ = ["read_remarks", "written_remarks"]


def written_remarks(diagnostics: Sequence[Diagnostic], finder: TracedFinder) -> str | None:
    """Return diagnostics as one line; `None` if one of them is about a text that is no file.

    Parameters
    ----------
    diagnostics : sequence of `Diagnostic`
        The diagnostics.
    finder : `TracedFinder`
        What has read the files they are about.
    """
    import json

    keys = finder.keys()

    def place(one: Place) -> list[Any]:
        return [keys[one.source], *one.span]

    try:
        return json.dumps(
            [
                [
                    one.code.name,
                    one.level.value,
                    place(one.place),
                    one.message,
                    one.help,
                    [[place(related.place), related.text] for related in one.related],
                    None if one.fix is None else [place(one.fix.place), one.fix.text],
                ]
                for one in diagnostics
            ]
        )
    except KeyError:
        return None


def read_remarks(text: str, finder: TracedFinder) -> list[Diagnostic]:
    """Return the diagnostics in a line; parameters as for `written_remarks`."""
    if not text:
        return []
    import json

    def place(key: str, start: int, end: int) -> Place:
        source: Source = finder.source(key)
        return source.at(Span(start, end))

    return [
        Diagnostic(
            code_of(code),
            Level(level),
            place(*where),
            message,
            help,
            tuple(Related(place(*other), text) for other, text in related),
            None if fix is None else Fix(place(*fix[0]), fix[1]),
        )
        for code, level, where, message, help, related, fix in json.loads(text)
    ]
