"""Text to tree. Parsing never fails: it returns what it could understand, and the problems."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from .. import limits
from ..records import dataclass
from ..source import Source, Span
from ..typings import Any, cast
from . import lalr, tree
from .builder import Builder
from .problem import Problem
from .scanner import (
    Lexeme,
    Scanner,
    check_limits,
    check_text,
    end_of_line,
    near_limits,
    visible,
    visible_strings,
)

__all__ = ["Parsed", "parse", "parse_expression"]


@dataclass(frozen=True)
class Parsed:
    """A file as it was written.

    Parameters
    ----------
    source : `Source`
        The text.
    file : `tree.File`
        Its tree, without what could not be read.
    comments : `tuple` [ `tree.Comment` ]
        Its comments, in order.
    problems : `tuple` [ `Problem` ]
        What could not be read.
    """

    source: Source
    file: tree.File
    comments: tuple[tree.Comment, ...]
    problems: tuple[Problem, ...]


@cache
def scanner() -> Scanner:
    """Return the scanner for the strings and comments of the grammar."""
    return Scanner(lalr.parser().patterns)


def parse(source: Source, known: Callable[[Span], Any] | None = None) -> Parsed:
    """Parse a file.

    Parameters
    ----------
    source : `Source`
        Its text.
    known : callable, optional
        Returns the node of a stretch of the text that is one item, if it was parsed before; asked if the file can't
        be read as a whole.

    Returns
    -------
    parsed : `Parsed`
        What could be read of it, and what could not.
    """
    text = source.text
    if len(text) > limits.FILE_SIZE.value:
        return _unreadable(source, Problem.limit(Span(0, 0), limits.FILE_SIZE))
    problems = check_text(text)
    if not problems and known is None:
        comments: list[tree.Comment] = []
        words: list[str] = []
        shown = text if not text.startswith("\ufeff") else visible(text)  # the mark that some editors write
        file = run(shown, "start", 0, problems, comments, words)
        if file is not None and not near_limits(words):
            return Parsed(source, file, tuple(comments), tuple(problems))
        problems.clear()
        return _parse_carefully(source, problems, known, broken=file is None)
    return _parse_carefully(source, problems, known)


def _parse_carefully(
    source: Source, problems: list[Problem], known: Callable[[Span], Any] | None, broken: bool = False
) -> Parsed:
    """Parse a file of which some is already known to be wrong, or that may go beyond limits.

    Parameters
    ----------
    source : `Source`
        Its text.
    problems : `list` [ `Problem` ]
        What is wrong with its characters.
    known : callable, optional
        As in `parse`.
    broken : `bool`, optional
        Whether it is known that it has not the shape of a file.
    """
    text = visible(source.text)
    lexemes = list(scanner().scan(text))
    if problems:
        text = visible_strings(text, source.text, lexemes)
    comments = tuple(tree.Comment(lexeme.span, lexeme.text) for lexeme in lexemes if lexeme.kind == "comment")
    lexemes = [lexeme for lexeme in lexemes if lexeme.kind != "comment"]
    if (excess := check_limits(lexemes)) is not None:
        return _unreadable(source, excess)
    file = None if broken or _is_open(lexemes) else run(text, "start", 0, problems)
    if file is None:
        from .recovery import recover

        file = recover(text, lexemes, problems, known)
        problems = _without_consequences(text, problems)
    return Parsed(source, cast(tree.File, file), comments, tuple(problems))


def _is_open(lexemes: list[Lexeme]) -> bool:
    """Whether a string or a bracket is not closed, or one too many is, so that no file can be made of it."""
    depth = 0
    for lexeme in lexemes:
        if lexeme.kind == "unclosed":
            return True
        depth += (lexeme.kind == "open") - (lexeme.kind == "close")
    return depth != 0


def run(
    text: str,
    start: str,
    base: int,
    problems: list[Problem],
    comments: list[tree.Comment] | None = None,
    words: list[str] | None = None,
) -> Any:
    """Return the node that a text says, or `None` if it has not the shape.

    Parameters
    ----------
    text : `str`
        The text.
    start : `str`
        The rule of the grammar.
    base : `int`
        The offset of the text in its file.
    problems : `list` [ `Problem` ]
        Where to note what is wrong inside literals.
    comments : `list` [ `tree.Comment` ], optional
        Where to note the comments.
    words : `list` [ `str` ], optional
        Where to note all that is no comment, one by one.
    """

    def expression(inner: str, offset: int) -> tree.Expression | None:
        return parse_expression(inner, offset, problems)

    noted = len(problems)
    try:
        return lalr.parser().parse(text, start, Builder(text, base, expression, problems), comments, words)
    except lalr.Stopped:
        del problems[noted:]
        return None


def parse_expression(text: str, base: int, problems: list[Problem]) -> tree.Expression | None:
    """Return the expression in the braces of an f-string, or `None` after noting why there is none."""
    node = run(text, "only_expression", base, problems)
    if node is None:
        span = Span(base, base + len(text))
        what = "only a name or an expression can stand between these braces"
        problems.append(Problem.syntax(span, what))
    return cast("tree.Expression | None", node)


def _without_consequences(text: str, problems: list[Problem]) -> list[Problem]:
    """Leave out what is wrong with a line because of a character that nobody sees."""
    ends = {end_of_line(text, one.span.start) for one in problems if one.code == "unreadable-text"}
    return [
        one for one in problems if one.code != "syntax-error" or end_of_line(text, one.span.start) not in ends
    ]


def _unreadable(source: Source, problem: Problem) -> Parsed:
    span = Span(0, len(source.text))
    return Parsed(source, tree.File(span, None, (tree.Broken(span, frozenset()),)), (), (problem,))


def words(lexemes: list[Lexeme]) -> frozenset[str]:
    """Return the names among lexemes."""
    return frozenset(lexeme.text for lexeme in lexemes if lexeme.kind == "name")
