"""``--depfile`` and ``--stamp``: what make, ninja and CMake need to know when to build again."""

from __future__ import annotations

import os
import stat
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from .display import shown
from .errors import ConngenError
from .patterns import pattern
from .records import dataclass, field

__all__ = ["Marks", "rules"]

_TICKS = 20
_ESCAPED = pattern(r"(\\*)([ #])")


class MarkError(ConngenError):
    """A depfile or a stamp that can't be written."""


@dataclass(frozen=True)
class Marks:
    """The files by which a build system knows what a build depends on, and when it was done.

    Parameters
    ----------
    depfile : `~pathlib.Path` or `None`
        Where to write what the build depends on.
    stamp : `~pathlib.Path` or `None`
        The file that gets a new time when all is current; without it, the generated modules do.
    """

    depfile: Path | None = None
    stamp: Path | None = None
    _began: list[int] = field(default_factory=list, init=False, repr=False, compare=False)

    def begin(self) -> None:
        """Note the time, as the file system tells it: what is changed from now on has not been read."""
        times = [_now(path) for path in (self.stamp, self.depfile) if path is not None]
        self._began.extend(times[:1])

    def finish(
        self,
        inputs: Mapping[Path, Iterable[Path]],
        shared: Iterable[Path],
        written: Iterable[Path],
    ) -> None:
        """Write them.

        Parameters
        ----------
        inputs : mapping from `~pathlib.Path` to iterable of `~pathlib.Path`
            What each generated module depends on: files, and folders in which others would appear.
        shared : iterable of `~pathlib.Path`
            What all of them depend on.
        written : iterable of `~pathlib.Path`
            The files that this build has written or removed: the folders they are in are newer for that only.
        """
        shared, written = set(shared), set(written)
        made = set(inputs)
        all_inputs = shared.union(*inputs.values()) - made
        targets: dict[str, list[Path]] = {}
        if self.stamp is not None:
            targets[os.fspath(self.stamp)] = sorted(all_inputs)
        else:
            for module, found in inputs.items():
                targets[_relative(module)] = sorted(shared.union(found) - made)
        if self.depfile is not None:
            _write(self.depfile, rules(targets))
        marked = sorted(made) if self.stamp is None else [self.stamp]
        own = {Path(os.path.abspath(path)) for path in (self.depfile, self.stamp) if path is not None}
        own |= written | made
        when = self._when(all_inputs, own)
        if self.stamp is not None and not self.stamp.exists():
            _write(self.stamp, "", self._began[-1] - 1)
        for path in marked:
            try:
                os.utime(path) if when is None else os.utime(path, ns=(when, when))
            except OSError as err:
                raise _refused(path, err) from None

    def _when(self, inputs: Collection[Path], own: set[Path]) -> int | None:
        """Return the time to give to what was made; `None`: now."""
        place = self.stamp or self.depfile
        now = None
        # In a folder that counts itself nothing may be written any more.
        if place is not None and Path(os.path.abspath(place)).parent not in inputs:
            now = _tick(place) - 1
        return self._began[-1] - 1 if self._is_late(inputs, own) else now

    def _is_late(self, inputs: Collection[Path], own: set[Path]) -> bool:
        """Return whether anything was changed while it was built; what we have written ourselves apart."""
        began = self._began[-1]
        folders = {path.parent for path in own}
        for path in set(inputs) - own:
            try:
                if path in folders:
                    # It is newer because of what was written: what else is new in there?
                    with os.scandir(path) as entries:
                        late = any(_changed(one) >= began for one in entries if Path(one) not in own)
                else:
                    late = path.stat().st_mtime_ns >= began
            except OSError:
                late = True
            if late:
                return True
        return False


def _changed(entry: os.DirEntry[str]) -> int:
    """Return when a file was changed or got its name; hidden ones do not count, and folders have their own say."""
    found = entry.stat(follow_symlinks=False)
    return 0 if entry.name.startswith(".") or stat.S_ISDIR(found.st_mode) else found.st_ctime_ns


def _now(path: Path) -> int:
    """Return the time, as the file system of a file tells it."""
    probe = path.with_name(f".{path.name}.began")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(probe, "wb", opener=_open) as stream:
            stream.write(b"1")
            stream.flush()
            return os.fstat(stream.fileno()).st_mtime_ns
    except OSError as err:
        raise _refused(path, err) from None
    finally:
        with suppress(OSError):
            probe.unlink()


def _tick(path: Path) -> int:
    """Return the time as soon as the clock of a file system has moved on: what is changed from now on is newer."""
    begin = now = _now(path)
    for _ in range(_TICKS):
        if now > begin:
            break
        time.sleep(0.002)
        now = _now(path)
    return now


def rules(targets: Mapping[str, Sequence[Path]]) -> str:
    """Return the text of a depfile, as make and ninja read it.

    Parameters
    ----------
    targets : mapping from `str` to sequence of `~pathlib.Path`
        What is made, and what each depends on.

    Returns
    -------
    text : `str`
        A rule for each of them, and one without a recipe for each dependency, so that it may go.

    Raises
    ------
    MarkError
        Raised if a name has several lines: no depfile can hold it, and without it changes would not be seen.
    """
    lines = []
    names = {path: _relative(path) for found in targets.values() for path in found}
    for target, found in targets.items():
        lines.append(" \\\n  ".join([f"{_escaped(target)}:", *(_escaped(names[path]) for path in found)]))
    alone = sorted({*names.values()})
    lines += [f"{_escaped(name)}:" for name in alone if "%" not in name]
    return "".join(f"{line}\n" for line in lines)


def _escaped(name: str) -> str:
    if "\n" in name or "\r" in name:
        raise MarkError(
            f"{name!r}: a depfile cannot hold a name of several lines",
            "rename it, or build without --depfile",
        )
    name = _ESCAPED.sub(lambda match: match[1] * 2 + "\\" + match[2], name)
    return name.replace("$", "$$").replace(":", "\\:")


def _relative(path: Path) -> str:
    """Return how a build system that stands here names a file.

    A folder has its whole path: a target ``tests`` may well be something else than the folder of that name.
    """
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) and not path.is_dir() else str(path)


def _open(name: str, flags: int) -> int:
    """Open a file for a moment only: no link that was put there leads elsewhere."""
    return os.open(name, flags | getattr(os, "O_NOFOLLOW", 0), 0o666)


def _write(path: Path, text: str, time: int | None = None) -> None:
    temporary = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(
            temporary, "w", encoding="utf-8", errors="surrogateescape", newline="\n", opener=_open
        ) as stream:
            stream.write(text)
        if time is not None:
            os.utime(temporary, ns=(time, time))
        os.replace(temporary, path)
    except OSError as err:
        with suppress(OSError):
            temporary.unlink()
        raise _refused(path, err) from None


def _refused(path: Path, err: OSError) -> MarkError:
    reason = (err.strerror or type(err).__name__).lower()
    return MarkError(f"{shown(path)}: cannot be written: {reason}", "choose another place for it")
