"""Items that are no blocks, and heads of blocks: the ways each can be laid out, the preferred one first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from ..syntax import tree
from .expressions import Expressions, between
from .layout import Break, Concat, Doc, Group, Hard, IfBroken, Indent, Layout, Line, Text, concat
from .literals import doc_text
from .tokens import Mismatch, Tokens

__all__ = ["Clauses", "Head"]

Head = tree.Block | tree.Guard | tree.Loop
_SPACE = Text(" ")


class _Part(NamedTuple):
    """What comes before the first comma or behind one, and whether a comment forces it onto a line of its own."""

    doc: Doc
    forced: bool = False
    condition: bool = False


class Clauses:
    """Takes items from the words of a file.

    Parameters
    ----------
    tokens : `Tokens`
        The words.
    """

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.write = Expressions(tokens)

    def layouts(self, item: tree.Item) -> list[Layout]:
        """Return the ways to lay out an item that is no block, without its doc.

        Raises
        ------
        Mismatch
            Raised if the words are not what the item says.
        """
        take, write = self.tokens.take, self.write
        match item:
            case tree.Declaration():
                head = [write.name(item.word), _SPACE, write.name(item.name), take(":"), _SPACE]
                return self._flagged([*head, write.type(item.type), *self._value(item.value)], item.flags)
            case tree.Field():
                head = [write.name(item.name), take(":"), _SPACE, write.type(item.type)]
                return self._flagged([*head, *self._value(item.value)], item.flags)
            case tree.Definition():
                head = [write.name(item.word), _SPACE, write.name(item.name), *self._value(item.value)]
                return self._flagged(head, item.flags)
            case tree.Assignment():
                head = [write.expression(item.path), *self._value(item.value, item.operator)]
                return self._flagged(head, item.flags)
            case tree.Requirement():
                return self._flagged([take("require"), _SPACE, write.expression(item.condition)], item.flags)
            case tree.Removal():
                return self._removal(item)
            case tree.FromImport():
                return self._from_import(item)
            case tree.ImportModule():
                head = [take("import"), _SPACE, write.dotted(item.module), *self._alias(item.other)]
                return [Layout(concat(*head))]
            case tree.Edition():
                return [Layout(concat(write.name(item.word), _SPACE, write.expression(item.number)))]
            case _:
                raise Mismatch("it could not be read")

    def doc(self, node: tree.Doc, indent: int) -> Doc:
        """Return a doc, its lines indented; each of several strings has lines of its own."""
        docs: list[Doc] = []
        while not docs or (self.tokens.peek.text and self.tokens.peek.span.end <= node.span.end):
            token = self.tokens.peek
            if token.kind != "string":
                raise Mismatch(f"{token.text!r} is no string")
            docs += [Hard(), self.tokens.take_at(token.span, doc_text(token.text, indent))]
        return concat(*docs[1:])

    def head(self, node: Head) -> list[Layout]:
        """Return the ways to lay out the head of a block, with its brace."""
        take, write = self.tokens.take, self.write
        match node:
            case tree.Block():
                docs = [write.name(node.word)]
                if node.name is not None:
                    docs += [_SPACE, write.name(node.name)]
                if node.dimensions is not None:
                    docs.append(write.dimensions(node.dimensions))
                if node.bases:
                    docs.append(write.bracketed("()", node.bases, write.dotted, Break.HEADS, compact=True))
            case tree.Guard():
                docs = [take("when"), _SPACE, write.expression(node.condition)]
            case tree.Loop():
                docs = [take("for"), _SPACE, write.name(node.variable), _SPACE]
                docs += [take("in"), _SPACE, write.expression(node.values)]
        above = self.tokens.comments_above()
        brace = concat(above, take("{"))
        head = concat(*docs)
        same = concat(head, _SPACE, brace)
        below = concat(head, Hard(), brace)
        if head.remarked or above.forced or _hangs(docs[-1]):
            return [Layout(below)]
        hangs = isinstance(docs[-1], Group) and docs[-1].hangs
        return [
            Layout(same, Break.NOTHING),
            Layout(same, Break.LISTS),
            Layout(below if hangs else same, Break.HEADS),
        ]

    def _value(self, node: tree.Expression | None, operator: str = "=") -> list[Doc]:
        if node is None:
            return []
        return [_SPACE, self.tokens.take(operator), _SPACE, self.write.expression(node)]

    def _alias(self, other: tree.Identifier | None) -> list[Doc]:
        return [] if other is None else [_SPACE, self.tokens.take("as"), _SPACE, self.write.name(other)]

    def _flagged(self, head: Sequence[Doc], flags: Sequence[tree.Flag | tree.Condition]) -> list[Layout]:
        """Return the ways to lay out what has flags."""
        parts = [_Part(concat(*head))]
        for flag in flags:
            self._end_with_comma(parts)
            parts.append(self._flag(flag))
        if flags and _hangs(head[-1]):
            parts[1] = parts[1]._replace(forced=True)
        return _arranged(parts)

    def _end_with_comma(self, parts: list[_Part]) -> None:
        parts[-1] = parts[-1]._replace(doc=concat(parts[-1].doc, self.tokens.take_comma()))

    def _flag(self, flag: tree.Flag | tree.Condition) -> _Part:
        above = self.tokens.comments_above()
        if isinstance(flag, tree.Condition):
            when = self._when(flag.value)
            return _Part(concat(above, *when), above.forced or _hangs(when[-1]), True)
        docs = [self.write.name(flag.name)]
        if flag.value is not None:
            docs += [self.tokens.take("="), self.write.expression(flag.value)]
        return _Part(concat(above, *docs), above.forced)

    def _when(self, condition: tree.Expression) -> list[Doc]:
        return [self.tokens.take("when"), _SPACE, self.write.expression(condition)]

    def _removal(self, item: tree.Removal) -> list[Layout]:
        parts = [_Part(concat(self.tokens.take("del"), _SPACE, self.write.name(item.names[0])))]
        for name in item.names[1:]:
            self._end_with_comma(parts)
            above = self.tokens.comments_above()
            parts.append(_Part(concat(above, self.write.name(name)), above.forced))
        if item.condition is not None:
            self._end_with_comma(parts)
            above = self.tokens.comments_above()
            parts.append(_Part(concat(above, *self._when(item.condition)), above.forced, True))
        return _arranged(parts)

    def _from_import(self, item: tree.FromImport) -> list[Layout]:
        """Return the ways to lay out an import: on one line, or each name on its own, in parentheses."""
        docs = [self.tokens.take("from"), _SPACE]
        while self.tokens.peek.text in (".", "..."):
            docs.append(self.tokens.take(self.tokens.peek.text))
        if item.module is not None:
            docs += [self.write.dotted(item.module)]
        head = concat(*docs, _SPACE, self.tokens.take("import"), _SPACE)
        opening = self.tokens.take("(") if (enclosed := self.tokens.peek.text == "(") else Text("(")
        names: list[Doc] = []
        always = False
        for alias in item.names:
            names.append(concat(self.write.name(alias.name), *self._alias(alias.other)))
            if alias is not item.names[-1]:
                names += [self.tokens.take_comma(), Line()]
            elif self.tokens.peek.text == ",":
                always = True
                names.append(self.tokens.take_comma(last=True))
            else:
                names.append(IfBroken(","))
        inner = concat(*names)
        above = self.tokens.comments_above() if enclosed else concat()
        closing = self.tokens.take(")") if enclosed else Text(")")
        below = Group(between(opening, inner, above, closing), always=True)
        if always or inner.forced or (inner.remarked and enclosed) or above.forced or _has_comment(opening):
            return [Layout(concat(head, below))]
        remark = closing.docs[1:] if isinstance(closing, Concat) else ()
        return [Layout(concat(head, Group(inner), *remark), Break.NOTHING), Layout(concat(head, below))]


def _has_comment(doc: Doc) -> bool:
    return doc.forced or doc.remarked


def _hangs(doc: Doc) -> bool:
    """Whether the lines of an expression with operators are broken in any case."""
    return isinstance(doc, Group) and doc.hangs and doc.forced


def _arranged(parts: Sequence[_Part]) -> list[Layout]:
    """Return the ways to lay out parts: fewer lines first, a condition apart before other flags."""
    forced = {i for i, part in enumerate(parts) if part.forced or (i and parts[i - 1].doc.remarked)}
    last = frozenset([len(parts) - 1] if parts[-1].condition else [])
    each = frozenset(range(1, len(parts)))
    below = each & {1}
    together = frozenset[int]()
    several = [lines for lines in dict.fromkeys((last, below, below | last, each)) if lines]
    ways: list[tuple[frozenset[int], Break]] = [(together, Break.NOTHING), (together, Break.DICTS)]
    ways += [(lines, Break.NOTHING) for lines in several]
    ways += [(lines, Break.LISTS) for lines in (together, *several)]
    ways += [(lines, Break.EXPRESSIONS) for lines in several or (together,)]
    ways += [(lines, Break.HEADS) for lines in (together, *several)]
    return [Layout(_joined(parts, lines | forced), limit) for lines, limit in ways]


def _joined(parts: Sequence[_Part], lines: Collection[int]) -> Doc:
    """Return parts one behind the other, some of them on lines of their own."""
    first: list[Doc] = [parts[0].doc]
    rest: list[Doc] = []
    for i, part in enumerate(parts[1:], 1):
        if i in lines:
            rest += [Hard(), part.doc]
        else:
            (rest or first).extend([_SPACE, part.doc])
    return concat(*first, Indent(concat(*rest)))
