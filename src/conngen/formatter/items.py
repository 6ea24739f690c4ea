"""The items of a file, one below the other, with their comments, docs and empty lines."""

from __future__ import annotations

from collections.abc import Sequence

from ..source import Span
from ..syntax import tree
from .clauses import Clauses
from .layout import STEP, Break, Doc, best, render
from .tokens import Comment, Mismatch, Tokens

__all__ = ["Items"]

_BLOCKS = (tree.Block, tree.Guard, tree.Loop)
_IMPORTS = (tree.FromImport, tree.ImportModule)


class Items:
    """Lays out the items of a file.

    Parameters
    ----------
    tokens : `Tokens`
        Its words.
    width : `int`
        How long a line should be at most.
    kept : set of `Span`
        The items that stay as they were written, beside those that can't be read.
    shift : `bool`
        Whether what stays is moved to the indentation of its neighbours.
    """

    def __init__(
        self, tokens: Tokens, width: int, kept: frozenset[Span] = frozenset(), shift: bool = False
    ) -> None:
        self.tokens = tokens
        self.width = width
        self.kept = kept
        self.shift = shift
        self.lines: list[str] = []
        self._kept = (0, 0)
        self.clauses = Clauses(tokens)

    def file(self, file: tree.File) -> list[str]:
        """Return the lines of a file.

        Raises
        ------
        Mismatch
            Raised if it holds words that its tree does not.
        """
        self._body(file.doc, file.items, 0)
        if self.tokens.peek.text:
            raise Mismatch(f"{self.tokens.peek.text!r} belongs to no item")
        return self.lines

    # --- what stands one below the other ---

    def _body(self, doc: tree.Doc | None, items: Sequence[tree.Item], indent: int) -> None:
        """Lay out the doc and the items of a file or a block, up to what ends it."""
        previous: tree.Node | None = None
        for node in [*([doc] if doc else []), *items]:
            column = self.tokens.peek.column
            self._gap(previous, node, indent)
            if isinstance(node, tree.Doc):
                self._doc(node, indent)
            else:
                self._item(node, indent)
            previous = node
            self._column = column
        self._gap(previous, None, indent)

    def _gap(self, previous: tree.Node | None, node: tree.Node | None, indent: int) -> None:
        """Print the comments between two items, and the empty lines."""
        blank = self.tokens.peek.blank
        comments = self.tokens.comments()
        wanted = previous is not None and node is not None and self._parted(previous, node, indent)
        if wanted and not blank and not any(comment.blank for comment in comments):
            if comments:
                comments = (Comment(comments[0].text, True, comments[0].column), *comments[1:])
            blank = blank or not comments
        behind = isinstance(previous, tree.Node) and not isinstance(previous, (*_BLOCKS, tree.Doc))
        for comment in comments:
            # A comment that was further to the right than the item before it belongs to that one.
            behind = behind and comment.column > self._column
            if comment.blank and previous is not None:
                self._blank()
            self.lines.append(" " * (indent + STEP * behind) + comment.text)
            previous = previous or node
        if blank and previous is not None and node is not None:
            self._blank()

    def _parted(self, previous: tree.Node, node: tree.Node, indent: int) -> bool:
        """Whether there is an empty line between two items, also if the author wrote none."""
        if isinstance(previous, tree.Doc):
            return True
        if indent > 0 or isinstance(previous, tree.Broken) or isinstance(node, tree.Broken):
            return False
        if isinstance(previous, _IMPORTS) != isinstance(node, _IMPORTS):
            return True
        return isinstance(previous, _BLOCKS) or isinstance(node, _BLOCKS)

    def _blank(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")

    def _doc(self, doc: tree.Doc, indent: int) -> None:
        self._print(self.clauses.doc(doc, indent), indent)

    def _print(self, doc: Doc, indent: int) -> None:
        self.lines += render(doc, indent, self.width, Break.HEADS).lines

    def _item(self, item: tree.Item, indent: int) -> None:
        """Lay out an item, or leave it as it is."""
        mark, length = self.tokens.mark(), len(self.lines)
        if self.tokens.peek.span.start != item.span.start:
            raise Mismatch(f"{self.tokens.peek.text!r} stands before an item")
        try:
            if item.span in self.kept:
                raise Mismatch("it is to be kept")
            match item:
                case tree.Block() | tree.Guard() | tree.Loop():
                    self._block(item, indent)
                case _:
                    self.lines += best(self.clauses.layouts(item), indent, self.width)
                    doc = getattr(item, "doc", None)
                    if doc is not None:
                        self._doc(doc, indent + STEP)
        except Mismatch:
            self.tokens.reset(mark)
            del self.lines[length:]
            self._keep(item.span, indent)

    def _keep(self, span: Span, indent: int) -> None:
        """Leave a stretch of the file as it was written, with the blanks before it and the comment behind it."""
        token, source = self.tokens.peek, self.tokens.text
        follows = not token.first and self._kept == (len(self.lines), self.tokens.last.span.end)
        by = indent - token.column if self.shift and token.first else 0
        before = source[span.start - token.column : span.start] if token.first and not by else " " * indent
        if follows:  # on the line of another that stays
            before = self.lines.pop() + source[self.tokens.last.span.end : span.start]
        self.tokens.skip_to(span.end)
        remark = self.tokens.last.remark
        text = before + _shifted(source[span.start : span.end], by) + (f"  {remark}" if remark else "")
        if span.end == len(source):
            text = text.removesuffix("\n")  # of a string that nobody closed
        self.lines += text.split("\n")
        self._kept = (len(self.lines), span.end)

    # --- blocks ---

    def _block(self, node: tree.Block | tree.Guard | tree.Loop, indent: int) -> None:
        """Lay out a block; its head stays as it is if it can't be read."""
        mark, length = self.tokens.mark(), len(self.lines)
        doc = node.doc if isinstance(node, tree.Block) else None
        try:
            self.lines += best(self.clauses.head(node), indent, self.width)
        except Mismatch:
            self.tokens.reset(mark)
            del self.lines[length:]
            inner = next(iter([*([doc] if doc else []), *node.items]), None)
            if inner is None:
                raise
            self._keep(Span(node.span.start, self.tokens.end_before(inner.span.start)), indent)
        tokens = self.tokens
        empty = doc is None and not node.items and not tokens.has_comments and not tokens.last.remark
        if not empty:
            self._body(doc, node.items, indent + STEP)
        if tokens.peek.text == "}" and tokens.peek.span.end <= node.span.end:
            opening = self.lines.pop() if empty else ""
            self._print(tokens.take("}"), indent)
            if empty:
                self.lines[-1] = opening + self.lines[-1].strip()


def _shifted(text: str, by: int) -> str:
    """Return a text with its lines, but for the first, moved to the right or the left."""
    first, *others = text.split("\n")
    return "\n".join([first, *(_moved(line, by) for line in others)])


def _moved(line: str, by: int) -> str:
    blanks = len(line) - len(line.lstrip(" "))
    return " " * max(0, blanks + by) + line[blanks:] if line.strip() else line
