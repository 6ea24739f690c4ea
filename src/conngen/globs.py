"""Globs over the paths of a project: `*` and `?` stay within a folder, `**` does not."""

from __future__ import annotations

import re
from functools import cache

from .patterns import pattern as expression

__all__ = ["GlobError", "fits", "pattern"]

_TOKEN = expression(r"\*\*/|/\*\*$|\*\*|\[[!^]?\]?[^\]]*\]|.", re.DOTALL)
_SPOKEN = {"**/": "(?:.*/)?", "/**": "(?:/.*)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
_SET_WORDS = expression(r"[\\\[&~|]|--")
"""What Python's expressions would take for more than characters inside of brackets."""


_SPECIAL = frozenset("/*?[")


class GlobError(ValueError):
    """A glob that can't be understood."""


def fits(glob: str, name: str) -> bool:
    """Return whether the whole of a path matches a glob; parameters as for `pattern`."""
    ending = glob[1:]
    if glob[:2] == "*." and not _SPECIAL.intersection(
        ending
    ):  # such as that of all projects that say nothing
        return name.endswith(ending)
    return pattern(glob).fullmatch(name) is not None


@cache
def pattern(glob: str) -> re.Pattern[str]:
    """Return the expression that the whole of a path has to match.

    Parameters
    ----------
    glob : `str`
        The glob, with forward slashes. Without one it fits in any folder, else from the root.

    Returns
    -------
    pattern : `re.Pattern`
        The expression.

    Raises
    ------
    GlobError
        Raised if there is something wrong with its brackets.
    """
    glob = glob.removesuffix("/")
    glob = glob.removeprefix("./").removeprefix("/") if "/" in glob else f"**/{glob}"
    try:
        return re.compile("".join(_spoken(token) for token in _TOKEN.findall(glob)), re.DOTALL)
    except re.error as err:
        raise GlobError(str(err)) from None


def _spoken(token: str) -> str:
    if token in _SPOKEN:
        return _SPOKEN[token]
    if len(token) == 1:
        return re.escape(token)
    inner = token[1:-1]
    negated = inner[0] in "!^"
    plain = _SET_WORDS.sub(lambda match: "".join("\\" + one for one in match[0]), inner[negated:])
    return f"(?!/)[{'^' if negated else ''}{plain}]"
