"""Regular expressions that are compiled when they are used: all of them at once take as long as Python's start."""

from __future__ import annotations

import re

from .typings import TYPE_CHECKING

__all__ = ["pattern"]

if TYPE_CHECKING:
    from re import compile as pattern
else:

    class pattern:  # noqa: N801 - called like `re.compile`
        """A regular expression, with the methods of a compiled one."""

        def __init__(self, text, flags=0):
            self._text = text
            self._flags = flags

        def __getattr__(self, name):
            value = getattr(re.compile(self._text, self._flags), name)
            setattr(self, name, value)  # the next time there is nothing to look for
            return value
