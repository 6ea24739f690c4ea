"""Python literals for texts and plain values.

This is the only way by which text of a `.conn` file reaches a generated module, names apart; and whatever is
made here is read again by Python before it is used.
"""

from __future__ import annotations

import ast
import keyword
import math
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from ...model import PythonName
from ...records import dataclass
from ...source import dedented
from .errors import InternalError

__all__ = [
    "Filled",
    "docstring",
    "f_string",
    "identifier",
    "literal",
    "number",
    "string",
    "tidy",
    "tidy_number",
    "width",
]

_SIMPLE = frozenset("\"'\\{}\n!:=#")
"""What an expression must not hold to stand in the braces of an f-string."""


@lru_cache(maxsize=4096)
def identifier(name: str) -> str:
    """Return a dotted name, after seeing that it is one."""
    if not all(part.isidentifier() and not keyword.iskeyword(part) for part in name.split(".")):
        raise InternalError("a generated module", f"{name!r} is no name in Python")
    return name


def width(text: str) -> int:
    """Return how many columns a text takes, as formatters and linters count them."""
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1
        for char in text
    )


def string(text: str) -> str:
    """Return a literal of a text, with the quotes that black would choose."""
    if _is_plain(text):
        return f'"{text}"'
    quote = "'" if text.count('"') > text.count("'") else '"'
    found = f"{quote}{_escaped(text, quote)}{quote}"
    _check(found, text)
    return found


def _is_plain(text: str) -> bool:
    """Whether a text stands in double quotes as it is, and Python reads just that."""
    return text.isprintable() and '"' not in text and "\\" not in text


@dataclass(frozen=True)
class Filled:
    """A part of a text that is filled in.

    Parameters
    ----------
    code : `str`
        The code of the value.
    conversion : `str`
        The letter behind ``!``, if there is one.
    format : `tuple`
        What stands behind ``:``, texts and parts that are filled in.
    """

    code: str
    conversion: str = ""
    format: tuple[str | Filled, ...] = ()

    def codes(self) -> Iterator[str]:
        """Yield the code of its value and of those in its format, in the order in which they are filled in."""
        yield self.code
        for one in self.format:
            if isinstance(one, Filled):
                yield from one.codes()

    def braced(self, simple: bool, quote: str = "") -> str:
        """Return it in its braces, with its code if that can stand there, for a literal in quotes if in any."""
        found = self.code if simple else ""
        found += f"!{self.conversion}" if self.conversion else ""
        if self.format:
            found += ":" + "".join(
                (
                    one.braced(simple, quote)
                    if isinstance(one, Filled)
                    else _escaped(one, quote) if quote else one
                )
                for one in self.format
            )
        return f"{{{found}}}"


def f_string(parts: Iterable[str | Filled]) -> str:
    """Return the code of a text with parts to be filled in.

    Parameters
    ----------
    parts : iterable of `str` or `Filled`
        Texts and what is filled in.

    Returns
    -------
    code : `str`
        A plain literal, an f-string, or a call of `str.format` if an expression can't stand in an f-string.
    """
    parts = tuple(parts)
    codes = [code for part in parts if isinstance(part, Filled) for code in part.codes()]
    text = "".join(part for part in parts if isinstance(part, str))
    if not codes:
        return string(text)
    quote = "'" if text.count('"') > text.count("'") else '"'
    simple = not any(_SIMPLE & set(code) for code in codes)
    body = "".join(
        part.braced(simple, quote) if isinstance(part, Filled) else _escaped(_doubled(part), quote)
        for part in parts
    )
    body = f"{quote}{body}{quote}"
    code = f"f{body}" if simple else f"{body}.format({', '.join(codes)})"
    if simple:
        _check_f_string(code, parts)
    else:
        meant = (part.braced(simple) if isinstance(part, Filled) else _doubled(part) for part in parts)
        _check(body, "".join(meant))
    return code


def _doubled(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def number(value: float, text: str) -> str:
    """Return a number, written as in the `.conn` file if Python reads it so."""
    if repr(value) == text:
        return text
    try:
        read = ast.literal_eval(text)
    except (SyntaxError, ValueError):
        read = None
    if type(read) is type(value) and read == value:
        return tidy_number(text)
    return literal(value)


def tidy_number(text: str) -> str:
    """Return a number as black writes it: lower case, a digit on both sides of the point, no needless sign."""
    found = text.lower()
    if found[:2] in ("0x", "0b", "0o"):
        return found[:2] + found[2:].upper() if found[1] == "x" else found
    mantissa, e, exponent = found.partition("e")
    suffix = ""
    if not e and mantissa.endswith("j"):
        mantissa, suffix = mantissa[:-1], "j"
    if "." in mantissa:
        before, _, after = mantissa.partition(".")
        mantissa = f"{before or 0}.{after or 0}"
    return mantissa + e + exponent.removeprefix("+") + suffix


def literal(value: object, name: Callable[[PythonName], str] | None = None) -> str:
    """Return the code of plain data.

    Parameters
    ----------
    value : `object`
        Texts, numbers, truth values, `None`, and lists, tuples and dictionaries of them.
    name : callable, optional
        Gives the code of a Python object among them.
    """
    match value:
        case str():
            return string(value)
        case None | bool() | int():
            return repr(value)
        case float() if math.isfinite(value):
            return tidy_number(repr(value))
        case float():
            return f'float("{value}")'
        case complex():
            real, sign, rest = repr(value).rpartition("-" if math.copysign(1, value.imag) < 0 else "+")
            return f"({tidy_number(real[1:])} {sign} {tidy_number(rest[:-1])})" if real[1:] else repr(value)
        case PythonName() if name is not None:
            return name(value)
        case tuple() if len(value) == 1:
            return f"({literal(value[0], name)},)"
        case tuple():
            return f"({', '.join(literal(item, name) for item in value)})"
        case list():
            return f"[{', '.join(literal(item, name) for item in value)}]"
        case dict():
            items = (f"{literal(key, name)}: {literal(item, name)}" for key, item in value.items())
            return f"{{{', '.join(items)}}}"
    raise InternalError("a generated module", f"a {type(value).__name__} is no plain value")


def tidy(text: str) -> str:
    """Return a text as the docstring of a generated class says it: without white space that nobody sees."""
    if "\n" not in text and "\t" not in text:
        return text.strip()
    lines = [line.rstrip() for line in dedented(text).split("\n")]
    return "\n".join(lines).strip()


def docstring(text: str, indent: int, line_length: int) -> str:
    """Return a docstring, quotes included, its first line to be put behind an indentation.

    Parameters
    ----------
    text : `str`
        What it says.
    indent : `int`
        The indentation of what it documents.
    line_length : `int`
        The columns there are; longer lines are broken.
    """
    if text.isascii() and len(text) + 6 <= line_length - indent and _is_plain(text):
        return f'"""{text.strip()}"""'
    room = line_length - indent
    written = [_safe(line) for line in tidy(text).split("\n")]
    lines: list[str] = []
    for line in written:
        lines.extend(_broken(line, room - (0 if lines else 6 if len(written) == 1 else 3)))
    if lines[0].startswith('"'):
        lines[0] = "\\u0022" + lines[0][1:]
    if len(lines) == 1:
        found = f'"""{_ended(lines[0])}"""'
    else:
        margin = " " * indent
        body = "".join(margin + line + "\n" if line else "\n" for line in lines[1:])
        found = f'"""{lines[0]}\n{body}{margin}"""'
    inside = found[3:-3]
    read = str(ast.literal_eval(found)) if '"' in inside or "\\" in inside else inside
    if read.split() != text.split():
        raise InternalError(
            "a generated module", f"the docstring {found[:80]!r} is not the text it was made of"
        )
    return found


def _broken(line: str, room: int) -> list[str]:
    if width(line) <= room:
        return [line]
    lead = line[: len(line) - len(line.lstrip())]
    words = line.split()
    if line.isascii() and line == lead + " ".join(words) and len(max(words, key=len)) + len(lead) <= room:
        return _filled(words, lead, max(room, 20))
    import textwrap

    found = textwrap.wrap(
        line,
        max(room, 20),
        initial_indent="",
        subsequent_indent=lead,
        break_long_words=False,
        break_on_hyphens=False,
        drop_whitespace=True,
    )
    return found or [line]


def _filled(words: list[str], lead: str, room: int) -> list[str]:
    """Return words in lines, as many in each as there is room for, each behind a margin."""
    lines: list[str] = []
    line = lead + words[0]
    for word in words[1:]:
        if len(line) + 1 + len(word) <= room:
            line += f" {word}"
        else:
            lines.append(line)
            line = lead + word
    return [*lines, line]


def _safe(line: str) -> str:
    """Return a line of a docstring without what Python or a formatter would take for more than text."""
    if line.isprintable() and "\\" not in line:
        return line.replace('"""', '""\\u0022')
    found = "".join(char if char.isprintable() and char != "\\" else _code(char) for char in line)
    return found.replace('"""', '""\\u0022')


def _code(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) <= 0xFFFF else f"\\U{ord(char):08x}"


def _ended(line: str) -> str:
    return line[:-1] + "\\u0022" if line.endswith('"') else line


def _escaped(text: str, quote: str) -> str:
    """Return the inside of a literal."""
    inside = repr("'" + text + '"')[3:-2]  # with both kinds in it, repr escapes the single ones and no others
    inside = inside.replace("\\'", "'")
    return inside.replace(quote, "\\" + quote)


def _check(code: str, text: str) -> None:
    try:
        same = ast.literal_eval(code) == text
    except (SyntaxError, ValueError):
        same = False
    if not same:
        raise InternalError("a generated module", f"the literal {code[:80]!r} is not the text it was made of")


def _check_f_string(code: str, parts: tuple[str | Filled, ...]) -> None:
    tree = ast.parse(code, mode="eval").body
    found = _read(tree.values) if isinstance(tree, ast.JoinedStr) else []
    if found != _meant(parts):
        raise InternalError(
            "a generated module", f"the f-string {code[:80]!r} is not the text it was made of"
        )


def _meant(parts: Iterable[str | Filled]) -> list[object]:
    """Return what an f-string should be read as: texts, and lists of value, conversion and format."""
    found: list[object] = []
    for part in parts:
        if isinstance(part, Filled):
            code = ast.dump(ast.parse(part.code, mode="eval").body)
            found.append([code, part.conversion, _meant(part.format)])
        elif found and isinstance(found[-1], str):
            found[-1] += part
        elif part:
            found.append(part)
    return found


def _read(values: Iterable[ast.expr]) -> list[object]:
    """Return what an f-string is read as by Python."""
    found: list[object] = []
    for value in values:
        match value:
            case ast.FormattedValue(value=inner, conversion=conversion, format_spec=format):
                inside = _read(format.values) if isinstance(format, ast.JoinedStr) else []
                found.append([ast.dump(inner), chr(conversion) if conversion >= 0 else "", inside])
            case ast.Constant(value=text) if text:  # Python 3.12.1 ends a nested format with an empty text
                found.append(str(text))
    return found
