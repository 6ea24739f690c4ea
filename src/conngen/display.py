"""How a path is shown: relative to where the user stands, with forward slashes."""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["shown"]


def shown(path: Path) -> str:
    """Return the name of a path in messages: relative to the working folder, absolute outside of it."""
    try:
        here = Path.cwd()
    except FileNotFoundError:
        return path.as_posix()
    absolute = Path(os.path.normpath(here / path))
    for folder in (here, Path(os.path.normpath(os.environ.get("PWD", here)))):
        if absolute.is_relative_to(folder):
            return absolute.relative_to(folder).as_posix()
    return absolute.as_posix()
