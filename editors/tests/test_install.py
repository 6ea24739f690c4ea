"""What `conngen editor install` puts into a home folder is what real editors find there."""

from __future__ import annotations

import ctypes
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from words import ROOT

EXAMPLE = (ROOT / "examples" / "notebook" / "put_right" / "example.conn").read_text(encoding="utf-8")
LINE = next(n for n, line in enumerate(EXAMPLE.splitlines(), 1) if line.startswith("    output "))
ELSEWHERE = (
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
    "NVIM_APPNAME",
    "VSCODE_EXTENSIONS",
    "VIMINIT",
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty home folder."""
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A file to open."""
    path = tmp_path / "example.conn"
    path.write_text(EXAMPLE, encoding="utf-8")
    return path


def run(home: Path, *command: str) -> str:
    """Run a command in a home folder and return what it prints."""
    environment = {name: value for name, value in os.environ.items() if name not in ELSEWHERE}
    done = subprocess.run(
        command,
        env={**environment, "HOME": str(home)},
        cwd=home,
        capture_output=True,
        text=True,
        timeout=300,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def conngen(home: Path, *arguments: str) -> str:
    """Run `conngen editor` in a home folder."""
    return run(home, sys.executable, "-m", "conngen", "editor", *arguments)


VIM = """
let seen = [&filetype, get(b:, 'current_syntax', ''), &indentexpr, &commentstring]
call writefile([json_encode(seen + [synIDattr(synID({line}, 5, 1), 'name')])], '{out}')
qall!
"""


@pytest.mark.parametrize(
    "command",
    [["vim", "-i", "NONE", "-n", "--not-a-term", "-T", "dumb"], ["nvim", "-i", "NONE", "-n", "--headless"]],
    ids=lambda command: command[0],
)
def test_vim_and_neovim(home: Path, example: Path, command: list[str]) -> None:
    script = example.with_name("look.vim")
    script.write_text(VIM.format(line=LINE, out=home / "out"), encoding="utf-8")
    (home / ".vimrc").write_text("syntax on\nfiletype plugin indent on\n", encoding="utf-8")
    look = [*command, "-S", str(script), str(example)]
    run(home, *look)
    assert json.loads((home / "out").read_text())[:2] != ["conn", "conn"]
    conngen(home, "install", command[0])
    run(home, *look)
    filetype, syntax, indent, comment, group = json.loads((home / "out").read_text())
    assert [filetype, syntax] == ["conn", "conn"]
    assert indent
    assert comment == "# %s"
    assert re.match(r"conn\w*kind", group, re.IGNORECASE)
    conngen(home, "uninstall", command[0])
    run(home, *look)
    assert json.loads((home / "out").read_text())[:2] != ["conn", "conn"]


LUA = """
local treesitter = vim.treesitter
local add = treesitter.language and treesitter.language.add or treesitter.require_language
local get = treesitter.query and treesitter.query.get or treesitter.get_query
if not get then get = require('vim.treesitter.query').get_query end
add('conn')
local query = get('conn', 'highlights')
local parser = treesitter.get_parser(0, 'conn')
local root = parser:parse()[1]:root()
local captures = {{}}
for id in query:iter_captures(root, 0, 0, -1) do captures[query.captures[id]] = true end
local names = vim.tbl_keys(captures)
local server = vim.api.nvim_get_runtime_file('lsp/conngen.lua', false)
vim.fn.writefile({{vim.fn.json_encode({{root:has_error(), names, #server}})}}, '{out}')
vim.cmd('qall!')
"""


def test_neovim_parses_with_what_is_compiled(home: Path, example: Path) -> None:
    conngen(home, "install", "nvim")
    script = example.with_name("look.lua")
    script.write_text(LUA.format(out=home / "out"), encoding="utf-8")
    run(home, "nvim", "-i", "NONE", "-n", "--headless", str(example), "-c", f"luafile {script}")
    error, captures, servers = json.loads((home / "out").read_text())
    assert not error
    assert len(captures) > 5
    assert servers == 1


def test_emacs_with_the_lines_that_are_told(home: Path, example: Path) -> None:
    output = conngen(home, "install", "emacs")
    lines = re.findall(r"^  (\(.*\))$", output, re.MULTILINE)
    assert len(lines) == 2
    init = home / ".emacs.d" / "init.el"
    init.write_text("\n".join(lines), encoding="utf-8")
    look = "(progn (find-file (pop command-line-args-left)) (princ major-mode))"
    command = ["emacs", "--batch", "--load", str(init), "--eval", look, str(example)]
    assert run(home, *command) == "conn-mode"
    conngen(home, "uninstall", "emacs")
    assert [path.name for path in home.rglob("*") if path.is_file()] == ["init.el"]


def test_the_parser_of_helix_is_compiled(home: Path) -> None:
    conngen(home, "install", "helix")
    library = ctypes.CDLL(str(home / ".config" / "helix" / "runtime" / "grammars" / "conn.so"))
    assert library.tree_sitter_conn
