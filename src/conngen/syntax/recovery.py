"""Reads what can be read of a file that has not the shape of one.

The text is cut into items by brackets, line ends and indentation; each is parsed alone. An item that can't be
parsed is reported once and left out; of a block only the head or single items are lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from ..diagnostics import closest
from ..patterns import pattern
from ..records import replace
from ..source import Span
from ..vocabulary import BLOCKS, DEFINITIONS, KINDS
from . import tree
from .explain import explain
from .parser import run, scanner, words
from .problem import Problem
from .scanner import Lexeme

__all__ = ["is_one_item", "recover", "recover_part"]

_NAME = r"[^\W\d][\w{}.]*"
_FILLED = rf"(?:{_NAME}|\{{{_NAME})"  # a name may begin with a variable in braces
# What the first line of an item looks like, whatever its words mean.
_HEAD = pattern(
    rf"""{_NAME}[ \t]+{_FILLED}[ \t]*[:=\[({{]   # input x: …     template t = …    task X[…] {{
      |  {_NAME}[ \t]*[({{][^)]*[)]?[ \t]*{{?[ \t]*$  # config {{
      |  {_NAME}(\[[^\]\n]*\]|\.\w+)*[ \t]*([-+|]?=(?!=)|:)   # x: int    a.b["c"] = …
      |  (when|for|from|import|del|require|edition)\b
      """,
    re.VERBOSE,
)
# A line that is the head of a block but for its brace; Python's colon may stand there instead.
_BRACELESS = pattern(
    rf"({_NAME}([ \t]+{_NAME})?[ \t]*(\[[^\]\n]*\])?[ \t]*(\([^)\n]*\))?|(when|for)\b[^{{}}\n\"']*?)[ \t]*:?"
)
_PAIRS = {")": "(", "]": "[", "}": "{"}
_WITH_BLOCK = (*BLOCKS, "when", "for")
_OF_PYTHON = ("class", "def", "async")
# With one of these at its end or beginning a line goes on with the expression before.
_GO_ON = frozenset(["and", "or", "not", "in", "is", "if", "else"])


def recover(
    text: str,
    lexemes: Sequence[Lexeme],
    problems: list[Problem],
    known: Callable[[Span], Any] | None = None,
) -> tree.File:
    """Return the tree of what can be read of a broken file.

    Parameters
    ----------
    text : `str`
        The text.
    lexemes : sequence of `Lexeme`
        Its lexemes, without comments.
    problems : `list` [ `Problem` ]
        Where to note what could not be read.
    known : callable, optional
        Returns the node of a stretch that is one item, if it was parsed before.
    """
    worker = _Recovery(text, problems, known)
    lexemes = _without_stray_braces(_with_filled_names(text, worker.without_long_tail(lexemes)))
    doc, rest = worker.leading_doc(lexemes)
    items = worker.items(rest)
    if not problems:  # every part can be read, and the whole can't: say at least where that begins
        span = lexemes[0].span if lexemes else Span(0, 0)
        problems.append(
            Problem.syntax(span, "this file can't be read as a whole, though each part of it can")
        )
    problems.sort(key=lambda problem: problem.span)
    return tree.File(Span(0, len(text)), doc, tuple(items))


def recover_part(text: str, lexemes: Sequence[Lexeme], problems: list[Problem]) -> list[Any]:
    """Return the items that can be read of a part of a file, in which braces are in pairs; parameters as `recover`."""
    worker = _Recovery(text, problems)
    return worker.items(_without_stray_braces(_with_filled_names(text, lexemes)))


def is_one_item(text: str, span: Span) -> bool:
    """Whether a stretch of a text that is one item would be taken for one in a broken file too."""
    start = text.rfind("\n", 0, span.start) + 1
    lexemes = [one for one in scanner().scan(text, start, span.end) if one.kind != "comment"]
    lexemes = _without_stray_braces(_with_filled_names(text, lexemes))
    worker = _Recovery(text, [])
    return bool(lexemes) and worker.item_end(lexemes, 0) == len(lexemes)


def _with_filled_names(text: str, lexemes: Sequence[Lexeme]) -> list[Lexeme]:
    """Let the braces behind a word such as ``output``, which begins no block, be those of a name that is filled in.

    What is between them, and they themselves, are one lexeme then; if they don't close on the line, the first one
    counts as no bracket.
    """
    found: list[Lexeme] = []
    i = 0
    while i < len(lexemes):
        before, lexeme = found[-1] if found else None, lexemes[i]
        if lexeme.text != "{" or before is None or not _has_name(before, lexeme, lexemes[i + 1 : i + 2]):
            found.append(lexeme)
            i += 1
            continue
        end = i + 1
        while end < len(lexemes) and not lexemes[end].first and lexemes[end].text != "}":
            end += 1
        if end == len(lexemes) or lexemes[end].first:
            found.append(lexeme._replace(kind="brace", text=""))
            i += 1
        else:
            span = lexeme.span.to(lexemes[end].span)
            found.append(lexeme._replace(kind="filled", span=span, text=text[span.start : span.end]))
            i = end + 1
    return found


def _has_name(word: Lexeme, brace: Lexeme, following: Sequence[Lexeme]) -> bool:
    """Whether a brace behind a word is that of a name, since the word begins no block and nothing looks like one."""
    if not word.first or brace.first or word.text not in (*KINDS, *DEFINITIONS):
        return False
    return not following or not following[0].first or following[0].column <= word.column


def _without_stray_braces(lexemes: Sequence[Lexeme]) -> list[Lexeme]:
    """Let the brace of a name such as ``noise{n``, which nobody closed, count as no bracket."""
    found = list(lexemes)
    for i in range(1, len(found) - 1):
        before, lexeme, after = found[i - 1 : i + 2]
        if (
            lexeme.text == "{"
            and before.kind == after.kind == "name"
            and before.span.end == lexeme.span.start
            and lexeme.span.end == after.span.start
            and before.text not in _WITH_BLOCK
            and (i < 2 or found[i - 2].text not in _WITH_BLOCK)
        ):
            found[i] = lexeme._replace(kind="brace", text="")
    return found


def _is_level(lexemes: Sequence[Lexeme], i: int, indent: int) -> bool:
    """Whether a line begins with a name no further right than its item, and nothing asks for more."""
    return (
        lexemes[i].kind == "name"
        and lexemes[i].column <= indent
        and lexemes[i - 1].kind not in ("comma", "operator", "open", "colon")
    )


def _closes_later(lexemes: Sequence[Lexeme], i: int, indent: int) -> bool:
    """Whether, before another line as far left, a brace closes at an indentation."""
    for lexeme in lexemes[i + 1 :]:
        if lexeme.first and lexeme.column <= indent:
            return lexeme.text == "}"
    return False


def _first_of_line(text: str, start: int) -> int:
    """Return the offset of the first character of a line that is not white space."""
    while start < len(text) and text[start] in " \t":
        start += 1
    return start


class _Recovery:
    def __init__(
        self, text: str, problems: list[Problem], known: Callable[[Span], Any] | None = None
    ) -> None:
        self.text = text
        self.problems = problems
        self.known = known

    def without_long_tail(self, lexemes: Sequence[Lexeme]) -> Sequence[Lexeme]:
        """Let a long string that nobody closed end before the next line that looks like an item."""
        while lexemes and lexemes[-1].kind == "unclosed" and "\n" in lexemes[-1].text:
            last = lexemes[-1]
            line = self.text.find("\n", last.span.start)
            while line >= 0 and not _HEAD.match(self.text, _first_of_line(self.text, line + 1)):
                line = self.text.find("\n", line + 1)
            if line < 0:
                break
            cut = last._replace(span=Span(last.span.start, line), text=self.text[last.span.start : line])
            rest = scanner().scan(self.text, line)
            lexemes = [*lexemes[:-1], cut, *(lexeme for lexeme in rest if lexeme.kind != "comment")]
        return lexemes

    def leading_doc(self, lexemes: Sequence[Lexeme]) -> tuple[tree.Doc | None, Sequence[Lexeme]]:
        """Return the doc that begins a file or a block, and the lexemes behind it."""
        if not lexemes or lexemes[0].kind != "string":
            return None, lexemes
        count = next((i for i, one in enumerate(lexemes) if one.kind != "string"), len(lexemes))
        span = lexemes[0].span.to(lexemes[count - 1].span)
        file = run(self.text[span.start : span.end], "start", span.start, self.problems)
        return (file.doc if file else None), lexemes[count:]

    def items(self, lexemes: Sequence[Lexeme]) -> list[Any]:
        """Return the items among lexemes."""
        found: list[Any] = []
        start = 0
        while start < len(lexemes):
            if (body := self.braceless(lexemes, start)) is not None:
                end = self.body_end(lexemes, body, lexemes[start].column)
                found.append(self.braceless_block(lexemes[start:body], lexemes[body:end]))
            else:
                end = self.item_end(lexemes, start)
                found.append(self.item(lexemes[start:end]))
            start = end
        return found

    def braceless(self, lexemes: Sequence[Lexeme], start: int) -> int | None:
        """Return the index behind a line that is the head of a block but for its brace, if it is one."""
        body = start + 1
        while body < len(lexemes) and not lexemes[body].first:
            body += 1
        if body == len(lexemes) or lexemes[body].column <= lexemes[start].column or not lexemes[start].first:
            return None
        last, following = lexemes[body - 1], lexemes[body]
        if last.text in _GO_ON or last.kind in ("operator", "open", "comma"):
            return None
        if following.text in _GO_ON or following.kind in ("operator", "open"):
            return None
        word = lexemes[start].text
        if word not in _WITH_BLOCK and closest(word, _WITH_BLOCK) is None:
            return None
        line = self.text[lexemes[start].span.start : lexemes[body - 1].span.end]
        return body if _BRACELESS.fullmatch(line) else None

    def body_end(self, lexemes: Sequence[Lexeme], start: int, indent: int) -> int:
        """Return the index behind a block that lacks its opening brace: the indentation ends it, or `}`."""
        depth = 0
        for i in range(start, len(lexemes)):
            lexeme = lexemes[i]
            if lexeme.first and lexeme.column <= indent and depth <= 0:
                return i + 1 if lexeme.text == "}" else i
            depth += (lexeme.text == "{") - (lexeme.text == "}")
            if depth < 0 and not lexeme.first:
                return i + 1
            depth = max(
                depth, 0
            )  # what closes further right belongs to a block inside that lacks its brace too
        return len(lexemes)

    def braceless_block(self, head: Sequence[Lexeme], body: Sequence[Lexeme]) -> Any:
        """Return the block of a head that lacks its brace."""
        last = head[-1]
        advice = "a block stands between `{` and `}`"
        what = f"`{{` is missing behind `{last.text}`"
        if last.kind == "colon":
            what, head = "`:` begins no block", head[:-1]
        self.problems.append(Problem.syntax(last.span, what, advice))
        last = head[-1]
        span = head[0].span.to((body or head)[-1].span)
        segment = self.text[head[0].span.start : last.span.end] + "{}"
        node = run(segment, "only_item", head[0].span.start, self.problems) or self.stand_in(head, span)
        inner = body[:-1] if body and body[-1].text == "}" else body
        return self.filled(node, span, inner)

    def item_end(self, lexemes: Sequence[Lexeme], start: int) -> int:
        """Return the index behind the item that begins at an index; it is never the same."""
        opened: list[Lexeme] = []
        indent = lexemes[start].column
        if lexemes[start].text in _OF_PYTHON and lexemes[start].first:
            further = range(start + 1, len(lexemes))
            return next(
                (i for i in further if lexemes[i].first and lexemes[i].column <= indent), len(lexemes)
            )
        for i in range(start, len(lexemes)):
            lexeme = lexemes[i]
            if i > start and lexeme.first and self.begins_next(lexemes, i, indent):
                block = next((o for o in reversed(opened) if o.text == "{"), None)
                bracket = opened[-1].text if opened else ""
                if not opened or (lexeme.column <= indent and (block is not None or bracket in "([")):
                    return i
                if bracket in ("(", "[") and self.is_declaration(lexeme):
                    while opened and opened[-1].text != "{":  # a bracket that nobody closed
                        opened.pop()
                    if not opened:
                        return i
            if lexeme.kind == "open":
                opened.append(lexeme)
            elif lexeme.kind == "close":
                if lexeme.text == "}":
                    while opened and opened[-1].text != "{":
                        opened.pop()
                if (
                    len(opened) == 1
                    and lexeme.first
                    and lexeme.column > indent
                    and _closes_later(lexemes, i, indent)
                ):
                    continue  # it belongs to a block inside that lacks its opening brace
                if opened and opened[-1].text == _PAIRS[lexeme.text]:
                    opened.pop()
                    if lexeme.text == "}" and not opened and self.is_block(lexemes[start : i + 1]):
                        return i + 1
                elif lexeme.text == "}" and not opened:
                    return i if i > start else i + 1
        return len(lexemes)

    def begins_next(self, lexemes: Sequence[Lexeme], i: int, indent: int) -> bool:
        """Whether a line begins another item, and does not go on with the one that began at an indentation."""
        lexeme = lexemes[i]
        if lexeme.column > indent:
            if lexemes[i - 1].kind in ("comma", "operator"):
                return False
            if lexeme.text in _GO_ON or lexemes[i - 1].text in _GO_ON:
                return False
            if lexeme.text == "when":  # a flag, unless it opens a block
                line = self.text[lexeme.span.start :].split("\n", 1)[0]
                return line.split("#")[0].rstrip().endswith("{")
        return self.begins_item(lexeme) or _is_level(lexemes, i, indent)

    def begins_item(self, lexeme: Lexeme) -> bool:
        """Whether a line looks like the first of an item."""
        end = self.text.find("\n", lexeme.span.start)
        return bool(_HEAD.match(self.text, lexeme.span.start, end if end >= 0 else len(self.text)))

    def is_declaration(self, lexeme: Lexeme) -> bool:
        """Whether a line begins like a declaration, which nothing inside brackets does."""
        return bool(
            re.compile(rf"{_NAME}[ \t]+{_FILLED}[ \t]*[:=]|{_NAME}[ \t]*:[ \t]*\w").match(
                self.text, lexeme.span.start
            )
        )

    def is_block(self, lexemes: Sequence[Lexeme]) -> bool:
        """Whether the first brace outside other brackets opens a block and not a dictionary."""
        return self.head_end(lexemes) is not None

    def head_end(self, lexemes: Sequence[Lexeme]) -> int | None:
        """Return the index of the brace that opens the block of an item, if it has one."""
        depth = 0
        first = lexemes[0].text
        for i, lexeme in enumerate(lexemes):
            if lexeme.text in ("=", ":") and depth == 0 and first not in ("when", "for"):
                return None
            if lexeme.text == "{" and i > 0:
                line_ends = i + 1 == len(lexemes) or lexemes[i + 1].first or lexemes[i + 1].text == "}"
                if depth == 0 or line_ends:
                    return i
            depth += (lexeme.kind == "open") - (lexeme.kind == "close")
        return None

    def item(self, lexemes: Sequence[Lexeme]) -> Any:
        """Return the node of one item, after noting what is wrong with it."""
        span = lexemes[0].span.to(lexemes[-1].span)
        if self.known is not None and (node := self.known(span)) is not None:
            return node
        segment = self.text[span.start : span.end]
        noted = len(self.problems)
        node = run(segment, "only_item", span.start, self.problems)
        if node is not None:
            return node
        del self.problems[noted:]
        head = self.head_end(lexemes)
        if head is not None:
            return self.block(lexemes, head, span)
        self.problems.append(explain(self.text, lexemes))
        return tree.Broken(span, words(list(lexemes)))

    def block(self, lexemes: Sequence[Lexeme], head: int, span: Span) -> Any:
        """Return a block of which the head or some items can't be read."""
        depth = sum((lexeme.text == "{") - (lexeme.text == "}") for lexeme in lexemes)
        own = depth <= 0 or lexemes[-1].column <= lexemes[0].column  # and not that of a block inside
        closed = lexemes[-1].text == "}" and len(lexemes) > head + 1 and own
        inner = lexemes[head + 1 : -1] if closed else lexemes[head + 1 :]
        brace = lexemes[head].span
        segment = self.text[span.start : brace.end] + "}"
        node = run(segment, "only_item", span.start, self.problems)
        if node is None:
            self.problems.append(explain(self.text, lexemes[: head + 1]))
            node = self.stand_in(lexemes[:head], span)
        if not closed and not (lexemes[-1].kind == "unclosed" and "\n" in lexemes[-1].text):
            self.problems.append(
                Problem.syntax(
                    brace, "this brace is never closed", "close the block with `}` on a line of its own"
                )
            )
        return self.filled(node, span, inner)

    def filled(self, node: Any, span: Span, inner: Sequence[Lexeme]) -> Any:
        """Return a block, guard or loop with the items among lexemes inside."""
        doc, rest = self.leading_doc(inner)
        items = tuple(self.items(rest))
        if isinstance(node, tree.Block):
            return replace(node, span=span, doc=doc, items=items)
        if isinstance(node, tree.Guard | tree.Loop):
            return replace(node, span=span, items=items)
        return tree.Broken(span, words(list(inner)))

    def stand_in(self, head: Sequence[Lexeme], span: Span) -> Any:
        """Return a block for a head that can't be read, with the words that can."""
        names = [tree.Identifier(lexeme.span, lexeme.text) for lexeme in head if lexeme.kind == "name"]
        if names and names[0].text not in ("when", "for"):
            name = names[1] if len(names) > 1 else None
            return tree.Block(span, names[0], name, None, (), None, (), None, broken=True)
        return tree.Broken(span, words(list(head)))
