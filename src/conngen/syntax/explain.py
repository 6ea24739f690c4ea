"""Puts what lark could not read into words."""

from __future__ import annotations

from collections.abc import Sequence

from ..source import Span
from . import parser
from .problem import Problem
from .scanner import Lexeme

__all__ = ["explain"]

_CLOSES = {"(": ")", "[": "]", "{": "}"}

# What stands for a terminal of the grammar in a sentence; expressions are one thing, whatever they begin with.
_TERMINALS = {
    "COLON": "`:`",
    "COMMA": "`,`",
    "EQUALS": "`=`",
    "LBRACE": "`{`",
    "RBRACE": "`}`",
    "RSQB": "`]`",
    "RPAR": "`)`",
    "NAME": "a name",
    "IMPORT": "`import`",
    "IN": "`in`",
    "STRING": "a string",
    "NUMBER": "a number",
    "DOT": "`.`",
    "LSQB": "`[`",
    "IF": "`if`",
    "ELSE": "`else`",
}
_EXPRESSION = {"NUMBER", "STRING", "TRUE", "FALSE", "NONE", "NAME"}

# Characters and words of other languages, and what is written here.
_FOREIGN = {
    "&&": "and",
    "||": "or",
    "!": "not",
    ";": "",
    "->": "",
    "@": "",
    "$": "",
    "`": "",
    "?": "",
    "\\": "",
    "&": "and",
    "^": "",
    "~": "not",
}


def explain(text: str, lexemes: Sequence[Lexeme]) -> Problem:
    """Return the problem of an item that can't be read.

    Parameters
    ----------
    text : `str`
        The text of the file.
    lexemes : sequence of `Lexeme`
        The lexemes of the item.
    """
    return (
        _unclosed_string(lexemes)
        or _foreign(lexemes)
        or _brackets(lexemes)
        or _by_lark(text, lexemes)
        or Problem.syntax(lexemes[0].span, f"`{_shown(lexemes[0].text)}` begins nothing that can stand here")
    )


def _unclosed_string(lexemes: Sequence[Lexeme]) -> Problem | None:
    for lexeme in lexemes:
        if lexeme.kind == "unclosed":
            quote = lexeme.text.lstrip("fFrR")[:3]
            quote = quote if quote in ('"""', "'''") else quote[0]
            head = len(lexeme.text) - len(lexeme.text.lstrip("fFrR")) + len(quote)
            start = lexeme.span.start
            span = Span(start, start + head) if len(quote) == 3 else lexeme.span
            advice = f"end it with `{quote}`"
            if len(quote) == 1:
                advice += '; a text of several lines stands between `"""`'
            return Problem.syntax(span, "this string is not closed", advice)
    return None


def _foreign(lexemes: Sequence[Lexeme]) -> Problem | None:
    for lexeme in lexemes:
        if lexeme.kind == "other":
            shown = _shown(lexeme.text)
            instead = _FOREIGN.get(lexeme.text)
            if instead:
                return Problem.syntax(
                    lexeme.span, f"`{shown}` means nothing here", f"write `{instead}`", fix=instead
                )
            if lexeme.text == ";":
                return Problem.syntax(
                    lexeme.span, "`;` means nothing here", "leave it out: nothing ends with `;`", fix=""
                )
            return Problem.syntax(lexeme.span, f"`{shown}` means nothing here", "leave it out")
    return None


def _brackets(lexemes: Sequence[Lexeme]) -> Problem | None:
    opened: list[Lexeme] = []
    for lexeme in lexemes:
        if lexeme.kind == "open":
            opened.append(lexeme)
        elif lexeme.kind == "close":
            if not opened:
                return Problem.syntax(lexeme.span, f"`{lexeme.text}` closes nothing", "leave it out")
            last = opened.pop()
            if _CLOSES[last.text] != lexeme.text:
                return Problem.syntax(
                    lexeme.span,
                    f"`{lexeme.text}` does not close `{last.text}`",
                    f"write `{_CLOSES[last.text]}`",
                    (last.span, f"`{last.text}` is opened here"),
                )
    if opened and not (opened[-1].text == "{" and opened[-1] is lexemes[-1]):
        last = opened[-1]
        return Problem.syntax(
            last.span, f"`{last.text}` is never closed", f"close it with `{_CLOSES[last.text]}`"
        )
    return None


def _by_lark(text: str, lexemes: Sequence[Lexeme]) -> Problem | None:
    import lark

    span = lexemes[0].span.to(lexemes[-1].span)
    segment = text[span.start : span.end] + ("}" if lexemes[-1].text == "{" else "")
    try:
        parser.grammar().parse(segment, start="only_item")
    except lark.UnexpectedCharacters as error:
        offset = error.pos_in_stream + span.start
        return _word(text, lexemes, offset, set(error.allowed or ()))
    except lark.UnexpectedToken as error:
        at_end = error.token.type == "$END"
        offset = span.end if at_end else (error.token.start_pos or 0) + span.start
        return _word(text, lexemes, offset, set(error.accepts or error.expected or ()))
    return None


def _word(text: str, lexemes: Sequence[Lexeme], offset: int, accepted: set[str]) -> Problem:
    """Return the problem of a lexeme that does not fit, by what was read before it and what would fit."""
    before = [lexeme for lexeme in lexemes if lexeme.span.end <= offset]
    here = next((lexeme for lexeme in lexemes if lexeme.span.start <= offset < lexeme.span.end), None)
    if before:
        accepted = _accepted(text[before[0].span.start : before[-1].span.end]) or accepted
    if here is None:  # the end: underline what stands last
        last = lexemes[-1]
        return Problem.syntax(
            last.span, f"something is missing behind `{_shown(last.text)}`", _expected(accepted)
        )
    shown = _shown(here.text)
    if (
        "COMMA" in accepted
        and here.kind == "name"
        and before
        and before[-1].kind in ("string", "number", "close", "name")
    ):
        what = "a comma is missing before" + (f" `{shown}`" if here.text != "when" else " `when`")
        return Problem.syntax(here.span, what, "flags follow one another after commas", fix=f", {here.text}")
    if here.kind == "string" and before and before[-1].kind == "string":
        return Problem.syntax(
            here.span, "there can be one doc only", 'join the texts into one string; `"""` for several lines'
        )
    if here.kind == "string" and "STRING" not in accepted and before:
        return Problem.syntax(
            here.span, f"a string can't follow `{_shown(before[-1].text)}`", _expected(accepted)
        )
    if before and here.kind in ("name", "string", "number") and "COLON" in accepted:
        return Problem.syntax(
            here.span, f"`:` is missing before `{shown}`", _expected(accepted), fix=f": {here.text}"
        )
    where = f" behind `{_shown(before[-1].text)}`" if before else " here"
    return Problem.syntax(here.span, f"`{shown}` can't stand{where}", _expected(accepted))


def _accepted(prefix: str) -> set[str]:
    """Return the terminals that fit behind the beginning of an item."""
    import lark

    state = parser.grammar().parse_interactive(prefix, start="only_item")
    try:
        state.exhaust_lexer()
    except lark.UnexpectedInput:
        return set()
    return set(state.accepts())


def _expected(accepted: set[str]) -> str | None:
    """Say what would fit, if that is a short list."""
    names: list[str] = []
    if len(accepted & _EXPRESSION) >= 4:
        names.append("a value")
        accepted = (
            accepted - _EXPRESSION - {"LSQB", "LBRACE", "LPAR", "MINUS", "NOT", "FILLED_NAME", "LONG_STRING"}
        )
    names += [words for terminal, words in _TERMINALS.items() if terminal in accepted]
    if not names or len(names) > 4:
        return None
    return "expected " + (" or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names))


def _shown(text: str, length: int = 30) -> str:
    """Return a lexeme as a message can show it."""
    text = text.splitlines()[0] if text else text
    return text if len(text) <= length else text[: length - 1] + "…"
