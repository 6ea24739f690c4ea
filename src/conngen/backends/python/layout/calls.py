"""Calls that were printed with their arguments on lines of their own: attributes and heads of classes."""

from __future__ import annotations

from ..literals import width
from ..wrap import pieces

__all__ = ["call_lines"]

_SIGNS = (" ** ", ",]", ",}")
_QUIET = str.maketrans(dict.fromkeys("., |"))


def call_lines(head: str, rest: list[str], margin: int, limit: int) -> list[str]:
    """Return the lines of a call.

    Parameters
    ----------
    head : `str`
        Its first line, but for its indentation.
    rest : `list` [ `str` ]
        Its other lines: arguments, and the closing bracket.
    margin : `int`
        How far it is indented.
    limit : `int`
        The columns there are.
    """
    opening = head.partition("  #")[0]
    indent = " " * margin
    arguments = [line[margin + 4 :] for line in rest[:-1]]
    closing = rest[-1].lstrip(" ")
    is_class = opening.startswith("class ")
    if (
        not arguments
        or any(not line.startswith(f"{indent}    ") or line[margin + 4] == " " for line in rest[:-1])
        or any(line[-1] != "," for line in arguments[:-1])
        or not (is_class or _is_simple(opening))
        or margin + width(head) > limit
    ):
        return _looked_at("\n".join((head, *rest)), margin, limit, False)
    exploded = arguments[-1][-1] == ","
    together = " ".join(arguments)
    clean = _is_clean(together)
    if clean and not exploded:
        comment = head[len(opening) :]
        line = f"{indent}{opening}{together}{closing}{comment}"
        if width(line) <= limit:
            return [line]
        line = f"{indent}    {together}"
        if width(line) <= limit:
            return [f"{indent}{head}", line, f"{indent}{closing}"]
    if len(arguments) == 1 or (not exploded and not clean):
        return _looked_at("\n".join((head, *rest)), margin, limit, False)
    found = [f"{indent}{head}"]
    margin += 4
    for argument in arguments:
        line = f"{indent}    {argument}" if argument[-1] == "," else f"{indent}    {argument},"
        if width(line) > limit:
            found += _text(line, margin, limit) or _looked_at(line[margin:], margin, limit, True)
        elif clean or _is_clean(argument):
            found.append(line)
        else:
            found += _looked_at(line[margin:], margin, limit, True)
    found.append(f"{indent}{closing}")
    return found


def _looked_at(code: str, margin: int, limit: int, argument: bool) -> list[str]:
    from .statement import argument_lines, statement_lines

    return (argument_lines if argument else statement_lines)(code, margin, limit)


def _is_simple(opening: str) -> bool:
    """Whether a call is assigned to a name, and what is called has a plain name."""
    name, _, function = opening[:-1].partition(" = ")
    if function[-1:] == "]":
        function, _, index = function[:-1].partition("[")
        if not index.translate(_QUIET).isidentifier():
            return False
    return name.isidentifier() and function.replace(".", "").isidentifier()


def _text(line: str, margin: int, limit: int) -> list[str]:
    """Return the lines of an argument that is a text; nothing if it is anything else."""
    name, _, text = line[margin:-1].partition("=")
    if text[:1] != '"' or text[-1] != '"' or text.count('"') != 2 or not name.isidentifier():
        return []
    indent = " " * (margin + 4)
    parts = pieces(text, limit - margin - 4)
    if not parts or (len(parts) > 1 and width(indent + " ".join(parts)) <= limit):
        return []
    return [f"{indent[4:]}{name}=(", *(indent + part for part in parts), f"{indent[4:]}),"]


def _is_clean(code: str) -> bool:
    """Whether nothing is in code that would be written otherwise, or that would split a line it is on."""
    if " ** " in code or ",]" in code or ",}" in code or (":" in code and _has_slice(code)):
        return False
    return ",)" not in code or not _has_magic(code)


def _has_slice(code: str) -> bool:
    parts = code.split(":")
    return any(part[:1] != " " for part in parts[1:])


def _has_magic(code: str) -> bool:
    """Whether there is a trailing comma that isn't that of a tuple with a plain thing in it."""
    at = code.find(",)")
    while at >= 0:
        start = code.rfind("(", 0, at)
        inside = code[start + 1 : at]
        if start < 1 or code[start - 1] not in "=( " or not (inside.strip('"').isidentifier()):
            return True
        at = code.find(",)", at + 1)
    return False
