"""The documentation of diagnostics as files that an editor can open: written when they are asked for."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

from .. import checks, unreadable
from ..editor.hover import markdown
from ..unreadable import UNREADABLE_FILE
from ..version import __version__
from .uris import uri_of

__all__ = ["link", "page"]


def page(code: str) -> str | None:
    """Return the documentation of a diagnostic as Markdown; `None` if there is no such diagnostic."""
    if code == UNREADABLE_FILE.name:
        text = unreadable.__doc__ or ""
    elif code in checks.CODES:
        text = checks.page_of(code)
    else:
        return None
    return f"# `{code}`\n\n{markdown.page(text)}\n"


@cache
def link(code: str) -> str | None:
    """Return the URI of the documentation of a diagnostic; `None` if there is no such diagnostic, or no page of it.

    It lies in the user's cache, so that it opens without a network; where nothing can be written, there is none.
    """
    text = page(code)
    if text is None:
        return None
    file = _cache() / f"{code}.md"
    try:
        if not file.is_file() or file.read_text(encoding="utf-8") != text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    return uri_of(file)


def _cache() -> Path:
    """Return the folder for what can be made again at any time."""
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    else:
        base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "conngen" / __version__ / "diagnostics"
