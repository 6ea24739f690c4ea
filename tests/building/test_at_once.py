"""Builds that run at the same time in one folder: none takes a file of the other's away, or writes something older."""

from __future__ import annotations

import os
import shutil
import signal
import threading
from pathlib import Path

import pytest

from conngen.ownership import MANIFEST, examine
from conngen.ownership.manifest import load

from .disturbed import conn, files, folder
from .forking import Fault
from .test_watching import Watching
from .tools import clean_build

PATIENCE = 0.2
NAMES = ("one", "two", "three", "four")


@pytest.fixture
def root():
    with folder() as where:
        root = where / "root"
        root.mkdir()
        (root / "pyproject.toml").write_text("[tool.conngen]\n")
        for name in NAMES:
            edit(root, name, 1)
        yield root


def edit(root: Path, name: str, number: int) -> None:
    """Write a file as an editor does: in one step."""
    path = root / f"{name}.conn"
    path.parent.mkdir(exist_ok=True)
    aside = path.with_suffix(".aside")
    aside.write_text(conn(path.stem, number))
    os.replace(aside, path)


def assert_clean(root: Path, command) -> None:
    """One more build makes what a clean one makes."""
    ended = command.run(root, "build")
    assert (ended.status, ended.errors) == (0, "")
    expected = {
        name: text
        for name, text in (clean_build(root, root.parent / "fresh") or {}).items()
        if not name.startswith(".conngen_")
    }
    found = files(root, own=False)
    assert sorted(found) == sorted(expected)
    assert not [name for name in found if found[name] != expected[name]]
    shutil.rmtree(root.parent / "fresh")


def assert_fine(ended) -> None:
    assert ended.status == 0, ended
    assert all(line.startswith("waiting for another build") for line in ended.errors.splitlines()), ended


@pytest.mark.parametrize("at", [1, 4, 9, 14, 17, 22])
def test_a_build_beside_one_that_is_held(root, command, at):
    """They build parts that overlap: both come into the manifest."""
    ended = command.run_all(
        [
            (root, ("build", "one.conn", "two.conn"), Fault(at, signal.SIGSTOP)),
            (root, ("build", "two.conn", "three.conn"), Fault()),
        ],
        patience=PATIENCE,
    )
    for one in ended:
        assert_fine(one)
    assert {one.source for one in load(root / MANIFEST).entries.values()} == {
        "one.conn",
        "two.conn",
        "three.conn",
    }
    assert_clean(root, command)


@pytest.mark.parametrize("at", [1, 6, 12])
def test_a_build_beside_one_that_is_killed(root, command, at):
    ended = command.run_all(
        [
            (root, ("build", "one.conn", "two.conn"), Fault(at, signal.SIGKILL)),
            *[(root, ("build", "two.conn", "three.conn"), Fault())] * 3,
        ]
    )
    assert ended[0].status == -signal.SIGKILL
    for one in ended[1:]:
        assert_fine(one)
    assert_clean(root, command)


def test_builds_that_all_have_to_write_the_same(root, command):
    assert command.run(root, "build").status == 0
    for at in (1, 6, 12):
        edit(root, "one", 2 + at)
        ended = command.run_all(
            [(root, ("build",), Fault(at, signal.SIGSTOP)), *[(root, ("build",), Fault())] * 2],
            patience=PATIENCE,
        )
        for one in ended:
            assert_fine(one)
        assert f"default={2 + at}.0" in (root / "one_config.py").read_text()


def test_nothing_older_replaces_what_was_made_in_the_meantime(root, command, tmp_path):
    """A build that has read its files, and then waits for another, reads them again."""
    assert command.run(root, "build").status == 0
    edit(root, "one", 2)
    later = tmp_path / "later.conn"
    later.write_text(conn("one", 3))
    # While the first is held, the second waits; before it may go on, its file becomes another one.
    ended = command.run_all(
        [
            (root, ("build",), Fault(3, signal.SIGSTOP)),
            (root, ("build",), Fault()),
            (root, ("build", "two.conn"), Fault()),
        ],
        patience=1,
        move=(str(later), str(root / "one.conn")),
    )
    for one in ended:
        assert_fine(one)
    assert "default=3.0" in (root / "one_config.py").read_text()
    assert_clean(root, command)


def test_several_builds_while_files_are_edited(root, command):
    """Whoever looks meanwhile finds whole modules only."""
    assert command.run(root, "build").status == 0
    ended: list[object] = []
    torn: list[str] = []
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            for path in [*root.glob("*_config.py"), *root.glob("*_connections.py")]:
                try:
                    header = examine(path.read_text())
                except FileNotFoundError:
                    continue
                if header is None or header.edited:
                    torn.append(path.name)

    def change() -> None:
        number = 2
        while not over.wait(0.02):
            number += 1
            edit(root, NAMES[number % 3], number % 7)
            four = root / "four.conn"
            four.unlink() if four.exists() else edit(root, "four", 1)

    threads = [threading.Thread(target=one) for one in (look, change)]
    for one in threads:
        one.start()
    try:
        for _ in range(3):
            paths = [(), ("one.conn", "two.conn"), ("two.conn", "three.conn"), (), (".",)]
            ended += command.run_all([(root, ("build", *some), Fault()) for some in paths])
    finally:
        over.set()
        for one in threads:
            one.join()
    assert not torn
    for one in ended:
        # A file that comes and goes all the time may be gone whenever it is to be read.
        if "this file cannot be read: no such file or directory\n --> four.conn:" not in one.output:
            assert_fine(one)
    assert_clean(root, command)


def test_builds_beside_one_that_watches(root, command, monkeypatch):
    watching = Watching(root)
    try:
        watching.until(" created")
        for number in (3, 4, 5):
            edit(root, "one", number)
            for one in command.run_all([(root, ("build",), Fault())] * 2):
                assert_fine(one)
            assert f"{number}.0" in (root / "one_config.py").read_text()
        status, rest = watching.stop()
    finally:
        watching.process.kill()
        watching.process.wait()
        watching.reader.join()
        watching.process.stdout.close()
    assert status == 0
    assert not [line for line in rest if "Traceback" in line or "error" in line]
    assert_clean(root, command)
