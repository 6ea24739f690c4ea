"""A text that changes: what an edit has not touched is not read again.

The parts of the tree before and behind an edit stay the same objects; those behind are moved in place. So the result
before the edit is used up by it. The outcome is that of `parse`. Of a file that can't be read as a whole this holds
where it is laid out as usual; a file whose lines are indented at random may be cut at other places.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

from ..records import replace
from ..source import Source, Span
from . import tree
from .moving import Edit, all_nodes, apart, difference, move, moved
from .parser import Parsed, parse, run, scanner
from .problem import Problem
from .recovery import is_one_item, recover_part
from .scanner import Lexeme, check_limits, check_text
from .spots import CONTAINERS, Anew, Spot, leaf, locate, stretch

__all__ = ["Editing"]

_JOINING = frozenset(["and", "as", "else", "if", "in", "is", "not", "or"])
"""Words that are names where an item begins alone, and go on with the item before where there is one."""
_DEEP = 20
"""From this depth of brackets in what is read anew on, all is read anew, so that limits count everything."""


class Editing:
    """A text with its tree, which follows the changes of the text.

    Parameters
    ----------
    source : `Source`
        The text as it is at first.
    """

    def __init__(self, source: Source) -> None:
        self._nodes: dict[int, tuple[Any, list[tree.Node]]] = {}
        self._known_tidy: bool | None = None
        self._read(source)

    def _read(self, source: Source, known: Callable[[Span], Any] | None = None) -> None:
        self.parsed = parse(source, known)
        self._nodes = {}
        # Of a file that can't be read as a whole nobody knows what its items would be if it could.
        if self.parsed.problems and not self._known_tidy:
            self._known_tidy = False
        elif not self.parsed.problems:
            self._known_tidy = None

    def change(self, source: Source) -> Parsed:
        """Follow a change.

        Parameters
        ----------
        source : `Source`
            The text as it is now.

        Returns
        -------
        parsed : `Parsed`
            What `parse` would return; what it returned before must not be used any more.
        """
        edit = difference(self.parsed.source.text, source.text)
        if edit is None:
            self.parsed = replace(self.parsed, source=source)
            return self.parsed
        before = _written(self.parsed)
        if not self.parsed.problems:
            self._known_tidy = self._tidy
        try:
            self.parsed = self._follow(source, edit)
        except Anew:
            self._read(source, self._known(before, source.text))
        return self.parsed

    def _known(self, before: Sequence[tuple[str, Any]], text: str) -> Callable[[Span], Any]:
        """Return what finds the items of the tree before the edit that stand in the text still, each once."""
        found: dict[str, list[Any]] = {}
        for written, item in before:
            found.setdefault(written, []).append(item)

        def known(span: Span) -> Any:
            items = found.get(text[span.start : span.end])
            if not items:
                return None
            item = items.pop(0)
            self._move_items([item], span.start - item.span.start)
            return item

        return known

    def _follow(self, source: Source, edit: Edit) -> Parsed:
        text = source.text
        if check_text(text) or self._has_problem_outside():
            raise Anew
        if self.parsed.problems and not self._tidy:
            raise Anew
        spot = locate(self.parsed.file, edit, self.parsed.source.text)
        problems: list[Problem] = []
        if spot.head:
            left, right, container = self._head(spot, edit, text, problems)
        else:
            left, right, container = self._items(spot, edit, text, problems)
        lexemes = list(scanner().scan(text, left, right + edit.delta))
        _check(lexemes)
        end = right + edit.delta
        words = [one.text for one in lexemes if one.kind != "comment"][:1]
        words += [one.text for one in itertools.islice(scanner().scan(text, end), 1)]
        if not _JOINING.isdisjoint(words):
            raise Anew
        if (
            lexemes
            and lexemes[-1].kind in ("comment", "unclosed")
            and lexemes[-1].span.end == end < len(text)
        ):
            raise Anew  # it takes what follows with it
        if self.parsed.problems and not problems:
            self._check_lines(container, text, lexemes)
            if not self._known_tidy or _column(text, end) != _column(self.parsed.source.text, right):
                raise Anew
        kept, later = apart(self.parsed.comments, left, right)
        comments = [tree.Comment(one.span, one.text) for one in lexemes if one.kind == "comment"]
        move(later, edit.delta)
        file = self._rebuilt(spot, container, edit, source)
        before = [one for one in self.parsed.problems if one.span.end <= left]
        behind = [moved(one, edit.delta) for one in self.parsed.problems if one.span.start >= right]
        found = (*before, *sorted(problems, key=lambda one: one.span), *behind)
        return Parsed(source, file, (*kept, *comments, *later), found)

    @property
    def _tidy(self) -> bool:
        """Whether all items are laid out so that each is read alike when another one is broken."""
        if self._known_tidy is None:
            file, text = self.parsed.file, self.parsed.source.text
            self._known_tidy = _is_tidy(file, text, file.items)
        return self._known_tidy

    def _has_problem_outside(self) -> bool:
        """Whether something is wrong that is not inside of one item, so that the edit may change what it means."""
        text, file = self.parsed.source.text, self.parsed.file
        return any(
            text[one.span.start : one.span.start + 3] in ('"""', "'''") or leaf(file, one.span) is None
            for one in self.parsed.problems
        )

    def _is_open_elsewhere(self, left: int, right: int) -> bool:
        """Whether a bracket is open in an item outside of a stretch, so that what else is broken may belong to it."""
        text, file = self.parsed.source.text, self.parsed.file
        for one in self.parsed.problems:
            if one.span.end <= left or one.span.start >= right:
                item = leaf(file, one.span)
                depth = 0
                for lexeme in scanner().scan(text, *item.span) if item is not None else ():
                    depth += (lexeme.kind == "open") - (lexeme.kind == "close")
                if depth:
                    return True
        return False

    # --- what the edit touches ---

    def _items(self, spot: Spot, edit: Edit, text: str, problems: list[Problem]) -> tuple[int, int, Any]:
        """Return the stretch of the old text that is read anew, and the container with its new items."""
        items = spot.container.items
        for more in (0, 1):
            first, last = max(spot.first - more, 0), min(spot.last + more, len(items))
            left, right = stretch(spot.container, first, last, self.parsed.source.text)
            if left > edit.start or right < edit.end:
                raise Anew
            file = run(text[left : right + edit.delta], "start", left, problems)
            if file is not None and (file.doc is None or (first == 0 and spot.container is self.parsed.file)):
                new = list(file.items)
                break
            problems.clear()
        else:
            first, last = spot.first, spot.last
            left, right = stretch(spot.container, first, last, self.parsed.source.text)
            if first == 0 and spot.container is self.parsed.file and spot.container.doc is not None:
                raise Anew
            if self._is_open_elsewhere(left, right):
                raise Anew
            span = Span(left, right + edit.delta)
            new = self._recovered(spot.container, items, last, span, text, problems)
            file = None
        if self._known_tidy:
            self._known_tidy = _is_tidy(spot.container, text, new)
        self._let_go(items[first:last])
        behind = list(items[last:])
        self._move_items(behind, edit.delta)
        changed: dict[str, Any] = {"items": (*items[:first], *new, *behind)}
        if first == 0 and spot.container is self.parsed.file and file is not None:
            changed["doc"] = file.doc if left == 0 else spot.container.doc
        return left, right, replace(spot.container, **changed)

    def _recovered(
        self,
        container: Any,
        items: Sequence[Any],
        last: int,
        span: Span,
        text: str,
        problems: list[Problem],
    ) -> list[Any]:
        """Return what can be read of a stretch in which something is broken, if that concerns nothing else."""
        start = text.rfind("\n", 0, span.start) + 1
        if text[start : span.start].strip():
            start = span.start
            line_end = text.find("\n", start)
            if line_end < 0 or text[start:line_end].split("#")[0].strip():
                raise Anew
        lexemes = [one for one in scanner().scan(text, start, span.end) if one.kind != "comment"]
        if not lexemes or lexemes[0].kind == "string" or not _is_balanced(lexemes):
            raise Anew
        if not self._tidy or lexemes[0].kind != "name":
            raise Anew
        if lexemes[-1].kind == "unclosed" and lexemes[-1].span.end == span.end:
            raise Anew
        self._check_lines(container, text, lexemes)
        if items and lexemes[0].column != _column(self.parsed.source.text, items[0].span.start):
            raise Anew
        if last < len(items):
            following = items[last].span.start + span.end - items[last].span.start
            line = text.rfind("\n", 0, following) + 1
            if text[line:following].strip() or following - line > lexemes[0].column:
                raise Anew
        new = recover_part(text, lexemes, problems)
        if not problems:
            raise Anew
        return new

    def _check_lines(self, container: Any, text: str, lexemes: Sequence[Lexeme]) -> None:
        """Make sure that no line is so far left that, in a file that can't be read as a whole, it ends the block."""
        head = -1 if isinstance(container, tree.File) else _column(text, container.span.start)
        start = lexemes[0].span.start if lexemes else 0
        for one in lexemes:
            if (
                one.first
                and _column(text, one.span.start) <= head
                and (one.span.start > start or not _follows(text, start))
            ):
                raise Anew

    def _head(self, spot: Spot, edit: Edit, text: str, problems: list[Problem]) -> tuple[int, int, Any]:
        """Return the same for an edit before the items of a block: in its head or its doc, or a new first item."""
        block = spot.container
        left, right = block.span.start, block.items[0].span.start
        node = run(text[left : right + edit.delta] + "}", "only_item", left, problems)
        if type(node) is not type(block):
            raise Anew
        if self._known_tidy:
            self._known_tidy = _is_tidy(block, text, node.items)
        behind = list(block.items)
        self._move_items(behind, edit.delta)
        return left, right, replace(node, span=block.span, items=(*node.items, *behind))

    # --- the way back to the file ---

    def _rebuilt(self, spot: Spot, container: Any, edit: Edit, source: Source) -> tree.File:
        """Return the file with a container changed, what is behind it moved."""
        for outer, index in reversed(spot.path):
            container = replace(container, span=Span(container.span.start, container.span.end + edit.delta))
            self._nodes.pop(id(outer.items[index]), None)
            behind = list(outer.items[index + 1 :])
            self._move_items(behind, edit.delta)
            container = replace(outer, items=(*outer.items[:index], container, *behind))
        assert isinstance(container, tree.File)
        return replace(container, span=Span(0, len(source.text)))

    def _move_items(self, items: Sequence[Any], delta: int) -> None:
        if delta:
            for item in items:
                known = self._nodes.get(id(item))
                if known is None or known[0] is not item:
                    known = self._nodes[id(item)] = (item, list(all_nodes(item)))
                move(known[1], delta)

    def _let_go(self, items: Sequence[Any]) -> None:
        """Forget what is known of items that others have taken the place of, and of those in them."""
        for item in items:
            self._nodes.pop(id(item), None)
            self._let_go(getattr(item, "items", ()))


def _written(parsed: Parsed) -> list[tuple[str, Any]]:
    """Return the items without others in them in which nothing is wrong, each with its text."""
    text = parsed.source.text
    wrong = {id(leaf(parsed.file, one.span)) for one in parsed.problems}
    found: list[tuple[str, Any]] = []
    stack = list(parsed.file.items)
    while stack:
        item = stack.pop()
        if isinstance(item, CONTAINERS):
            stack += item.items
        elif not isinstance(item, tree.Broken) and id(item) not in wrong:
            found.append((text[item.span.start : item.span.end], item))
    return found


def _follows(text: str, offset: int) -> bool:
    """Whether something stands before an offset in its line."""
    return bool(text[text.rfind("\n", 0, offset) + 1 : offset].strip())


def _column(text: str, offset: int) -> int:
    """Return how far from the beginning of its line an offset is."""
    return offset - text.rfind("\n", 0, offset) - 1


def _is_tidy(container: Any, text: str, items: Sequence[Any]) -> bool:
    """Whether items, and those in them, each begin on a line, further right than what they are in.

    Only then it is sure that the rest of a file is read alike when one item is broken.
    """
    head = -1 if isinstance(container, tree.File) else _column(text, container.span.start)
    for item in items:
        start = item.span.start
        line = text.rfind("\n", 0, start) + 1
        if start - line <= head or text[line:start].strip():
            return False
        if isinstance(item, CONTAINERS):
            if not _is_tidy(item, text, item.items):
                return False
        elif not is_one_item(text, item.span):
            return False
    return True


def _is_balanced(lexemes: Sequence[Lexeme]) -> bool:
    """Whether what is wrong with some lexemes stays among them: braces are in pairs, and no long string is open."""
    depth = 0
    for lexeme in lexemes:
        if lexeme.kind == "unclosed" and (
            "\n" in lexeme.text or '"""' in lexeme.text or "'''" in lexeme.text
        ):
            return False
        depth += (lexeme.text == "{") - (lexeme.text == "}")
        if depth < 0:
            return False
    return depth == 0


def _check(lexemes: Sequence[Lexeme]) -> None:
    depth = 0
    for lexeme in lexemes:
        depth += (lexeme.kind == "open") - (lexeme.kind == "close")
        if depth > _DEEP:
            raise Anew
    if check_limits([lexeme for lexeme in lexemes if lexeme.kind != "comment"]) is not None:
        raise Anew
