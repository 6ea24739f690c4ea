"""How diagnostics are shown: each format a function from diagnostics to text."""

from __future__ import annotations

from collections.abc import Sequence

from ..diagnostics import Diagnostic
from ..typings import Protocol
from . import github, gitlab, json, sarif, text

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


FORMATS: dict[str, Render] = {
    "text": text.render,
    "json": json.render,
    "sarif": sarif.render,
    "github": github.render,
    "gitlab": gitlab.render,
}
