"""One style for `.conn` files: where their lines end, how they are indented, what stands around their words.

`format_text` is all there is to it. It knows no disk, and never returns a text that says something else.
"""

from __future__ import annotations

import enum
import itertools
import re

from ..records import dataclass
from ..source import Source, Span
from ..syntax import tree
from ..syntax.parser import Parsed, parse
from .items import Items
from .tokens import Mismatch, Tokens, comment_text

__all__ = ["Formatted", "Outcome", "format_text"]

_LINE_END = re.compile(r"\r\n|\r|\n")
_MARK = "\ufeff"
_ROUNDS = 4
"""How often a text is laid out at most, until that changes nothing any more; once is enough but for odd cases."""


class Outcome(enum.Enum):
    """How much of a text was formatted."""

    WHOLE = "whole"
    PARTLY = "partly"
    """What could not be read stays as it was written."""
    LEFT = "left"
    """Too little could be read: the text is what it was."""
    FAILED = "failed"
    """The text would have said something else: it is what it was. This is a mistake of the formatter."""


@dataclass(frozen=True)
class Formatted:
    """What became of a text.

    Parameters
    ----------
    text : `str`
        It, formatted.
    outcome : `Outcome`
        How much of it could be formatted.
    """

    text: str
    outcome: Outcome


def format_text(source_text: str, line_length: int, parsed: Parsed | None = None) -> Formatted:
    """Return the text of a `.conn` file in the one style.

    It says the same as before, and has the same comments; that is made sure of. Formatting it again changes nothing.

    Parameters
    ----------
    source_text : `str`
        The text; it may have mistakes.
    line_length : `int`
        How long a line should be at most.
    parsed : `~conngen.syntax.parser.Parsed`, optional
        What the text was parsed to, if it was; it saves half of the work.

    Returns
    -------
    formatted : `Formatted`
        The text, and how much of it could be formatted.
    """
    found = _LINE_END.search(source_text)
    line_end = "\r\n" if found is not None and found.group() == "\r\n" else "\n"
    mark = _MARK if source_text.startswith(_MARK) else ""
    plain = _LINE_END.sub("\n", source_text.removeprefix(_MARK))
    if parsed is None or parsed.problems or parsed.source.text != plain:
        parsed = parse(Source("", plain))
    before = now = parsed
    if _is_unreadable(before.file) or (
        "\r" in source_text and parse(Source("", source_text)).file != before.file
    ):
        return Formatted(source_text, Outcome.LEFT)
    for _ in range(_ROUNDS):
        after = _laid_out(now, before, line_length)
        if after is None and now is before:
            return Formatted(source_text, Outcome.LEFT if before.problems else Outcome.FAILED)
        if after is None or after is now:
            break
        now = after
    text = mark + now.source.text.replace("\n", line_end)
    return Formatted(text, Outcome.PARTLY if before.problems else Outcome.WHOLE)


def _laid_out(parsed: Parsed, original: Parsed, width: int) -> Parsed | None:
    """Return a file laid out, the same one if it is already; `None` if it can't be without saying something else."""
    text = parsed.source.text
    for kept, shift in itertools.product((frozenset[Span](), _with_problems(parsed)), (False, True)):
        try:
            lines = Items(Tokens(text), width, kept, shift).file(parsed.file)
        except Mismatch:
            continue
        new = "".join(f"{line}\n" for line in lines)
        after = parsed if new == text else parse(Source("", new))
        if _says_the_same(original, after):
            return after
        if not parsed.problems:
            break
    return None


def _is_unreadable(file: tree.File) -> bool:
    """Whether nothing at all could be read of what a file holds."""
    return file.doc is None and bool(file.items) and all(isinstance(one, tree.Broken) for one in file.items)


def _problems(parsed: Parsed) -> list[tuple[str, str]]:
    """Return what can't be read, in words."""
    return [(one.code, one.text) for one in parsed.problems]


def _has_invisible(parsed: Parsed) -> bool:
    """Whether there are characters that nobody sees: they vanish between words, and hide other problems."""
    return any(one.code == "unreadable-text" for one in parsed.problems)


def _with_problems(parsed: Parsed) -> frozenset[Span]:
    """Return the outermost items in which something can't be read."""
    return frozenset(
        item.span
        for item in parsed.file.items
        if any(item.span.start <= one.span.start <= item.span.end for one in parsed.problems)
    )


def _says_the_same(before: Parsed, after: Parsed) -> bool:
    return (
        before.file == after.file
        and _comments(before.comments) == _comments(after.comments)
        and (_has_invisible(before) or _problems(before) == _problems(after))
    )


def _comments(comments: tuple[tree.Comment, ...]) -> list[str]:
    return sorted(comment_text(comment.text) for comment in comments)
