"""What is proposed at the cursor."""

from __future__ import annotations

import enum

from ...records import dataclass
from ...source import Span
from ..edits import Edit

__all__ = ["Proposal", "ProposalKind", "Rank"]


class ProposalKind(enum.Enum):
    """What a proposed word is."""

    KEYWORD = "a word that begins an item, or holds one together"
    KIND = "a kind of connection"
    OPERATOR = "a word that joins expressions"
    SNIPPET = "a whole declaration to fill in"
    CONNECTION = "a connection"
    ATTRIBUTE = "what can be changed of an inherited connection"
    FIELD = "a config field"
    TEMPLATE = "a template of dataset type names"
    VARIABLE = "a variable of a `for`"
    DIMENSION = "a dimension, or a name for several"
    STORAGE_CLASS = "a storage class"
    TYPE = "the type of a config field"
    CLASS = "a task, or a class"
    FUNCTION = "a function"
    MODULE = "a module to import from"
    NAME = "something imported, or to be imported"
    FLAG = "what is said of a declaration behind a comma"
    SETTING = "what is assigned to in a block"
    METHOD = "a method that a function can be attached as"
    CONSTANT = "`True`, `False` or `None`"
    VALUE = "a value that fits"
    CODE = "the code of a diagnostic"


_NOWHERE = Span(0, 0)


class Rank(enum.IntEnum):
    """How far up a proposal stands."""

    FIRST = 1
    OWN = 2
    """What the file or the class declares."""
    USUAL = 3
    OTHER = 4
    IMPLIED = 6
    """What is said already by something else."""
    ELSEWHERE = 7
    """What has to be imported first."""


@dataclass(frozen=True)
class Proposal:
    """One proposal.

    Parameters
    ----------
    label : `str`
        What is shown, and what typed letters are compared with.
    kind : `ProposalKind`
        What it is.
    text : `str`
        What takes the place of `replaces`; with ``${1:place holders}`` if it is a snippet.
    detail : `str`
        A few words beside the label: a type, a value.
    doc : `str`
        What it means, in Markdown.
    snippet : `bool`
        Whether there are place holders in the text.
    rank : `Rank`
        How far up it stands.
    replaces : `Span`
        The word at the cursor.
    edits : `tuple` [ `Edit` ]
        What changes elsewhere: the import that the word needs.
    deprecated : `bool`
        Whether it should no longer be used.
    """

    label: str
    kind: ProposalKind
    text: str = ""
    detail: str = ""
    doc: str = ""
    snippet: bool = False
    rank: Rank = Rank.USUAL
    replaces: Span = _NOWHERE
    edits: tuple[Edit, ...] = ()
    deprecated: bool = False

    @property
    def order(self) -> str:
        """A text by which proposals are sorted."""
        return f"{self.rank:02}{self.label.casefold()}"

    @property
    def plain(self) -> str:
        """What a client inserts that knows no snippets."""
        return self.label if self.snippet else self.text
