"""Tasks and classes of the other files of a project, and the edits that import them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple
from weakref import WeakKeyDictionary

from ...errors import ConngenError
from ...finder import Finder
from ...source import Source, Span
from ...syntax import tree
from ..edits import Edit
from ..view import View

__all__ = ["Elsewhere", "elsewhere", "import_edits", "module_of"]

_BLOCK = re.compile(
    r"^(?P<word>task|connections|config)[ \t]+(?P<name>[^\W\d]\w*)\s*[\[({]", re.MULTILINE
)  # files that can't be read are searched too, and none has to be compiled for it
_DECLARED: WeakKeyDictionary[Source, tuple[tuple[str, str], ...]] = WeakKeyDictionary()


class Elsewhere(NamedTuple):
    """A task or a class of another file: its block, its name, the module to import it from."""

    word: str
    name: str
    module: str


def elsewhere(view: View) -> Iterator[Elsewhere]:
    """Yield what the other files of the project declare at their left margins."""
    finder = view.files.finder(view.key)
    for key in view.files.keys(view.key):
        if key == view.key:
            continue
        try:
            source = finder.source(key)
        except ConngenError:
            continue
        declared = _declared(source)
        module = module_of(view, finder, key) if declared else None
        if module is not None:
            yield from (Elsewhere(word, name, module) for word, name in declared)


def _declared(source: Source) -> tuple[tuple[str, str], ...]:
    if source not in _DECLARED:
        _DECLARED[source] = tuple((one["word"], one["name"]) for one in _BLOCK.finditer(source.text))
    return _DECLARED[source]


def module_of(view: View, finder: Finder, key: str) -> str | None:
    """Return how a file imports another one: ``.measure`` in a package, ``measure`` elsewhere; `None` if it can't.

    Parameters
    ----------
    view : `View`
        The file that imports.
    finder : `~conngen.finder.Finder`
        What finds the files of its project.
    key : `str`
        The other file.
    """
    here, there = PurePath(view.key).parent.parts, PurePath(key).with_suffix("").parts
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    relative = "." * (len(here) - shared + 1) + ".".join(there[shared:])
    absolute = [".".join(there[start:]) for start in range(len(there) - 1, -1, -1)]
    candidates = [relative, *absolute] if view.module.in_package else [*absolute, relative]
    for written in candidates:
        module = written.lstrip(".")
        if all(part.isidentifier() for part in module.split(".")):
            found = finder.conn(view.key, len(written) - len(module), module)
            if found == key:
                return written
    return None


def import_edits(view: View, module: str, name: str) -> tuple[Edit, ...]:
    """Return the edits that import a name: into the import of the same module, or on a line of its own.

    Parameters
    ----------
    view : `View`
        The file.
    module, name : `str`
        What is imported from where, as it is written.
    """
    imports = [item for item in view.parsed.file.items if isinstance(item, tree.FromImport)]
    for item in imports:
        written = "." * item.level + (item.module.text if item.module is not None else "")
        if written == module:
            if any(alias.name.text == name for alias in item.names):
                return ()
            end = item.names[-1].span.end
            return (Edit(view.key, Span(end, end), f", {name}"),)
    end = _line_end(view, imports)
    text = view.text
    line, line_end = f"from {module} import {name}", "\r\n" if "\r\n" in text else "\n"
    if imports:
        return (Edit(view.key, Span(end, end), f"{line_end}{line}"),)
    start = _first(view)
    if start is not None:
        return (Edit(view.key, Span(start, start), f"{line}{line_end}{line_end}"),)
    before = "" if not text or text.endswith("\n") else line_end
    return (Edit(view.key, Span(len(text), len(text)), f"{before}{line}{line_end}"),)


def _line_end(view: View, imports: list[tree.FromImport]) -> int:
    """Return the end of the line of the last import."""
    if not imports:
        return 0
    end = view.text.find("\n", imports[-1].span.end)
    end = len(view.text) if end < 0 else end
    return end - 1 if view.text[end - 1 : end] == "\r" else end


def _first(view: View) -> int | None:
    """Return where the first item begins that imports can stand before, with the comments above it."""
    for item in view.parsed.file.items:
        if isinstance(item, tree.Edition):
            continue
        start = view.text.rfind("\n", 0, item.span.start) + 1
        while start > 0:
            above = view.text.rfind("\n", 0, start - 1) + 1
            if not view.text[above:start].startswith("#"):
                break
            start = above
        return start
    return None
