"""Modules laid out as black would lay them out, without black, which takes a hundred times as long.

What templates print is one statement per line, or a call whose arguments have lines of their own; spaces and quotes
are right. What is left to do is to split the lines that are too long, to break strings, and to count blank lines.
Of anything else `UnsureError` is raised.
"""

from __future__ import annotations

from ....patterns import pattern
from ..literals import width
from .blanks import Blanks
from .errors import UnsureError
from .lines import Line, split
from .parentheses import with_optional
from .spaces import space_powers, space_slices
from .strings import broken
from .tokens import cut, measure

__all__ = ["UnsureError", "laid_out"]

_SUSPICIOUS = pattern(
    r"\*\*|,[)\]}]|:[^ ]|[0-9][eEjJxXoObB.][0-9A-Fa-f+-]?|[^\w)\]]\.[0-9]"
    r"|(?:return|if|elif|while|in|del|=|else|not|and|or|[(\[{]) ?\(|lambda|yield|\\N"
)


def laid_out(code: str, line_length: int) -> str:
    """Return a module laid out.

    Parameters
    ----------
    code : `str`
        What templates printed.
    line_length : `int`
        The columns there are.

    Raises
    ------
    UnsureError
        Raised if something in it is nothing that is known here.
    """
    lines = code.split("\n")
    blanks = Blanks()
    found: list[str] = []
    i, end, empty = 0, len(lines), 0
    while i < end:
        line = lines[i]
        i += 1
        if not line or line.isspace():
            empty += 1
            continue
        bare = line.lstrip(" ")
        margin = len(line) - len(bare)
        if margin % 4:
            raise UnsureError("indentation")
        if bare.startswith('"""'):
            statement = [line]
            if not (bare.endswith('"""') and len(bare) > 5):
                while True:
                    statement.append(lines[i])
                    i += 1
                    if statement[-1].endswith('"""'):
                        break
            found.extend([""] * blanks.before(bare, margin // 4, empty))
            found.extend(_docstring(statement, margin))
            empty = 0
            continue
        found.extend([""] * blanks.before(bare, margin // 4, empty))
        empty = 0
        if bare[0] == "#":
            if not bare.startswith("# ") or bare != bare.rstrip():
                raise UnsureError("a comment")
            found.append(line)
            continue
        if bare.endswith("(") or "(  #" in bare:
            while True:
                bare += "\n" + lines[i]
                i += 1
                if lines[i - 1][: margin + 1].lstrip(" ")[:1] == ")":
                    break
        elif width(line) <= line_length and not _SUSPICIOUS.search(bare):
            found.append(line)
            continue
        found.extend(statement_lines(bare, margin // 4, line_length))
    found.append("")
    return "\n".join(found)


def statement_lines(code: str, indent: int, limit: int) -> list[str]:
    """Return the lines of a statement."""
    lines = _split(code, indent, limit)
    shorter = broken(lines, limit)
    if shorter is None:
        return [str(line) for line in lines]
    return [str(line) for line in _split(shorter, indent, limit)]


def _split(code: str, indent: int, limit: int) -> list[Line]:
    printed = cut(code)
    space_slices(printed)
    tokens = with_optional(printed)
    measure(tokens)
    powers = space_powers(tokens)
    lines = split(Line(tokens, indent, limit))
    if powers and len(lines) > 1:
        raise UnsureError("a power on a line that is too long")
    return lines


def _docstring(lines: list[str], margin: int) -> list[str]:
    """Return a docstring as it is, after seeing that it needs nothing."""
    if len(lines) == 1:
        inside = lines[0][margin + 3 : -3]
        if inside != inside.strip() or inside[:1] == '"' or inside[-1:] in ('"', "\\", "") or '"""' in inside:
            raise UnsureError("a docstring")
        return lines
    first = lines[0][margin + 3 :]
    if first != first.strip() or first[:1] in ('"', "") or lines[-1] != " " * margin + '"""':
        raise UnsureError("a docstring")
    least = min((len(line) - len(line.lstrip()) for line in lines[1:-1] if line), default=margin)
    if least != margin or any(line != line.rstrip() or line.endswith("\\") for line in lines):
        raise UnsureError("a docstring")
    return lines
