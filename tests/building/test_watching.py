"""`conngen build --watch` as a process, with real changes."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rim.commands import BAD, GOOD, write
from rim.commands import run as conngen

from conngen import watching as watching_module
from conngen.building import Request
from conngen.terminal import Terminal
from conngen.watching import _look, _rebuild, _Seen, _universes, watch

PATIENCE = 30


class Watching:
    """A process that watches; what it prints, line by line."""

    def __init__(self, root: Path) -> None:
        self.lines: queue.Queue[str | None] = queue.Queue()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "conngen", "build", "--watch"],
            cwd=root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=os.environ | {"WATCHFILES_FORCE_POLLING": "false"},
        )
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self.lines.put(line.rstrip("\n"))
        self.lines.put(None)

    def until(self, *wanted: str) -> list[str]:
        """Return the lines up to those that hold certain words, in this order."""
        found = []
        for words in wanted:
            while not found or words not in found[-1]:
                try:
                    line = self.lines.get(timeout=PATIENCE)
                except queue.Empty:
                    line = None
                assert line is not None, (words, found)
                found.append(line)
        return found

    def stop(self) -> tuple[int, list[str]]:
        self.process.send_signal(signal.SIGINT)
        rest = []
        while (line := self.lines.get(timeout=PATIENCE)) is not None:
            rest.append(line)
        return self.process.wait(PATIENCE), rest


@contextmanager
def started(root: Path) -> Iterator[Watching]:
    one = Watching(root)
    try:
        yield one
    finally:
        one.process.kill()
        one.process.wait()
        one.reader.join()
        one.process.stdout.close()


@pytest.fixture(params=["project", ".hidden/build"])
def watching(request, tmp_path, monkeypatch):
    """A process that watches a project, wherever that lies."""
    root = tmp_path / request.param
    root.mkdir(parents=True)
    monkeypatch.chdir(root)
    write("pyproject.toml", "[tool.conngen]\n")
    write("stars.conn", GOOD)
    with started(root) as one:
        yield one


def test_changes_are_built_and_mistakes_survived(watching):
    first = watching.until("3 created")
    assert first[0] == "watching .; Ctrl-C stops"
    write("stars.conn", GOOD.replace("5.0", "6.0"))
    watching.until("stars.conn was changed", "updated  stars_config.py", "2 updated")
    write("stars.conn", BAD)
    watching.until("stars.conn was changed", "error[unknown-flag]", "nothing was written")
    write("stars.conn", GOOD)
    watching.until("stars.conn was changed", "updated  stars_config.py", "2 updated")
    Path("stars.conn").rename("suns.conn")
    watching.until("suns.conn was added", "removed  stars_config.py", "created  suns_config.py", "2 removed")
    assert not Path("stars_connections.py").exists()
    Path("suns_config.py").unlink()
    watching.until("created  suns_config.py")
    write("pyproject.toml", "[tool.conngen]\nline-lenght = 3\n")
    watching.until("pyproject.toml was changed", "error: pyproject.toml", "help")
    write("pyproject.toml", "[tool.conngen]\nline-length = 60\n")
    watching.until("pyproject.toml was changed", "updated  suns_connections.py")
    Path("suns.conn").unlink()
    watching.until("suns.conn was removed", "removed  suns_config.py")
    status, rest = watching.stop()
    assert status == 0
    assert rest[-1] == "stopped"
    assert not any("Traceback" in line for line in rest)


def test_folders_are_moved_and_files_replaced(watching):
    watching.until("3 created")
    write("saved", GOOD.replace("5.0", "6.0"))
    Path("saved").replace("stars.conn")
    watching.until("stars.conn was changed", "2 updated")
    write("new/deep/suns.conn", GOOD.replace("Stars", "Suns"))
    watching.until("new/deep/suns.conn was added", "3 created")
    Path("new").rename("old")
    watching.until("new/deep/suns.conn was removed", "old/deep/suns.conn was added", "up to date")
    Path("old").rename(".old")
    watching.until("old/deep/suns.conn was removed", "up to date")
    write("stars_config.py", Path("stars_config.py").read_text() + "# by hand\n")
    lines = watching.until("stars_config.py was changed", "nothing was written")
    assert "stars_config.py: was edited since conngen made it" in "".join(lines)


def test_its_own_modules_are_no_news(watching):
    watching.until("3 created")
    write("other.txt", "")
    write("build/x.conn", BAD)
    write("stars.conn", GOOD.replace("5.0", "6.0"))
    lines = watching.until("2 updated")
    write("stars.conn", GOOD.replace("5.0", "7.0"))
    lines += watching.until("2 updated")
    _, rest = watching.stop()
    changed = [line for line in lines + rest if " was " in line or "up to date" in line]
    assert changed == ["stars.conn was changed"] * 2


UNIVERSE = """\
version: 1
skypix:
  common: htm7
  htm: {class: lsst.sphgeom.HtmPixelization}
elements:
""" + "".join(
    f"  {name}: {{doc: One., keys: [{{name: id, type: int}}]}}\n"
    for name in ("instrument", "visit", "detector", "exposure")
)


@pytest.mark.parametrize("name", ["../universe.yaml", ".other/universe.yaml", "universe.txt"])
def test_a_universe_may_be_anywhere(watching, name):
    watching.until("3 created")
    settings = f'[tool.conngen]\nuniverse = "{name}"\n'
    write("pyproject.toml", settings)
    watching.until("pyproject.toml was changed", "error: pyproject.toml")
    write(name, UNIVERSE)
    watching.until("was added", "up to date")
    write(name, UNIVERSE.replace("visit", "visitor"))
    lines = watching.until("was changed", "nothing was written")
    assert "universe" in next(line for line in lines if "was changed" in line)
    Path(name).unlink()
    watching.until("was removed", "error: pyproject.toml")
    write(name, UNIVERSE)
    watching.until("was added", "up to date")
    with started(Path.cwd()) as other:
        other.until("up to date")
        write(name, UNIVERSE.replace("visit", "visitor"))
        other.until("was changed", "nothing was written")
        status, rest = other.stop()
    assert status == 0
    assert not any(" was " in line for line in rest)


def test_inner_projects_have_universes_too(tmp_path):
    root = tmp_path / "project"
    for name, universe in {"far": '"../../far.yaml"', "near": '"../near.yaml"', "odd": "3"}.items():
        write(f"{root}/{name}/pyproject.toml", f"[tool.conngen]\nuniverse = {universe}\n")
    write(f"{root}/broken/pyproject.toml", "[tool.conngen")
    write(f"{root}/other/pyproject.toml", "")
    write(f"{root}/near.yaml", "")
    assert _universes(_look([root])) == [str(tmp_path / "far.yaml")]


def test_nothing_is_looked_for_as_long_as_nothing_happens(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    looks = []
    monkeypatch.setattr(watching_module, "_look", lambda *given: (looks.append(given), _look(*given))[1])
    monkeypatch.setattr(watching_module, "_events", lambda roots: iter([set()] * 5))
    watch(Request(), Terminal())
    assert len(looks) == 2


def test_what_is_changed_twice_at_once_was_changed():
    """Clocks of file systems stand still for a while: the second change has the time of the first."""
    begun = 1_700_000_000_000_000_000
    files = {"a.conn": (begun, 1, 1)}
    for late, named, found in (
        (1_000_000, {"a.conn"}, {"a.conn": "changed"}),
        (1_000_000, set(), {}),
        (1_000_000_000, {"a.conn"}, {}),
    ):
        assert _Seen(begun + late, files).changes(_Seen(begun + 2 * late, files), named) == found


def test_nothing_is_said_of_what_a_build_has_made(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    write("pyproject.toml", "[tool.conngen]\n")
    write("stars.conn", GOOD)
    conngen("build")
    _rebuild({"stars_config.py": "added"}, Request(), Terminal())
    assert capfd.readouterr() == ("", "")
    Path("stars_config.py").unlink()
    _rebuild({"stars_config.py": "removed"}, Request(), Terminal())
    printed = capfd.readouterr().out
    assert printed == "stars_config.py was removed\ncreated  stars_config.py\n1 created, 1 unchanged\n"


def test_wrong_usage(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write("stars.conn", GOOD)
    for options in (("--check",), ("--diff",), ("-",)):
        assert "--watch goes with" in conngen("build", "--watch", *options, status=2, text="").output
    message = "nothing.conn: no such file or directory"
    assert message in conngen("build", "--watch", "nothing.conn", status=2).output
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    assert 'pip install "conngen[watch]"' in conngen("build", "--watch", status=2).output
