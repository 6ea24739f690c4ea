"""Projects in which a build has something of everything to do, and what may be found in them when it was disturbed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from conngen.ownership import MANIFEST

from .forking import CONN, Commands, Ended

__all__ = ["Edited", "conn", "edited", "files", "folder", "is_told", "modules"]

OWN = ".conngen"


def conn(name: str, number: int, base: str = "") -> str:
    """Return a file that declares a task."""
    base = f"\nfrom .{base} import {base.title()}Connections\n" if base else ""
    return CONN.format(name=name.title(), base=base, number=number)


@contextmanager
def folder() -> Iterator[Path]:
    """Return a new folder that any user may look into."""
    found = Path(os.path.realpath(tempfile.mkdtemp()))
    try:
        yield found
    finally:
        for path in [found, *found.rglob("*")]:
            if path.is_dir() and not path.is_symlink():
                path.chmod(0o755)
        shutil.rmtree(found)


def files(root: Path, *, own: bool = True) -> dict[str, bytes]:
    """Return all files below a folder, but for what builds keep beside the manifest for themselves."""
    found = {}
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if not own and name.startswith(OWN) and name != MANIFEST:
            continue
        if not path.is_dir():
            found[name] = path.read_bytes()
    return found


@dataclass(frozen=True)
class Edited:
    """A project that was built and then edited.

    Parameters
    ----------
    before : `~pathlib.Path`
        The folder with it: its modules are what they were before the edits.
    old, new : `dict`
        Its files as they are, and as a build makes them.
    kept : `frozenset`
        The names of what every build keeps for itself.
    """

    before: Path
    old: dict[str, bytes]
    new: dict[str, bytes]
    kept: frozenset[str]

    def copy(self, target: Path) -> Path:
        """Return a copy of it to do something with."""
        shutil.copytree(self.before, target, symlinks=True)
        return target

    def made(self, root: Path) -> dict[str, bytes]:
        """Return what is there, but for what every build keeps for itself."""
        return {name: text for name, text in files(root).items() if name.split("/")[0] not in self.kept}

    def assert_whole(self, root: Path) -> None:
        """Each file is as it was before or as a build makes it; none of the user's is another."""
        found = self.made(root)
        strange = {
            name
            for name, text in found.items()
            if not os.path.basename(name).startswith(OWN)
            and text not in (self.old.get(name), self.new.get(name))
        }
        assert not strange
        lost = {name for name in {*self.old} & {*self.new} if name not in found}
        assert not lost
        if MANIFEST in found:
            assert found[MANIFEST] in (self.old.get(MANIFEST), self.new.get(MANIFEST))

    def is_new(self, root: Path) -> bool:
        """Whether all modules are as a build makes them."""
        return modules(files(root)) == modules(self.new)

    def is_old(self, root: Path) -> bool:
        """Whether nothing has changed."""
        return self.made(root) == self.old


def modules(found: dict[str, bytes]) -> dict[str, bytes]:
    """Return the Python files among some files."""
    return {name: text for name, text in found.items() if name.endswith(".py")}


@contextmanager
def edited(commands: Commands) -> Iterator[Edited]:
    """Return a project of which a build creates, writes anew, removes and leaves modules."""
    with folder() as where:
        root = where / "before"
        root.mkdir()
        for name in ("same", "edit", "gone"):
            (root / f"{name}.conn").write_text(conn(name, 1))
        (root / "pyproject.toml").write_text("[tool.conngen]\n")
        (root / "mine.py").write_text("# mine\n")
        assert commands.run(root, "build").status == 0
        (root / "edit.conn").write_text(conn("edit", 2))
        (root / "new/deep").mkdir(parents=True)
        (root / "gone.conn").rename(root / "new/deep/added.conn")
        after = where / "after"
        shutil.copytree(root, after)
        assert commands.run(after, "build").status == 0
        found = files(after)
        kept = frozenset(name.split("/")[0] for name in found if name.startswith(OWN) and name != MANIFEST)
        yield Edited(
            root,
            {name: text for name, text in files(root).items() if name.split("/")[0] not in kept},
            {name: text for name, text in found.items() if name.split("/")[0] not in kept},
            kept,
        )


def is_told(ended: Ended) -> bool:
    """Whether a command that could not do it has said so in one message with a way out."""
    errors = ended.errors.splitlines()
    return (
        ended.status == 1
        and len(errors) == 2
        and errors[0].startswith("error: ")
        and errors[1].startswith("  = help: ")
    )
