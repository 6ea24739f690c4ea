"""How a path is shown: relative to where the user stands, with forward slashes."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["shown"]


def shown(path: Path) -> str:
    """Return the name of a path in messages: relative to the working folder, absolute outside of it."""
    try:
        here = os.getcwd()
    except FileNotFoundError:
        return path.as_posix()
    name, start = str(path), here.rstrip(os.sep) + os.sep
    if name.startswith(start) and ".." not in name:  # as most are: nothing is to be made out of it
        return name[len(start) :].replace(os.sep, "/")
    absolute = os.path.normpath(os.path.join(here, path))
    for folder in (here, os.path.normpath(os.environ.get("PWD", here))):
        if absolute.startswith(folder.rstrip(os.sep) + os.sep):
            return absolute[len(folder.rstrip(os.sep)) + 1 :].replace(os.sep, "/")
        if Path(absolute).is_relative_to(folder):
            return Path(absolute).relative_to(folder).as_posix()
    return absolute.replace(os.sep, "/")
