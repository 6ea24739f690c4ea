"""Writes to the standard streams, and colours, the way click does, for commands that need nothing else of it."""

from __future__ import annotations

import sys

__all__ = ["echo", "style"]

_COLOURS = {"red": 31, "green": 32, "yellow": 33, "blue": 34, "magenta": 35, "cyan": 36}


def echo(text: str | bytes, *, err: bool = False) -> None:
    """Write a text, as it is, and let it be seen at once.

    Parameters
    ----------
    text : `str` or `bytes`
        What to write; bytes go past the encoding and the line ends of the stream.
    err : `bool`
        Whether it goes to standard error.
    """
    stream = sys.stderr if err else sys.stdout
    if stream is None or not text:  # nobody listens, or there is nothing to hear
        return
    if sys.platform == "win32":
        import click  # it knows how to colour in every console

        click.echo(text, nl=False, err=err)
    elif isinstance(text, bytes):
        stream.flush()
        stream.buffer.write(text)
        stream.buffer.flush()
    else:
        stream.write(text)
        stream.flush()


def style(text: str, *, fg: str | None = None, bold: bool = False) -> str:
    """Return a text in a colour or in bold, for a terminal."""
    codes = ([_COLOURS[fg]] if fg is not None else []) + ([1] if bold else [])
    return "".join([*(f"\x1b[{code}m" for code in codes), text, "\x1b[0m"])
