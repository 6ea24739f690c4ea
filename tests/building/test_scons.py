"""The tool for SCons, with the real SCons."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .tools import example, run, settle

COMMAND = ("scons", "-Q")
POWERLESS = """\
import ctypes
ctypes.CDLL(None).capset((ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)())
"""
"""Permissions count for the superuser too."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return example("scons", tmp_path)


def test_the_example(root):
    assert "6 created" in run(*COMMAND, cwd=root)
    assert run(*COMMAND, cwd=root) == "scons: `.' is up to date.\n"
    assert "stars/columns.py" in run(*COMMAND, "--tree=all", cwd=root)


def test_what_a_file_imports_is_scanned(root):
    run(*COMMAND, cwd=root)
    settle()
    with (root / "stars/columns.py").open("a") as stream:
        stream.write("\n\nNUMBER = 1\n")
    assert "conngen build stars" in run(*COMMAND, cwd=root)
    assert "is up to date" in run(*COMMAND, cwd=root)
    (root / "pyproject.toml").write_text("[tool.conngen]\nline-length = 50\n")
    assert "updated" in run(*COMMAND, cwd=root)


def test_an_edited_task_module_is_checked_again(root):
    run(*COMMAND, cwd=root)
    settle()
    task = root / "stars/find_task.py"
    task.write_text(task.read_text().replace("exposure", "exposures"))
    assert "conngen build stars" in run(*COMMAND, cwd=root, status=None)


@pytest.mark.parametrize("place", ["folder", "unreadable", "pipe"])
def test_what_is_in_the_place_of_a_task_module_ends_nothing(root, place):
    task, script = root / "stars/find_task.py", root / "SConstruct"
    if place == "folder":
        task.mkdir()
    elif place == "pipe":
        os.mkfifo(task)
    else:
        task.write_text("")
        task.chmod(0)
        script.write_text(POWERLESS + script.read_text())
    printed = run(*COMMAND, cwd=root)
    assert "5 created" in printed
    assert ("warning[unread-task-module]" in printed) == (place == "unreadable")
    assert "is up to date" in run(*COMMAND, cwd=root)


def test_mistakes_leave_everything_and_end_the_build(root):
    run(*COMMAND, cwd=root)
    before = (root / "stars/find_config.py").read_bytes()
    find = root / "stars/find.conn"
    good = find.read_text()
    find.write_text(good.replace("ExposureF", "ExposureF(", 1))
    printed = run(*COMMAND, cwd=root, status=2)
    assert "error[" in printed
    assert "Traceback" not in printed
    assert (root / "stars/find_config.py").read_bytes() == before
    find.write_text(good)
    assert "is up to date" in run(*COMMAND, cwd=root)


def test_settings_with_mistakes_are_told(root):
    (root / "pyproject.toml").write_text("[tool.conngen]\nline-lenght = 50\n")
    printed = run(*COMMAND, cwd=root, status=2)
    assert "there is no setting `line-lenght`" in printed
    assert "Traceback" not in printed


def test_cleaning_removes_what_was_made_and_nothing_else(root):
    before = {path.name for path in root.rglob("*") if path.is_file()}
    run(*COMMAND, cwd=root)
    with (root / "stars/find_config.py").open("a") as stream:
        stream.write("# by hand\n")
    run(*COMMAND, "-c", cwd=root)
    after = {path.name for path in root.rglob("*") if path.is_file()}
    assert after - before == {".sconsign.dblite", "find_config.py", "find_task.py", "measure_task.py"}


def test_nothing_is_written_by_a_dry_run(root):
    before = sorted(root.rglob("*"))
    assert "conngen build stars" in run(*COMMAND, "-n", cwd=root)
    assert sorted(path for path in root.rglob("*") if path.name != ".sconsign.dblite") == before


def test_several_calls_share_a_manifest(root):
    (root / "more").mkdir()
    (root / "more/other.conn").write_text((root / "stars/find.conn").read_text().replace("Find", "Other"))
    (root / "SConstruct").write_text(
        "from conngen.integrations import scons\n"
        "env = Environment(tools=[scons.generate], CONNGENOUTDIR='')\n"
        "one = env.Conngen('stars')\n"
        "two = env.Conngen('marks/more', ['more/other.conn'])\n"
        "env.Alias('made', [one, two])\n"
    )
    run(*COMMAND, "-j4", "made", cwd=root)
    assert "up to date" in run(*COMMAND, "-j4", "made", cwd=root)
    assert (root / ".conngen-manifest.json").read_text().count('.conn"') == 6
    assert (root / "marks/.more.conngen").exists()


def test_scripts_that_share_an_environment_may_all_ask_for_the_tool(root):
    (root / "SConstruct").write_text(
        "from conngen.integrations import scons\n"
        "env = Environment(tools=[scons.generate])\n"
        "env.Conngen('stars')\n"
        "scons.generate(env)\n"
    )
    run(*COMMAND, cwd=root)
    settle()
    with (root / "stars/columns.py").open("a") as stream:
        stream.write("\n\nNUMBER = 1\n")
    assert "conngen build stars" in run(*COMMAND, cwd=root)


def test_the_last_call_cleans_the_manifest_that_all_share(root):
    (root / "more").mkdir()
    (root / "more/other.conn").write_text((root / "stars/find.conn").read_text().replace("Find", "Other"))
    (root / "SConstruct").write_text(
        "from conngen.integrations import scons\n"
        "env = Environment(tools=[scons.generate])\n"
        "one = env.Conngen('stars')\n"
        "two = env.Clone().Conngen('more')\n"
    )
    run(*COMMAND, cwd=root)
    run(*COMMAND, "-c", "stars", cwd=root)
    assert (root / ".conngen-manifest.json").exists()
    run(*COMMAND, "-c", cwd=root)
    assert not (root / ".conngen-manifest.json").exists()
    assert not list(root.rglob("*_config.py"))


@pytest.mark.parametrize("duplicate", [True, False])
def test_scripts_with_a_variant_folder(root, duplicate):
    (root / "src").mkdir()
    for name in ("stars", "pyproject.toml"):
        (root / name).rename(root / "src" / name)
    (root / "src/SConscript").write_text("Import('env')\nenv.Conngen('stars')\n")
    (root / "SConstruct").write_text(
        "from conngen.integrations import scons\n"
        "env = Environment(tools=[scons.generate])\n"
        f"SConscript('src/SConscript', 'env', variant_dir='build/it', duplicate={duplicate})\n"
    )
    assert "6 created" in run(*COMMAND, cwd=root)
    assert (root / "src/stars/find_config.py").exists()
    assert (root / "build/it/.stars.conngen").exists()
    assert "up to date" in run(*COMMAND, cwd=root)
    settle()
    (root / "src/stars/find.conn").rename(root / "src/stars/search.conn")
    measure = root / "src/stars/measure.conn"
    measure.write_text(measure.read_text().replace("from .find", "from .search"))
    assert "removed  src/stars/find_config.py" in run(*COMMAND, cwd=root)
    run(*COMMAND, "-c", cwd=root)
    assert not list((root / "src").rglob("*_config.py"))


def test_names_that_scons_would_read_as_variables(root):
    root = root.rename(root.with_name("a b#c $d:e"))
    assert "6 created" in run(*COMMAND, cwd=root)
    assert "up to date" in run(*COMMAND, cwd=root)
    run(*COMMAND, "-c", cwd=root)
    assert not (root / "stars/find_config.py").exists()


def test_modules_can_go_elsewhere(root):
    (root / "SConstruct").write_text(
        "from conngen.integrations import scons\n"
        "env = Environment(tools=[scons.generate], CONNGENOUTDIR='made')\n"
        "env.Conngen('stars')\n"
    )
    run(*COMMAND, cwd=root)
    assert (root / "made/find_config.py").exists()
    assert "up to date" in run(*COMMAND, cwd=root)
    assert not (root / "stars/find_config.py").exists()


def test_no_cache_of_scons_stands_in_for_a_build(root):
    with (root / "SConstruct").open("a") as stream:
        stream.write("CacheDir('cache')\n")
    run(*COMMAND, cwd=root)
    run(*COMMAND, "-c", cwd=root)
    printed = run(*COMMAND, cwd=root)
    assert "4 created" in printed
    assert "Retrieved" not in printed
    assert (root / ".conngen-manifest.json").exists()


def test_one_call_is_built_at_a_time(root):
    for name in ("some", "more"):
        (root / name).mkdir()
        (root / name / "other.conn").write_text((root / "stars/find.conn").read_text())
    (root / "SConstruct").write_text(
        "import time\n"
        "from conngen import building\n"
        "from conngen.integrations import scons\n"
        "begun, build = [], building.build\n"
        "def slow(*arguments):\n"
        "    begun.append(arguments)\n"
        "    time.sleep(0.2)\n"
        "    print('at once:', len(begun))\n"
        "    status = build(*arguments)\n"
        "    begun.pop()\n"
        "    return status\n"
        "building.build = slow\n"
        "env = Environment(tools=[scons.generate])\n"
        "for name in ('stars', 'some', 'more'):\n"
        "    env.Conngen(name)\n"
    )
    printed = run(*COMMAND, "-j3", cwd=root)
    assert printed.count("at once: 1\n") == 3
