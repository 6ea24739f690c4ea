"""What a back end makes, before it is a file."""

from __future__ import annotations

import enum

from .records import dataclass

__all__ = ["Output", "Owner"]


class Owner(enum.StrEnum):
    """Whose a generated module is once it exists."""

    COMPILER = "compiler"
    """Ours: written again whenever it changes."""
    AUTHOR = "author"
    """The author's: written once, never touched again."""


@dataclass(frozen=True)
class Output:
    """A module that was generated.

    Parameters
    ----------
    name : `str`
        The name of its file, such as ``example_connections.py``.
    body : `str`
        Its text, formatted, without the header that marks it as generated.
    owner : `Owner`
        Whose it is.
    """

    name: str
    body: str
    owner: Owner
