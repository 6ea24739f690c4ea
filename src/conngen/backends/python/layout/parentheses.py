"""The parentheses that a statement may have, and doesn't show unless it is split there."""

from __future__ import annotations

from .errors import UnsureError
from .tokens import Token

__all__ = ["with_optional"]

_AUGMENTED = frozenset(("+=", "-=", "*=", "/=", "//=", "%=", "**=", "@=", "&=", "|=", "^=", "="))


def with_optional(tokens: list[Token], argument: bool = False) -> list[Token]:
    """Return the tokens of a statement, or of an argument, and its parentheses that aren't seen."""
    found = _Statement(tokens)
    first = tokens[0]
    if argument:
        found.elements(0, len(tokens))
        return found.woven()
    word = first.text if first.kind == "name" else ""
    end = len(tokens)
    match word:
        case "import":
            return tokens
        case "from":
            found.imported()
            return found.woven()
        case "class":
            found.mark("class")
            found.elements(0, end)
            return found.woven()
        case "def":
            found.mark("parameters")
            found.signature()
            return found.woven()
        case "return" | "del":
            if end > 1:
                found.wrap(1, end)
            return found.woven()
        case "if" | "elif" | "while":
            found.wrap(1, end - 1)
            return found.woven()
        case "for":
            at = found.index("in")
            found.wrap(1, at)
            found.wrap(at + 1, end - 1)
            return found.woven()
        case "else" | "raise":
            found.elements(1, end)
            return found.woven()
    if first.text == "@":
        found.elements(1, end)
        return found.woven()
    found.assignment()
    return found.woven()


class _Statement:
    """A statement to which parentheses are added."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.opening: dict[int, list[Token]] = {}
        self.closing: dict[int, list[Token]] = {}
        self.dropped: set[int] = set()
        self.where = {id(token): i for i, token in enumerate(tokens)}

    def index(self, word: str) -> int:
        """Return where a word stands outside of brackets."""
        depth = 0
        for i, token in enumerate(self.tokens):
            if token.kind == "open":
                depth += 1
            elif token.kind == "close":
                depth -= 1
            elif depth == 0 and token.text == word:
                return i
        raise UnsureError(f"no {word}")

    def top(self, start: int, end: int) -> list[int]:
        """Return where the tokens outside of brackets stand, in a part of the statement."""
        found = []
        i = start
        while i < end:
            found.append(i)
            if self.tokens[i].kind == "open":
                i = self.where[id(self.tokens[i].match)]
                found.append(i)
            i += 1
        return found

    def mark(self, role: str) -> None:
        """Say what the first parentheses are for."""
        if len(self.tokens) > 2 and self.tokens[2].text == "(":
            self.tokens[2].role = self.tokens[2].match.role = role

    def pair(self, start: int, end: int, role: str = "atom") -> None:
        """Put parentheses around a part of the statement."""
        first = self.tokens[start]
        opening, closing = Token("", "open", first.gap, 0), Token("", "close", "", 0)
        first.gap = ""
        opening.match, closing.match = closing, opening
        opening.role = closing.role = role
        self.opening.setdefault(start, []).append(opening)
        self.closing.setdefault(end, []).insert(0, closing)

    def wrap(self, start: int, end: int) -> None:
        """Put parentheses around a part of the statement, or take those it has."""
        if start >= end:
            raise UnsureError("nothing where something should be")
        first = self.tokens[start]
        if first.text == "(" and first.match is self.tokens[end - 1]:
            if self.hidden(start, end - 1):
                first.text = first.match.text = ""
            self.elements(start, end)
            return
        if self.tokens[end - 1].text == ",":
            raise UnsureError("a tuple without parentheses")
        commas = any(self.tokens[i].text == "," for i in self.top(start, end))
        self.pair(start, end)
        self.elements(start, end, sole=not commas)

    def hidden(self, start: int, end: int) -> bool:
        """Whether parentheses needn't be there; those directly in them aren't any more."""
        inner = self.top(start + 1, end)
        if not inner or any(self.tokens[i].text in (",", "for") for i in inner):
            return False
        if (
            self.tokens[0].text == "for"
            and any(self.tokens[i].text == "if" for i in inner)
            and self.tokens[start].row == self.tokens[end].row
        ):
            raise UnsureError("its releases differ")
        second = self.tokens[start + 1]
        if second.text == "(" and second.match is self.tokens[end - 1] and self.hidden(start + 1, end - 1):
            self.dropped.update((id(second), id(second.match)))
        return True

    def elements(self, start: int, end: int, sole: bool = False) -> None:
        """Put parentheses around the conditional expressions in a part of the statement.

        Parameters
        ----------
        start, end : `int`
            The part.
        sole : `bool`
            Whether it is in parentheses as a whole.
        """
        begin = start
        alone = sole
        i = start
        while i < end:
            token = self.tokens[i]
            if token.kind == "open":
                close = self.where[id(token.match)]
                inside = self.top(i + 1, close)
                commas = any(self.tokens[k].text == "," for k in inside)
                if any(self.tokens[k].text == "for" and self.tokens[k].kind == "name" for k in inside):
                    self.comprehension(i + 1, close, inside)
                else:
                    self.elements(i + 1, close, sole=not commas and token.kind == "open" and _is_round(token))
                i = close
            elif token.kind == "sign" and token.text in (",", "=", ":", "->"):
                begin = i + 1
                alone = False
            elif token.kind == "name" and token.text == "if":
                i = self.ternary(begin, i, end, alone and begin == start)
            i += 1

    def ternary(self, begin: int, at: int, end: int, alone: bool) -> int:
        """Put parentheses around a conditional expression; return the last of its tokens."""
        stop = at
        marks = []
        for i in self.top(begin, end):
            token = self.tokens[i]
            if token.kind == "sign" and token.text in (",", ":", "=") and i > at:
                break
            if token.kind == "name" and token.text in ("if", "else"):
                marks.append(i)
                token.role = "ternary"
            stop = i
        words = [self.tokens[i].text for i in marks]
        if words != ["if", "else"] * (len(words) // 2):
            raise UnsureError("conditional expressions in one another")
        if self.tokens[begin].text in ("*", "**"):
            raise UnsureError("a star before a condition")
        for i in self.top(begin, stop + 1):
            if self.tokens[i].kind == "open":
                self.elements(i, self.where[id(self.tokens[i].match)] + 1)
        starts = [begin, *(marks[k] + 1 for k in range(1, len(marks) - 1, 2))]
        for one in starts[1:] if alone else starts:
            self.pair(one, stop + 1)
        return stop

    def comprehension(self, start: int, end: int, inside: list[int]) -> None:
        """Mark the words of a comprehension."""
        seen = False
        for i in inside:
            token = self.tokens[i]
            if token.kind == "name" and token.text in ("for", "if"):
                seen = seen or token.text == "for"
                if not seen or token.text == "else":
                    raise UnsureError("a condition in a comprehension")
                token.role = "comprehension"
            elif token.kind == "name" and token.text == "else":
                raise UnsureError("a condition in a comprehension")
            elif token.kind == "open":
                self.elements(i, self.where[id(token.match)] + 1)

    def imported(self) -> None:
        """Put parentheses around what is imported."""
        at = self.index("import")
        first = self.tokens[at + 1]
        if first.text == "(":
            first.role = first.match.role = "import"
            first.text = first.match.text = ""
            first.match.gap = ""
        else:
            self.pair(at + 1, len(self.tokens), "import")

    def signature(self) -> None:
        """Put parentheses around what is returned, and around unions of parameters."""
        opening = self.tokens[2]
        if opening.role != "parameters":
            raise UnsureError("a function without parameters")
        close = self.where[id(opening.match)]
        inside = self.top(3, close)
        starts: list[int] = []
        at = 0
        for i in [*inside, close]:
            token = self.tokens[i]
            if token.text in (",", "=") or i == close:
                if starts and any(self.tokens[k].text == "|" for k in inside if starts[0] <= k < i):
                    self.pair(starts[0], i)
                elif starts and self.tokens[starts[0]].text == "(":
                    raise UnsureError("an annotation in parentheses")
                starts.clear()
            elif token.text == ":":
                starts.append(i + 1)
        at = close + 1
        end = len(self.tokens) - 1
        self.elements(3, close)
        if end - at > 1:
            if self.tokens[at].text != "->" or any(
                one.text == "," and self.tokens[k + 1].kind == "close"
                for k, one in enumerate(self.tokens[at:end], at)
            ):
                raise UnsureError("what a function returns")
            self.wrap(at + 1, end)

    def assignment(self) -> None:
        """Put parentheses around what is assigned, and around the annotation."""
        signs = [
            i
            for i in self.top(0, len(self.tokens))
            if self.tokens[i].kind == "sign"
            and (self.tokens[i].text in _AUGMENTED or self.tokens[i].text == ":")
        ]
        if not signs:
            if any(
                self.tokens[i].kind == "sign" and self.tokens[i].text != "."
                for i in self.top(0, len(self.tokens))
            ):
                raise UnsureError("an expression that nothing is done with")
            self.elements(0, len(self.tokens))
            return
        self.elements(0, signs[0])
        if any(self.tokens[i].text == "," for i in self.top(0, signs[0])) or self.tokens[0].kind == "open":
            raise UnsureError("a target of several")
        for start, end in zip(signs, [*signs[1:], len(self.tokens)], strict=True):
            self.wrap(start + 1, end)

    def woven(self) -> list[Token]:
        """Return the tokens and the parentheses."""
        if not self.opening and not self.dropped:
            return self.tokens
        found: list[Token] = []
        for i, token in enumerate(self.tokens):
            found.extend(self.closing.get(i, ()))
            found.extend(self.opening.get(i, ()))
            if id(token) not in self.dropped:
                found.append(token)
        found.extend(self.closing.get(len(self.tokens), ()))
        return found


def _is_round(token: Token) -> bool:
    return token.text in ("(", "")
