"""Patterns of the grammar, written for the engines of Vim and Emacs."""

from __future__ import annotations

import re

__all__ = ["emacs", "vim"]

_PIECE = re.compile(
    r"(?P<open>\((?:\?[:=!])?)|(?P<close>\))|(?P<lazy>\*\?)|(?P<count>[*+?])|(?P<bar>\|)"
    r"|(?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])|(?P<escape>\\.)|(?P<literal>.)",
    re.DOTALL,
)
_COUNTS = {"*": "*", "+": r"\+", "?": r"\="}
_ENDS = {"(": r"\)", "(?:": r"\)", "(?=": r"\)\@=", "(?!": r"\)\@!"}
_BEYOND = r"\x3a-\x40\x5b-\x5e\x60\x7b-\x7f"
# Every character beyond ASCII may stand in a name: what Vim takes for a letter depends on settings.
_SETS = {
    r"[^\W\d]": rf"[^\x01-\x39{_BEYOND}]",
    r"[\w.]": rf"[^\x01-\x2d\x2f{_BEYOND}]",
    r"[\s\S]": r"\_.",
}
_ESCAPES = {
    r"\d": r"\d",
    r"\w": rf"[^\x01-\x2f{_BEYOND}]",
    r"\n": r"\n",
    r"\r": r"\r",
    r"\t": r"\t",
}
_SPECIAL = "\\.*[]^$~/"


def vim(pattern: str) -> str:
    r"""Return a pattern of Python's `re` for Vim with 'magic', to stand between slashes.

    It knows what the grammar uses.

    Raises
    ------
    ValueError
        Raised if the pattern has something that it does not know.
    """
    found: list[str] = []
    opened: list[str] = []
    for piece in _PIECE.finditer(pattern):
        text = piece.group()
        match piece.lastgroup:
            case "open":
                opened.append(text)
                found.append(r"\%(")
            case "close":
                found.append(_ENDS[opened.pop()])
            case "lazy":
                found.append(r"\{-}")
            case "count":
                found.append(_COUNTS[text])
            case "bar":
                found.append(r"\|")
            case "set":
                found.append(_set(text))
            case "escape":
                found.append(_escape(text))
            case _:
                found.append(_literal(text))
    return "".join(found)


def _set(text: str) -> str:
    """Return a set of characters; one that leaves out the end of a line never matches it, any other does."""
    if text in _SETS:
        return _SETS[text]
    if re.search(r"\\[wWsSDbB]", text):
        raise ValueError(f"the set {text} is not known")
    body = text[1:-1].replace(r"\d", "0-9").replace("\n", r"\n").replace("\r", r"\r").replace("\t", r"\t")
    if not body.startswith("^"):
        return f"[{body}]"
    return rf"[{body.replace(chr(92) + 'n', '')}]" if r"\n" in body else rf"\_[{body}]"


def _escape(text: str) -> str:
    if text in _ESCAPES:
        return _ESCAPES[text]
    if text[1].isalnum():
        raise ValueError(f"the escape {text} is not known")
    return _literal(text[1])


def _literal(text: str) -> str:
    if text in "\r\n\t":
        return repr(text)[1:-1]
    return f"\\{text}" if text in _SPECIAL else text


_EMACS_SETS = {r"[^\W\d]": "[[:alpha:]_[:nonascii:]]"}
_EMACS_ESCAPES = {r"\d": "[0-9]", r"\w": "[[:alnum:]_[:nonascii:]]"}


def emacs(pattern: str) -> str:
    """Return a pattern of Python's `re` for Emacs, without the quotes of a string of Lisp.

    Raises
    ------
    ValueError
        Raised if the pattern has something that Emacs lacks, such as looking ahead, or that this does not know.
    """
    found: list[str] = []
    for piece in _PIECE.finditer(pattern):
        text = piece.group()
        match piece.lastgroup:
            case "open" if text in ("(", "(?:"):
                found.append(r"\(?:")
            case "close":
                found.append(r"\)")
            case "bar":
                found.append(r"\|")
            case "lazy" | "count":
                found.append(text)
            case "set":
                found.append(_EMACS_SETS.get(text, text.replace(r"\d", "0-9")))
            case "escape" if text in _EMACS_ESCAPES or not text[1].isalnum():
                found.append(
                    _EMACS_ESCAPES.get(text) or re.escape(text[1]).replace(r"\-", "-").replace(r"\|", "|")
                )
            case "literal":
                found.append(text)
            case _:
                raise ValueError(f"{text} is not known to Emacs")
    return "".join(found)
