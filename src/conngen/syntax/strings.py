"""String literals: their escapes, the expressions in an f-string, the indentation of a doc."""

from __future__ import annotations

import ast
import re
import unicodedata
from collections.abc import Callable, Iterator

from ..patterns import pattern
from ..source import Span, dedented
from ..typings import NamedTuple
from . import tree
from .problem import Problem

__all__ = ["Literal", "fields", "joined"]

_ESCAPE = pattern(
    r"\\(?:(?P<octal>[4-7][0-7]{2})|\r\n|[\r\n\\'\"abfnrtv]|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}"
    r"|U00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4}|N\{(?P<name>[^{}]*)\}|(?P<bad>N\{|[\s\S]))"
)
_NAMED = pattern(r"\\N\{[^{}]*\}")
_SHOWN = pattern(r"([\s\S]*[^=!<>])=\s*")
"""``x=`` in the braces of an f-string."""


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
        end = len(self.text) - len(self.quote)
        pieces = self._pieces(head, end) if filled else [self._value(self.text[head:end], head)]
        if dedent and len(self.quote) == 3:
            pieces = _dedent(pieces)
        value = "".join(piece if isinstance(piece, str) else "{…}" for piece in pieces)
        return tree.String(self.span, value, tuple(pieces) if filled else None, len(self.quote) == 3)

    def _note(self, start: int, end: int, text: str, help: str | None = None, fix: str | None = None) -> None:
        base = self.span.start
        self.problems.append(Problem.syntax(Span(base + start, base + end), text, help, fix=fix))

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
            fix = f"\\{wrong.group()}"
            self._note(start + wrong.start(), start + wrong.end(), what, "write `\\\\` for a backslash", fix)
            return text.replace("\\", "")
        return str(ast.literal_eval(f"{self.quote}{text}{self.quote}"))

    def _pieces(self, start: int, end: int, in_format: bool = False) -> list[str | tree.Expression]:
        """Return the texts and the expressions of a stretch of an f-string, in turn.

        Parameters
        ----------
        start, end : `int`
            Where it begins and ends in the literal.
        in_format : `bool`
            Whether it is the format of a field, in which no brace is doubled.
        """
        pieces: list[str | tree.Expression] = []
        text = ""
        for i, written, field in self._cut(start, end, in_format):
            if field is not None:
                pieces += [self._value(text, start), *self._field(i, field)]
                start = end if field.close < 0 else field.close + 1
                text = ""
                continue
            if written == "}":
                self._note(i, i + 1, "this brace closes nothing", "write `}}` for a brace", "}}")
            text += written[0] if written in ("{{", "}}") else written
        pieces.append(self._value(text, start))
        return _merged(pieces)

    def fields(self) -> Iterator[Span]:
        """Yield where its fields stand in its file, if it is an f-string."""
        base = self.span.start
        for i, _, field in self._cut(len(self.prefix) + len(self.quote), len(self.text), in_format=False):
            if field is not None and field.close >= 0:
                yield Span(base + i, base + field.close + 1)

    def _cut(self, start: int, end: int, in_format: bool) -> Iterator[tuple[int, str, _Field | None]]:
        """Yield what a stretch of an f-string is made of: the offset, and a character, an escape or a field."""
        i = start
        while i < end:
            char, two = self.text[i], self.text[i : i + 2]
            if (name := _NAMED.match(self.text, i, end)) is not None:
                yield i, name.group(), None
                i = name.end()
            elif (two in ("{{", "}}") and not in_format) or (char == "\\" and i + 1 < end):
                yield i, two, None
                i += 2
            elif char == "{":
                field = self._end(i + 1, end)
                yield i, "", field
                i = end if field.close < 0 else field.close + 1
            else:
                yield i, char, None
                i += 1

    def _end(self, start: int, end: int) -> _Field:
        """Return where the parts of a field end, of which the expression begins at an offset."""
        opened = 0
        quote = ""
        value, conversion, format = 0, 0, 0
        for i in range(start, end):
            char, two = self.text[i], self.text[i : i + 2]
            if quote:
                quote = "" if char == quote else quote
            elif char in "\"'" and not format:
                quote = char
            elif char == "}" and not opened:
                return _Field(value or i, conversion, format, i)
            elif char in "([{":
                opened += 1
            elif char in ")]}":
                opened -= 1
            elif not opened and not format and char == ":":
                value, format = value or i, i
            elif not opened and not value and char == "!" and two != "!=":
                value, conversion = i, i
        return _Field(value or end, conversion, format, -1)

    def _field(self, start: int, field: _Field) -> Iterator[str | tree.Expression]:
        """Yield what stands for the field that begins with a brace; nothing after noting what is wrong."""
        written = self.text[start + 1 : field.value]
        if field.close < 0:
            self._note(start, start + 1, "this brace is not closed", "write `{{` for a brace", "{{")
            return
        if not written.strip():
            what = "there is nothing between these braces"
            fix = None if written else "{{}}"
            self._note(start, field.close + 1, what, "write `{{}}` for braces", fix)
            return
        shown = _SHOWN.fullmatch(written)  # of `{x=}` the text is shown too
        if shown is not None:
            yield written
            written = shown.group(1)
        value = self.parse_expression(written, self.span.start + start + 1)
        conversion = self._conversion(field)
        if value is None or conversion is None:
            return
        format: list[str | tree.Expression] = []
        if field.format:
            format = [one for one in self._pieces(field.format + 1, field.close, True) if one != ""]
        if shown is not None and not conversion and not field.format:
            conversion = "r"
        if conversion or format:
            span = Span(self.span.start + start + 1, self.span.start + field.close)
            value = tree.Formatted(span, value, conversion, tuple(format))
        yield value

    def _conversion(self, field: _Field) -> str | None:
        """Return the letter behind ``!`` in a field, or `None` after noting that it means nothing."""
        if not field.conversion:
            return ""
        end = field.format or field.close
        found = self.text[field.conversion + 1 : end]
        if found in ("r", "s", "a"):
            return found
        text = f"there is no conversion `!{found}`" if found else "a letter is missing behind `!`"
        self._note(field.conversion, end, text, "write `!r`, `!s` or `!a`")
        return None


def fields(text: str, span: Span) -> Iterator[Span]:
    """Yield where the fields of an f-string stand, braces included.

    Parameters
    ----------
    text : `str`
        The file.
    span : `Span`
        Where the literal stands in it; it need not be closed.
    """
    return Literal(text[span.start : span.end], span, lambda *_: None, []).fields()


def joined(span: Span, strings: list[tree.String]) -> tree.String:
    """Return the one text of several literals."""
    if len(strings) == 1:
        return strings[0]
    value = "".join(one.value for one in strings)
    if all(one.parts is None for one in strings):
        return tree.String(span, value)
    parts: list[str | tree.Expression] = []
    for one in strings:
        for part in (one.value,) if one.parts is None else one.parts:
            if parts and isinstance(part, str) and isinstance(parts[-1], str):
                parts[-1] += part
            else:
                parts.append(part)
    return tree.String(span, value, tuple(parts))


class _Field(NamedTuple):
    """Where the expression of a field ends, its conversion and its format begin, and its brace closes.

    What is not there is 0, but for a brace that nobody closed, which is -1.
    """

    value: int
    conversion: int
    format: int
    close: int


def _merged(pieces: list[str | tree.Expression]) -> list[str | tree.Expression]:
    """Return texts and expressions with neighbouring texts in one, and none of them empty."""
    found: list[str | tree.Expression] = []
    for piece in pieces:
        if isinstance(piece, str) and found and isinstance(found[-1], str):
            found[-1] += piece
        elif piece != "":
            found.append(piece)
    return found or [""]


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
    """Take the indentation of a doc away, as `dedented` does, expressions left in place."""
    mark = "\0"
    texts = [piece.replace(mark, "") if isinstance(piece, str) else mark for piece in pieces]
    expressions = [piece for piece in pieces if not isinstance(piece, str)]
    cleaned: list[str | tree.Expression] = []
    for i, piece in enumerate(dedented("".join(texts)).rstrip().split(mark)):
        if i:
            cleaned.append(expressions[i - 1])
        if piece:
            cleaned.append(piece)
    return cleaned or [""]
