"""How many blank lines stand before a statement."""

from __future__ import annotations

from .errors import UnsureError

__all__ = ["Blanks"]


class Blanks:
    """Counts the blank lines of a module, from its first statement to its last."""

    __slots__ = ("_after", "_count", "_defined", "_indent", "_last")

    def __init__(self) -> None:
        self._last = ""
        self._indent = 0
        self._after = 0
        self._count = 0
        self._defined: list[int] = []

    def before(self, code: str, indent: int, printed: int) -> int:
        """Return how many blank lines stand before a statement.

        Parameters
        ----------
        code : `str`
            Its first line, without its indentation.
        indent : `int`
            How many steps it is indented.
        printed : `int`
            How many were printed.
        """
        kind = _kind(code)
        before, after = self._before(kind, indent, printed)
        before = max(before, self._after)
        if self._count == 1 and self._last == "doc" and kind not in ("class", "def"):
            before = 1
        self._last = "doc" if kind == "doc" else kind
        self._indent = indent
        self._after = after
        self._count += 1
        return before

    def _before(self, kind: str, indent: int, printed: int) -> tuple[int, int]:
        before = min(printed, 1 if indent else 2)
        defined = False
        while self._defined and self._defined[-1] >= indent:
            self._defined.pop()
            defined = True
        if kind in ("class", "def"):
            self._defined.append(indent)
        if not self._last:
            return 0, 0
        if kind == "doc":
            if self._last == "class":
                return 0, 1
            if self._last == "def":
                return 0, 0
            raise UnsureError("a string on its own")
        if defined:
            before = 1 if indent else 2
        if kind in ("@", "def", "class"):
            return self._before_definition(indent, before, printed), 0
        if self._last == "import" and kind != "import" and indent == self._indent:
            return (before or 1) if indent else 1, 0
        return before, 0

    def _before_definition(self, indent: int, before: int, printed: int) -> int:
        if self._last == "@":
            return 0
        if self._indent < indent and self._last in ("class", "def"):
            return 1 if printed else 0
        if self._last == "#":
            raise UnsureError("a comment before a definition")
        return 1 if indent else 2


def _kind(code: str) -> str:
    if code[0] in "@#":
        return code[0]
    if code.startswith('"""'):
        return "doc"
    word = code.partition(" ")[0]
    if word in ("class", "def"):
        return word
    if word in ("import", "from"):
        return "import"
    return "other"
