"""Where a file uses what should no longer be used."""

from __future__ import annotations

from collections.abc import Iterator

from ..errors import ConngenError
from ..records import dataclass
from ..source import Place
from ..syntax import tree
from .symbols import index
from .view import View

__all__ = ["Deprecation", "deprecations"]

_WORD = "deprecated"


@dataclass(frozen=True)
class Deprecation:
    """A use of something deprecated.

    Parameters
    ----------
    place : `~conngen.source.Place`
        The name.
    message : `str`
        What it is, and why it should no longer be used.
    """

    place: Place
    message: str


def deprecations(view: View) -> tuple[Deprecation, ...]:
    """Return where a file uses connections, templates and config fields that are deprecated.

    Parameters
    ----------
    view : `View`
        The file.

    Returns
    -------
    deprecations : `tuple` [ `Deprecation` ]
        In the order of the text; neither where they are declared, nor where they are left out.
    """
    if not any(_WORD in text for text in _texts(view)):
        return ()
    names = index(view)
    if not names.deprecated:
        return ()
    removed = {
        name.span
        for node in _items(view.parsed.file.items)
        if isinstance(node, tree.Removal)
        for name in node.names
    }
    return tuple(
        Deprecation(one.place, _message(str(one.symbol.kind), one.symbol.name, names.deprecated[one.symbol]))
        for one in names.occurrences
        if one.symbol in names.deprecated and not one.defines and one.span not in removed
    )


def _message(kind: str, name: str, reason: str) -> str:
    told = f"the {kind} `{name}` is deprecated"
    return f"{told}: {' '.join(reason.split())}" if reason.strip() else told


def _texts(view: View) -> Iterator[str]:
    """Yield the text of a file, and of those it depends on."""
    yield view.text
    finder = view.files.finder(view.key)
    for key in view.compilation.dependencies:
        try:
            yield finder.source(key).text
        except ConngenError:
            continue


def _items(items: tuple[tree.Item, ...]) -> Iterator[tree.Item]:
    for item in items:
        yield item
        if isinstance(item, tree.Block | tree.Guard | tree.Loop):
            yield from _items(item.items)
