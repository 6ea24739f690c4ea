"""`conngen build --watch` as a process, with real changes."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from rim.commands import BAD, GOOD, write
from rim.commands import run as conngen

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


@pytest.fixture(params=["project", ".hidden/build"])
def watching(request, tmp_path, monkeypatch):
    """A process that watches a project, wherever that lies."""
    root = tmp_path / request.param
    root.mkdir(parents=True)
    monkeypatch.chdir(root)
    write("pyproject.toml", "[tool.conngen]\n")
    write("stars.conn", GOOD)
    one = Watching(root)
    yield one
    one.process.kill()
    one.process.wait()
    one.reader.join()
    one.process.stdout.close()


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
    changed = [line for line in lines + rest if " was " in line]
    assert changed == ["stars.conn was changed"] * 2


def test_wrong_usage(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write("stars.conn", GOOD)
    for options in (("--check",), ("--diff",), ("-",)):
        assert "--watch goes with" in conngen("build", "--watch", *options, status=2, text="").output
    assert "nothing.conn: is not there" in conngen("build", "--watch", "nothing.conn", status=1).output
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    assert 'pip install "conngen[watch]"' in conngen("build", "--watch", status=2).output
