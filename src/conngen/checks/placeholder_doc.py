"""A doc that says nothing.

`TODO`, `doc` or the words of the name once more are worse than no doc: the runtime shows it in the reference
and in the config as if somebody had said what the thing is, and no tool finds it again.

Bad:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "TODO"
        output catalog: SourceCatalog[...] = "src"
            "Measured sources."
    }

Good:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output catalog: SourceCatalog[...] = "src"
            "Measured sources."
    }
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..diagnostics import Code, Diagnostic, Level
from ..model import Text
from .subject import Subject

__all__ = ["PLACEHOLDER_DOC", "check"]

PLACEHOLDER_DOC = Code(
    "placeholder-doc",
    "the doc of `{name}` {says}",
    help="say what it is",
    level=Level.NOTE,
)

_FILLERS = frozenset(
    [
        "asdf",
        "bar",
        "baz",
        "desc",
        "description",
        "doc",
        "docs",
        "docstring",
        "documentation",
        "dummy",
        "fixme",
        "foo",
        "lorem",
        "none",
        "placeholder",
        "tbd",
        "test",
        "text",
        "todo",
        "undocumented",
        "xxx",
    ]
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each doc that is a filler or repeats the name."""
    for _, one in subject.connections():
        yield from _look(one.attribute, one.kind.name, one.doc)
    for config in subject.configs:
        for field in config.fields:
            yield from _look(field.name, "", field.doc)


def _look(name: str, kind: str, doc: Text | None) -> Iterator[Diagnostic]:
    text = doc.plain if doc is not None else None
    if doc is None or text is None or not text.strip():
        return
    if (says := _says(name, kind, text)) is not None:
        yield PLACEHOLDER_DOC.at(doc.place, name=name, says=says)


@lru_cache(maxsize=4096)  # an editor asks again with each letter that is typed elsewhere
def _says(name: str, kind: str, text: str) -> str | None:
    words = re.findall(r"\w+", text.lower())
    if not words:
        return "says nothing"
    if words[0] in ("todo", "fixme", "xxx") or (len(words) == 1 and words[0] in _FILLERS):
        return "was put off"
    if text.strip() == name or (len(words) > 1 and _joined(text) in (_joined(name), _joined(kind + name))):
        return "only repeats its name"
    return None


def _joined(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())
