"""Runs the parser's tables over a text: nodes are made while it is read, without a tree in between.

What is read, and where reading stops, is what lark with its contextual lexer reads by the same grammar: in each state
only the terminals that fit are looked for, in lark's order. That is done here by one pattern of all terminals; only
where it finds one that does not fit, those that do are tried one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache

from ..source import Span
from ..typings import Any, NamedTuple
from . import tree
from .builder import Builder
from .tables import END, Tables, load

__all__ = ["Parser", "Stopped", "parser"]

_COMMENT = "COMMENT"
_END_GROUP = "_END"
_BITS = 10
"""So many bits hold the number of a terminal."""

_new = tuple.__new__  # makes a Span in half the time


class Stopped(Exception):
    """A text that has not the shape of what it is read as.

    Parameters
    ----------
    offset : `int`
        Where in the text.
    """

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


class _Rule(NamedTuple):
    """What happens when a rule ends.

    Parameters
    ----------
    size : `int`
        The number of its parts.
    key : `int`
        The number of what it is a rule of, shifted.
    make : callable or `None`
        Makes a node; without it the parts are gathered in a list.
    kept : `tuple` [ `int` ]
        The parts that count.
    lists : `frozenset` [ `int` ]
        Those that are lists of parts.
    passes : `bool`
        Whether nothing is made, and the one part goes on as it is.
    """

    size: int
    key: int
    make: Callable[[Builder, Span, list[Any]], Any] | None
    kept: tuple[int, ...]
    lists: frozenset[int]
    passes: bool


_Action = tuple[int, int, _Rule | None]
"""The terminal, and the state that it leads to or the rule that ends before it."""


class Parser:
    """A parser that runs tables.

    Parameters
    ----------
    tables : `Tables`
        Those of the grammar.
    """

    def __init__(self, tables: Tables) -> None:
        self.patterns = {name: pattern for name, pattern, _ in tables.terminals}
        self._tables = tables
        self._starts = {name: (first, last) for name, first, last in tables.starts}
        self._kinds: dict[str, int] = {}
        self._find = self._one_pattern().finditer
        for name, _, _ in tables.terminals:
            self._kinds.setdefault(name, len(self._kinds) + 100)
        self._names = {number: name for name, number in self._kinds.items()}
        self._texts = {name: texts for name, _, texts in tables.terminals}
        origins: dict[str, int] = {}
        self._rules = [
            _rule(function, parts, origins.setdefault(origin, len(origins)))
            for origin, function, parts in tables.rules
        ]
        self._origins = origins
        self._rows: list[dict[Any, _Action] | None] = [None] * len(tables.states)
        self._gotos: list[dict[int, int]] = [{} for _ in tables.states]
        self._jumps: list[dict[int, tuple[int, _Action | None]]] = [{} for _ in tables.states]

    def _one_pattern(self) -> re.Pattern[str]:
        """Return the pattern that finds what begins a text: a group for each terminal of any length, one for signs."""
        skipped = [self.patterns[name] for name in self._tables.ignored if name != _COMMENT]
        groups = []
        words = {word for _, found in self._tables.embedded for word in found}
        signs: set[str] = set()
        for name, pattern, texts in self._tables.terminals:
            if not texts and (name == _COMMENT or name not in self._tables.ignored):
                groups.append(f"(?P<{name}>{pattern})")
            elif name not in words:
                signs.update(texts)
        ordered = sorted(signs, key=lambda sign: (-len(sign), sign))
        groups.append(f"({'|'.join(map(re.escape, ordered))})")
        blank = f"(?:{'|'.join(skipped)})*" if skipped else ""
        found = re.compile(rf"{blank}(?:{'|'.join(groups)}|(?P<{_END_GROUP}>\Z)|([\s\S]))")
        self._kinds = {
            END if name == _END_GROUP else name: number for name, number in found.groupindex.items()
        }
        return found

    def _row(self, state: int) -> dict[Any, _Action]:
        """Return what is done in a state, by the numbers of the terminals and by the texts that are always the same."""
        row = self._rows[state]
        if row is not None:
            return row
        row = {}
        for step in self._tables.states[state].split():
            name, found, target = step.partition("=")
            if not found:
                rule, _, terminals = step.partition("<")
                for name in self._tables.sets[int(terminals)].split():
                    row[self._kinds[name]] = (self._kinds[name], -1, self._rules[int(rule)])
            elif name in self._kinds:
                row[self._kinds[name]] = (self._kinds[name], int(target), None)
            else:
                self._gotos[state][self._origins[name]] = int(target)
        if any(state == last for _, last in self._starts.values()):
            row[self._kinds[END]] = (self._kinds[END], -1, None)  # all is read
        for kind, action in list(row.items()):
            for text in self._texts.get(self._names[kind], ()):
                row[text] = action
        self._rows[state] = row
        return row

    def parse(
        self,
        text: str,
        start: str,
        builder: Builder,
        comments: list[tree.Comment] | None = None,
        words: list[str] | None = None,
    ) -> Any:
        """Return the node that a text says.

        Parameters
        ----------
        text : `str`
            The text.
        start : `str`
            The rule of the grammar.
        builder : `Builder`
            What makes the nodes.
        comments : `list` [ `tree.Comment` ], optional
            Where to note the comments of the text.
        words : `list` [ `str` ], optional
            Where to note all else that stands in it.

        Raises
        ------
        Stopped
            Raised if the text has not the shape.
        """
        advance = self._find(text).__next__
        base, end_kind = builder.base, self._kinds[END]
        states = [self._starts[start][0]]
        values: list[Any] = []
        starts: list[int] = []
        ends: list[int] = []
        row = self._rows[states[0]] or self._row(states[0])
        while True:
            match = advance()
            kind = match.lastindex or 0
            word = match[kind]
            begin, end = match.span(kind)
            action = row.get(word) or row.get(kind)
            if action is None:
                if kind == self._kinds[_COMMENT]:
                    if comments is not None:
                        comments.append(tree.Comment(Span(begin + base, end + base), word))
                    continue
                action, word = self._lexed(states[-1], text, begin)
                end = begin + len(word)
                advance = self._find(text, end).__next__
            terminal, target, rule = action
            while rule is not None:
                size, key, make, kept, lists, passes = rule
                if size == 1 and not lists and starts[-1] >= 0:
                    parts = values[-1:] if kept else []
                    if make is not None:
                        values[-1] = make(builder, _new(Span, (starts[-1], ends[-1])), parts)
                    elif not passes:
                        values[-1] = parts
                else:
                    _reduce(builder, rule, values, starts, ends)
                    if size:
                        del states[-size:]
                    states.append(-1)
                state, follows = self._jumps[states[-2]].get(key | terminal) or self._jump(
                    states[-2], key, terminal
                )
                if follows is None:
                    raise Stopped(begin)
                states[-1] = state
                _, target, rule = follows
            if terminal == end_kind:
                return values[-1]
            if words is not None:
                words.append(word)
            states.append(target)
            begin, end = begin + base, end + base
            values.append((word, begin, end))
            starts.append(begin)
            ends.append(end)
            row = self._rows[target] or self._row(target)

    def _jump(self, state: int, key: int, terminal: int) -> tuple[int, _Action | None]:
        """Return where a rule that has ended leads from the state before it, and what is done there.

        Rules that only hand on what they are given are gone through at once.
        """
        origin = key >> _BITS
        while True:
            self._row(state)
            target = self._gotos[state][origin]
            action = self._row(target).get(terminal)
            if action is None or action[2] is None or not action[2].passes:
                break
            origin = action[2].key >> _BITS
        self._jumps[state][key | terminal] = target, action
        return target, action

    def _lexed(self, state: int, text: str, offset: int) -> tuple[_Action, str]:
        """Return what is done about the terminal that stands at an offset, as lark looks for one, and its text.

        Raises
        ------
        Stopped
            Raised if none that fits stands there.
        """
        row = self._row(state)
        if offset == len(text):
            if (action := row.get(self._kinds[END])) is not None:
                return action, ""
            raise Stopped(offset)
        embedded = {
            word: row[self._kinds[word]]
            for name, words in self._tables.embedded
            if self._kinds[name] in row
            for word in words
            if self._kinds[word] in row
        }
        for name, pattern, texts in self._tables.terminals:
            action = row.get(self._kinds[name])
            if action is None or name in embedded:
                continue
            found = re.compile(pattern).match(text, offset)
            if found is not None:
                by_text = row.get(found.group()) if not texts else None
                return by_text or action, found.group()
        raise Stopped(offset)

    # --- where a text stops to be one ---

    def follow(self, text: str, start: str) -> tuple[list[int], int | None]:
        """Return the states that a text leads to, and where it stops to have the shape of what it is read as.

        The end of the text is not looked at: what is there has the shape of a beginning if there is no offset.
        """
        states = [self._starts[start][0]]
        offset = 0
        skip = re.compile("|".join(f"(?:{self.patterns[name]})" for name in self._tables.ignored))
        while True:
            while (blank := skip.match(text, offset)) is not None:
                offset = blank.end()
            if offset == len(text):
                return states, None
            try:
                action, word = self._lexed(states[-1], text, offset)
            except Stopped:
                return states, offset
            if not self._feed(states, action[0]):
                return states, offset
            offset += len(word)

    def _feed(self, states: list[int], terminal: int) -> bool:
        """Let a terminal follow in a list of states; return whether it can."""
        while True:
            action = self._row(states[-1]).get(terminal)
            if action is None:
                return False
            _, target, rule = action
            if rule is None:
                states.append(target)
                return True
            if rule.size:
                del states[-rule.size :]
            self._row(states[-1])
            states.append(self._gotos[states[-1]][rule.key >> _BITS])

    def accepted(self, states: Sequence[int]) -> frozenset[str]:
        """Return the terminals of the grammar that fit behind what led to some states."""
        row = self._row(states[-1])
        return frozenset(
            self._names[one] for one in row if isinstance(one, int) and self._feed([*states], one)
        )


def _rule(function: str, parts: str, origin: int) -> _Rule:
    make = None if function in "*=" else getattr(Builder, f"_{function.strip('_')}")
    kept, lists = _kept(parts)
    passes = function == "=" and len(parts) == 1
    return _Rule(len(parts), origin << _BITS, make, kept, lists, passes)


@cache
def _kept(parts: str) -> tuple[tuple[int, ...], frozenset[int]]:
    """Return which parts of a rule count, and which of them are lists; many rules are alike in that."""
    kept = tuple(i for i, part in enumerate(parts) if part != "-")
    return kept, frozenset(i for i in kept if parts[i] == "*")


def _reduce(builder: Builder, rule: _Rule, values: list[Any], starts: list[int], ends: list[int]) -> None:
    """Put what a rule makes of its parts in their place."""
    size, _, make, kept, lists, _ = rule
    if not size:
        values.append([] if make is None else make(builder, Span(0, 0), []))
        starts.append(-1)  # it takes no place
        ends.append(-1)
        return
    items = values[-size:]
    start, end = starts[-size], ends[-1]
    if start < 0 or end < 0:
        start = next((one for one in starts[-size:] if one >= 0), -1)
        end = next((one for one in reversed(ends[-size:]) if one >= 0), -1)
    if not lists:
        parts = [items[i] for i in kept]
    elif kept[0] in lists:
        parts = items[kept[0]]  # what is repeated is gathered in one list
        for i in kept[1:]:
            if i in lists:
                parts += items[i]
            else:
                parts.append(items[i])
    else:
        parts = []
        for i in kept:
            if i in lists:
                parts += items[i]
            else:
                parts.append(items[i])
    if make is not None:
        parts = make(builder, _new(Span, (start, end) if start >= 0 else (0, 0)), parts)
    del values[-size:], starts[-size:], ends[-size:]
    values.append(parts)
    starts.append(start)
    ends.append(end)


@cache
def parser() -> Parser:
    """Return the parser of the grammar."""
    return Parser(load())
