"""Docstrings: as they were printed, if black leaves them alone."""

from __future__ import annotations

from .errors import UnsureError

__all__ = ["docstring_lines"]


def docstring_lines(lines: list[str], margin: int) -> list[str]:
    """Return a docstring, after seeing that nothing of it changes.

    Parameters
    ----------
    lines : `list` [ `str` ]
        Its lines.
    margin : `int`
        How far it is indented.
    """
    if len(lines) == 1:
        inside = lines[0][margin + 3 : -3]
        if inside != inside.strip() or inside[:1] == '"' or inside[-1:] in ('"', "\\", "") or '"""' in inside:
            raise UnsureError("a docstring")
        return lines
    first = lines[0][margin + 3 :]
    if not first or first != first.strip() or first[0] == '"' or lines[-1] != " " * margin + '"""':
        raise UnsureError("a docstring")
    least = 1000
    for line in lines[1:-1]:
        if line:
            least = min(least, len(line) - len(line.lstrip()))
            if line[-1] == "\\" or line[-1].isspace():
                raise UnsureError("a docstring")
    if least not in (margin, 1000) or first[-1] == "\\":
        raise UnsureError("a docstring")
    return lines
