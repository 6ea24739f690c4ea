"""How many blank lines stand before a statement."""

from __future__ import annotations

from .errors import UnsureError

__all__ = ["Blanks"]

_KINDS = {"class": "class", "def": "def", "import": "import", "from": "import", "#": "#"}


class Blanks:
    """Counts the blank lines of a module, from its first statement to its last."""

    __slots__ = ("_after", "_defined", "_first", "_last", "_margin")

    def __init__(self) -> None:
        self._last = ""
        self._margin = 0
        self._after = 0
        self._first = False
        self._defined = [-1]

    def before(self, code: str, margin: int, printed: int) -> int:
        """Return how many blank lines stand before a statement.

        Parameters
        ----------
        code : `str`
            Its first line, without its indentation.
        margin : `int`
            How far it is indented.
        printed : `int`
            How many were printed.
        """
        word = code.partition(" ")[0]
        kind = _KINDS.get(word) or ("@" if word[0] == "@" else "doc" if word.startswith('"""') else "other")
        if kind == "other" == self._last and margin > self._defined[-1]:
            self._margin = margin
            return min(printed, 1 if margin else 2)
        before, after = self._before(kind, margin, printed)
        before = max(before, self._after)
        if self._last == "doc" and self._first and kind not in ("class", "def"):
            before = 1
        self._first = not self._last
        self._last = kind
        self._margin = margin
        self._after = after
        return before

    def _before(self, kind: str, margin: int, printed: int) -> tuple[int, int]:
        before = min(printed, 1 if margin else 2)
        defined = False
        while self._defined and self._defined[-1] >= margin:
            self._defined.pop()
            defined = True
        if kind in ("class", "def"):
            self._defined.append(margin)
        if not self._last:
            return 0, 0
        if kind == "doc":
            if self._last == "class":
                return 0, 1
            if self._last == "def":
                return 0, 0
            raise UnsureError("a string on its own")
        if defined:
            before = 1 if margin else 2
        if kind in ("@", "def", "class"):
            return self._before_definition(margin, before, printed), 0
        if self._last == "import" and kind != "import" and margin == self._margin:
            return (before or 1) if margin else 1, 0
        return before, 0

    def _before_definition(self, margin: int, before: int, printed: int) -> int:
        if self._last == "@":
            return 0
        if self._margin < margin and self._last in ("class", "def"):
            return 1 if printed else 0
        if self._last == "#":
            raise UnsureError("a comment before a definition")
        return 1 if margin else 2
