"""Makes the parser's tables of the grammar, by lark. Nothing of it is needed where the stored tables are current."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from .tables import Tables, digest

if TYPE_CHECKING:
    from lark import Lark
    from lark.grammar import NonTerminal, Rule, Symbol
    from lark.lexer import TerminalDef

__all__ = ["STARTS", "lark_of", "make"]

STARTS = ("start", "only_item", "only_expression")
"""The rules that a text can be read by."""

_LONGEST = 3
"""The characters of the longest sign that is no word."""


def lark_of(grammar: str) -> Lark:
    """Return the parser that lark makes of a grammar."""
    import lark

    return lark.Lark(
        grammar,
        parser="lalr",
        lexer="contextual",
        propagate_positions=True,
        maybe_placeholders=False,
        start=list(STARTS),
    )


def make(grammar: str) -> Tables:
    """Return the tables of a grammar: the same ones each time, whatever order lark meets things in.

    Parameters
    ----------
    grammar : `str`
        The text of it.

    Raises
    ------
    ValueError
        Raised if it has something in it that our parser doesn't know.
    """
    from lark.grammar import Rule
    from lark.lexer import TerminalDef

    lark = lark_of(grammar)
    data, memo = lark.memo_serialize([TerminalDef, Rule])
    known = {number: Rule.deserialize(value, {}) for number, value in _rules_in(memo)}
    table = data["parser"]["parser"]
    names: dict[int, str] = table["tokens"]
    actions = {
        state: {
            names[symbol]: known[argument["@"]] if action else argument
            for symbol, (action, argument) in row.items()
        }
        for state, row in table["states"].items()
    }
    order = _ordered(actions, [table["start_states"][start] for start in STARTS])
    rules = sorted(set(known.values()), key=_key)
    lists = _lists(rules)
    sets: dict[str, int] = {}
    states = [_row(actions[state], order, rules, sets) for state in order]
    terminals = _terminals(lark.terminals)
    return Tables(
        digest(grammar),
        terminals,
        tuple(sorted(lark.ignore_tokens)),
        _embedded(lark.terminals, terminals),
        tuple(_described(rule, lists) for rule in rules),
        tuple(sets),
        tuple(states),
        tuple((one, order[table["start_states"][one]], order[table["end_states"][one]]) for one in STARTS),
    )


def _rules_in(memo: Mapping[int, Any]) -> Iterator[tuple[int, Any]]:
    return ((number, value) for number, value in memo.items() if value["__type__"] == "Rule")


def _ordered(actions: Mapping[int, Mapping[str, Any]], starts: Sequence[int]) -> dict[int, int]:
    """Return the number of each state: they are counted along the ways that lead to them."""
    found = list(dict.fromkeys(starts))
    for state in found:
        for _, target in sorted((name, one) for name, one in actions[state].items() if isinstance(one, int)):
            if target not in found:
                found.append(target)
    return {state: number for number, state in enumerate(found)}


def _key(rule: Rule) -> list[str]:
    return [rule.origin.name, *(one.name for one in rule.expansion)]


def _row(
    row: Mapping[str, Any],
    order: Mapping[int, int],
    rules: Sequence[Rule],
    sets: dict[str, int],
) -> str:
    """Return what is done in a state: symbols with the state they lead to, and rules with the set they end before."""
    steps = []
    ends: dict[int, list[str]] = {}
    for name, action in sorted(row.items()):
        if isinstance(action, int):
            steps.append(f"{name}={order[action]}")
        else:
            ends.setdefault(rules.index(action), []).append(name)
    for rule, names in sorted(ends.items()):
        steps.append(f"{rule}<{sets.setdefault(' '.join(names), len(sets))}")
    return " ".join(steps)


def _terminals(terminals: Collection[TerminalDef]) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return name, pattern and, if they are few, texts of the terminals, in the order in which lark tries them."""
    ordered = sorted(
        terminals,
        key=lambda one: (-one.priority, -one.pattern.max_width, -len(one.pattern.value), one.name),
    )
    found = tuple((one.name, one.pattern.to_regexp(), _texts(one)) for one in ordered)
    first = next(i for i, one in enumerate(found) if one[2])
    if any(not one[2] for one in found[first:]):
        raise ValueError("a terminal of any length comes behind one that is a sign or a word")
    texts = [text for _, _, texts in found for text in texts]
    if len(set(texts)) < len(texts):
        raise ValueError("two terminals can be the same sign")
    if any(one.pattern.flags for one in terminals):
        raise ValueError("a terminal has flags")
    return found


def _texts(terminal: TerminalDef) -> tuple[str, ...]:
    """Return all that a terminal can be, longest first; nothing if that is anything."""
    if terminal.pattern.type == "str":
        return (terminal.pattern.value,)
    if terminal.pattern.max_width > _LONGEST:
        return ()
    signs = sorted({char for char in terminal.pattern.value if not char.isspace()})
    every = ("".join(one) for n in range(_LONGEST, 0, -1) for one in itertools.product(signs, repeat=n))
    return tuple(one for one in every if re.fullmatch(terminal.pattern.to_regexp(), one))


def _embedded(
    terminals: Collection[TerminalDef], ordered: Sequence[tuple[str, str, tuple[str, ...]]]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return the words that a pattern finds too, such as a name: there they count as words, not by themselves."""
    by_name = {one.name: one for one in terminals}
    found = []
    for name, pattern, _ in ordered:
        if by_name[name].pattern.type == "str":
            continue
        words = [
            other
            for other, _, texts in ordered
            if by_name[other].pattern.type == "str"
            and by_name[other].priority == by_name[name].priority
            and (match := re.match(pattern, texts[0])) is not None
            and match.group() == texts[0]
        ]
        if words:
            found.append((name, tuple(words)))
    return tuple(found)


def _lists(rules: Sequence[Rule]) -> frozenset[str]:
    """Return the rules without a node of their own that stand for any number of parts, and not for exactly one."""
    found: set[str] = set()
    while True:
        more = {
            rule.origin.name
            for rule in rules
            if rule.origin.name.startswith("_")
            and ([_is_kept(one) for one in rule.expansion].count(True) != 1 or _names(rule) & found)
        }
        if more <= found:
            return frozenset(found)
        found |= more


def _names(rule: Rule) -> set[str]:
    return {one.name for one in rule.expansion}


def _is_kept(symbol: Symbol) -> bool:
    return not (symbol.is_term and symbol.filter_out)  # type: ignore[attr-defined]


def _described(rule: Rule, lists: frozenset[str]) -> tuple[str, str, str]:
    """Return name, function and parts of a rule."""
    origin: NonTerminal = rule.origin
    if rule.alias or rule.options.keep_all_tokens or rule.options.priority is not None:
        raise ValueError(f"the rule `{origin.name}` has an alias, a priority or keeps all tokens")
    parts = "".join(
        "-" if not _is_kept(one) else "t" if one.is_term else "*" if one.name in lists else "n"
        for one in rule.expansion
    )
    if origin.name in lists:
        function = "*"
    elif rule.options.expand1 or origin.name.startswith("_"):
        function = "="
    else:
        function = origin.name
    if function == "=" and len(parts) != 1:
        raise ValueError(f"the rule `{origin.name}` is not always one of others")
    return origin.name, function, parts
