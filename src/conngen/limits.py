"""The sizes up to which a `.conn` file is read, so that no file can make the compiler hang or fill the memory.

They are far above anything seen in real files; README and reference name them from here.
"""

from __future__ import annotations

__all__ = ["LIMITS", "Limit"]

from .typings import NamedTuple


class Limit(NamedTuple):
    """A limit: its value and what it counts."""

    value: int
    what: str


FILE_SIZE = Limit(2_000_000, "characters in a file")
NESTING = Limit(40, "brackets inside one another")
OPERATORS = Limit(100, "operators, dots and words between two commas")
NUMBER_LENGTH = Limit(40, "characters of a number")
NAME_LENGTH = Limit(200, "characters of a name")
REPETITION = Limit(1_000, "connections that one `for` over a list written in the file makes")
DIMENSIONS = Limit(100, "dimensions of one connection, after names are replaced")
INHERITANCE = Limit(50, "classes between a class and its last base")
BASES = Limit(1_000, "ways from a class to its bases, over the bases between")
IMPORTS = Limit(50, "files that import one another in a row")
DIAGNOSTICS = Limit(1_000, "diagnostics shown of one file")

LIMITS = {
    name: value for name, value in sorted(globals().items()) if name.isupper() and isinstance(value, Limit)
}
