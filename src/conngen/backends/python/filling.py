"""Text broken into lines as `textwrap` breaks it, without its expressions where the text is plain words."""

from __future__ import annotations

__all__ = ["filled"]


def filled(text: str, room: int, lead: str = "") -> list[str]:
    """Return the lines of a text.

    Parameters
    ----------
    text : `str`
        What to break.
    room : `int`
        The columns of a line.
    lead : `str`, optional
        What each line begins with.
    """
    words = text.split()
    longest = max(map(len, words), default=0)
    if " ".join(words) != text or not text.isascii() or "-" in text or longest > room - len(lead):
        import textwrap

        return textwrap.wrap(text, room, initial_indent=lead, subsequent_indent=lead)
    lines: list[str] = []
    for word in words:
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(lead + word)
    return lines
