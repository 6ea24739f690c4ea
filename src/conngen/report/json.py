"""Diagnostics as JSON, for other programs.

The shape is stable; a change that a reader would notice raises ``version``::

    {
      "version": 1,
      "diagnostics": [
        {
          "code": "unknown-flag",
          "level": "error",                                   one of error, warning, note
          "message": "there is no flag `multipel`",
          "help": "did you mean `multiple`?",                 or null
          "file": "pkg/detect.conn",                          relative to where the command ran
          "start": {"line": 3, "column": 41, "offset": 97},
          "end": {"line": 3, "column": 49, "offset": 105},    behind the last character
          "related": [{"file": …, "start": …, "end": …, "message": "first declared here"}],
          "fix": {"file": …, "start": …, "end": …, "text": "multiple"}              or null
        }
      ],
      "summary": {"errors": 1, "warnings": 0, "notes": 0, "files": 1}
    }

Lines and columns begin at 1, offsets at 0; columns and offsets count characters (code points). ``files``
counts the files that have diagnostics. All is ASCII: other characters are escaped.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from ..diagnostics import Diagnostic, Level
from ..source import Place
from ..typings import Any

__all__ = ["VERSION", "render"]

VERSION = 1


def render(diagnostics: Sequence[Diagnostic], *, colour: bool = False) -> str:
    """Return diagnostics as a JSON document; parameters as for `conngen.report.Render`."""
    levels = [one.level for one in diagnostics]
    document = {
        "version": VERSION,
        "diagnostics": [_entry(one) for one in diagnostics],
        "summary": {
            **{f"{level}s": levels.count(level) for level in Level},
            "files": len({one.place.source.name for one in diagnostics}),
        },
    }
    return json.dumps(document, indent=2) + "\n"


def _entry(one: Diagnostic) -> dict[str, Any]:
    return {
        "code": one.code.name,
        "level": one.level.value,
        "message": one.message,
        "help": one.help,
        **_place(one.place),
        "related": [{**_place(related.place), "message": related.text} for related in one.related],
        "fix": None if one.fix is None else {**_place(one.fix.place), "text": one.fix.text},
    }


def _place(place: Place) -> dict[str, Any]:
    start, end = place.start, place.end
    return {
        "file": place.source.name,
        "start": {"line": start.line, "column": start.column, "offset": place.span.start},
        "end": {"line": end.line, "column": end.column, "offset": place.span.end},
    }
