"""What an editor calls a file, and what it is called on the disk."""

from __future__ import annotations

import os
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from urllib.parse import quote, unquote, urlsplit

__all__ = ["normal", "path_of", "scheme_of", "uri_of"]


def scheme_of(uri: str) -> str:
    """Return the scheme of a URI, in lower case; nothing if it has none."""
    try:
        return urlsplit(uri).scheme
    except ValueError:
        return ""


def normal(uri: str) -> str:
    """Return one form for all ways to write a URI: editors differ in what they escape."""
    return unquote(uri, errors="surrogateescape")


def path_of(uri: str, *, windows: bool = os.name == "nt") -> PurePath | None:
    """Return the path that a URI means, whatever its scheme; `None` if it holds no absolute path.

    Parameters
    ----------
    uri : `str`
        The URI, escaped in whatever way.
    windows : `bool`, optional
        Whether paths have drive letters.
    """
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    path = unquote(parts.path, errors="surrogateescape")
    host = unquote(parts.netloc) if parts.scheme == "file" else ""
    if not path.startswith("/") or "\0" in path:
        return None
    if not windows:
        return PurePosixPath(path)
    if host and host != "localhost":
        return PureWindowsPath(f"//{host}{path}")
    if path[2:3] == ":" and path[1].isalpha():
        return PureWindowsPath(f"{path[1].upper()}{path[2:]}")
    return PureWindowsPath(path)


def uri_of(path: str | PurePath, *, windows: bool = os.name == "nt") -> str:
    """Return the URI of a file."""
    name = (PureWindowsPath(path) if windows else Path(path)).as_posix()
    data = name.encode("utf-8", "surrogateescape")
    if windows and name[1:2] == ":":
        return f"file:///{name[0]}:{quote(data[2:], safe='/~')}"
    if windows and name.startswith("//"):
        return f"file:{quote(data, safe='/~')}"
    return f"file://{quote(data, safe='/~')}"
