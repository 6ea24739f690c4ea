"""Copies of the examples, compiled with the real command and importable."""

from __future__ import annotations

import importlib
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["EXAMPLES", "TWINS", "build", "conngen", "copy_example", "forget", "importable"]

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
TWINS = Path(__file__).resolve().parent / "twins"

_MADE = ("*_connections.py", "*_config.py", "__pycache__", ".conngen*", "work")
"""What a developer's own run leaves in an example; its task modules are the author's."""


def copy_example(name: str, folder: Path, *without: str) -> Path:
    """Copy what belongs to an example into a folder; ``without`` are globs of names to leave out."""
    ignore = shutil.ignore_patterns(*_MADE, *without)
    shutil.copytree(EXAMPLES / name, folder, ignore=ignore, dirs_exist_ok=True)
    return folder


def conngen(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a folder."""
    command = [sys.executable, "-m", "conngen", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, encoding="utf-8", check=False)


def build(folder: Path) -> subprocess.CompletedProcess[str]:
    """Compile the project in a folder."""
    done = conngen("build", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


@contextmanager
def importable(folder: Path, *packages: str) -> Iterator[Path]:
    """Let packages of a folder be imported, and nothing of them be left afterwards."""
    sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    try:
        yield folder
    finally:
        sys.path.remove(str(folder))
        forget(*packages)


def forget(*packages: str) -> None:
    """Forget modules, so that others of the same name can be imported."""
    for name in [name for name in sys.modules if name.partition(".")[0] in packages]:
        del sys.modules[name]
