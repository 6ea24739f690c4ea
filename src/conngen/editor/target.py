"""A place that an editor can go to."""

from __future__ import annotations

from ..records import dataclass
from ..source import Source, Span

__all__ = ["Target"]


@dataclass(frozen=True)
class Target:
    """A place that an editor can go to, in a `.conn` or a Python file.

    Parameters
    ----------
    key : `str`
        The file.
    source : `~conngen.source.Source`
        Its text.
    span : `~conngen.source.Span`
        Where the name stands.
    whole : `~conngen.source.Span`
        The whole declaration.
    origin : `~conngen.source.Span` or `None`
        The name that was asked about, in the file that was asked about.
    """

    key: str
    source: Source
    span: Span
    whole: Span
    origin: Span | None = None
