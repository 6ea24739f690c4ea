"""How diagnostics are shown: each format a function from diagnostics to text."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from ..diagnostics import Diagnostic
from ..typings import Protocol

__all__ = ["FORMATS", "Render"]


class Render(Protocol):
    """A function that shows diagnostics."""

    def __call__(self, diagnostics: Sequence[Diagnostic], *, colour: bool = False) -> str:
        """Return the text to print: nothing, or whole lines.

        Parameters
        ----------
        diagnostics : sequence of `Diagnostic`
            What to show, in this order.
        colour : `bool`
            Whether to colour it, if the format is for people.
        """


def _later(name: str) -> Render:
    """Return a format whose module is imported when there is something to show."""

    def render(diagnostics: Sequence[Diagnostic], *, colour: bool = False) -> str:
        if name == "text" and not diagnostics:
            return ""
        found: Render = import_module(f".{name}", __name__).render
        return found(diagnostics, colour=colour)

    return render


FORMATS = {name: _later(name) for name in ("text", "json", "sarif", "github", "gitlab")}
