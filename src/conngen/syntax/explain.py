"""Puts what could not be read into words.

`explain` asks in turn: is a string or a bracket left open, is there a sign of another language, and if not,
what did the grammar expect where it stopped? The last question is answered by `misfit`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from ..patterns import pattern
from ..source import Span
from ..vocabulary import KINDS
from .lalr import parser
from .misfit import Misfit, in_words, shape_of, shown
from .problem import Problem
from .scanner import Lexeme
from .tables import END

__all__ = ["explain"]

_CLOSES = {"(": ")", "[": "]", "{": "}"}

# Signs of other languages, and what is written here.
_FOREIGN = {"&&": "and", "||": "or", "!": "not", "&": "and", "~": "not"}
_QUOTES = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'"}
_PYTHON = ("class", "def", "async")
_FILLED_NAME = pattern(r"\{[^\W\d][\w.]*\}")


def explain(text: str, lexemes: Sequence[Lexeme]) -> Problem:
    """Return the problem of an item that can't be read.

    Parameters
    ----------
    text : `str`
        The text of the file.
    lexemes : sequence of `Lexeme`
        The lexemes of the item.
    """
    first = lexemes[0]
    return (
        _unclosed_string(lexemes)
        or _foreign(lexemes)
        or _python(first)
        or _brackets(lexemes)
        or _by_grammar(text, lexemes)
        or Problem.syntax(first.span, f"`{shown(first.text)}` begins nothing that can stand here")
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
    for i, lexeme in enumerate(lexemes):
        if lexeme.kind == "other":
            return _foreign_sign(lexeme, lexemes[i - 1] if i else None)
        if lexeme.kind == "brace":
            advice = "close it with `}`: `name{variable}`"
            return Problem.syntax(lexeme.span, "`{` is never closed", advice)
        if lexeme.kind == "filled":
            return _filled_name(lexemes[0], lexeme, lexemes[i + 1] if i + 1 < len(lexemes) else None)
    return None


def _filled_name(first: Lexeme, name: Lexeme, after: Lexeme | None) -> Problem:
    """Return what is wrong with a name that is a variable in braces."""
    if not _FILLED_NAME.fullmatch(name.text):
        what = "only a variable can stand between the braces of a name, without blanks"
        return Problem.syntax(name.span, what, "write it like `{variable}` or `name{variable}`")
    if after is None:
        return Problem.syntax(name.span, f"something is missing behind `{name.text}`", shape_of(first.text))
    if first.text not in KINDS:
        return Problem.syntax(name.span, f"`{name.text}` can't be a name here", shape_of(first.text))
    what = f"`:` is missing before `{shown(after.text)}`"
    return Problem.syntax(after.span, what, shape_of(first.text))


def _foreign_sign(lexeme: Lexeme, before: Lexeme | None) -> Problem:
    sign, span = lexeme.text, lexeme.span
    what = f"`{sign}` means nothing here"
    if sign.isspace():
        name = unicodedata.name(sign, "blank").lower()
        return Problem.syntax(
            span, f"there is an unusual blank here: {name}", "write an ordinary space", fix=" "
        )
    if sign in _QUOTES:
        quote = _QUOTES[sign]
        return Problem.syntax(span, f"`{sign}` is no quotation mark here", f"write `{quote}`", fix=quote)
    if sign in _FOREIGN:
        return Problem.syntax(span, what, f"write `{_FOREIGN[sign]}`", fix=f" {_FOREIGN[sign]} ")
    if sign == ";":
        return Problem.syntax(span, what, "leave it out: nothing ends with `;`", fix="")
    if sign == "?" and before is not None and before.kind == "name":
        return Problem.syntax(span, what, f"write `{before.text} | None` for the type of what may be missing")
    if sign == "->":
        return Problem.syntax(span, what, "write `:`", fix=":")
    if sign == "/*":
        return Problem.syntax(span, what, "a comment begins with `#` and ends with its line")
    return Problem.syntax(span, what, "leave it out")


def _python(first: Lexeme) -> Problem | None:
    if first.text not in _PYTHON:
        return None
    advice = "a class follows from `task Name[…] { … }` or `connections Name[…] { … }`"
    if first.text != "class":
        advice = "write the function in a Python module, import it and name it"
    return Problem.syntax(first.span, f"`{first.text}` begins nothing here: this is no Python", advice)


def _brackets(lexemes: Sequence[Lexeme]) -> Problem | None:
    opened: list[Lexeme] = []
    for lexeme in lexemes:
        if lexeme.kind == "open":
            opened.append(lexeme)
        elif lexeme.kind == "close":
            if not opened:
                return Problem.syntax(lexeme.span, f"`{lexeme.text}` closes nothing", "leave it out", fix="")
            last = opened.pop()
            if _CLOSES[last.text] != lexeme.text:
                return Problem.syntax(
                    lexeme.span,
                    f"`{lexeme.text}` does not close `{last.text}`",
                    f"write `{_CLOSES[last.text]}`",
                    (last.span, f"`{last.text}` is opened here"),
                    fix=_CLOSES[last.text],
                )
    if opened and not (opened[-1].text == "{" and opened[-1] is lexemes[-1]):
        last = opened[-1]
        return Problem.syntax(
            last.span, f"`{last.text}` is never closed", f"close it with `{_CLOSES[last.text]}`"
        )
    return None


def _by_grammar(text: str, lexemes: Sequence[Lexeme]) -> Problem | None:
    """Return the problem where the grammar stops."""
    span = lexemes[0].span.to(lexemes[-1].span)
    segment = text[span.start : span.end] + ("}" if lexemes[-1].text == "{" else "")
    states, stop = parser().follow(segment, "only_item")
    if stop is None and END in parser().accepted(states):
        return None
    offset = span.end if stop is None else span.start + stop
    before = tuple(lexeme for lexeme in lexemes if lexeme.span.end <= offset)
    here = next((lexeme for lexeme in lexemes if lexeme.span.start <= offset < lexeme.span.end), None)
    if here is None:  # the end: underline what stands last
        accepted = _accepted(text, lexemes)
        advice = shape_of(lexemes[0].text) or in_words(accepted)
        if "ELSE" in accepted:
            advice = "say with `else` what holds otherwise"
        what = f"something is missing behind `{shown(lexemes[-1].text)}`"
        if [lexeme.text for lexeme in lexemes] == ["when", "{"]:
            return Problem.syntax(lexemes[0].span, "a condition is missing", advice)
        return Problem.syntax(lexemes[-1].span, what, advice)
    return Misfit(before, here, _accepted(text, before), _accepted(text, before[:-1])).problem()


def _accepted(text: str, lexemes: Sequence[Lexeme]) -> frozenset[str]:
    """Return the terminals of the grammar that fit behind the beginning of an item."""
    prefix = text[lexemes[0].span.start : lexemes[-1].span.end] if lexemes else ""
    states, stop = parser().follow(prefix, "only_item")
    return frozenset() if stop is not None else parser().accepted(states)
