"""Finds the grammar and the templates, in an installed package and in a checkout alike."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["folder"]


@cache
def folder(name: str) -> Path:
    """Return the folder ``grammar`` or ``templates``.

    An installed package holds it; in a checkout and in an editable installation it lies at the top, apart from code.

    Raises
    ------
    FileNotFoundError
        Raised if neither is there: the installation is incomplete.
    """
    here = Path(__file__).resolve().parent
    for candidate in (here / name, here.parent.parent / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the folder `{name}` of conngen is missing; install the package again")
