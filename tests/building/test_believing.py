"""What an earlier build has left is believed only if all is the same that decided about it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from rim.commands import GOOD, write
from rim.commands import run as conngen


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write("pyproject.toml", "[tool.conngen]\n")
    write("pkg/stars.conn", GOOD)
    write("base.conn", GOOD.replace("Stars", "Base"))
    return tmp_path


@pytest.mark.parametrize("options", [("--no-cache", "--check"), ("--check",), ()])
def test_what_is_known_of_an_inner_project_is_not_stale_in_the_outer_one(root, options):
    conngen("build")
    shutil.copy(".conngen-manifest.json", "before.json")
    write("pkg/pyproject.toml", "[tool.conngen]\n")
    conngen("build")
    shutil.copy("before.json", ".conngen-manifest.json")
    assert conngen("build", *options).output == "4 files up to date\n"
    assert Path("pkg/stars_config.py").is_file()
