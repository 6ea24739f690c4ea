"""What ``--depfile`` and ``--stamp`` write, and what make, ninja and CMake do with it."""

from __future__ import annotations

import json
import os
import shutil
import time
from pathlib import Path

import pytest
from rim.commands import BAD, GOOD, write
from rim.commands import run as conngen

from conngen import __version__, building, depfile
from conngen.depfile import rules
from conngen.ownership import JOURNAL

from .tools import EXAMPLES, example, run, settle


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write("pyproject.toml", "[tool.conngen]\n")
    write("stars.conn", GOOD)
    settle()
    return tmp_path


def _read(path: str) -> dict[str, list[str]]:
    """Return the rules of a depfile."""
    found = {}
    for line in Path(path).read_text().replace("\\\n", "").splitlines():
        target, _, rest = line.partition(":")
        found[target] = rest.split()
    return found


def test_each_module_has_its_own_inputs_without_a_stamp(root):
    write("base.conn", GOOD.replace("Stars", "Base"))
    write(
        "other.conn",
        GOOD.replace("Stars", "Other").replace('"""\n\n', '"""\n\nfrom .base import Base\n\n', 1),
    )
    conngen("build", "--depfile", "deps/all.d")
    found = _read("deps/all.d")
    for stem, wanted in {"stars": {"stars.conn"}, "other": {"other.conn", "base.conn"}}.items():
        for part in ("config", "connections"):
            inputs = set(found[f"{stem}_{part}.py"])
            assert {one for one in inputs if one.endswith(".conn")} == wanted
            assert {"pyproject.toml", f"{stem}_task.py", str(root)} <= inputs
            assert any("daf_butler-" in one for one in inputs)
    assert "stars_task.py" in found
    assert found["stars_task.py"] == []  # it is the author's, and an input only


def test_a_stamp_depends_on_all(root):
    conngen("build", "--depfile", "deps/all.d", "--stamp", "deps/stamp")
    found = _read("deps/all.d")
    assert {"stars.conn", "stars_task.py", "pyproject.toml"} <= set(found["deps/stamp"])
    assert not {"stars_config.py", "stars_connections.py"} & set(found)
    newest = max(path.stat().st_mtime_ns for path in (root, *root.glob("*")) if path.name != "deps")
    assert Path("deps/stamp").stat().st_mtime_ns >= newest


def test_every_input_may_go(root):
    conngen("build", "--depfile", "deps/all.d", "--stamp", "deps/stamp")
    found = _read("deps/all.d")
    assert all(found[one] == [] for one in found["deps/stamp"])


def test_settings_beside_the_target_of_a_link_count(root):
    write("below/it/stars.conn", GOOD)
    Path("links").mkdir()
    Path("links/stars.conn").symlink_to(root / "below/it/stars.conn")
    conngen("build", "links/stars.conn", "--out-dir", "made", "--depfile", "all.d")
    assert str(root / "below/it") in _read("all.d")["made/stars_config.py"]
    write("below/it/pyproject.toml", "[tool.conngen]\nline-length = 40\n")
    assert "updated" in conngen("build", "links/stars.conn", "--out-dir", "made").output


def test_modules_get_a_new_time_without_a_stamp(root):
    conngen("build", "--depfile", "deps/all.d")
    os.utime("stars_config.py", (1, 1))
    conngen("build", "--depfile", "deps/all.d")
    assert Path("stars_config.py").stat().st_mtime > 1
    os.utime("stars_config.py", (1, 1))
    conngen("build", "--depfile", "deps/all.d", "--stamp", "deps/stamp")
    assert Path("stars_config.py").stat().st_mtime == 1


def test_a_build_that_fails_leaves_both_as_they_are(root):
    conngen("build", "--depfile", "deps/all.d", "--stamp", "deps/stamp")
    before = Path("deps/all.d").read_bytes(), Path("deps/stamp").stat().st_mtime_ns
    write("stars.conn", BAD)
    conngen("build", "--depfile", "deps/all.d", "--stamp", "deps/stamp", status=1)
    assert (Path("deps/all.d").read_bytes(), Path("deps/stamp").stat().st_mtime_ns) == before
    assert sorted(path.name for path in Path("deps").iterdir()) == ["all.d", "stamp"]


def test_what_is_changed_while_it_is_built_is_newer_than_the_stamp(root, monkeypatch):
    planned = building._plans

    def late(*arguments):
        settle()
        write("stars.conn", GOOD.replace("5.0", "6.0"))
        return planned(*arguments)

    monkeypatch.setattr(building, "_plans", late)
    conngen("build", "--stamp", "deps/stamp")
    assert Path("deps/stamp").stat().st_mtime_ns < Path("stars.conn").stat().st_mtime_ns


def test_a_new_stamp_is_not_believed_before_it_has_its_time(root, monkeypatch):
    """Who kills the build at that moment leaves one that is older than all that was read."""
    planned, given = building._plans, os.utime

    def late(*arguments):
        settle()
        write("stars.conn", GOOD.replace("5.0", "6.0"))
        return planned(*arguments)

    def kill(path, *arguments, **others):
        if path == Path("deps/stamp"):
            raise KeyboardInterrupt
        given(path, *arguments, **others)

    monkeypatch.setattr(building, "_plans", late)
    monkeypatch.setattr(os, "utime", kill)
    conngen("build", "--stamp", "deps/stamp", status=130)
    assert Path("deps/stamp").stat().st_mtime_ns < Path("stars.conn").stat().st_mtime_ns


def test_the_time_of_a_stamp_is_one_that_no_change_can_have(root, monkeypatch):
    """Where a clock ticks slowly, changes before and after the build may have the same time as what it writes."""
    second = 1_000_000_000
    begin = time.time_ns()
    times = iter([begin, begin + second, begin + second, begin + second, begin + 2 * second])
    monkeypatch.setattr(depfile, "_now", lambda path: next(times))
    conngen("build", "--stamp", "deps/stamp")
    assert Path("deps/stamp").stat().st_mtime_ns == begin + 2 * second - 1


def _is_current(stamp: str) -> bool:
    """Whether a stamp is as new as all that it depends on."""
    time = Path(stamp).stat().st_mtime_ns
    return all(Path(one).stat().st_mtime_ns <= time for one in _read("deps/all.d")[stamp])


def test_what_a_build_keeps_for_itself_does_not_count(root):
    """Not even in a folder without modules."""
    options = ("--out-dir", "build/made", "--depfile", "deps/all.d", "--stamp", "deps/stamp")
    Path("build/made").mkdir(parents=True)
    settle()
    conngen("build", *options)
    assert _is_current("deps/stamp")
    shutil.rmtree(".conngen_cache")
    settle()
    conngen("build", *options)
    assert _is_current("deps/stamp")


def test_what_a_build_clears_away_does_not_count(root):
    """Another one has left it in a folder where there is nothing to be made any more."""
    Path("sub").mkdir()
    token = "0123456789abcdef"
    journal = {"version": 1, "outputs": {}, "token": token, "folders": [".", "sub"], "new": []}
    write(JOURNAL, json.dumps(journal))
    left = write(f"sub/.conngen-{token}.0.tmp", "")
    settle()
    conngen("build", "--depfile", "deps/all.d", "--stamp", "deps/stamp")
    assert not left.exists()
    assert str(root / "sub") in _read("deps/all.d")["deps/stamp"]
    assert _is_current("deps/stamp")


def test_names_are_written_as_make_reads_them(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    names = ["a b.conn", "c#d.conn", "e$f.conn", "g:h.conn", "i\\ j.conn", "ü.conn"]
    for name in names:
        write(name, "")
    lines = rules({"out": [Path(tmp_path, name) for name in names]})
    write("deps.mk", lines)
    write("Makefile", "out:\n\t@touch out\ninclude deps.mk\n")
    run("make", "out", cwd=tmp_path)
    for name in names:
        settle()
        Path(name).touch()
        assert "up to date" not in run("make", "out", cwd=tmp_path), name
        assert "up to date" in run("make", "out", cwd=tmp_path)


@pytest.mark.parametrize("name", ["a\nb/new.conn", "a\rb/new.conn"])
@pytest.mark.parametrize("options", [(), ("--stamp", "stamp")])
def test_a_name_that_no_depfile_can_hold_is_told(root, name, options):
    conngen("build", "--depfile", "x.d", *options)
    before = Path("x.d").read_bytes()
    write(name, GOOD)
    settle()
    result = conngen("build", "--depfile", "x.d", *options, status=1)
    assert result.stderr.startswith("error: '")
    assert "a depfile cannot hold a name of several lines\n  = help: rename it" in result.stderr
    assert Path("x.d").read_bytes() == before
    write("Makefile", f"{'stamp' if options else 'stars_config.py'}: ; @echo again\ninclude x.d\n")
    assert "again" in run("make", cwd=root)
    conngen("build", "--stamp", "stamp")


@pytest.mark.parametrize("options", [("--check",), ("--diff",), ("-",)])
def test_wrong_usage(root, options):
    result = conngen("build", *options, "--depfile", "x.d", status=2, text="")
    assert "--depfile and --stamp go with a build of files that writes" in result.output


def test_a_place_that_can_not_be_written_is_told(root):
    write("file", "")
    result = conngen("build", "--stamp", "file/stamp", status=1)
    assert "error: file/stamp: cannot be written" in result.stderr
    assert not Path("stars_config.py").exists()


def test_copies_of_the_sample_are_the_same():
    first, *others = (path for path in sorted(EXAMPLES.iterdir()) if (path / "stars").is_dir())
    for other in others:
        for name in ("__init__.py", "columns.py", "find.conn", "measure.conn"):
            assert (other / "stars" / name).read_bytes() == (first / "stars" / name).read_bytes()


COMMANDS = {
    "make": [["make"]],
    "ninja": [["ninja"]],
    "cmake": [["cmake", "-S", ".", "-B", "build", "-G", "Unix Makefiles"], ["cmake", "--build", "build"]],
    "cmake with ninja": [["cmake", "-S", ".", "-B", "build", "-G", "Ninja"], ["cmake", "--build", "build"]],
}


@pytest.mark.parametrize("tool", COMMANDS)
def test_the_example(tool, tmp_path):
    root = example(tool.partition(" ")[0], tmp_path)
    *prepare, build = COMMANDS[tool]
    for command in prepare:
        run(*command, cwd=root)
    assert "6 created" in run(*build, cwd=root)
    assert "up to date\n" not in run(*build, cwd=root).replace("is up to date", "")
    settle()
    (root / "stars/find.conn").rename(root / "stars/search.conn")
    assert "there is no module `.find`" in run(*build, cwd=root, status=None)
    measure = root / "stars/measure.conn"
    measure.write_text(measure.read_text().replace("from .find", "from .search"))
    assert "removed" in run(*build, cwd=root)
    assert not (root / "stars/find_config.py").exists()
    settle()
    (root / "stars/search_config.py").unlink()
    assert "1 created" in run(*build, cwd=root)
    assert "created" not in run(*build, cwd=root)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("", True), ("0.1", True), ("{} EXACT", True), ("{}...{}", True), ("0.0.1...<{}", False), ("99", False)],
)
def test_cmake_finds_the_version_it_is_asked_for(tmp_path, wanted, found):
    root = example("cmake", tmp_path)
    script = root / "CMakeLists.txt"
    wanted = f"find_package(conngen {wanted.replace('{}', __version__)} REQUIRED)"
    script.write_text(script.read_text().replace("find_package(conngen REQUIRED)", wanted))
    printed = run("cmake", "-S", ".", "-B", "build", "-G", "Ninja", cwd=root, status=None)
    assert printed.endswith("[0]") == found, printed
    assert found or f"version: {__version__}" in printed


@pytest.mark.parametrize("name", [".x.d.new", ".x.d.began"])
def test_no_link_in_the_place_of_a_file_for_the_moment_is_followed(root, tmp_path_factory, name):
    mine = tmp_path_factory.mktemp("elsewhere") / "mine.txt"
    mine.write_text("mine")
    (root / name).symlink_to(mine)
    result = conngen("build", "--depfile", "x.d", status=1)
    assert "error: x.d: cannot be written" in result.stderr
    assert mine.read_text() == "mine"
