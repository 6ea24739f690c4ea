"""Text as a terminal shows it: how wide a character is, and what stands for one that must not get there."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["TAB", "plain", "shown", "width"]

TAB = "    "
"""What stands for a tab: always the same, so that what stands below it is aligned."""


def shown(character: str) -> str:
    """Return what to show for a character: itself, or an escape if it is invisible."""
    if character == "\t":
        return TAB
    if character.isprintable():
        return character
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def plain(text: str) -> str:
    """Return a text of one line, with nothing in it that would break the line or command the terminal."""
    return "".join(shown(character) for character in text)


def width(characters: Iterable[str]) -> int:
    """Return how many columns of a terminal a text takes, as `shown`."""
    return sum(_width(one) for character in characters for one in shown(character))


def _width(character: str) -> int:
    if character < "\u0300":
        return 1
    import unicodedata

    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
