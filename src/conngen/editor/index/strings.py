"""Where names stand inside of strings and of names that are put together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ...source import Span
from ...syntax import tree

__all__ = ["Part", "content", "dotted_parts", "in_name", "in_string"]

_WRITTEN = re.compile(r"\\N\{[^{}]*\}|\{\{|\}\}|\{(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)\}")
_MEANT = re.compile(r"\{\{|\}\}|\{(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)\}")
_BRACES = re.compile(r"\{(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)\}")
_OPENING = re.compile(r"[fFrR]?(\"\"\"|'''|\"|')")


class Part(NamedTuple):
    """One of the names joined by dots, and where it stands."""

    name: str
    span: Span


def in_string(text: str, node: tree.String) -> Iterator[tuple[Part, ...]]:
    """Yield what is to be filled into a dataset type name: the parts of each dotted name in braces.

    Parameters
    ----------
    text : `str`
        The text of the file.
    node : `tree.String`
        The string.

    Yields
    ------
    parts : `tuple` [ `Part` ]
        With their places; with that of the whole string if escapes hide where they stand.
    """
    meant = [match["name"] for match in _MEANT.finditer(node.value) if match["name"]]
    if not meant:
        return
    written = [match for match in _WRITTEN.finditer(text, *node.span) if match["name"]]
    if [match["name"] for match in written] == meant:
        for match in written:
            yield tuple(_parts(match["name"], match.start("name")))
    else:
        for name in meant:
            yield tuple(Part(part, node.span) for part in name.split("."))


def in_name(name: str, start: int) -> Iterator[tuple[Part, ...]]:
    """Yield what is to be filled into a name such as ``healpix{order}``, which begins at an offset."""
    for match in _BRACES.finditer(name):
        yield tuple(_parts(match["name"], start + match.start("name")))


def content(text: str, node: tree.String) -> Span:
    """Return where the content of a string stands, without quotes; the whole of it if it is not written out."""
    opening = _OPENING.match(text, node.span.start)
    if opening is not None:
        inner = Span(opening.end(), node.span.end - len(opening.group(1)))
        if text[inner.start : inner.end] == node.value:
            return inner
    return node.span


def dotted_parts(node: tree.Expression | tree.Dotted) -> tuple[Part, ...] | None:
    """Return the parts of ``a.b.c``, or `None` if it is something else."""
    match node:
        case tree.Dotted(parts=parts):
            return tuple(Part(part.text, part.span) for part in parts)
        case tree.Variable(name=name, span=span):
            return (Part(name, span),)
        case tree.Attribute(value=value, name=name):
            before = dotted_parts(value)
            return None if before is None else (*before, Part(name.text, name.span))
    return None


def _parts(name: str, start: int) -> Iterator[Part]:
    for part in name.split("."):
        yield Part(part, Span(start, start + len(part)))
        start += len(part) + 1
