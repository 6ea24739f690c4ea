"""Vim and Neovim themselves, reading every `.conn` file there is."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest
from words import ROOT, Shown, differences, shown

PLUGIN = ROOT / "editors" / "vim"
HERE = Path(__file__).resolve().parent
FILES = shown()
_GROUP = re.compile(r"conn([A-Z][a-z]+)_")
EDITORS = {
    "vim": ["vim", "-N", "-u", "NONE", "-i", "NONE", "-n", "-es"],
    "nvim": ["nvim", "-u", "NONE", "-i", "NONE", "-n", "-es"],
}


def run(editor: str, script: str, folder: Path, *commands: str) -> None:
    """Let an editor run a script with the plugin, after some commands."""
    before = [f"set runtimepath^={PLUGIN}", *commands]
    (folder / "before.vim").write_text("\n".join(before) + "\n", encoding="utf-8")
    command = [*EDITORS[editor], "-S", str(folder / "before.vim"), "-S", str(HERE / script)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stdout + done.stderr


def groups(file: Shown, lines: list[list[tuple[int, str]]]) -> dict[int, str]:
    """Return the group of each character of a file, by its offset."""
    found: dict[int, str] = {}
    start = 0
    for text, runs in zip(file.text.splitlines(keepends=True), lines, strict=True):
        raw = text.encode()
        for (column, name), (end, _) in zip(runs, [*runs[1:], (len(raw) + 1, "")], strict=True):
            if (match := _GROUP.match(name)) is None or match[1].lower() not in GROUPS:
                continue
            first = start + len(raw[: column - 1].decode())
            found |= dict.fromkeys(range(first, first + len(raw[column - 1 : end - 1].decode())), match[1].lower())
        start += len(text)
    return found
