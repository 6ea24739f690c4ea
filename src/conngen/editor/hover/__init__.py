"""What is shown of the word under the cursor."""

from __future__ import annotations

from ...records import dataclass
from ...source import Span
from ..paths import is_comment, path_at
from ..view import View
from .reading import Reader

__all__ = ["Hover", "hover"]


@dataclass(frozen=True)
class Hover:
    """What is shown beside a word.

    Parameters
    ----------
    markdown : `str`
        The text.
    span : `Span`
        The word it is about.
    """

    markdown: str
    span: Span


def hover(view: View, offset: int) -> Hover | None:
    """Return what is known of the word at an offset, or `None` if there is nothing to say.

    Parameters
    ----------
    view : `View`
        The file.
    offset : `int`
        The place, in characters.
    """
    if not 0 <= offset <= len(view.text) or is_comment(view, offset):
        return None
    found = Reader(view, path_at(view.parsed.file, offset), offset).read()
    return None if found is None else Hover(*found)
