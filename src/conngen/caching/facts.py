"""What a build has seen of the disk, one line for each fact, and whether it still is so.

A fact is ``KIND VALUE SIZE PATH``; times are in none of them::

    f  the content of a file that is no link: its digest and size
    k  the same of what may be a link
    i  there is a file; n: there is none
    d  there is a folder; m: there is none
    x  there is anything at all; y: there is nothing
    w  what a search for `.conn` files goes by in a folder: a digest of it
    r  where a path leads to when all links are followed: a digest of that
"""

import os
import sys
from _blake2 import blake2b  # hashlib would load OpenSSL
from _collections_abc import Callable, Iterable, Sequence  # that of collections loads more

__all__ = ["NOTHING", "content", "digest", "fact", "failed", "kind_of_content", "search", "target"]

NOTHING = "- - 0 -"
"""A fact that holds whatever there is."""

_FOLDS_CASE = sys.platform == "darwin"
_NAMES = ("pyproject.toml", "pyvenv.cfg")
_FOLLOW = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0)
_PLAIN = _FOLLOW | getattr(os, "O_NOFOLLOW", 0)


def digest(data: bytes) -> str:
    """Return the digest of some bytes."""
    return blake2b(data, digest_size=16).hexdigest()


def fact(kind: str, path: str, value: str = "-", size: int = 0) -> str:
    """Return the line of a fact."""
    return f"{kind} {value} {size} {path}"


def content(kind: str, path: str, data: bytes) -> str:
    """Return the fact that a file holds some bytes; the kind is ``f`` or ``k``."""
    return f"{kind} {digest(data)} {len(data)} {path}"


def kind_of_content(path: str) -> str:
    """Return the kind of facts about the content of a file."""
    return "k" if os.path.islink(path) else "f"


def target(path: str) -> str:
    """Return the fact where a path leads to right now."""
    return fact("r", path, _target(path))


def search(entries: "Iterable[os.DirEntry[str]]", names: set[str] | None = None) -> str:
    """Return a digest of what a search for `.conn` files goes by in a folder; add the names, in lower case, of all."""
    found = []
    for entry in entries:
        name = entry.name
        if names is not None:
            names.add(name.lower())
        if name[0] == ".":
            continue
        if entry.is_dir(follow_symlinks=False):
            found.append(f"{name}/")
        elif name[-5:] == ".conn":
            found.append(f"{name}//" if entry.is_symlink() and os.path.isdir(entry.path) else name)
        elif name in _NAMES:
            found.append(name)
    found.sort()
    return digest("\n".join(found).encode("utf-8", "surrogateescape"))


def failed(lines: Sequence[str], *, any_is_enough: bool = False) -> list[int]:
    """Return the numbers of the facts that are not so any more; of one alone, if that is enough."""
    found: list[int] = []
    open_file, read, close = os.open, os.read, os.close
    there: dict[str, set[str]] = {}
    for number, line in enumerate(lines):
        if found and any_is_enough:
            break
        kind, value, size, path = line.split(" ", 3)
        # What is most of it by far is done here.
        if kind == "f":
            try:
                descriptor = open_file(path, _PLAIN)
            except OSError:
                found.append(number)
                continue
            try:
                data = read(descriptor, int(size) + 1)
            except OSError:
                found.append(number)
                continue
            finally:
                close(descriptor)
            # A pipe or a device seems to be empty, too.
            if blake2b(data, digest_size=16).hexdigest() != value or (not data and not os.path.isfile(path)):
                found.append(number)
        elif kind == "w":
            there[path] = {"..", "."}
            if _search(path, there[path]) != value:
                found.append(number)
        elif kind == "n":
            folder, _, name = path.rpartition("/")
            around, _, inner = folder.rpartition("/")
            known, inside = (folder, name) if folder in there else (around, inner)
            # A file system may not tell large letters from small ones, whatever the machine.
            absent = known in there and inside.lower() not in there[known]
            if (not absent or _FOLDS_CASE) and os.path.isfile(path):
                found.append(number)
        elif kind != "-" and not _holds(kind, value, size, path):
            found.append(number)
    return found


def _holds(kind: str, value: str, size: str, path: str) -> bool:
    if kind in _TESTS:
        test, wanted = _TESTS[kind]
        return test(path) is wanted
    try:
        if kind == "r":
            return _target(path) == value
        if kind != "k":
            return False
        descriptor = os.open(path, _FOLLOW)
        try:
            return digest(os.read(descriptor, int(size) + 1)) == value and os.path.isfile(path)
        finally:
            os.close(descriptor)
    except OSError:
        return False


def _search(path: str, names: set[str]) -> str:
    try:
        with os.scandir(path) as entries:
            return search(entries, names)
    except OSError:
        return ""


def _target(path: str) -> str:
    return digest(os.path.realpath(path).encode("utf-8", "surrogateescape"))


_TESTS: dict[str, tuple[Callable[[str], bool], bool]] = {
    "i": (os.path.isfile, True),
    "d": (os.path.isdir, True),
    "m": (os.path.isdir, False),
    "x": (os.path.lexists, True),
    "y": (os.path.lexists, False),
}
