"""The words of a file in turn, each with the comments that go with it."""

from __future__ import annotations

from collections.abc import Iterator

from ..records import dataclass, replace
from ..source import Span
from ..syntax.parser import scanner
from ..syntax.scanner import visible
from .layout import Above, Doc, IfBroken, Remark, Text, concat

__all__ = ["Comment", "Mismatch", "Token", "Tokens", "comment_text"]


class Mismatch(Exception):
    """The words of an item are not those that its node says; it stays as it was written."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment on a line of its own.

    Parameters
    ----------
    text : `str`
        It, as it is printed.
    blank : `bool`
        Whether there is an empty line before it.
    column : `int`
        How far it is indented.
    """

    text: str
    blank: bool
    column: int


@dataclass(frozen=True, slots=True)
class Token:
    """A word.

    Parameters
    ----------
    kind : `str`
        What it is, as the scanner says.
    text : `str`
        It.
    span : `Span`
        Where it stands.
    column : `int`
        Where in its line it begins.
    first : `bool`
        Whether it is the first of its line.
    above : `tuple` [ `Comment` ]
        The comments on lines of their own before it.
    blank : `bool`
        Whether there is an empty line between it and what is before it, comment or word.
    remark : `str`
        The comment behind it in its line, if there is one.
    """

    kind: str
    text: str
    span: Span
    column: int
    first: bool
    above: tuple[Comment, ...]
    blank: bool
    remark: str = ""


_NO_SPACE = "!:#'"


def comment_text(text: str) -> str:
    """Return a comment as it is printed: with a space behind ``#``, as black does it."""
    body = text[1:].rstrip()
    return f"# {body}" if body and not body[0].isspace() and body[0] not in _NO_SPACE else f"#{body}"


def _read(text: str, start: int = 0) -> Iterator[Token]:
    """Yield the words of a text from a place on; the last one is empty and stands for its end."""
    above: list[Comment] = []
    token: Token | None = None
    end = start
    for lexeme in scanner().scan(visible(text), start):
        written = text[lexeme.span.start : lexeme.span.end]
        blank = text.count("\n", end, lexeme.span.start) > 1
        end = lexeme.span.end
        if lexeme.kind != "comment":
            if token is not None:
                yield token
            token = Token(lexeme.kind, written, lexeme.span, lexeme.column, lexeme.first, tuple(above), blank)
            above = []
        elif token is not None and not lexeme.first:
            token = replace(token, remark=comment_text(written))
        else:
            above.append(Comment(comment_text(written), blank, lexeme.column))
    if token is not None:
        yield token
    yield Token("", "", Span(len(text), len(text)), 0, True, tuple(above), False)


class Tokens:
    """The words of a text, taken one after the other.

    Parameters
    ----------
    text : `str`
        The text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._tokens = list(_read(text))
        self._next = 0
        self._above = self._tokens[0].above

    @property
    def peek(self) -> Token:
        """The next word."""
        return self._tokens[self._next]

    @property
    def last(self) -> Token:
        """The word that was taken last."""
        return self._tokens[self._next - 1]

    @property
    def has_comments(self) -> bool:
        """Whether comments on lines of their own come before the next word."""
        return bool(self._above)

    def mark(self) -> tuple[int, tuple[Comment, ...]]:
        """Return where we are, for `reset`."""
        return self._next, self._above

    def reset(self, mark: tuple[int, tuple[Comment, ...]]) -> None:
        """Go back to where we were."""
        self._next, self._above = mark

    def comments(self) -> tuple[Comment, ...]:
        """Take the comments on lines of their own before the next word."""
        found, self._above = self._above, ()
        return found

    def take(self, *words: str) -> Doc:
        """Take words that have to come next, with their comments; several are put together without a space.

        Raises
        ------
        Mismatch
            Raised if others come.
        """
        docs = []
        for word in words:
            self._expect(word)
            docs.append(self._take(word))
        return docs[0] if len(docs) == 1 else concat(*docs)

    def take_at(self, span: Span, printed: str | None = None) -> Doc:
        """Take the word at a place, which has to come next; print it as it is, or otherwise.

        Raises
        ------
        Mismatch
            Raised if another comes.
        """
        if self.peek.span != span:
            raise Mismatch(f"{self.peek.text!r} at {self.peek.span} instead of {span}")
        return self._take(self.peek.text if printed is None else printed)

    def comments_above(self) -> Doc:
        """Take the comments on lines of their own before the next word, to be printed apart from it."""
        texts = tuple(comment.text for comment in self.comments())
        return Above(texts) if texts else concat()

    def take_comma(self, *, last: bool = False) -> Doc:
        """Take a comma, which is printed only between lines if it is the last.

        Comments above it go to the word behind it, and its own too if its line has one already.
        """
        self._expect(",")
        after, comma = self.comments(), self.peek
        remark = comma.remark
        if remark and self.last.remark:
            after, remark = (*after, Comment(remark, False, comma.column)), ""
        self._advance()
        self._above = after + self._above
        printed = IfBroken(",") if last else Text(",")
        return concat(printed, Remark(remark)) if remark else printed

    def skip_to(self, end: int) -> None:
        """Go behind the word that ends at a place.

        Raises
        ------
        Mismatch
            Raised if there is none.
        """
        while self.peek.text and self.peek.span.end <= end:
            self._advance()
        if self.peek.span.start < end:  # a string that nobody closed holds words of other items
            cut = replace(self.peek, text=self.text[self.peek.span.start : end], remark="")
            cut = replace(cut, span=Span(self.peek.span.start, end))
            self._tokens[self._next :] = [cut, *_read(self.text, end)]
            self._advance()
        if self._next == 0 or self.last.span.end != end:
            raise Mismatch(f"no word ends at {end}")

    def end_before(self, start: int) -> int:
        """Return where the last word before a place ends."""
        ends = [token.span.end for token in self._tokens[self._next :] if token.span.end <= start]
        if not ends:
            raise Mismatch(f"no word comes before {start}")
        return ends[-1]

    def _expect(self, word: str) -> None:
        if self.peek.text != word:
            raise Mismatch(f"{self.peek.text!r} instead of {word!r} at {self.peek.span.start}")

    def _take(self, printed: str) -> Doc:
        above = tuple(comment.text for comment in self.comments())
        remark = self.peek.remark
        self._advance()
        docs: list[Doc] = [Text(printed)]
        if above:
            docs.insert(0, Above(above))
        if remark:
            docs.append(Remark(remark))
        return docs[0] if len(docs) == 1 else concat(*docs)

    def _advance(self) -> None:
        self._next += 1
        self._above = self.peek.above
