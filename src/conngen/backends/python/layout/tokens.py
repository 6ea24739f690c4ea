"""Statements as tokens: with their brackets, and the places where they can be split."""

from __future__ import annotations

from ....patterns import pattern
from ..literals import tidy_number
from .errors import UnsureError

__all__ = ["COMMA", "DOT", "Token", "cut", "is_unary", "measure"]

_TOKEN = pattern(
    r"(?P<space>[ \n]+)"
    r"|(?P<string>[fF]?(?:\"(?!\"\")(?:[^\"\\\n]|\\.)*\"|'(?!'')(?:[^'\\\n]|\\.)*'))"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<number>\.?\d(?:[eE][+-]\d|[\w.])*)"
    r"|(?P<open>[(\[{])"
    r"|(?P<close>[)\]}])"
    r"|(?P<comment>\#[^\n]*)"
    r"|(?P<sign>\*\*=?|//=?|->|[-+*/%@&|^<>=!]=|<<|>>|[-+*/%@&|^~<>,:.=])"
)

_CLOSING = {"(": ")", "[": "]", "{": "}"}
_KEYWORDS = frozenset(
    ("and", "del", "elif", "else", "for", "if", "in", "is", "not", "or", "raise", "return", "while")
)
_UNKNOWN = frozenset(
    ("assert", "async", "await", "case", "except", "lambda", "match", "nonlocal", "try", "with", "yield")
)

COMPREHENSION, COMMA, TERNARY, LOGIC, STRING, COMPARISON, DOT = 20, 18, 16, 14, 12, 10, 1
_SIGNS = {
    "|": 9,
    "^": 8,
    "&": 7,
    "<<": 6,
    ">>": 6,
    "+": 5,
    "-": 5,
    "*": 4,
    "/": 4,
    "//": 4,
    "%": 4,
    "@": 4,
    "**": 2,
    **dict.fromkeys(("<", ">", "==", "!=", "<=", ">="), COMPARISON),
}


class Token:
    """A token.

    Parameters
    ----------
    text : `str`
        What it says.
    kind : `str`
        ``name``, ``number``, ``string``, ``open``, ``close`` or ``sign``.
    gap : `str`
        What stands before it, if it isn't the first of its line.
    row : `int`
        The line on which it was printed; 0 for what wasn't printed.
    """

    __slots__ = ("comment", "depth", "gap", "kind", "match", "role", "row", "split", "split_depth", "text")

    def __init__(self, text: str, kind: str, gap: str, row: int) -> None:
        self.text = text
        self.kind = kind
        self.gap = gap
        self.row = row
        self.comment = ""
        self.depth = 0
        self.match: Token = self
        self.role = ""
        self.split = self.split_depth = 0

    def copy(self) -> Token:
        """Return the same token once more; its brackets are still matched with the others."""
        found = Token(self.text, self.kind, self.gap, self.row)
        found.comment, found.depth, found.match, found.role = self.comment, self.depth, self.match, self.role
        found.split, found.split_depth = self.split, self.split_depth
        return found


def cut(code: str) -> list[Token]:
    """Return the tokens of a statement, with their brackets matched."""
    found: list[Token] = []
    opened: list[Token] = []
    gap, row, end = "", 1, 0
    for match in _TOKEN.finditer(code):
        if match.start() != end:
            raise UnsureError(code[end : match.start()])
        end = match.end()
        kind, text = match.lastgroup or "", match.group()
        if kind == "space":
            gap = text
            row += text.count("\n")
            continue
        last = found[-1] if found else None
        if kind == "comment":
            _comment(last, text, gap, len(found))
            continue
        if "\n" in gap:
            gap = "" if kind == "close" or (last is not None and last.kind == "open") else " "
        elif len(gap) > 1 and last is not None:
            raise UnsureError("more than one space")
        token = Token(text, kind, gap if last is not None else "", row)
        if kind == "open":
            token.role = _role(token, last)
            opened.append(token)
        elif kind == "close":
            if not opened or _CLOSING[opened[-1].text] != text:
                raise UnsureError("brackets that don't match")
            token.match = opened.pop()
            token.match.match = token
            token.role = token.match.role
        elif kind == "name" and text in _UNKNOWN:
            raise UnsureError(text)
        elif kind == "number":
            token.text = tidy_number(text)
        found.append(token)
        gap = ""
    if end != len(code) or opened or not found:
        raise UnsureError("no whole statement")
    return found


def _comment(last: Token | None, text: str, gap: str, count: int) -> None:
    if last is None or last.comment or "\n" in gap or not text.startswith("# ") or text != text.rstrip():
        raise UnsureError("a comment")
    last.comment = f"  {text}"


def _role(token: Token, last: Token | None) -> str:
    """Return what a bracket is for: a call, an index, or what stands for itself."""
    follows = last is not None and (
        last.kind in ("close", "string") or (last.kind == "name" and last.text not in _KEYWORDS)
    )
    if token.text == "(":
        return "call" if follows else "atom"
    return "index" if token.text == "[" and follows else "atom"


def measure(tokens: list[Token]) -> None:
    """Note how deep each token stands in brackets, and what it is to split behind it."""
    depth = 0
    loops: list[int] = []
    last: Token | None = None
    before: Token | None = None
    for token in tokens:
        if loops and loops[-1] == depth and token.kind == "name" and token.text == "in":
            loops.pop()
            depth -= 1
            token.depth = depth
            last, before = token, last
            continue
        if token.kind == "close":
            depth -= 1
        token.depth = depth
        priority = _before(token, last, before)
        if priority and last is not None:
            last.split, last.split_depth = priority, depth
        elif token.text == "," and token.kind == "sign":
            token.split, token.split_depth = COMMA, depth
        if token.kind == "open":
            depth += 1
        elif token.kind == "name" and token.text == "for":
            depth += 1
            loops.append(depth)
        last, before = token, last


def _before(token: Token, last: Token | None, before: Token | None) -> int:
    """Return how much speaks for splitting before a token; the highest wins."""
    if last is None:
        return 0
    if token.kind == "sign":
        if token.text == ".":
            return DOT if last.kind == "close" else 0
        if token.text in _SIGNS:
            return 0 if is_unary(last) else _SIGNS[token.text]
        return 0
    if token.kind == "string":
        return STRING if last.kind == "string" else 0
    if token.kind != "name":
        return 0
    match token.text:
        case "and" | "or":
            return LOGIC
        case "is":
            return COMPARISON
        case "in":
            return 0 if last.kind == "name" and last.text == "not" else COMPARISON
        case "not":
            if last.kind == "name" and last.text == "is":
                return 0
            return 0 if is_unary(last) else COMPARISON
        case "for" if token.role == "comprehension":
            return COMPREHENSION
        case "if" if token.role == "comprehension":
            return COMPREHENSION
        case "if" | "else" if token.role == "ternary":
            return TERNARY
    return 0


def is_unary(last: Token) -> bool:
    """Whether a sign behind a token has nothing to its left."""
    if last.kind == "sign" or last.kind == "open":
        return True
    return last.kind == "name" and last.text in _KEYWORDS
