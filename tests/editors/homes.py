"""A home folder of its own for each test, and the command run in it."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from click.testing import CliRunner, Result

from conngen import cli

ROOT = Path(__file__).parent.parent.parent
SOURCES = ROOT / "editors"
CC = "import sys; open(sys.argv[sys.argv.index('-o') + 1], 'wb').write(b'\\x7fparser')"
"""Stands for a C compiler: compiling takes seconds, and a machine need not have one."""


def environment(home: Path, **variables: str) -> dict[str, str | None]:
    """Return the variables that make a folder the home folder, and let a stand-in be the C compiler."""
    unset = (
        "XDG_CONFIG_HOME",
        "XDG_DATA_HOME",
        "APPDATA",
        "LOCALAPPDATA",
        "NVIM_APPNAME",
        "VSCODE_EXTENSIONS",
    )
    return {
        **dict.fromkeys(unset),
        "HOME": str(home),
        "USERPROFILE": str(home),
        "CC": f'"{sys.executable}" -c "{CC}"',
        **variables,
    }


def run(home: Path, *arguments: str, status: int = 0, **variables: str) -> str:
    """Run `conngen editor` in a home folder and return what it prints, paths relative to that folder."""
    result: Result = CliRunner().invoke(
        cli.cli, ["editor", *arguments], env=environment(home, **variables), catch_exceptions=False
    )
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output
    return result.output.replace(f"{home.as_posix()}/", "~/")


def snapshot(home: Path) -> dict[str, object]:
    """Return everything in a folder: contents, permissions, links, and folders that are empty."""
    found: dict[str, object] = {}
    for path in sorted(home.rglob("*")):
        name = path.relative_to(home).as_posix()
        if path.is_symlink():
            found[name] = os.readlink(path)
        elif path.is_dir():
            found[name] = stat.S_IMODE(path.stat().st_mode)
        else:
            found[name] = (path.read_bytes(), stat.S_IMODE(path.stat().st_mode))
    return found


def put(path: Path, content: str | bytes = "") -> Path:
    """Write a file, with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path
