"""The file in which a build keeps what it has seen and made: found by what was asked for, believed if whole."""

import os
import stat
import sys

from .facts import digest, failed
from .identity import fingerprint

__all__ = ["FOLDER", "Memory", "asked", "find", "load", "nearest", "quick", "write"]

FOLDER = ".conngen_cache"
"""The folder at the root of a project."""

_FORM = "conngen cache 1"
_FIELDS = 8
_OPENED = (
    os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)
)
_NAME = 32
_KEPT = 16
"""How many memories there are at most in a folder, one for each way to build: those that were written last."""


class Memory:
    """What a build has left.

    Parameters
    ----------
    fields : `list` [ `str` ]
        What stands before the facts.
    facts : `list` [ `str` ]
        What it has seen of the disk.
    rest : `str`
        What it has made of that.
    """

    def __init__(self, fields: list[str], facts: list[str], rest: str) -> None:
        self.here, self.path, self.compiler, checked, current, silent = fields
        self.facts = facts
        self.rest = rest
        self.checked = int(checked)
        """How many files there were."""
        self.current = int(current)
        """How many modules were current in the end."""
        self.silent = silent == "silent"
        """Whether there was nothing to say of them."""


def asked(paths: list[str], out_dir: str | None) -> tuple[str, str, str]:
    """Return three names: of what was asked for, of where that was, and of the path that Python imports from."""
    here = digest(f"{os.getcwd()}\0{os.environ.get('PWD')}".encode("utf-8", "surrogateescape"))
    path = digest("\0".join(sys.path).encode("utf-8", "surrogateescape"))
    words = [here, path, out_dir or "", *(one.rstrip("/") or one for one in paths)]
    return digest("\0".join(words).encode("utf-8", "surrogateescape")), here, path


def load(file: str, compiler: str) -> Memory | None:
    """Return the memory in a file; `None` if it is damaged, of another compiler, or another user's."""
    try:
        descriptor = os.open(file, _OPENED)
        try:
            seen = os.fstat(descriptor)
            if seen.st_uid != os.geteuid() or not stat.S_ISREG(seen.st_mode):
                return None
            data = b""
            while piece := os.read(descriptor, seen.st_size + 1):
                data += piece
        finally:
            os.close(descriptor)
        form, checksum, body = data.split(b"\n", 2)
        if form != _FORM.encode() or checksum.decode() != digest(body):
            return None
        *fields, number, facts = body.decode().split("\n", _FIELDS - 1)
        if fields[2] != compiler:
            return None
        *lines, rest = facts.split("\n", int(number))
        return Memory(fields, lines, rest)
    except (OSError, ValueError, IndexError):
        return None


def quick(command: str, paths: list[str]) -> str | None:
    """Return what a command says if nothing at all has changed since a build that went well; else `None`."""
    name = asked(paths, None)[0]
    file = find(os.path.realpath(paths[0] if paths else "."), name)
    memory = load(file, fingerprint()) if file is not None else None
    try:
        if memory is None or not memory.silent or failed(memory.facts, any_is_enough=True):
            return None
    except ValueError:  # no facts at all
        return None
    number = memory.current if command == "build" else memory.checked
    files = "1 file" if number == 1 else f"{number} files"
    return f"{files} up to date" if command == "build" else f"{files} checked, nothing found"


def find(start: str, name: str) -> str | None:
    """Return the file with the memory of a name, in the folder of a project around a path; `None` without one."""
    folder = start
    while True:
        file = os.path.join(folder, FOLDER, name)
        if os.path.isfile(file) and not os.path.islink(os.path.join(folder, FOLDER)):
            return file
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def nearest(start: str, name: str, compiler: str, here: str, python: str) -> Memory | None:
    """Return the memory of a name, or else that of another request from the same place, the newest first.

    Parameters
    ----------
    start, name : `str`
        As for `find`.
    compiler : `str`
        As for `load`.
    here, python : `str`
        Where something was asked for, and the path of Python, as `asked` returns them.
    """
    file = find(start, name)
    if file is not None:
        return load(file, compiler)
    folder = start
    while not _is_folder(os.path.join(folder, FOLDER)):
        if folder == os.path.dirname(folder):
            return None
        folder = os.path.dirname(folder)
    try:
        for file in _files(os.path.join(folder, FOLDER)):
            memory = load(file, compiler)
            if memory is not None and (memory.here, memory.path) == (here, python):
                return memory
    except OSError:
        pass
    return None


def write(root: str, name: str, fields: list[str], facts: list[str], rest: str) -> str | None:
    """Write a memory, in one step; where that can't be done there is none.

    Parameters
    ----------
    root : `str`
        The folder of the project.
    name : `str`
        What was asked for.
    fields : `list` [ `str` ]
        Where that was, the path of Python, the compiler, how many files and modules there are, and whether there is
        anything to say.
    facts : `list` [ `str` ]
        What was seen of the disk.
    rest : `str`
        What was made of it.

    Returns
    -------
    made : `str` or `None`
        The folder it is in, if that is new.
    """
    try:
        body = "\n".join([*fields, str(len(facts)), *facts, rest]).encode()
    except UnicodeEncodeError:  # a name that is no text
        return None
    folder = os.path.join(root, FOLDER)
    temporary = os.path.join(folder, f"{name}.{os.urandom(4).hex()}.new")
    made = None
    try:
        made = _make(folder)
        with open(temporary, "wb") as stream:
            stream.write(b"\n".join([_FORM.encode(), digest(body).encode(), body]))
        os.replace(temporary, os.path.join(folder, name))
        _clear(folder)
    except OSError:
        from contextlib import suppress

        with suppress(OSError):
            os.unlink(temporary)
    return made


def _is_folder(path: str) -> bool:
    """Whether there is a folder: where a link leads to, nothing is ours to read, to write or to remove."""
    return os.path.isdir(path) and not os.path.islink(path)


def _make(folder: str) -> str | None:
    """Make the folder, with what keeps it out of repositories and backups; return it if it was not there."""
    made = None if _is_folder(folder) else folder
    if made is not None:
        os.mkdir(folder)
    texts = {
        ".gitignore": "# Made by conngen.\n*\n",
        "CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# A cache of conngen; it may be deleted.\n",
    }
    for name, text in texts.items():
        path = os.path.join(folder, name)
        if not os.path.lexists(path):  # new, or the build that made the folder was killed
            try:
                with open(path, "x", encoding="utf-8") as stream:
                    stream.write(text)
            except OSError:
                os.unlink(path)  # half of it would be worse
                raise
    return made


def _clear(folder: str) -> None:
    """Remove all but the newest files: memories, and those that builds which were killed had begun to write."""
    for file in _files(folder)[_KEPT:]:
        os.unlink(file)


def _files(folder: str) -> list[str]:
    """Return all memories in a folder, the newest first, and what was to become one."""
    with os.scandir(folder) as entries:
        files = [entry for entry in entries if _is_own(entry.name)]
    files.sort(key=lambda entry: entry.stat(follow_symlinks=False).st_mtime_ns, reverse=True)
    return [entry.path for entry in files]


def _is_own(name: str) -> bool:
    """Whether a file is called as memories are; what others have put there is theirs."""
    return not name[:_NAME].strip("0123456789abcdef") and (len(name) == _NAME or name[-4:] == ".new")
