"""Long strings, broken over lines that fit; black leaves strings as they are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from ...patterns import pattern
from .literals import string, width

__all__ = ["pieces", "wrap"]

_PIECE_TEXT = r"\\(?:x..|u....|U........|.)|."
_PIECE = pattern(_PIECE_TEXT, re.DOTALL)
_FIELD_OR_PIECE = pattern(r"\{\{|\}\}|\{(?:[^{}]|\{[^{}]*\})*\}|" + _PIECE_TEXT, re.DOTALL)
"""The same for an f-string, in which a field is one piece, with the fields in its format."""
_SHORTEST = 20


def wrap(code: str, line_length: int) -> str:
    """Return a module with the strings of lines that are too long broken into several.

    What is broken stands in parentheses, unless it is among the positional arguments of a call.

    Parameters
    ----------
    code : `str`
        The module, formatted.
    line_length : `int`
        The columns there are.
    """
    lines = code.split("\n")
    long = {i + 1 for i, line in enumerate(lines) if width(line) > line_length}
    if not long:
        return code
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    module = ast.parse(code)
    changes: list[tuple[int, int, str]] = []
    for node, bare in _strings(module):
        if node.lineno not in long or node.lineno != node.end_lineno:
            continue
        line = lines[node.lineno - 1]
        start, end = (
            len(line.encode()[:offset].decode()) for offset in (node.col_offset, node.end_col_offset or 0)
        )
        indent = len(line) - len(line.lstrip())
        parts = pieces(line[start:end], line_length - indent - (1 if bare else 4))
        if len(parts) > 1 or (
            parts and not bare and start > indent
        ):  # a single one still gains from a line of its own
            text = "\n".join(parts)
            begin = starts[node.lineno - 1]
            changes.append((begin + start, begin + end, text if bare else f"(\n{text}\n)"))
    for begin, finish, text in sorted(changes, reverse=True):
        code = code[:begin] + text + code[finish:]
    return code


def _strings(module: ast.Module) -> Iterator[tuple[ast.expr, bool]]:
    """Yield the strings of a module but its docstrings, with whether they need no parentheses."""
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    inner = {
        id(value)
        for node in ast.walk(module)
        if isinstance(node, ast.JoinedStr)
        for value in ast.walk(node)
        if value is not node
    }
    positional = {
        id(argument) for node in ast.walk(module) if isinstance(node, ast.Call) for argument in node.args
    }
    for node in ast.walk(module):
        text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if (text or isinstance(node, ast.JoinedStr)) and not {id(node)} & (inner | docstrings):
            assert isinstance(node, ast.expr)
            yield node, id(node) in positional


def pieces(written: str, room: int) -> list[str]:
    """Return literals that together are one, broken behind spaces and line ends if there are any."""
    formatted = written.startswith("f")
    quote = written[-1]
    room = max(room, _SHORTEST)
    if (
        quote == '"'
        and written.isascii()
        and "\\" not in written
        and written.count('"') == 2
        and not formatted
    ):
        parts = _filled(written[1:-1], room - 2)
        if parts:
            return [f'"{text}"' for text in parts]
    words: list[str] = [""]
    pattern = _FIELD_OR_PIECE if formatted else _PIECE
    for match in pattern.finditer(written[1 + formatted : -1]):
        piece = match.group()
        if piece in (" ", "\\n") or (len(piece) > 1 and piece[0] == "{" and piece != "{{"):
            words[-1] += piece
            words.append("")
        else:
            words[-1] += piece
    found = [""]
    for word in words:
        for part in _cut(word, room - 3, pattern):
            if found[-1] and (width(found[-1] + part) + 3 > room or found[-1].endswith("\\n")):
                found.append("")
            found[-1] += part
    return [_literal(text, quote, formatted) for text in found if text]


def _filled(text: str, room: int) -> list[str]:
    """Return a text in which nothing is written otherwise, broken behind spaces; nothing if a word is too long."""
    found = []
    words = text.split(" ")
    part = ""
    for word in [*(f"{word} " for word in words[:-1]), words[-1]]:
        if len(word) >= room:
            return []
        if len(part) + len(word) >= room:
            found.append(part)
            part = ""
        part += word
    return [*found, part] if part else found


def _cut(word: str, room: int, pattern: re.Pattern[str]) -> Iterator[str]:
    """Yield a word, in parts if it is too long."""
    while width(word) > room:
        part = ""
        for match in pattern.finditer(word):
            if part and width(part + match.group()) > room:
                break
            part += match.group()
        if part == word:
            break
        yield part
        word = word[len(part) :]
    yield word


def _literal(text: str, quote: str, formatted: bool) -> str:
    if formatted and re.search(r"(?<!\{)(?:\{\{)*\{[^{]", text):
        return f"f{quote}{text}{quote}"
    plain = text.replace("{{", "{").replace("}}", "}") if formatted else text
    return string(ast.literal_eval(f"{quote}{plain}{quote}"))
