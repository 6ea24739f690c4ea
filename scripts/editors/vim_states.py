"""What may follow what in a `.conn` file, as Vim's matches: a state is a set of rules, a rule names the state after it.

Vim colours by patterns. Which pattern holds depends on what came before, so that every rule says with ``nextgroup`` in
which state the next word is read; if no rule of that state fits, an item begins. So what is broken never reaches
further than the next item.
"""

from __future__ import annotations

from typing import NamedTuple

from conngen.highlighting import Group

from .vim_parts import (
    ANY_NAME,
    ASSIGN,
    BEGINNING,
    BLOCK,
    CALLED,
    CHOSEN,
    CONSTANT,
    DEFINITION,
    EQUALS,
    FILLED,
    FLAG,
    HEAD,
    KIND,
    NAME,
    NUMBER,
    OPERAND,
    OPERATOR,
    SIGN,
    SKIP,
    STRING,
    TYPE_NAME,
    ahead,
    not_ahead,
)
from .words import EDITION

__all__ = ["ITEM", "STATES", "Bracket", "Match"]

ITEM = "item"
"""The state in which an item begins, which is that of the file itself."""


class Match(NamedTuple):
    """A word, or a sign.

    Parameters
    ----------
    pattern : `str`
        What it looks like, to Vim.
    group : `Group` or `None`
        What it is; `None` for what has no colour.
    then : `str`
        The state behind it.
    contains : `str`
        The group of what is filled in, in a string.
    """

    pattern: str
    group: Group | None
    then: str = ""
    contains: str = ""


class Bracket(NamedTuple):
    """A pair of brackets, or of quotes in threes.

    Parameters
    ----------
    start, end : `str`
        What it begins and ends with.
    inside : `str`
        The state inside; in a string what is filled in.
    then : `str`
        The state behind it.
    group : `Group` or `None`
        What it is; `None` for brackets.
    """

    start: str
    end: str
    inside: str
    then: str = ""
    group: Group | None = None


Rule = Match | Bracket


def strings(then: str) -> tuple[Rule, ...]:
    """Return the rules of strings, the last one for those that are not closed, which end with their line."""
    rules: list[Rule] = []
    for prefix, filled in (("[fF]", "field"), (r"[rR]\=", "")):
        rules += [Bracket(prefix + quote, quote, filled, then, Group.STRING) for quote in ('"""', "'''")]
        rules.append(Match(rf"""\%({prefix}["']\)\@={STRING}""", Group.STRING, then, filled))
    rules += [Match(rf"[fFrR]\={mark}\%([^{mark}\\]\|\\.\)*$", Group.STRING) for mark in "\"'"]
    return tuple(rules)


def dataset_names(then: str) -> tuple[Rule, ...]:
    """Return the rules of strings that are a dataset type name, and no part of an expression."""
    rules: list[Rule] = []
    for mark in "\"'":
        closed = rf"\%(\_[^{mark}\\]\|\\\_.\|{mark}\%({mark}{mark}\)\@!\)*{mark * 3}{CHOSEN}"
        for prefix, filled in (("[rR]", "raw"), ("", "template")):
            start = rf"{prefix}{mark * 3}\%({closed}\)\@="
            rules.append(Bracket(start, mark * 3, filled, then, Group.STRING))
    for prefix, filled in (("[rR]", "raw"), ("", "template")):
        rules.append(Match(rf"""\%({prefix}["']\)\@={STRING}{CHOSEN}""", Group.STRING, then, filled))
    return tuple(rules)


def operands(then: str, more: str) -> tuple[Rule, ...]:
    """Return the rules of what an expression can begin with.

    Parameters
    ----------
    then : `str`
        The state behind an operand.
    more : `str`
        The state in which an operand is expected again.
    """
    return (
        *strings(then),
        Match(NUMBER, Group.NUMBER, then),
        Match(CONSTANT, Group.CONSTANT, then),
        Match(r"\<not\>", Group.OPERATOR, more),
        Match(ANY_NAME + CALLED, Group.FUNCTION, then),
        Match(OPERAND, Group.VARIABLE, then),
        *brackets("inner", then),
        Match("-", None, more),
    )


def brackets(inside: str, then: str) -> tuple[Rule, ...]:
    """Return the rules of all three pairs of brackets."""
    return (
        Bracket("(", ")", inside, then),
        Bracket(r"\[", "]", inside, then),
        Bracket("{", "}", inside, then),
    )


def operators(then: str, more: str, negated: str, attribute: str) -> tuple[Rule, ...]:
    """Return the rules of what an expression can go on with.

    Parameters
    ----------
    then, more : `str`
        The states behind an operand, and in which one is expected.
    negated, attribute : `str`
        The states behind ``not`` and behind a dot.
    """
    return (
        Match(r"\<not\>", Group.OPERATOR, negated),
        Match(OPERATOR, Group.OPERATOR, more),
        Match(SIGN, None, more),
        Match(r"\.", None, attribute),
        *brackets("inner", then)[:2],
        Match(",", None, "flag"),
    )


def attributes(then: str) -> tuple[Rule, ...]:
    """Return the rules of a name behind a dot."""
    return (Match(NAME + CALLED, Group.FUNCTION, then), Match(NAME, Group.VARIABLE, then))


def types(after: str) -> tuple[Rule, ...]:
    """Return the rules of a storage class or the type of a field."""
    return (Match(TYPE_NAME, Group.TYPE, after), Bracket("{", "}", "inner", after))


def behind_types(kind: str, value: str) -> tuple[Rule, ...]:
    """Return the rules of what comes behind it.

    Parameters
    ----------
    kind : `str`
        What stands in its brackets.
    value : `str`
        The state of the value.
    """
    return (
        Match(r"\.", None, f"{kind}Type"),
        Bracket(r"\[", "]", kind, f"{kind}Behind"),
        Match("|", None, f"{kind}Optional"),
        Match(EQUALS, None, value),
        Match(",", None, "flag"),
    )


def type_arguments(kind: str, group: Group) -> dict[str, tuple[Rule, ...]]:
    """Return the state inside the brackets of a type, or of the head of a block."""
    return {
        kind: (
            *strings(""),
            Match(ANY_NAME, group),
            Bracket(r"\[", "]", kind),
            Bracket("{", "}", "inner"),
            Match("|", None, f"{kind}OptionalInside"),
        ),
        f"{kind}OptionalInside": (Match(r"\<None\>", Group.CONSTANT),),
    }


def inside(group: Group | None) -> tuple[Rule, ...]:
    """Return the rules of an expression in brackets, where nothing else can begin.

    Parameters
    ----------
    group : `Group` or `None`
        What every name is; `None` for what it is in an expression.
    """
    own = "inner" if group is None else "dimensionList"
    names: tuple[Rule, ...] = (
        (Match(ANY_NAME, group),)
        if group
        else (
            Match(ANY_NAME + CALLED, Group.FUNCTION),
            Match(ANY_NAME, Group.VARIABLE),
        )
    )
    return (
        *strings(""),
        Match(OPERATOR, Group.OPERATOR),
        Match(CONSTANT, Group.CONSTANT),
        Match(NUMBER, Group.NUMBER),
        *names,
        *brackets(own, ""),
    )


def choice(state: str, own: tuple[Rule, ...]) -> dict[str, tuple[Rule, ...]]:
    """Return the states of a value that may be one of several to choose from.

    Parameters
    ----------
    state : `str`
        The state in which it begins.
    own : `tuple` [ `Match` or `Bracket` ]
        The rules of what is special in such a value, and not in the condition.
    """
    behind, condition = f"{state}Behind", f"{state}Condition"
    return {
        state: (*own, *operands(behind, condition)),
        behind: (
            Match(r"\<else\>", Group.OPERATOR, state),
            *operators(behind, condition, f"{state}Negated", f"{state}Attribute"),
        ),
        condition: operands(behind, condition),
        f"{state}Negated": (Match(r"\<in\>", Group.OPERATOR, condition),),
        f"{state}Attribute": attributes(behind),
    }


_FLAT = r"\_[^][]"
_LIST = rf"\[\%({_FLAT}\|\[\%({_FLAT}\|\[{_FLAT}*]\)*]\)*]"
_DIMENSIONS: tuple[Rule, ...] = (
    Bracket(rf"\%({_LIST}{CHOSEN}\)\@=\[", "]", "dimensionList", "dimensionsBehind"),
    Bracket(r"(", ")", "dimensions", "dimensionsBehind"),
)


def _others() -> tuple[tuple[str, Group | None], ...]:
    """Return the patterns of words that begin no item, and what they are even so."""
    return (
        (OPERATOR, Group.OPERATOR),
        (CONSTANT, Group.CONSTANT),
        (r"\<as\>", Group.KEYWORD),
        (NAME, None),
    )


def _item() -> tuple[Rule, ...]:
    """Return the rules of what an item begins with."""
    first = {"for": "loop", "del": "removal", "from": "from", "import": "import"}
    two = ahead(ANY_NAME)
    other = not_ahead(rf"{ANY_NAME}{SKIP}{HEAD}")
    begun = not_ahead(rf"{ANY_NAME}{SKIP}[:[({{]")
    return (
        *strings(""),
        Match(rf"\<\%(when\|require\)\>{not_ahead(':')}", Group.KEYWORD, "value"),
        *(Match(rf"\<{word}\>", Group.KEYWORD, state) for word, state in first.items()),
        Match(NAME + ahead(":"), Group.FIELD, "field"),
        Match(rf"\<dimensions\>{ahead(ASSIGN)}", Group.SETTING, "dimensionsEquals"),
        Match(NAME + ahead(rf"\%([.[]\|{ASSIGN}\)"), Group.SETTING, "path"),
        Match(BLOCK + ahead(rf"\%((\|{FILLED}\@!{{\)"), Group.KEYWORD, "head"),
        Match(rf"\<{EDITION}\>{ahead(NUMBER)}", Group.KEYWORD),
        Match(KIND + ahead(rf"{ANY_NAME}{SKIP}{EQUALS}"), Group.KIND, "templateName"),
        Match(KIND + two + other, Group.KIND, "declared"),
        Match(rf"\<dimensions\>{two}{begun}", Group.KEYWORD, "dimensionsName"),
        Match(DEFINITION + two + begun, Group.KEYWORD, "templateName"),
        Match(BLOCK + two + not_ahead(rf"{ANY_NAME}{SKIP}[:=]"), Group.KEYWORD, "className"),
        *(Match(word, group, "other") for word, group in _others()[:-1]),
        Match(NAME + CALLED, None, "head"),
        *(Match(word, group, "other") for word, group in _others()[-1:]),
        Match(NUMBER, Group.NUMBER),
    )


STATES: dict[str, tuple[Rule, ...]] = {
    ITEM: _item(),
    # declarations and definitions
    "declared": (Match(ANY_NAME, Group.CONNECTION, "dimensionColon"),),
    "other": (
        Match(ANY_NAME + ahead(":"), Group.CONNECTION, "dimensionColon"),
        Match(ANY_NAME + ahead(EQUALS), Group.TEMPLATE, "equals"),
        Match(ANY_NAME + ahead(HEAD), Group.CLASS, "head"),
    ),
    "dimensionColon": (Match(":", None, "dimensionType"),),
    "dimensionType": types("dimensionBehind"),
    "dimensionBehind": behind_types("dimension", "name"),
    "dimensionOptional": (Match(r"\<None\>", Group.CONSTANT, "dimensionBehind"),),
    **type_arguments("dimension", Group.DIMENSION),
    "field": (Match(":", None, "typeType"),),
    "typeType": types("typeBehind"),
    "typeBehind": behind_types("type", "value"),
    "typeOptional": (Match(r"\<None\>", Group.CONSTANT, "typeBehind"),),
    **type_arguments("type", Group.TYPE),
    "templateName": (Match(ANY_NAME, Group.TEMPLATE, "equals"),),
    "dimensionsName": (Match(ANY_NAME, Group.DIMENSION, "dimensionsEquals"),),
    "equals": (Match(EQUALS, None, "value"),),
    "dimensionsEquals": (Match(ASSIGN, None, "dimensions"),),
    "nameEquals": (Match(ASSIGN, None, "name"),),
    "path": (
        Match(r"\.", None, "pathWord"),
        Bracket(r"\[", "]", "inner", "path"),
        Match(ASSIGN, None, "value"),
    ),
    "pathWord": (
        Match(rf"\<dimensions\>{ahead(ASSIGN)}", Group.SETTING, "dimensionsEquals"),
        Match(rf"\<name\>{ahead(ASSIGN)}", Group.SETTING, "nameEquals"),
        Match(NAME, Group.SETTING, "path"),
    ),
    # expressions
    **choice("name", dataset_names("nameBehind")),
    "value": operands("operator", "value"),
    "operator": operators("operator", "value", "negated", "attribute"),
    "negated": (Match(r"\<in\>", Group.OPERATOR, "value"),),
    "attribute": attributes("operator"),
    "inner": (*inside(None), Match(r"\.\.\.", None), Match(r"\.", None, "innerAttribute")),
    "innerAttribute": attributes(""),
    # values that are dimensions
    **choice("dimensions", _DIMENSIONS),
    "dimensionList": inside(Group.DIMENSION),
    # flags
    "flag": (
        Match(r"\<when\>" + not_ahead(":"), Group.KEYWORD, "value"),
        Match(BEGINNING + r"\@!" + FLAG + not_ahead(":"), Group.FLAG, "flagBehind"),
        Match(TYPE_NAME, None, "flagBehind"),
    ),
    "flagBehind": (Match(EQUALS, None, "value"), Match(",", None, "flag")),
    # heads, loops, what is left out
    "className": (Match(ANY_NAME, Group.CLASS, "head"),),
    "head": (Bracket(r"\[", "]", "dimension", "head"), Bracket("(", ")", "bases", "head")),
    "bases": (Match(NAME, Group.CLASS),),
    "loop": (Match(NAME, Group.VARIABLE, "loopIn"),),
    "loopIn": (Match(r"\<in\>", Group.KEYWORD, "value"),),
    "removal": (Match(NAME, Group.CONNECTION, "removalBehind"),),
    "removalBehind": (Match(",", None, "removalMore"),),
    "removalMore": (
        Match(r"\<when\>" + not_ahead(":"), Group.KEYWORD, "value"),
        Match(TYPE_NAME, Group.CONNECTION, "removalBehind"),
    ),
    # imports
    "from": (Match(r"\.\+", None, "fromDots"), Match(NAME, Group.MODULE, "fromBehind")),
    "fromDots": (
        Match(r"\<import\>", Group.KEYWORD, "names"),
        Match(NAME, Group.MODULE, "fromBehind"),
    ),
    "fromBehind": (Match(r"\.", None, "fromDots"), Match(r"\<import\>", Group.KEYWORD, "names")),
    "names": (Bracket("(", ")", "names"), Match(TYPE_NAME, Group.NAME, "namesBehind")),
    "namesBehind": (Match(r"\<as\>", Group.KEYWORD, "namesAs"), Match(",", None, "names")),
    "namesAs": (Match(NAME, Group.NAME, "namesBehind"),),
    "import": (Match(NAME, Group.MODULE, "importBehind"),),
    "importBehind": (Match(r"\.", None, "import"), Match(r"\<as\>", Group.KEYWORD, "importAs")),
    "importAs": (Match(NAME, Group.NAME),),
}
"""The rules of each state, the first one that fits first."""
