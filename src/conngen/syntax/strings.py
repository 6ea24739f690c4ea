"""String literals: their escapes, the expressions in an f-string, the indentation of a doc."""

from __future__ import annotations

import ast
import inspect
import re
import unicodedata
from collections.abc import Callable

from ..source import Span
from . import tree
from .problem import Problem

__all__ = ["Literal"]

_ESCAPE = re.compile(
    r"\\(?:(?P<octal>[4-7][0-7]{2})|\r\n|[\r\n\\'\"abfnrtv]|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}"
    r"|U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4}|N\{(?P<name>[^{}]*)\}|(?P<bad>N\{|[\s\S]))"
)


class Literal:
    """One string literal.

    Parameters
    ----------
    text : `str`
        The literal, prefix and quotes included.
    span : `Span`
        Where it stands.
    parse_expression : callable
        Parses an expression that stands inside: text and offset to node, or `None` after it noted a problem.
    problems : `list` [ `Problem` ]
        Where to note what is wrong with it.
    """

    def __init__(
        self,
        text: str,
        span: Span,
        parse_expression: Callable[[str, int], tree.Expression | None],
        problems: list[Problem],
    ) -> None:
        body = text.lstrip("fFrR")
        self.text = text
        self.span = span
        self.prefix = text[: len(text) - len(body)].lower()
        self.quote = body[:3] if body[:3] in ('"""', "'''") else body[0]
        self.parse_expression = parse_expression
        self.problems = problems

    def string(self, dedent: bool) -> tree.String:
        """Return its node; a doc in triple quotes is dedented."""
        head = len(self.prefix) + len(self.quote)
        filled = self.prefix == "f"
        pieces: list[str | tree.Expression]
        pieces = self._pieces(head) if filled else [self._value(self.text[head : -len(self.quote)], head)]
        if dedent and len(self.quote) == 3:
            pieces = _dedent(pieces)
        value = "".join(piece if isinstance(piece, str) else "{…}" for piece in pieces)
        return tree.String(self.span, value, tuple(pieces) if filled else None, len(self.quote) == 3)

    def _note(self, start: int, end: int, text: str, help: str | None = None) -> None:
        base = self.span.start
        self.problems.append(Problem.syntax(Span(base + start, base + end), text, help))

    def _value(self, text: str, start: int) -> str:
        """Return what a stretch of it stands for, without fields, Python's way.

        Parameters
        ----------
        text : `str`
            The stretch.
        start : `int`
            Where it begins in the literal.
        """
        if self.prefix == "r" or "\\" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
        if (wrong := _bad_escape(text)) is not None:
            what = f"`{wrong.group()}` is no escape that Python knows"
            self._note(start + wrong.start(), start + wrong.end(), what, "write `\\\\` for a backslash")
            return text.replace("\\", "")
        return str(ast.literal_eval(f"{self.quote}{text}{self.quote}"))

    def _pieces(self, head: int) -> list[str | tree.Expression]:
        """Return the texts and the expressions of an f-string, in turn."""
        pieces: list[str | tree.Expression] = []
        i = start = head
        end = len(self.text) - len(self.quote)
        text = ""
        while i < end:
            char, two = self.text[i], self.text[i : i + 2]
            if two in ("{{", "}}") or (char == "\\" and i + 1 < end):
                text += char if two in ("{{", "}}") else two
                i += 2
            elif char == "{":
                close = self.text.find("}", i, end)
                pieces.append(self._value(text, start))
                expression = self._field(i, close)
                pieces += [expression] if expression is not None else []
                i = start = end if close < 0 else close + 1
                text = ""
            else:
                if char == "}":
                    self._note(i, i + 1, "this brace closes nothing", "write `}}` for a brace")
                text += char
                i += 1
        pieces.append(self._value(text, start))
        return [piece for piece in pieces if piece != ""] or [""]

    def _field(self, start: int, close: int) -> tree.Expression | None:
        """Return the expression between two braces, or `None` after noting why there is none."""
        if close < 0:
            self._note(start, start + 1, "this brace is not closed", "write `{{` for a brace")
        elif not self.text[start + 1 : close].strip():
            self._note(start, close + 1, "there is nothing between these braces", "write `{{}}` for braces")
        else:
            return self.parse_expression(self.text[start + 1 : close], self.span.start + start + 1)
        return None


def _bad_escape(text: str) -> re.Match[str] | None:
    """Return the first escape that Python does not know, if there is one."""
    for match in _ESCAPE.finditer(text):
        name = match.group("name")
        if match.group("bad") or match.group("octal") or (name is not None and not _is_character(name)):
            return match
    return None


def _is_character(name: str) -> bool:
    try:
        unicodedata.lookup(name)
    except KeyError:
        return False
    return True


def _dedent(pieces: list[str | tree.Expression]) -> list[str | tree.Expression]:
    """Take the indentation of a doc away, as `inspect.cleandoc` does, expressions left in place."""
    mark = "\0"
    texts = [piece.replace(mark, "") if isinstance(piece, str) else mark for piece in pieces]
    expressions = [piece for piece in pieces if not isinstance(piece, str)]
    cleaned: list[str | tree.Expression] = []
    for i, piece in enumerate(inspect.cleandoc("".join(texts)).rstrip().split(mark)):
        if i:
            cleaned.append(expressions[i - 1])
        if piece:
            cleaned.append(piece)
    return cleaned or [""]
