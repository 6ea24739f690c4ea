"""What could not be read, as data; `conngen.checks` gives it its code."""

from __future__ import annotations

from ..limits import Limit
from ..source import Span
from ..typings import NamedTuple

__all__ = ["Problem"]


class Problem(NamedTuple):
    """A stretch of text that could not be read.

    Parameters
    ----------
    code : `str`
        ``syntax-error``, ``unreadable-text`` or ``limit-exceeded``.
    span : `Span`
        The smallest stretch that is wrong.
    text : `str`
        What is wrong with it.
    help : `str` or `None`
        The way out.
    related : `tuple` of `Span` and `str`, or `None`
        Another place to look at.
    fix : `str` or `None`
        What should stand at the span.
    """

    code: str
    span: Span
    text: str
    help: str | None = None
    related: tuple[Span, str] | None = None
    fix: str | None = None

    @classmethod
    def syntax(
        cls,
        span: Span,
        text: str,
        help: str | None = None,
        related: tuple[Span, str] | None = None,
        fix: str | None = None,
    ) -> Problem:
        """Return the problem of a text that has not the shape of a `.conn` file."""
        return cls("syntax-error", span, text, help, related, fix)

    @classmethod
    def limit(cls, span: Span, limit: Limit) -> Problem:
        """Return the problem of a text that is larger than it may be."""
        return cls("limit-exceeded", span, f"there can be at most {limit.value:,} {limit.what}")
