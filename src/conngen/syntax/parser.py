"""Text to tree. Parsing never fails: it returns what it could understand, and the problems."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from .. import limits, resources
from ..source import Source, Span
from . import tree
from .builder import Builder
from .problem import Problem
from .scanner import Lexeme, Scanner, check_limits, check_text, end_of_line, visible, visible_strings

if TYPE_CHECKING:
    from lark import Lark

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
def grammar() -> Lark:
    """Return the parser that lark makes of the grammar."""
    import lark

    return lark.Lark(
        (resources.folder("grammar") / "conn.lark").read_text(encoding="utf-8"),
        parser="lalr",
        lexer="contextual",
        propagate_positions=True,
        maybe_placeholders=False,
        start=["start", "only_item", "only_expression"],
    )


@cache
def scanner() -> Scanner:
    """Return the scanner for the strings and comments of the grammar."""
    return Scanner({terminal.name: terminal.pattern.to_regexp() for terminal in grammar().terminals})


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
    text = visible(text)  # also without the mark of UTF-8 that some editors write
    lexemes = list(scanner().scan(text))
    if problems:
        text = visible_strings(text, source.text, lexemes)
    comments = tuple(tree.Comment(lexeme.span, lexeme.text) for lexeme in lexemes if lexeme.kind == "comment")
    lexemes = [lexeme for lexeme in lexemes if lexeme.kind != "comment"]
    if (excess := check_limits(lexemes)) is not None:
        return _unreadable(source, excess)
    file = None if _is_open(lexemes) else run(text, "start", 0, problems)
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
    report: Callable[[Any], Problem | None] | None = None,
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
    report : callable, optional
        Puts an error of lark's into words, to be noted too.
    """
    import lark

    try:
        parsed = grammar().parse(text, start=start)
    except lark.UnexpectedInput as error:
        if report is not None and (problem := report(error)) is not None:
            problems.append(problem)
        return None

    def expression(inner: str, offset: int) -> tree.Expression | None:
        return parse_expression(inner, offset, problems)

    return Builder(text, base, expression, problems).build(cast(Any, parsed))


def parse_expression(text: str, base: int, problems: list[Problem]) -> tree.Expression | None:
    """Return the expression in the braces of an f-string, or `None` after noting why there is none."""

    def report(error: Any) -> Problem:
        span = Span(base, base + len(text))
        return Problem.syntax(span, "only a name or an expression can stand between these braces")

    return cast("tree.Expression | None", run(text, "only_expression", base, problems, report))


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
