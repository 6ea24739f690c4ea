"""The parser's tables: as lark made them of the grammar, stored with the package.

They are used if they are those of the grammar that is there; of another one they are made anew, by lark.
"""

from __future__ import annotations

from functools import cache

from .. import resources
from ..digests import blake2b
from ..typings import NamedTuple

__all__ = ["END", "Tables", "digest", "grammar_text", "load"]

END = "$END"
"""What stands for the end of a text among the terminals."""


class Tables(NamedTuple):
    """A grammar, as a parser needs it.

    Parameters
    ----------
    grammar : `str`
        The digest of its text.
    terminals : `tuple`
        Each terminal with its regular expression and, if they are few, all the texts it can be; in the order in which
        they are tried.
    ignored : `tuple` [ `str` ]
        The terminals that may stand anywhere.
    embedded : `tuple`
        Terminals with those words that they find too, as a name does: a word counts as itself there.
    rules : `tuple`
        Each rule with what is made of it and its parts. It is made: a node, ``*`` the list of the parts, or ``=`` just
        the one part. A part is ``-`` left out, ``t`` a token, ``n`` one value, or ``*`` a list of parts.
    sets : `tuple` [ `str` ]
        Terminals before which a rule can end.
    states : `tuple` [ `str` ]
        What is done in a state: ``COLON=12`` is the next state behind a symbol, ``7<3`` that rule 7 ends before the
        terminals of set 3.
    starts : `tuple`
        What a text can be read as, with the first state and the last.
    """

    grammar: str
    terminals: tuple[tuple[str, str, tuple[str, ...]], ...]
    ignored: tuple[str, ...]
    embedded: tuple[tuple[str, tuple[str, ...]], ...]
    rules: tuple[tuple[str, str, str], ...]
    sets: tuple[str, ...]
    states: tuple[str, ...]
    starts: tuple[tuple[str, int, int], ...]


def grammar_text() -> str:
    """Return the grammar as it is now."""
    return (resources.folder("grammar") / "conn.lark").read_text(encoding="utf-8")


def digest(grammar: str) -> str:
    """Return the digest of a grammar's text."""
    return blake2b(grammar.encode(), digest_size=16).hexdigest()


@cache
def load() -> Tables:
    """Return the tables of the grammar that is there."""
    from . import stored_tables

    grammar = grammar_text()
    if digest(grammar) == stored_tables.GRAMMAR:
        return Tables(
            stored_tables.GRAMMAR,
            stored_tables.TERMINALS,
            stored_tables.IGNORED,
            stored_tables.EMBEDDED,
            stored_tables.RULES,
            stored_tables.SETS,
            stored_tables.STATES,
            stored_tables.STARTS,
        )
    from .making import make

    return make(grammar)
