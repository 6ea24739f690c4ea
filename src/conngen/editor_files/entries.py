"""What is entered into files that are not ours alone: the languages of Helix, the extensions of VS Code."""

from __future__ import annotations

import enum
import json
import tomllib
from pathlib import Path
from typing import Any, Protocol

from .receipt import Entered

__all__ = ["Entry", "Listed", "Marked", "Refusal", "Trace", "taken_out"]

_BEGIN, _END = "# >>> conngen >>>", "# <<< conngen <<<"


class Refusal(Exception):
    """Why nothing can be entered; the second argument is the way out."""


class Trace(enum.Enum):
    """What is left of something that was entered."""

    GONE = "gone"
    CHANGED = "changed"


class Entry(Protocol):
    """A way to enter something into a file, and to take it out."""

    def enter(self, content: bytes | None, before: Entered | None) -> tuple[bytes, Entered] | None:
        """Return the file with it, and what was entered; `None` if there is no need.

        Parameters
        ----------
        content : `bytes` or `None`
            The file as it is.
        before : `Entered` or `None`
            What was entered the last time.

        Raises
        ------
        Refusal
            Raised if the file can't hold it.
        """


def _take_out(content: bytes, before: Entered) -> bytes | None:
    """Return a file without exactly what was entered; `None` if that is not in it."""
    entered = before.text.encode("utf-8")
    if content.endswith(entered):  # with the empty lines that were put before it
        return content[: -len(entered)]
    block = entered.lstrip(b"\n")
    return content.replace(block, b"", 1) if block in content else None


class Marked:
    """A block of a TOML file between two comments.

    Parameters
    ----------
    text : `str`
        What is in it.
    language : `str`
        The language that nothing else in the file may tell of.
    """

    def __init__(self, text: str, language: str) -> None:
        self.block = f"{_BEGIN}\n{text.strip()}\n{_END}\n"
        self.language = language

    def enter(self, content: bytes | None, before: Entered | None) -> tuple[bytes, Entered] | None:
        """Return the file with the block, where it was before or at the end."""
        made = content is None if before is None else before.made
        if before is not None and content is not None:
            old = before.text.lstrip("\n").encode("utf-8")
            if old in content:
                lead = before.text[: len(before.text) - len(before.text.lstrip("\n"))]
                return content.replace(old, self.block.encode(), 1), Entered(lead + self.block, made)
            if Marked.trace(content) is Trace.CHANGED:
                raise Refusal(
                    f"what stands between `{_BEGIN}` and `{_END}` was changed",
                    "take it out, and install again",
                )
        content = content or b""
        self._check(content)
        lead = "" if not content else "\n" if content.endswith(b"\n") else "\n\n"
        text = lead + self.block
        return content + text.encode("utf-8"), Entered(text, made)

    def _check(self, content: bytes) -> None:
        try:
            text = content.decode("utf-8-sig")
            languages = tomllib.loads(text).get("language", [])
        except ValueError as err:
            raise Refusal("is no TOML, and Helix can't read it either", "put it right") from err
        if Marked.trace(content) is Trace.CHANGED or any(
            isinstance(one, dict) and one.get("name") == self.language
            for one in (languages if isinstance(languages, list) else ())
        ):
            raise Refusal(f"tells of the language `{self.language}` already", "take that out")
        try:
            tomllib.loads(f"{text}\n{self.block}")
        except ValueError as err:
            raise Refusal(f"cannot be added to: {str(err)[:80].lower()}", "put that right") from err

    @staticmethod
    def trace(content: bytes) -> Trace:
        """Return whether anything between such comments is left in a file."""
        return Trace.CHANGED if _BEGIN.encode() in content or _END.encode() in content else Trace.GONE

    @staticmethod
    def remove(content: bytes, before: Entered) -> bytes | Trace:
        """Return the file without it; or what is left of it, if it is not what was entered."""
        rest = _take_out(content, before)
        return Marked.trace(content) if rest is None else rest


class Listed:
    """An element of the list that a JSON file is.

    Parameters
    ----------
    element : `dict` [ `str`, `~typing.Any` ]
        The element.
    """

    def __init__(self, element: dict[str, Any]) -> None:
        self.element = element

    def enter(self, content: bytes | None, before: Entered | None) -> tuple[bytes, Entered] | None:
        """Return the file with the element at the end; a file that is not there makes itself, of what is installed."""
        if content is None:
            return None
        if before is not None:
            rest = Listed.remove(content, before)
            content = rest if isinstance(rest, bytes) else content
        elements = _elements(content)
        if elements is None:
            raise Refusal("is no list in JSON", "start and stop VS Code, which puts it right")
        if any(_same(one, self.element) for one in elements):
            raise Refusal("lists the extension already", "uninstall it in VS Code")
        at = content.rindex(b"]")
        text = ("," if elements else "") + json.dumps(self.element, separators=(",", ":"))
        return content[:at] + text.encode("utf-8") + content[at:], Entered(text, False)

    @staticmethod
    def remove(content: bytes, before: Entered) -> bytes | Trace:
        """Return the file without it, also if VS Code has written it in its own way by now."""
        text = before.text.encode("utf-8")
        element = json.loads(before.text.lstrip(","))
        elements = _elements(content)
        if elements is None or not any(_same(one, element) for one in elements):
            return Trace.GONE
        if text in content and (rest := content.replace(text, b"", 1)) and _elements(rest) is not None:
            return rest
        left = [one for one in elements if not _same(one, element)]
        return json.dumps(left, separators=(",", ":"), ensure_ascii=False).encode("utf-8")


def taken_out(path: Path, content: bytes, before: Entered) -> bytes | Trace:
    """Return a file of others without what was entered into it; or what is left of that, if it is something else.

    Parameters
    ----------
    path : `~pathlib.Path`
        The file: its name tells of its kind.
    content : `bytes`
        What is in it.
    before : `Entered`
        What was entered.
    """
    kind = Listed if path.suffix == ".json" else Marked
    return kind.remove(content, before)


def _elements(content: bytes) -> list[Any] | None:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, list) else None


def _same(one: Any, other: Any) -> bool:
    """Whether two elements are of the same extension."""
    match one, other:
        case {"identifier": {"id": str(first)}}, {"identifier": {"id": str(second)}}:
            return first.lower() == second.lower()
    return False
