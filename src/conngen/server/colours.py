"""The colours of words: what each of them is, as the compiler knows it."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from lsprotocol import types

from ..editor.tokens import MODIFIERS, TOKEN_TYPES, Token, tokens
from ..source import Span
from .positions import Lines
from .requests import Feature

if TYPE_CHECKING:
    from .session import Session

__all__ = ["FEATURES"]

_LEGEND = types.SemanticTokensLegend(list(TOKEN_TYPES), list(MODIFIERS))
_TYPES = {name: number for number, name in enumerate(TOKEN_TYPES)}
_BITS = {name: 1 << number for number, name in enumerate(MODIFIERS)}


def _encoded(found: tuple[Token, ...], lines: Lines) -> list[int]:
    """Return tokens as five numbers each, counted from the one before; none goes over several lines."""
    data: list[int] = []
    line = character = end = 0
    for span, name, modifiers in found:
        bits = sum(_BITS[one] for one in modifiers)
        first, last = lines.place(span.start), lines.place(span.end)
        pieces = [(first, last)] if first[0] == last[0] else _pieces(lines, span)
        for (number, start), (_, stop) in pieces:
            if number == line and start < end:
                continue
            delta = start if number > line else start - character
            data += (number - line, delta, stop - start, _TYPES[name], bits)
            line, character, end = number, start, stop
    return data


def _pieces(lines: Lines, span: Span) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [(lines.place(one.start), lines.place(one.end)) for one in lines.pieces(span)]


def _tokens(session: Session, uri: str, area: types.Range | None = None) -> list[int] | None:
    found = session.view(uri)
    if found is None:
        return None
    view, lines = found
    span: Span | None = None if area is None else lines.span(area)
    return _encoded(tuple(tokens(view, span)), lines)


_numbers = itertools.count(1)


def _kept(session: Session, uri: str, data: list[int]) -> str:
    """Keep what was sent, so that next time only the difference need be; return its name."""
    name = str(next(_numbers))
    session.tokens[uri] = (name, data)
    return name


def _full(session: Session, params: types.SemanticTokensParams) -> types.SemanticTokens | None:
    uri = params.text_document.uri
    data = _tokens(session, uri)
    return None if data is None else types.SemanticTokens(data, _kept(session, uri, data))


def _delta(
    session: Session, params: types.SemanticTokensDeltaParams
) -> types.SemanticTokens | types.SemanticTokensDelta | None:
    uri = params.text_document.uri
    data = _tokens(session, uri)
    if data is None:
        return None
    name, before = session.tokens.get(uri, ("", []))
    now = _kept(session, uri, data)
    if name != params.previous_result_id:
        return types.SemanticTokens(data, now)
    if data == before:
        return types.SemanticTokensDelta([], now)
    most = min(len(data), len(before))
    head = next((i for i in range(most) if data[i] != before[i]), most)
    tail = next((i for i in range(most - head) if data[-1 - i] != before[-1 - i]), most - head)
    edit = types.SemanticTokensEdit(head, len(before) - head - tail, data[head : len(data) - tail])
    return types.SemanticTokensDelta([edit], now)


def _some(session: Session, params: types.SemanticTokensRangeParams) -> types.SemanticTokens | None:
    data = _tokens(session, params.text_document.uri, params.range)
    return None if data is None else types.SemanticTokens(data)


FEATURES = (
    Feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, _full, _LEGEND),
    Feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA, _delta, _LEGEND),
    Feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, _some, _LEGEND),
)
