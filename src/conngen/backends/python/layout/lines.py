"""Lines that are too long, split where black would split them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ....typings import NamedTuple
from ..literals import width
from .errors import UnsureError
from .spaces import close_powers
from .tokens import COMMA, DOT, Token

__all__ = ["Line", "split"]


class _StuckError(Exception):
    """A line can't be split in some way."""


_Way = Callable[["Line", bool], Iterable["Line"]]
"""Splits a line, preferring the parentheses that aren't seen or not."""


class Line:
    """A line, or what may be split into several.

    Parameters
    ----------
    tokens : `list` [ `Token` ]
        What is on it.
    indent : `int`
        How many steps it is indented.
    limit : `int`
        The columns there are.
    base : `int`
        How deep in brackets it is.
    inside : `bool`
        Whether it is all inside of brackets.
    tracked : `bool`
        Whether all its brackets count, and not only those that it opens and closes.
    """

    __slots__ = ("base", "indent", "inside", "limit", "must_split", "tokens", "tracked")

    def __init__(
        self,
        tokens: list[Token],
        indent: int,
        limit: int,
        base: int = 0,
        inside: bool = False,
        tracked: bool = True,
    ) -> None:
        self.tokens = tokens
        self.indent = indent
        self.limit = limit
        self.base = base
        self.inside = inside
        self.tracked = tracked
        self.must_split = False

    def __str__(self) -> str:
        tokens = self.tokens
        text = " " * (4 * self.indent) + tokens[0].text
        text += "".join([token.gap + token.text for token in tokens[1:]])
        return text + "".join([token.comment for token in tokens if token.comment])

    def shown(self) -> str:
        """Return how it is written in the end: powers of simple things have no spaces."""
        found = str(self)
        closed = close_powers(self.tokens) if " ** " in found else None
        if not closed:
            return found
        gaps = [(token, token.gap) for token in (self.tokens[i] for i in closed)]
        for token, _ in gaps:
            token.gap = ""
        found = str(self)
        for token, gap in gaps:
            token.gap = gap
        return found

    def copy(self) -> Line:
        """Return a line whose parentheses can be shown without those of this one."""
        copies = {id(token): token.copy() for token in self.tokens}
        for token in copies.values():
            token.match = copies.get(id(token.match), token.match)
        found = Line(list(copies.values()), self.indent, self.limit, self.base, self.inside, self.tracked)
        found.must_split = self.must_split
        return found

    def fits(self, spare: int = 0) -> bool:
        """Whether it is short enough."""
        return width(str(self)) <= self.limit - spare

    @property
    def word(self) -> str:
        """The word it begins with."""
        return self.tokens[0].text if self.tokens[0].kind == "name" else ""

    def delimiters(self, last: bool = True) -> list[int]:
        """Return how much speaks for each place where it can be split; that behind its last token may not count."""
        tokens = self.tokens if last else self.tokens[:-1]
        found = [token.split for token in tokens if token.split and token.split_depth == self.base]
        end = self.tokens[-1]
        if last and found and end.split and end.split_depth == self.base and end.text != ",":
            found.pop()  # what it stands before is on another line
        return found

    def magic(self) -> bool:
        """Whether a trailing comma says that it is to be split."""
        tokens = self.tokens
        for i, token in enumerate(tokens):
            if i == 0 or token.kind != "close" or tokens[i - 1].text != "," or token.match not in tokens[:i]:
                continue
            if (self.tracked or token in _in_pairs(tokens)) and (
                self.word in ("from", "import") or _is_magic(token, tokens[:i])
            ):
                return True
        return False

    def invisible(self) -> list[Token]:
        """Return its parentheses that weren't printed."""
        tokens = self.tokens if self.tracked else _in_pairs(self.tokens)
        return [token for token in tokens if token.row == 0 and token.kind in ("open", "close")]

    def keeps(self) -> bool:
        """Whether a comment at its end means all of a line as it was printed, and so keeps it whole."""
        if not any("# type: ignore" in token.comment for token in self.tokens[-2:]):
            return False
        rows = [token.row for token in self.tokens if token.row]
        return not rows or rows[0] == rows[-1]


def _in_pairs(tokens: list[Token]) -> list[Token]:
    """Return the tokens of a line in brackets that it opens and closes."""
    found: list[Token] = []
    for i, token in enumerate(tokens):
        if token.kind == "close":
            if token.match not in tokens[:i]:
                if any(one.kind == "open" for one in tokens[:i]):
                    break
                continue
            start = tokens.index(token.match)
            found = [one for one in found if one not in tokens[start : i + 1]] + tokens[start : i + 1]
    return found


def _is_magic(close: Token, before: list[Token]) -> bool:
    """Whether a comma before a closing bracket means something."""
    if close.text == "}":
        return True
    start = before.index(close.match)
    commas = sum(1 for one in before[start:] if one.text == "," and one.depth == close.depth + 1)
    if close.text == "]":
        return close.role != "index" or commas > 1
    return close.role != "atom" or commas > 1


class _Halves(NamedTuple):
    """A line split at a pair of brackets."""

    head: Line
    body: Line | None
    tail: Line
    opening: Token
    closing: Token


def split(line: Line, forced: bool = False) -> list[Line]:
    """Return a line as black splits it: itself if it needn't be.

    Parameters
    ----------
    line : `Line`
        The line.
    forced : `bool`
        Whether the parentheses that aren't seen are preferred to the others.
    """
    if not line.must_split and not line.magic() and (width(line.shown()) <= line.limit or line.keeps()):
        return [line]
    ways: list[_Way]
    if line.word == "def":
        ways = [_at_first_bracket]
    elif line.inside:
        ways = [_at_delimiters, _at_last_bracket]
    else:
        ways = [_at_last_bracket]
    text = str(line)
    for way in ways:
        try:
            return _run(line, way, forced, text)
        except _StuckError:
            continue
    return [line]


def _run(line: Line, way: _Way, forced: bool, text: str) -> list[Line]:
    found: list[Line] = []
    for one in way(line, forced):
        if str(one) == text:
            raise _StuckError
        found.extend(split(one, forced))
    if forced or way is not _at_last_bracket:
        return found
    invisible = line.invisible()
    if not invisible or any(one.text for one in invisible) or found[0].keeps() or found[0].fits():
        return found
    other = _run(line.copy(), way, True, text)
    return other if all(one.fits() for one in other) else found


# --- at brackets ---


def _at_first_bracket(line: Line, forced: bool) -> Iterator[Line]:
    """Split at the parameters of a function."""
    tokens = line.tokens
    start = next((i for i, token in enumerate(tokens) if token.text == "("), None)
    if start is None:
        raise _StuckError
    end = tokens.index(tokens[start].match)
    if end == start + 1:
        raise _StuckError
    halves = _halves(line, tokens[: start + 1], tokens[start + 1 : end], tokens[end:])
    yield halves.head
    if halves.body is not None:
        yield halves.body
    yield halves.tail


def _at_last_bracket(line: Line, forced: bool) -> list[Line]:
    for omitted in _trailers(line):
        found = _right(line, forced, omitted)
        if found[0].fits():
            return found
    return _right(line, forced, frozenset())


def _right(line: Line, forced: bool, omitted: frozenset[Token]) -> list[Line]:
    return _without_optional(_last_pair(line, omitted), line, forced, omitted)


def _last_pair(line: Line, omitted: frozenset[Token]) -> _Halves:
    """Split at the last pair of brackets with something in it that isn't among those omitted."""
    tokens = line.tokens
    closing: Token | None = None
    i = len(tokens)
    while i > 0:
        i -= 1
        token = tokens[i]
        if token.kind == "close" and token not in omitted:
            closing = token
            k = i
            while i > 0 and tokens[i - 1] is not closing.match:
                i -= 1
            if i == 0:
                raise _StuckError
            if i < k:  # something is in it
                return _halves(line, tokens[:i], tokens[i:k], tokens[k:])
            i -= 1
    raise _StuckError


def _halves(line: Line, head: list[Token], body: list[Token], tail: list[Token]) -> _Halves:
    opening, closing = head[-1], tail[0]
    limit = line.limit
    first = Line(head, line.indent, limit, line.base, tracked=False)
    last = Line(tail, line.indent, limit, line.base, tracked=False)
    middle = None
    if body:
        if _wants_comma(line, body, opening):
            body = [*body, _comma(body[-1])]
        middle = Line(body, line.indent + 1, limit, opening.depth + 1, inside=True)
        middle.must_split = _explodes(middle, opening)
    elif len(str(last).strip()) < 3:
        raise _StuckError
    return _Halves(first, middle, last, opening, closing)


def _wants_comma(line: Line, body: list[Token], opening: Token) -> bool:
    if body[-1].text == ",":
        return False
    if line.word in ("from", "import"):
        return True
    if line.word != "def" or opening.role != "parameters":
        return False
    commas = {one.depth for one in body if one.text == ","}
    if commas and opening.depth + 1 not in commas:
        raise UnsureError("its releases differ")
    return not commas


def _comma(last: Token) -> Token:
    comma = Token(",", "sign", "", 0)
    comma.depth = comma.split_depth = last.depth
    comma.split = COMMA
    return comma


def _explodes(body: Line, opening: Token) -> bool:
    """Whether each part between commas gets a line, however short they are."""
    trailing = body.tokens[-1].text == ","
    found = body.delimiters(last=not trailing)
    return bool(found) and max(found) == COMMA and (trailing or opening.role in ("atom", "import"))


def _without_optional(halves: _Halves, line: Line, forced: bool, omitted: frozenset[Token]) -> list[Line]:
    """Return the parts of a line, preferring brackets that are there to parentheses that needn't be."""
    body = halves.body
    if (
        not forced
        and not halves.opening.text
        and not halves.closing.text
        and line.word not in ("from", "import")
        and body is not None
        and _can_omit(body, halves)
    ):
        more = omitted | {halves.closing}
        try:
            other = _last_pair(line, more)
            if _prefers(other, halves):
                return _without_optional(other, line, forced, more)
        except _StuckError:
            chained = sum(token.text == "=" for token in line.tokens) > 1
            if not chained and not _can_be_split(body) and not body.fits():
                raise
    if not halves.opening.text:
        halves.opening.text, halves.closing.text = "(", ")"
    return [one for one in (halves.head, body, halves.tail) if one is not None]


def _prefers(other: _Halves, halves: _Halves) -> bool:
    """Whether a split without optional parentheses is better than the one with them."""
    if any(one.keeps() for one in (other.head, other.body, other.tail) if one is not None):
        return True
    head = halves.head.tokens
    if not (len(head) >= 2 and head[-2].text == "="):
        return True
    if not any(token.kind in ("open", "close") for token in head[:-1]):
        return True
    if not halves.head.fits(1) or halves.head.magic():
        return True
    equals = sum(token.text == "=" for token in head)
    if equals > 1 and equals > sum(token.text == "=" for token in other.head.tokens):
        return False
    for token in reversed(other.head.tokens):
        if token.text == "=":
            break
        if token.kind == "close":
            return True
    return any(token.text == "=" for token in other.head.tokens) and other.head.fits()


def _can_be_split(body: Line) -> bool:
    tokens = body.tokens
    if len(tokens) < 2:
        return False
    if not (tokens[0].kind == "string" and tokens[1].text == "."):
        return True
    calls = dots = 0
    after = tokens[-1]
    for token in tokens[-2::-1]:
        if token.kind == "open":
            if after.kind != "close":
                return False
            calls += 1
        elif token.text == ".":
            dots += 1
        elif token.kind == "name":
            if not (after.text == "." or after.kind == "open"):
                return False
        elif token.kind != "close":
            return False
        if dots > 1 and calls > 1:
            return False
    return True


def _can_omit(body: Line, halves: _Halves) -> bool:
    """Whether what stands in optional parentheses has brackets of its own that are as good."""
    found = body.delimiters()
    if not found:
        return True
    highest = max(found)
    if found.count(highest) > 1:
        return False
    if highest == DOT:
        return True
    tokens = body.tokens
    first, second, last, before = tokens[0], tokens[1], tokens[-1], tokens[-2]
    if first.kind == "open" and second.kind != "close" and _reaches(body, first):
        return True
    if (
        last.text == "}"
        or (last.kind == "close" and last.text in (")", ""))
        or (last.text == "]" and last.role != "index")
    ):
        return before.kind != "open" and _starts(body, last)
    return False


def _length(token: Token) -> int:
    return len(token.gap) + len(token.text) + len(token.comment.lstrip())


def _reaches(body: Line, first: Token) -> bool:
    """Whether what follows the brackets at the beginning of a line fits."""
    length = 4 * body.indent
    counts = False
    for i, token in enumerate(body.tokens):
        if token.kind == "close" and token.match is first:
            counts = True
        if counts:
            length += _length(token) if i else len(token.text)
            if length > body.limit:
                return False
            if token.kind == "open":
                counts = False
    return True


def _starts(body: Line, last: Token) -> bool:
    """Whether what stands before the brackets at the end of a line fits."""
    length = 4 * body.indent
    others = False
    for i, token in enumerate(body.tokens):
        length += _length(token) if i else len(token.text)
        if token is last.match:
            if others or length <= body.limit:
                return True
        elif token.kind == "open":
            others = True
    return False


def _trailers(line: Line) -> Iterator[frozenset[Token]]:
    """Yield the closing brackets to leave alone: more and more from the right, as long as they fit."""
    omitted: frozenset[Token] = frozenset()
    if not line.magic():
        yield omitted
    length = 4 * line.indent
    opening: Token | None = None
    closing: Token | None = None
    inner: set[Token] = set()
    tokens = line.tokens
    for i in range(len(tokens) - 1, -1, -1):
        token = tokens[i]
        length += _length(token) if i else len(token.text)
        if length > line.limit or token.comment:
            return
        before = tokens[i - 1] if i else None
        if opening is not None:
            if token is opening:
                opening = None
            elif token.kind == "close":
                if before is not None and before.text == "," and _is_wide(token, tokens):
                    return
                inner.add(token)
        elif token.kind == "close":
            if before is not None and before.kind == "open":
                inner.add(token)
                continue
            if closing is not None:
                omitted = omitted | {closing} | inner
                inner.clear()
                yield omitted
            if before is not None and before.text == "," and _is_wide(token, tokens):
                return
            if token.text:
                opening, closing = token.match, token


def _is_wide(close: Token, tokens: list[Token]) -> bool:
    """Whether more than one thing is in brackets that end with a comma."""
    if close.text not in (")", ""):
        return True
    if close.match not in tokens:
        return True
    start = tokens.index(close.match)
    end = tokens.index(close)
    commas = sum(1 for one in tokens[start:end] if one.text == "," and one.depth == close.depth + 1)
    return commas > 1 or close.role != "atom"


# --- at delimiters ---


def _at_delimiters(line: Line, forced: bool) -> Iterator[Line]:
    """Split behind commas, or before operators: those that hold least together."""
    found = line.delimiters(last=False)
    if not found:
        raise _StuckError
    highest = max(found)
    if highest == DOT and line.delimiters().count(DOT) == 1:
        raise _StuckError
    part: list[Token] = []
    parts = [part]
    for token in line.tokens:
        part.append(token)
        if token.split == highest and token.split_depth == line.base:
            part = []
            parts.append(part)
    if not parts[-1]:
        parts.pop()
    if highest == COMMA and parts[-1][-1].text != ",":
        parts[-1].append(_comma(parts[-1][-1]))
        parts[-1][-1].depth = parts[-1][-1].split_depth = line.base
    for one in parts:
        yield Line(one, line.indent, line.limit, line.base, inside=True)
