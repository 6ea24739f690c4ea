"""Real build tools on copies of the examples, and what a clean build of the same files makes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from click.testing import CliRunner

from conngen import cli
from conngen.ownership import MANIFEST, examine

__all__ = ["EXAMPLES", "clean_build", "example", "run", "settle", "tree"]

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples" / "build"

_BIN = Path(sys.executable).parent
_LEFT_OUT = (
    "__pycache__",
    "build",
    ".conngen_cache",
    ".ninja*",
    ".sconsign*",
    "*.conngen",
    "*.egg-info",
    ".git",
)
_MADE = ("*_connections.py", "*_config.py", "*_task.py", ".conngen*", *_LEFT_OUT)


def example(name: str, folder: Path) -> Path:
    """Copy an example, without what a developer's own run may have left in it."""
    shutil.copytree(EXAMPLES / name, folder / name, ignore=shutil.ignore_patterns(*_MADE))
    return folder / name


def run(*command: str, cwd: Path, status: int | None = 0, **variables: str) -> str:
    """Run a command of the environment the tests run in, and return what it prints."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("COV", "MAKE", "CI"))
    }
    environment["PATH"] = f"{_BIN}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert status is None or done.returncode == status, done.stdout
    return f"{done.stdout}\n[{done.returncode}]" if status is None else done.stdout


def settle() -> None:
    """Wait until a change has another time than what was made before: clocks of file systems tick every 4 ms."""
    time.sleep(0.02)


def tree(root: Path) -> dict[str, bytes]:
    """Return all files of a project by name, without those of build tools."""
    left_out = shutil.ignore_patterns(*_LEFT_OUT)
    found = {}
    for folder, folders, names in os.walk(root):
        ignored = left_out(folder, [*folders, *names])
        folders[:] = [name for name in folders if name not in ignored]
        for name in set(names) - ignored:
            path = Path(folder, name)
            found[path.relative_to(root).as_posix()] = path.read_bytes()
    return dict(sorted(found.items()))


def is_made(name: str, content: bytes) -> bool:
    """Whether a file belongs to the compiler."""
    return name == MANIFEST or (name.endswith(".py") and examine(content.decode()) is not None)


def clean_build(root: Path, fresh: Path, *paths: str) -> dict[str, bytes] | None:
    """Build the same files in a new folder; return what is there then, or nothing if they have mistakes."""
    for name, content in tree(root).items():
        if not is_made(name, content):
            path = fresh / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    here = Path.cwd()
    os.chdir(fresh)
    try:
        result = CliRunner().invoke(cli.cli, ["build", *paths])
    finally:
        os.chdir(here)
    assert result.exit_code in (0, 1, 2), result.output
    return tree(fresh) if result.exit_code == 0 else None
