"""Strings and numbers as black writes them, and docs indented like what they belong to."""

from __future__ import annotations

import re

from ..source import Span
from ..syntax import tree
from ..syntax.parser import scanner
from ..syntax.problem import Problem
from ..syntax.strings import Literal

__all__ = ["doc_text", "number_text", "string_text"]

_LITERAL = re.compile(r"([fFrR]?)(\"\"\"|'''|\"|')([\s\S]*)\2")
_BLANKS = " \t\f"
_FIELD = re.compile(r"(?<!\{)\{(?!\{)[^}]*\}")


def number_text(text: str) -> str:
    """Return a number with small letters, but for the digits of a hexadecimal one."""
    return f"0x{text[2:].upper()}" if text[:2] in ("0x", "0X") else text.lower()


def string_text(text: str) -> str:
    """Return a string in double quotes, unless that takes more backslashes; what it stands for stays."""
    found = _LITERAL.fullmatch(text)
    if found is None:
        return text
    prefix, quote, body = found.group(1).replace("F", "f"), found.group(2), found.group(3)
    plain = f"{prefix}{quote}{body}{quote}"
    other = _requoted(prefix, quote, body)
    return other if other is not None and _same(text, other, doc=False) else plain


def _requoted(prefix: str, quote: str, body: str) -> str | None:
    """Return a literal in the quotes that take fewer backslashes; `None` if it is to stay."""
    if quote == '"""':
        return None
    new = {"'''": '"""', "'": '"', '"': "'"}[quote]
    if prefix in ("r", "R"):
        return f"{prefix}{new}{body}{new}" if quote != '"' and new[0] not in body else None
    if "f" in prefix and any(re.search(r"[\\\"']", field) for field in _FIELD.findall(body)):
        return None
    freed = re.sub(rf"(?<!\\)((?:\\\\)*)\\({quote[0]})", r"\1\2", body)
    other = re.sub(rf"(?<!\\)((?:\\\\)*){new}", lambda match: match.group(1) + "\\" + new, freed)
    if new == '"""' and other.endswith('"'):
        other = other[:-1] + '\\"'
    more, before = other.count("\\"), body.count("\\")
    if more > before or (more == before and quote == '"'):
        return None
    return f"{prefix}{new}{other}{new}"


def doc_text(text: str, indent: int) -> str:
    """Return a doc with its lines indented; what it says stays.

    Parameters
    ----------
    text : `str`
        The literal.
    indent : `int`
        The indentation of its first line.
    """
    text = string_text(text)
    found = _LITERAL.fullmatch(text)
    if found is None or len(found.group(2)) == 1:
        return text
    prefix, quote, body = found.groups()
    other = f"{prefix}{quote}{_reindented(body, ' ' * indent)}{quote}"
    return other if _same(text, other, doc=True) else text


def _reindented(body: str, indent: str) -> str:
    first, *others = body.split("\n")
    first = first.lstrip(_BLANKS) if others else first.strip(_BLANKS)
    lines = [line.expandtabs() for line in others]
    margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    lines = [indent + line[margin:] if line.strip() else "" for line in lines]
    closed_below = bool(lines) and not lines[-1]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not first and not lines[0]:
        lines.pop(0)
    if lines:
        lines[-1] = lines[-1].rstrip(_BLANKS)
    if not first and not lines:
        return ""
    if not closed_below and (lines or [first])[-1].endswith(('"', "'", "\\")):
        return "\n".join([first, *lines]) + " "  # so that the closing quotes stay what they are
    return "\n".join([first, *lines, *([indent] if closed_below else [])])


def _same(one: str, other: str, doc: bool) -> bool:
    value = _value(one, doc)
    return value is not None and value == _value(other, doc)


def _value(text: str, doc: bool) -> tuple[tree.String, list[str]] | None:
    """Return what a literal stands for, with what is wrong in it; `None` if the text is no literal."""
    lexemes = list(scanner().scan(text))
    if len(lexemes) != 1 or lexemes[0].kind != "string":
        return None
    problems: list[Problem] = []

    def field(inner: str, offset: int) -> tree.Expression:
        return tree.Variable(Span(0, 0), inner)

    return Literal(text, Span(0, 0), field, problems).string(doc), [problem.text for problem in problems]
