"""What an earlier build has left is believed only if all is the same that decided about it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from rim.commands import GOOD, importing, write
from rim.commands import run as conngen

from conngen import recalling
from conngen.caching import memory
from conngen.caching.memory import FOLDER


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


def test_what_is_known_of_an_outer_project_is_not_stale_in_the_inner_one(root):
    write("pkg/pyproject.toml", "[tool.conngen]\n")
    write("pyproject.toml", '[tool.conngen]\nout-dir = "pkg/made"\n')
    conngen("build")
    manifest = Path("pkg/made/.conngen-manifest.json")
    shutil.copy(manifest, "before.json")
    Path("base.conn").rename("pkg/made/base.conn")
    conngen("build")
    shutil.copy("before.json", manifest)
    assert conngen("build").output == "4 files up to date\n"
    assert Path("pkg/made/base_config.py").is_file()


def test_what_stood_in_the_place_of_a_task_module_counts(root):
    Path("base_task.py").mkdir()
    conngen("build")
    assert conngen("build").output == "4 files up to date\n"
    Path("base_task.py").rmdir()
    assert "created  base_task.py" in conngen("build").output


@pytest.mark.parametrize("options", [(), ("--no-cache",)])
def test_projects_that_share_a_folder_for_modules_share_its_manifest(root, options):
    for name in ("a", "b"):
        write(f"{name}/pyproject.toml", '[tool.conngen]\nout-dir = "../made"\n')
        write(f"{name}/{name}.conn", GOOD.replace("Stars", name.upper()))
    conngen("build", "a", "b")
    assert conngen("build", "a", "b", *options).output == "4 files up to date\n"
    Path("a/a.conn").unlink()
    Path("b/b.conn").unlink()
    assert conngen("build", "a", "b", *options).output.count("removed") == 5
    assert not list(Path("made").glob("*_config.py"))


def _is_believed(*paths: str) -> bool:
    return memory.quick("build", list(paths)) is not None


def test_a_file_that_was_not_asked_for_counts_while_its_modules_stay(root):
    conngen("build")
    conngen("build", "base.conn")
    assert _is_believed("base.conn")
    Path("pkg/stars.conn").unlink()
    assert not _is_believed("base.conn")
    assert "2 removed" in conngen("build", "base.conn").output


def _link(path: Path, target: Path) -> None:
    path.unlink(missing_ok=True)
    path.symlink_to(target)


def test_where_a_folder_on_the_way_to_a_module_leads_counts(root):
    write("pyproject.toml", '[tool.conngen]\nsource-roots = ["lib"]\n')
    write(
        "base.conn",
        importing(GOOD, "from shapes.sizes import Sizes")
        .replace("threshold: float", "size: config[Sizes]")
        .replace("] = 5.0", "]"),
    )
    for folder, name in (("one", "Sizes"), ("two", "Others")):
        write(
            f"{folder}/sizes.py", f"from lsst.pex.config import Config\n\n\nclass {name}(Config):\n    pass\n"
        )
        write(f"{folder}/__init__.py", "")
    (root / "lib").mkdir()
    _link(root / "lib/shapes", root / "one")
    conngen("build")
    assert _is_believed()
    _link(root / "lib/shapes", root / "two")
    assert not _is_believed()
    assert "unknown-import" in conngen("build", status=1).output


def test_where_the_link_of_a_module_leads_counts(root):
    """A task class is the author's only if it is in the project."""
    for folder in ("project", "elsewhere"):
        write(f"{folder}/real.py", "class StarsTask:\n    ConfigClass = StarsConfig\n")
    write("project/pyproject.toml", "[tool.conngen]\n")
    write("project/stars.conn", GOOD)
    _link(root / "project/stars.py", root / "project/real.py")
    conngen("build", "project")
    assert not Path("project/stars_task.py").exists()
    assert _is_believed("project")
    _link(root / "project/stars.py", root / "elsewhere/real.py")
    assert not _is_believed("project")
    assert "project/stars_task.py" in conngen("build", "project").output


def test_settings_that_change_just_before_they_are_read(root, monkeypatch):
    conngen("build")
    real = recalling.load

    def late(*arguments):
        monkeypatch.setattr(recalling, "load", real)
        write("pyproject.toml", "[tool.conngen]\nline-length = 40\n")
        return real(*arguments)

    monkeypatch.setattr(recalling, "load", late)
    assert "4 updated" in conngen("build").output
    assert conngen("build", "--no-cache").output == "4 files up to date\n"


def test_what_another_user_has_left_is_not_believed(root, monkeypatch):
    conngen("build")
    assert _is_believed()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert not _is_believed()


def test_what_lies_behind_a_link_is_not_believed(root):
    conngen("build")
    assert _is_believed()
    (root / FOLDER).rename(root / ".elsewhere")
    _link(root / FOLDER, root / ".elsewhere")
    assert not _is_believed()
