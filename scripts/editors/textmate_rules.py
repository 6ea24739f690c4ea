"""Rules of a TextMate grammar: words, stretches, and what is before an operand."""

from __future__ import annotations

from typing import Any

from conngen.highlighting import Group

from . import words
from .oniguruma import BEHIND, FREE, FREE_FILLED, NO_FLAG, NO_TYPE, NUMBER, OUTSIDE, any_of
from .scopes import scope

__all__ = ["Rule", "before", "comma", "match", "span", "stretch", "word"]

Rule = dict[str, Any]


def _captures(groups: tuple[Group | None, ...]) -> Rule:
    return {str(i): {"name": scope(group)} for i, group in enumerate(groups, 1)}


def match(text: str, *groups: Group | None) -> Rule:
    """Return a rule for a word: a group for each pair of parentheses that captures."""
    return {"match": text, "captures": _captures(groups)} if groups else {"match": text}


def span(
    begin: tuple[str, *tuple[Group | None, ...]],
    end: tuple[str, *tuple[Group | None, ...]],
    *patterns: str | Rule,
    **more: Any,
) -> Rule:
    """Return a rule from one pattern to another, with rules or the names of rules for what is between."""
    rule = {"begin": begin[0], "end": end[0], **more}
    if begin[1:]:
        rule["beginCaptures"] = _captures(begin[1:])
    if end[1:]:
        rule["endCaptures"] = _captures(end[1:])
    return rule | {"patterns": [{"include": f"#{one}"} if isinstance(one, str) else one for one in patterns]}


def stretch(ahead: str, *patterns: str | Rule) -> Rule:
    """Return a rule that begins where something is ahead, and ends before the first thing it has no rule for."""
    return span((f"(?={ahead})",), (r"(?=\S)",), "comment", *patterns, applyEndPatternLast=1)


def word(
    begin: tuple[str, *tuple[Group | None, ...]],
    group: Group,
    name: str = FREE,
    *patterns: str | Rule,
    stop: str = NO_TYPE,
) -> Rule:
    """Return a rule for a word or a sign and the name behind it, be it on the next line."""
    end = rf"{BEHIND}|{stop}|({name})|(?=[^\s#])"
    return span(begin, (end, group), "comment", *patterns, applyEndPatternLast=1)


def comma(known: str, group: Group, name: str = FREE) -> Rule:
    """Return a rule for a comma and the name or the condition behind it."""
    nothing = r"(?=[^\s#\p{L}\p{N}_]|[fFrR][\"'])"
    end = rf"{BEHIND}|(?<=[\p{{L}}\p{{N}}_])|{NO_FLAG}|({known})|(?!when\b){name}|{nothing}"
    return span((r"(,)", None), (end, group), "comment", before((r"\b(when)\b", Group.KEYWORD)))


def before(begin: tuple[str, *tuple[Group | None, ...]], *patterns: str | Rule) -> Rule:
    """Return a rule for what asks for an operand, and the beginning of that operand."""
    constant = any_of(words.CONSTANTS)
    end = rf"{BEHIND}|{OUTSIDE}|({constant})|({FREE})(?=\s*\()|({FREE_FILLED})|({NUMBER})|(?=[\]\)\}},:;=])"
    groups = (Group.CONSTANT, Group.FUNCTION, Group.VARIABLE, Group.NUMBER)
    prefixes = [match(r"\b(not|in|is)\b", Group.OPERATOR), match(r"([-+*])", None)]
    return span(
        begin, (end, *groups), "comment", *prefixes, *patterns, "string", "group", "list", "dictionary"
    )
