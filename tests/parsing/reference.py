"""The other way of parsing, which ours is held to: lark itself reads, and nodes are made of its tree."""

from __future__ import annotations

from functools import cache
from typing import Any

import lark

from conngen.source import Span
from conngen.syntax.builder import Builder
from conngen.syntax.making import lark_of
from conngen.syntax.problem import Problem
from conngen.syntax.tables import grammar_text


@cache
def parser() -> lark.Lark:
    return lark_of(grammar_text())


def run(text: str, start: str, base: int, problems: list[Problem]) -> Any:
    """Do what `conngen.syntax.parser.run` does."""
    try:
        parsed = parser().parse(text, start=start)
    except lark.UnexpectedInput:
        return None

    def expression(inner: str, offset: int) -> Any:
        node = run(inner, "only_expression", offset, problems)
        if node is None:
            span = Span(offset, offset + len(inner))
            what = "only a name or an expression can stand between these braces"
            problems.append(Problem.syntax(span, what))
        return node

    return _built(parsed, Builder(text, base, expression, problems))


def _built(part: Any, builder: Builder) -> Any:
    if isinstance(part, lark.Token):
        return str(part), part.start_pos + builder.base, part.end_pos + builder.base
    parts = [_built(one, builder) for one in part.children]
    span = Span(0, 0)
    if not part.meta.empty:
        span = Span(part.meta.start_pos + builder.base, part.meta.end_pos + builder.base)
    return getattr(builder, f"_{part.data.strip('_')}")(span, parts)


def stop(text: str, start: str) -> int | None:
    """Return where a text stops to have its shape; `None`, if that is at its end or not at all."""
    try:
        parser().parse(text, start=start)
    except lark.UnexpectedCharacters as error:
        return error.pos_in_stream
    except lark.UnexpectedToken as error:
        return None if error.token.type == "$END" else error.token.start_pos
    return None


def accepted(text: str, start: str) -> frozenset[str]:
    """Return the terminals that fit behind a text; none if it can't be read."""
    state = parser().parse_interactive(text, start=start)
    try:
        state.exhaust_lexer()
    except lark.UnexpectedInput:
        return frozenset()
    return frozenset(state.accepts())
