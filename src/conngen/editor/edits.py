"""Changes of texts that an editor is asked to make."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from ..records import dataclass
from ..source import Span

__all__ = ["Edit", "Refusal", "applied"]


class Edit(NamedTuple):
    """A replacement of one span of a file; an empty span is a place to insert at."""

    key: str
    """The file."""
    span: Span
    text: str
    """What stands there afterwards."""
    note: str = ""
    """What the author has to do besides."""


@dataclass(frozen=True)
class Refusal:
    """Why something is not done.

    Parameters
    ----------
    message : `str`
        What is in the way.
    help : `str` or `None`
        The way out.
    """

    message: str
    help: str | None = None


def applied(text: str, edits: Iterable[Edit]) -> str:
    """Return a text after edits of its file that do not overlap."""
    for edit in sorted(edits, key=lambda one: one.span, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text
