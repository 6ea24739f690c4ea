"""`conngen new`: a first `.conn` file, with comments that say what is what."""

from __future__ import annotations

import keyword
from pathlib import Path

from .errors import UsageError
from .limits import NAME_LENGTH
from .ownership import create
from .resources import folder

__all__ = ["class_name", "new", "render"]

_TEMPLATE = "new.conn.jinja"


def class_name(stem: str) -> str:
    """Return the name of a task as its file suggests it: ``detect_stars`` gives ``DetectStars``."""
    return "".join(word[0].upper() + word[1:] for word in stem.split("_") if word)


def render(stem: str) -> str:
    """Return the text of a first `.conn` file.

    Parameters
    ----------
    stem : `str`
        The name of the file without its ending.

    Returns
    -------
    text : `str`
        What compiles without a diagnostic.
    """
    import jinja2

    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        loader=jinja2.FileSystemLoader(folder("templates")),
        autoescape=False,
    )
    dataset = stem.strip("_") if stem.isascii() else "star"
    return environment.get_template(_TEMPLATE).render(task=class_name(stem), dataset=dataset)


def new(name: str) -> Path:
    """Write a first `.conn` file.

    Parameters
    ----------
    name : `str`
        Its name, with folders before it and with or without its ending.

    Returns
    -------
    path : `~pathlib.Path`
        The file.

    Raises
    ------
    UsageError
        Raised if the name can't be that of a Python module.
    WriteError
        Raised if the file is there already, or can't be written.
    """
    path = Path(name)
    stem = "" if name.endswith("/") else path.name.removesuffix(".conn")
    if (why := _why_not(stem)) is not None:
        raise UsageError(f"`{stem}` cannot be the name of a Python module: {why}", "try `detect_stars`")
    path = path.with_name(f"{stem}.conn")
    create(path, render(stem))
    return path


def _why_not(stem: str) -> str | None:
    """Return why a file can't have a name; `None` if it can."""
    if len(stem) > NAME_LENGTH.value:
        return f"it has more than {NAME_LENGTH.value} characters"
    if not stem.isidentifier():
        return "it may hold letters, digits and underscores, and no digit first"
    if not stem.isascii():
        return "it may hold no letters but those from a to z"
    if keyword.iskeyword(stem) or keyword.iskeyword(class_name(stem)):
        return "it is a word of Python's"
    if not class_name(stem).isidentifier():
        return "no class can be called after it"
    return None
