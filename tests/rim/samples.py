"""Diagnostics to show, made by hand."""

from conngen.diagnostics import Code, Diagnostic, Level
from conngen.source import Source, Span

MINIMUM = Code(
    "minimum-needs-multiple",
    "a connection that holds one dataset cannot need {minimum}",
    help="add `multiple`, or drop `minimum`",
)
DOC = Code("missing-doc", "`{name}` has no doc", level=Level.NOTE)
NAME = Code("duplicate-name", "`{name}` is declared twice", level=Level.WARNING)

TEXT = 'task T[visit] {\n    input a: Image[visit] = "a", minimum=2\n    input a: Image[visit] = "b"\n}\n'


def span(source: Source, part: str, start: int = 0) -> Span:
    """The place of a part of a text."""
    begin = source.text.index(part, start)
    return Span(begin, begin + len(part))


def minimum(name: str = "calibrate.conn", text: str = TEXT, part: str = "minimum=2") -> Diagnostic:
    source = Source(name, text)
    return MINIMUM.at(source.at(span(source, part)), minimum=2)


def duplicate(name: str = "calibrate.conn") -> Diagnostic:
    source = Source(name, TEXT)
    first = span(source, "a:")
    second = span(source, "a:", first.end)
    return NAME.at(
        source.at(Span(second.start, second.start + 1)),
        name="a",
        related=[(source.at(Span(first.start, first.start + 1)), "first declared here")],
        fix="b",
    )


def note(name: str = "other.conn") -> Diagnostic:
    source = Source(name, TEXT)
    return DOC.at(source.at(span(source, "T")), name="T")
