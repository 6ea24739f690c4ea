"""What to say of a word that does not fit where it stands, by what was read before it and what would fit."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Set

from ..records import dataclass
from ..source import Span
from ..vocabulary import KINDS
from .problem import Problem
from .scanner import Lexeme

__all__ = ["Misfit", "in_words", "shape_of", "shown"]

# What stands for a terminal of the grammar in a sentence; expressions are one thing, whatever begins them.
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
    "NONE": "`None`",
}
_EXPRESSION = {"NUMBER", "STRING", "TRUE", "FALSE", "NONE", "NAME"}
_REST_OF_EXPRESSION = {"LSQB", "LBRACE", "LPAR", "MINUS", "NOT", "FILLED_NAME", "LONG_STRING"}

# How an item is written, by its first word.
_SHAPES = {
    **{kind: f'{kind} name: StorageClass[…] = "dataset type name"' for kind in KINDS},
    "template": 'template name = "default"',
    "dimensions": "dimensions name = [visit, detector]",
    "task": "task Name[visit, detector] { … }",
    "connections": "connections Name[visit, detector] { … }",
    "when": "when condition { … }",
    "for": "for n in range(3) { … }",
    "del": "del name",
    "require": 'require condition "message"',
    "from": "from package.module import Name",
    "import": "import package.module",
    "edition": "edition 1",
}
_SHORT = ("for", "from", "import", "del", "edition")
_VALUES = ("True", "False", "None")
_BRACKETS = {")": "(", "]": "[", "}": "{"}


def shown(text: str, length: int = 30) -> str:
    """Return a lexeme as a message can show it."""
    text = text.splitlines()[0] if text else text
    return text if len(text) <= length else text[: length - 1] + "…"


def shape_of(word: str) -> str | None:
    """Return how an item is written that begins with a word, as an advice."""
    return f"write it like `{_SHAPES[word]}`" if word in _SHAPES else None


def in_words(accepted: Set[str]) -> str | None:
    """Say what would fit, if that is a short list."""
    names: list[str] = []
    if len(accepted & _EXPRESSION) >= 4:
        names.append("a value")
        accepted = accepted - _EXPRESSION - _REST_OF_EXPRESSION
    elif accepted >= {"NAME", "LBRACE"} and len(accepted) == 2:
        return "expected a type"
    names += [words for terminal, words in _TERMINALS.items() if terminal in accepted]
    if not names or len(names) > 4:
        return None
    return "expected " + (" or ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names))


@dataclass(frozen=True)
class Misfit:
    """A lexeme that does not fit.

    Parameters
    ----------
    before : `tuple` [ `Lexeme` ]
        What of its item could be read.
    here : `Lexeme`
        The one that does not fit.
    accepted : `frozenset` [ `str` ]
        The terminals that would fit in its place.
    accepted_before : `frozenset` [ `str` ]
        Those that would have fitted in the place of the one before it.
    """

    before: tuple[Lexeme, ...]
    here: Lexeme
    accepted: frozenset[str]
    accepted_before: frozenset[str]

    def problem(self) -> Problem:
        """Return what is wrong with it: the words of the first rule that has some."""
        for rule in _RULES:
            if (found := rule(self)) is not None:
                return found
        where = f" behind `{shown(self.last.text)}`" if self.last else " here"
        advice = in_words(self.accepted) or self.shape
        if self.last and self.before[0].text in _SHORT:
            advice = self.shape
        return Problem.syntax(self.here.span, f"`{shown(self.here.text)}` can't stand{where}", advice)

    @property
    def last(self) -> Lexeme | None:
        """The lexeme before it."""
        return self.before[-1] if self.before else None

    @property
    def shape(self) -> str | None:
        """How its item is written, as an advice."""
        return shape_of(self.before[0].text) if self.before else None

    @property
    def adjoins(self) -> bool:
        """Whether nothing stands between it and the lexeme before it."""
        return self.last is not None and self.last.span.end == self.here.span.start

    @property
    def bracket(self) -> str:
        """The bracket it stands in, or an empty text."""
        opened: list[str] = []
        for lexeme in self.before:
            if lexeme.kind == "open":
                opened.append(lexeme.text)
            elif lexeme.kind == "close" and opened and opened[-1] == _BRACKETS[lexeme.text]:
                opened.pop()
        return opened[-1] if opened else ""

    @property
    def in_call(self) -> bool:
        """Whether it stands among the arguments of a call."""
        opened: list[int] = []
        for i, lexeme in enumerate(self.before):
            if lexeme.kind == "open":
                opened.append(i)
            elif lexeme.kind == "close" and opened:
                opened.pop()
        i = opened[-1] if opened else 0
        function = self.before[i - 1] if i else None
        if function is None or self.bracket != "(" or function.text in ("when", "require"):
            return False
        return function.kind == "close" or (function.kind == "name" and not keyword.iskeyword(function.text))

    @property
    def is_value(self) -> bool:
        """Whether it can only be a value."""
        return self.here.kind in ("string", "number") or self.here.text in _VALUES


def _first(misfit: Misfit) -> Problem | None:
    """What begins an item and can't."""
    if misfit.last is not None:
        return None
    here = misfit.here
    if here.text in ("//", "/", "-"):
        return Problem.syntax(here.span, f"`{here.text}` means nothing here", "a comment begins with `#`")
    if here.kind == "string":
        return Problem.syntax(
            here.span, "this string belongs to no declaration", "a doc stands behind what it documents"
        )
    advice = "a declaration begins with a word such as `input` or `template`"
    return Problem.syntax(here.span, f"`{shown(here.text)}` can't begin a declaration", advice)


def _number(misfit: Misfit) -> Problem | None:
    """A number with letters behind it."""
    if not (misfit.adjoins and misfit.last and misfit.last.kind == "number" and misfit.here.kind == "name"):
        return None
    text = misfit.last.text + misfit.here.text
    span = misfit.last.span.to(misfit.here.span)
    if len(misfit.before) == 2 and misfit.before[0].kind == "name":
        return Problem.syntax(
            span, f"`{text}` can't be a name: it begins with a digit", "choose another name"
        )
    return Problem.syntax(span, f"`{text}` is not a number as Python writes it")


def _digit(misfit: Misfit) -> Problem | None:
    """A name that begins with a digit."""
    if misfit.here.kind != "number" or misfit.bracket or misfit.accepted & {"NUMBER"}:
        return None
    if "NAME" not in misfit.accepted:
        return None
    return Problem.syntax(misfit.here.span, "a name can't begin with a digit", "choose another name")


def _hyphen(misfit: Misfit) -> Problem | None:
    """A name with a hyphen."""
    if misfit.here.text != "-" or not misfit.adjoins or misfit.last is None or misfit.last.kind != "name":
        return None
    if not misfit.accepted & {"COLON", "EQUALS", "ASSIGN"}:
        return None
    return Problem.syntax(misfit.here.span, "a name can't hold a hyphen", "write `_`", fix="_")


def _python_word(misfit: Misfit) -> Problem | None:
    """A word of Python that has no place in an expression here."""
    word = misfit.here.text if misfit.here.kind == "name" else ""
    before = misfit.last.text if misfit.last else ""
    what = f"`{word}` can't stand behind `{shown(before)}`"
    span = misfit.here.span
    if misfit.last is not None and before == "lambda":
        what, span, word = "`lambda` can't stand here", misfit.last.span, before
    if not keyword.iskeyword(word) or word in _VALUES or (not misfit.bracket and word != "lambda"):
        return None
    advice = "what needs more of Python belongs in a function, named by its dotted name"
    return Problem.syntax(span, what, advice)


def _assignment(misfit: Misfit) -> Problem | None:
    """``=`` where ``==`` is meant, or behind what can't name an argument."""
    if misfit.here.text != "=" or misfit.last is None:
        return None
    what = f"`=` can't stand behind `{shown(misfit.last.text)}`"
    if misfit.in_call:
        return Problem.syntax(
            misfit.here.span, what, "write `==` to compare; an argument is named by one word"
        )
    words = [lexeme.text for lexeme in misfit.before]
    if any(word in words for word in ("when", "if", "require")):
        return Problem.syntax(misfit.here.span, what, "write `==` to compare", fix="==")
    return None


def _equals_missing(misfit: Misfit) -> Problem | None:
    """A value without ``=`` before it; a second doc shows that the first was meant as a value."""
    here, last = misfit.here, misfit.last
    if len(misfit.before) < 2:
        return None
    if last is not None and here.kind == last.kind == "string" and misfit.bracket == "":
        if "EQUALS" in misfit.accepted_before:
            what = f"`=` is missing before `{shown(last.text)}`"
            return Problem.syntax(last.span, what, f"write `= {shown(last.text)}`", fix=f"= {last.text}")
        advice = 'join the texts into one string; `"""` for several lines'
        return Problem.syntax(here.span, "there can be one doc only", advice)
    if "EQUALS" in misfit.accepted and misfit.is_value:
        what = f"`=` is missing before `{shown(here.text)}`"
        return Problem.syntax(here.span, what, f"write `= {shown(here.text)}`", fix=f"= {here.text}")
    return None


def _colon_missing(misfit: Misfit) -> Problem | None:
    here = misfit.here
    if (
        len(misfit.before) < 2
        or here.kind not in ("name", "string", "number")
        or "COLON" not in misfit.accepted
    ):
        return None
    return Problem.syntax(
        here.span,
        f"`:` is missing before `{shown(here.text)}`",
        f"write `: {shown(here.text)}`",
        fix=f": {here.text}",
    )


def _comma_missing(misfit: Misfit) -> Problem | None:
    here, last = misfit.here, misfit.last
    if "COMMA" not in misfit.accepted or last is None:
        return None
    if here.kind not in ("name", "string", "number", "ellipsis") and here.text != "*":
        return None
    if here.kind != "name" and not misfit.bracket:
        return None
    if last.kind not in ("string", "number", "close", "name", "ellipsis"):
        return None
    between = misfit.bracket or misfit.before[0].text in ("import", "from", "del")
    advice = f"write `, {shown(here.text)}`" if between else "flags follow one another after commas"
    return Problem.syntax(
        here.span, f"a comma is missing before `{shown(here.text)}`", advice, fix=f", {here.text}"
    )


def _quoted_name(misfit: Misfit) -> Problem | None:
    """A string in the place of a name."""
    here = misfit.here
    if here.kind != "string" or misfit.last is None or "STRING" in misfit.accepted:
        return None
    what = f"a string can't follow `{shown(misfit.last.text)}`"
    name = here.text.strip("\"'")
    if name.isidentifier() and misfit.last.kind != "comma":
        return Problem.syntax(here.span, what, f"write `{name}` without quotes", fix=name)
    return Problem.syntax(here.span, what, in_words(misfit.accepted) or misfit.shape)


def _trailing_comma(misfit: Misfit) -> Problem | None:
    """A comma behind which nothing follows but the doc, or another comma."""
    here, last = misfit.here, misfit.last
    if last is None or last.kind != "comma" or here.kind not in ("string", "comma") or misfit.bracket:
        return None
    span = here.span if here.kind == "comma" else last.span
    return Problem.syntax(span, "no flag follows this comma", "leave it out", fix="")


def _second_type(misfit: Misfit) -> Problem | None:
    """``int | str``."""
    if misfit.last is None or misfit.last.text != "|" or misfit.here.kind != "name":
        return None
    what = f"`{misfit.here.text}` can't stand behind `|`"
    return Problem.syntax(misfit.here.span, what, "only `None` can: a field has one type")


def _bar(misfit: Misfit) -> Problem | None:
    if misfit.here.text not in ("|", "|=") or misfit.last is None:
        return None
    what = f"`{misfit.here.text}` can't stand behind `{shown(misfit.last.text)}`"
    return Problem.syntax(misfit.here.span, what, "write `or` for a choice of conditions")


def _tuple(misfit: Misfit) -> Problem | None:
    if misfit.here.text != "," or misfit.bracket != "(" or "RPAR" not in misfit.accepted:
        return None
    return Problem.syntax(misfit.here.span, "there are no tuples here", "write a list: `[…]`")


def _dot(misfit: Misfit) -> Problem | None:
    """The relative name of a function."""
    if misfit.here.text != "." or misfit.last is None or misfit.last.text != "=":
        return None
    advice = "import it at the top of the file: `from .module import name`"
    return Problem.syntax(misfit.here.span, "a name can't begin with a dot", advice)


def _star(misfit: Misfit) -> Problem | None:
    if misfit.here.text != "*" or misfit.last is None or misfit.last.text != "import":
        return None
    return Problem.syntax(
        misfit.here.span, "`*` can't be imported", "name what is needed, with commas between"
    )


def _subtraction(misfit: Misfit) -> Problem | None:
    """A comment of SQL, which looks like a sum."""
    before = [lexeme.text for lexeme in misfit.before[-3:-1]]
    if before != ["-", "-"] or misfit.before[-3].span.end != misfit.before[-2].span.start:
        return None
    span = Span(misfit.before[-3].span.start, misfit.before[-2].span.end)
    return Problem.syntax(span, "`--` means nothing here", "a comment begins with `#`")


_RULES: tuple[Callable[[Misfit], Problem | None], ...] = (
    _first,
    _number,
    _digit,
    _hyphen,
    _second_type,
    _star,
    _dot,
    _bar,
    _python_word,
    _subtraction,
    _trailing_comma,
    _assignment,
    _tuple,
    _equals_missing,
    _colon_missing,
    _comma_missing,
    _quoted_name,
)
