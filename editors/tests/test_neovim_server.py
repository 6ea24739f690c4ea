"""The lines that `lsp/conngen.lua` asks for start the language server in Neovim itself."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest
from words import ROOT

PLUGIN = ROOT / "editors" / "vim"
FILE = PLUGIN / "lsp" / "conngen.lua"
MISTAKE = 'task A[visit] {\n    input x: T[visit] = "x", multipel\n        "X."\n}\n'
WAIT = """
vim.wait(60000, function() return #vim.diagnostic.get(0) > 0 end, 20)
local codes = vim.tbl_map(function(one) return one.code or one.user_data.lsp.code end, vim.diagnostic.get(0))
vim.fn.writefile({{vim.fn.json_encode(codes)}}, '{result}')
vim.cmd('qall!')
"""


def nvim(*arguments: str) -> str:
    """Run Neovim with conngen on the PATH, and return what it prints."""
    program = shutil.which("nvim")
    assert program is not None
    path = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
    done = subprocess.run(
        [program, *arguments],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        timeout=120,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout + done.stderr


def lines_for(version: tuple[int, int]) -> str:
    """Return the lines that the comment at the head of the file has for a version of Neovim."""
    if version >= (0, 11):
        return "vim.lsp.enable('conngen')"
    first = r"Neovim 0\.8 to 0\.10: put this into your init\.lua"
    text = re.sub("^-- ?", "", FILE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    found = re.search(rf"{first}\n(.*)Neovim 0\.7: put this there instead\n(.*)^return ", text, re.S | re.M)
    assert found is not None
    return found[1 if version >= (0, 8) else 2]


def test_the_file_says_how_the_server_is_started(tmp_path: Path) -> None:
    result = tmp_path / "result.json"
    lua = f"local c = dofile('{FILE}') vim.fn.writefile({{vim.fn.json_encode(c)}}, '{result}')"
    nvim("-u", "NONE", "-n", "-es", "-c", f"lua {lua}", "-c", "qall!")
    config = json.loads(result.read_text(encoding="utf-8"))
    assert (config["cmd"], config["filetypes"]) == (["conngen", "lsp"], ["conn"])


@pytest.mark.parametrize("version", [(0, 7), (0, 10), (0, 11)])
def test_the_lines_are_lua(tmp_path: Path, version: tuple[int, int]) -> None:
    script = tmp_path / "init.lua"
    script.write_text(lines_for(version), encoding="utf-8")
    assert nvim("--headless", "-u", "NONE", "-c", f"lua assert(loadfile('{script}'))", "-c", "qall!") == ""


def test_a_diagnostic_arrives_with_the_lines_for_this_version(tmp_path: Path) -> None:
    """Two files: the second is shown to the server that runs already."""
    told = re.search(r"v(\d+)\.(\d+)", nvim("--version"))
    assert told is not None
    result = tmp_path / "result.json"
    init = tmp_path / "init.lua"
    plugin = f"vim.opt.runtimepath:prepend('{PLUGIN}')\nvim.cmd('filetype plugin on')\n"
    init.write_text(plugin + lines_for((int(told[1]), int(told[2]))), encoding="utf-8")
    script = tmp_path / "wait.lua"
    script.write_text(WAIT.format(result=result), encoding="utf-8")
    files = [tmp_path / "fine.conn", tmp_path / "mistake.conn"]
    files[0].write_text("# Nothing.\n", encoding="utf-8")
    files[1].write_text(MISTAKE, encoding="utf-8")
    commands = ["-c", f"edit {files[1]}", "-c", f"luafile {script}"]
    nvim("--headless", "-u", str(init), "-i", "NONE", "-n", str(files[0]), *commands)
    assert "unknown-flag" in json.loads(result.read_text(encoding="utf-8"))
