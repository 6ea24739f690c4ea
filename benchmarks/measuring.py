"""How something is measured: CPU time and memory of processes, in turn, and the medians of that."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

__all__ = [
    "CONNGEN",
    "PASS",
    "PEER",
    "PYTHON",
    "Build",
    "Used",
    "environment",
    "folder",
    "intruders",
    "medians",
    "process",
]

PYTHON = sys.executable
PASS = (PYTHON, "-c", "pass")
"""Python that does nothing."""
CONNGEN = str(Path(sys.executable).with_name("conngen"))
PEER = str(Path(sys.executable).with_name("datamodel-codegen"))
"""The commands as they were installed."""


class Used(NamedTuple):
    """What a process and its children used: seconds of CPU, and megabytes of the largest of them at its peak."""

    seconds: float
    memory: float


def environment(folder: Path) -> dict[str, str]:
    """Return what processes in a folder have around them: byte code is stored, and what is hashed has its place."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV", "MAKE"))
    }
    return {**kept, "PWD": str(folder), "PYTHONHASHSEED": "0"}


def process(command: Sequence[str], folder: Path) -> Used:
    """Run a command in a folder."""
    started = subprocess.Popen(
        command,
        cwd=folder,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, usage = os.wait4(started.pid, 0)
    started.returncode = os.waitstatus_to_exitcode(status)
    if started.returncode:
        raise SystemExit(f"{' '.join(command)} failed in {folder} with status {started.returncode}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Used(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 2**20)


class Build:
    """A folder that is built, from nothing each time or after an edit."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def modules(self) -> list[Path]:
        """Return the generated modules that are there."""
        return [path for path in self.folder.rglob("*.py") if path.name != "__init__.py"]

    def clear(self) -> None:
        """Remove all that was made, and all that was kept for the next build."""
        for path in (*self.modules(), *self.folder.rglob(".conngen*")):
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def cold(self) -> Used:
        """Build from nothing."""
        self.clear()
        return self.again()

    def again(self) -> Used:
        """Build what is there."""
        return process([CONNGEN, "build"], self.folder)

    def check(self, modules: int) -> None:
        """Stop if there are not so many modules, or one of them is not what it should be."""
        if len(self.modules()) != modules:
            raise SystemExit(f"{len(self.modules())} modules in {self.folder} instead of {modules}")
        process([CONNGEN, "build", "--check"], self.folder)


def medians(rounds: int, *measured: Callable[[], float]) -> list[float]:
    """Return the median of each, all of them measured in turn."""
    for one in measured:
        one()  # stores byte code, and files are in memory from now on
    columns = zip(*[[one() for one in measured] for _ in range(rounds)], strict=True)
    return [statistics.median(column) for column in columns]


@contextmanager
def folder() -> Iterator[Path]:
    """Give a folder for as long as it is needed, the root of a project."""
    with tempfile.TemporaryDirectory(prefix="conngen-benchmark-") as name:
        path = Path(name).resolve()
        (path / "pyproject.toml").write_text("[tool.conngen]\n", encoding="utf-8")
        yield path


def intruders() -> list[str]:
    """Return what of the environment runs whenever Python starts: it would be measured too."""
    site = Path(sysconfig.get_path("purelib"))
    return sorted(
        path.name
        for path in site.glob("*.pth")
        if any(line.startswith(("import ", "import\t")) for line in path.read_text().splitlines())
    )
