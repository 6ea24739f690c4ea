"""Whatever ends a build, and when: no file is torn, lost or stale, and the next build leaves what a clean one makes."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from conngen.ownership import JOURNAL, MANIFEST

from .disturbed import OWN, conn, files, is_told
from .forking import Commands, Fault
from .tools import settle


def changes(project, command: Commands, tmp_path: Path, *arguments: str) -> range:
    """The changes that a build of the project makes, counted from 1."""
    root = project.copy(tmp_path / "counted")
    ended = command.run(root, "build", *arguments)
    assert ended.status == 0
    shutil.rmtree(root)
    assert ended.changes > 20
    return range(1, ended.changes + 1)


def rebuilt(project, command: Commands, root: Path) -> None:
    """The next build makes everything new, and nothing of what was before is left."""
    ended = command.run(root, "build")
    assert (ended.status, ended.errors) == (0, "")
    assert project.made(root) == project.new


def checked(project, command: Commands, root: Path) -> None:
    """`--check` tells the truth, and changes nothing."""
    before = files(root)
    ended = command.run(root, "build", "--check")
    assert ended.status == (0 if project.is_new(root) else 1), ended
    assert ended.errors == ""
    assert files(root) == before


def test_killed_before_any_change(project, command, tmp_path):
    for at in changes(project, command, tmp_path):
        root = project.copy(tmp_path / str(at))
        assert command.run(root, "build", fault=Fault(at, signal.SIGKILL)).status == -signal.SIGKILL
        project.assert_whole(root)
        checked(project, command, root)
        rebuilt(project, command, root)
        assert at % 5 or command.run(root, "build").output.endswith(" up to date\n")
        shutil.rmtree(root)


def test_killed_while_it_writes(project, command, tmp_path):
    """The system kills a process that makes a file too large, when so much of it is written."""
    for size in (1, 170, 700, 1200):
        root = project.copy(tmp_path / str(size))
        ended = command.run(root, "build", fault=Fault(signal=signal.SIGXFSZ, size=size))
        assert ended.status == -signal.SIGXFSZ
        project.assert_whole(root)
        checked(project, command, root)
        rebuilt(project, command, root)


def test_killed_and_then_all_edits_are_taken_back(project, command, tmp_path):
    """Modules that had not come into the manifest yet go with their sources, and the others become what they were."""
    original = {name: text for name, text in project.old.items() if not name.endswith(".conn")}
    for at in changes(project, command, tmp_path)[::2]:
        root = project.copy(tmp_path / str(at))
        command.run(root, "build", fault=Fault(at, signal.SIGTERM))
        (root / "edit.conn").write_text(conn("edit", 1))
        (root / "new/deep/added.conn").rename(root / "gone.conn")
        ended = command.run(root, "build")
        assert (ended.status, ended.errors) == (0, "")
        # A task module is its author's from the moment it is there.
        found = {
            name: text
            for name, text in project.made(root).items()
            if not name.endswith((".conn", "added_task.py"))
        }
        assert found == original
        shutil.rmtree(root)


def test_killed_again_and_again(project, command, tmp_path):
    """Builds that are killed one after the other come no further, and leave no more."""
    count = changes(project, command, tmp_path)[-1]
    root = project.copy(tmp_path / "again")
    for at in range(3, count, 7):
        command.run(root, "build", fault=Fault(at, signal.SIGKILL))
        project.assert_whole(root)
    rebuilt(project, command, root)


def test_interrupted_before_any_change(project, command, tmp_path):
    """Ctrl-C leaves everything as it was, or as it will be."""
    for at in changes(project, command, tmp_path)[::2]:
        root = project.copy(tmp_path / str(at))
        ended = command.run(root, "build", fault=Fault(at, signal.SIGINT))
        assert "Traceback" not in ended.errors
        assert ended.status in (0, 130)
        assert (
            project.is_old(root) if ended.status == 130 and not project.is_new(root) else project.is_new(root)
        )
        rebuilt(project, command, root)
        shutil.rmtree(root)


def test_an_error_at_any_change(project, command, tmp_path):
    """Nothing has happened then, but if it was only something to be cleared away."""
    for at in changes(project, command, tmp_path):
        root = project.copy(tmp_path / str(at))
        error = (errno.ENOSPC, errno.EACCES, errno.EIO)[at % 3]
        ended = command.run(root, "build", fault=Fault(at, error=error))
        if ended.status == 0:
            assert ended.errors == ""
            assert project.is_new(root)
            rebuilt(project, command, root)
        else:
            assert is_told(ended), ended
            assert os.strerror(error).lower() in ended.errors
            assert project.is_old(root)
        shutil.rmtree(root)


def test_an_error_after_a_build_that_was_killed(project, command, tmp_path):
    """What the one that was killed has made is still known to be ours, and goes with its source."""
    count = changes(project, command, tmp_path)[-1]
    killed = project.copy(tmp_path / "killed")
    made = killed / "new/deep/added_config.py"
    for at in range(1, count):
        command.run(killed, "build", fault=Fault(at, signal.SIGKILL))
        if made.exists():
            break
    assert made.name not in (killed / MANIFEST).read_text()
    told = 0
    for at in range(1, count, 2):
        root = tmp_path / str(at)
        shutil.copytree(killed, root)
        ended = command.run(root, "build", fault=Fault(at, error=errno.ENOSPC))
        told += is_told(ended)
        (root / "new/deep/added.conn").unlink()
        ended = command.run(root, "build")
        assert (ended.status, ended.errors) == (0, "")
        assert not (root / "new/deep/added_config.py").exists(), at
        shutil.rmtree(root)
    assert told


def test_killed_twice_and_then_all_edits_are_taken_back(project, command, tmp_path):
    """Nothing is left of what the second one has noted, though there is nothing to be written any more."""
    once = project.copy(tmp_path / "once")
    assert command.run(once, "build", fault=Fault(10, signal.SIGKILL)).status == -signal.SIGKILL
    assert (once / JOURNAL).exists()
    noted = set()
    for at in range(5, 15):
        root = tmp_path / str(at)
        shutil.copytree(once, root)
        assert command.run(root, "build", fault=Fault(at, signal.SIGKILL)).status == -signal.SIGKILL
        noted |= {path.name for path in root.glob(f"{OWN}*")}
        (root / "edit.conn").write_text(conn("edit", 1))
        (root / "new/deep/added.conn").rename(root / "gone.conn")
        assert command.run(root, "build").status == 0
        assert {path.name for path in root.glob(f"{OWN}*")} == {MANIFEST, *project.kept}
        shutil.rmtree(root)
    assert ".conngen-unfinished.new" in noted


def test_a_disk_that_can_not_be_written_any_more(project, command, tmp_path):
    """What can't even be put back is whole, and the next build mends it."""
    for at in changes(project, command, tmp_path)[::2]:
        root = project.copy(tmp_path / str(at))
        ended = command.run(root, "build", fault=Fault(at, error=errno.EROFS, lasting=True))
        project.assert_whole(root)
        assert is_told(ended) or (ended.status == 0 and project.is_new(root)), ended
        rebuilt(project, command, root)
        shutil.rmtree(root)


def test_a_disk_that_is_full_while_it_writes(project, command, tmp_path):
    for size in (400, 700, 1200):
        root = project.copy(tmp_path / str(size))
        ended = command.run(root, "build", fault=Fault(size=size))
        assert is_told(ended), ended
        assert project.is_old(root)
        rebuilt(project, command, root)


def test_a_full_disk_behind_standard_output(project, command, tmp_path):
    root = project.copy(tmp_path / "root")
    (ended,) = command.run_all([(root, ("build",), Fault())], output="/dev/full")
    assert ended.status == 1
    assert ended.errors == f"error: the output cannot be written: {os.strerror(errno.ENOSPC).lower()}\n"
    assert project.is_new(root)
    rebuilt(project, command, root)


# --- what build systems are told ---

MARKS = {
    "stamp": ("--depfile", "build/depfile", "--stamp", "build/stamp"),
    "modules": ("--depfile", "build/depfile"),
}
MAKEFILE = "all: {targets}\n{stamp}\nbuild/depfile: ;\n-include build/depfile\n"


def is_current(root: Path) -> bool:
    """Whether make would do nothing."""
    return subprocess.run(["make", "-q"], cwd=root, check=False, capture_output=True).returncode == 0


def changes_of_a_build(command: Commands, built: Path, whole: Path, options: Sequence[str]) -> int:
    """Return how often a build that nobody disturbs changes the disk; it is one of a copy."""
    shutil.copytree(built, whole)
    settle()
    ended = command.run(whole, "build", *options)
    assert ended.status == 0, ended
    assert is_current(whole)
    return ended.changes


@pytest.mark.parametrize("kind", MARKS)
def test_make_believes_no_build_that_was_killed(project, command, tmp_path, kind):
    options = MARKS[kind]
    targets = (
        "build/stamp"
        if kind == "stamp"
        else " ".join(name for name in project.new if name.endswith(("_config.py", "_connections.py")))
    )
    recipe = "build/stamp: build/depfile ; false" if kind == "stamp" else f"{targets}: build/depfile ; false"
    built = tmp_path / "built"
    shutil.copytree(project.before, built)
    (built / "Makefile").write_text(MAKEFILE.format(targets=targets, stamp=recipe))
    text = (built / "edit.conn").read_bytes()
    (built / "edit.conn").write_text(conn("edit", 1))
    assert command.run(built, "build", *options).status == 0
    assert is_current(built)
    settle()
    # What it imports now is in no depfile yet.
    (built / "edit.conn").write_bytes(
        text.replace(b"\ntask", b"\nfrom .same import SameTask\n\ntask", 1).replace(
            b"    config {\n", b'    config {\n        same: SameTask\n            "A base."\n'
        )
    )
    (built / "later.conn").write_text(conn("later", 1))
    last = changes_of_a_build(command, built, tmp_path / "whole", options)
    for at in sorted({*range(1, last, 4), *range(last - 5, last + 1)}):
        root = tmp_path / str(at)
        shutil.copytree(built, root)
        settle()
        assert not is_current(root)
        assert command.run(root, "build", *options, fault=Fault(at, signal.SIGKILL)).status < 0
        assert not is_current(root) or at > last - 2, at
        (root / "same.conn").write_text(conn("same", 3))
        assert not is_current(root)
        settle()
        assert command.run(root, "build", *options).status == 0
        assert is_current(root)
        assert sorted(path.name for path in (root / "build").iterdir()) == sorted(
            Path(one).name for one in options[1::2]
        )
        shutil.rmtree(root)


def test_make_believes_no_new_module_of_a_build_that_was_killed(command, tmp_path):
    """No depfile says yet what it is made of: to make it is current as soon as it is newer than the depfile."""
    options = MARKS["modules"]
    targets = "later_config.py later_connections.py"
    built = tmp_path / "built"
    built.mkdir()
    (built / "pyproject.toml").write_text("[tool.conngen]\n")
    (built / "same.conn").write_text(conn("same", 1))
    (built / "Makefile").write_text(
        MAKEFILE.format(targets=targets, stamp=f"{targets}: build/depfile ; false")
    )
    assert command.run(built, "build", *options).status == 0
    settle()
    (built / "later.conn").write_text(conn("later", 1))
    last = changes_of_a_build(command, built, tmp_path / "whole", options)
    there = set()
    for at in range(1, last - 1):
        root = tmp_path / str(at)
        shutil.copytree(built, root)
        assert command.run(root, "build", *options, fault=Fault(at, signal.SIGKILL)).status < 0
        assert not is_current(root), at
        there.add(all((root / name).exists() for name in targets.split()))
        shutil.rmtree(root)
    assert there == {False, True}


# --- other commands that write ---


def litter(root: Path) -> list[Path]:
    """What commands lay beside the files they write."""
    return list(root.rglob(".conngen-*.tmp"))


def test_killed_while_it_formats(command, tmp_path):
    """Each file is as it was, or formatted; what is left goes, once it surely belongs to nobody."""
    tidy = conn("one", 1)
    untidy = tidy.replace("threshold: float", "threshold:float")
    for at in range(1, 7):
        root = tmp_path / str(at)
        root.mkdir()
        (root / "pyproject.toml").write_text("[tool.conngen]\n")
        for name in ("one.conn", "two.conn"):
            (root / name).write_text(untidy)
        assert command.run(root, "fmt", fault=Fault(at, signal.SIGKILL)).status == -signal.SIGKILL
        assert {(root / name).read_text() for name in ("one.conn", "two.conn")} <= {tidy, untidy}
        for path in litter(root):
            os.utime(path, (1, 1))
        (root / "two.conn").write_text(untidy)
        assert command.run(root, "fmt").status == 0
        assert (root / "one.conn").read_text() == (root / "two.conn").read_text() == tidy
        assert not litter(root)


def test_killed_while_it_imports(project, command, tmp_path):
    """The `.conn` file is there as a whole, or not at all."""
    module = project.new["same_connections.py"].split(b"\n", 2)[2]
    found = set()
    for at in range(1, 6):
        root = tmp_path / str(at)
        root.mkdir()
        (root / "hand.py").write_bytes(module)
        ended = command.run(root, "import", "hand.py", fault=Fault(at, signal.SIGKILL))
        there = (root / "hand.conn").read_bytes() if (root / "hand.conn").exists() else None
        assert ended.status in (0, -signal.SIGKILL)
        assert command.run(root, "import", "hand.py", "--force").status == 0
        assert there in (None, (root / "hand.conn").read_bytes())
        assert (root / "hand.py").read_bytes() == module
        found.add(there is None)
    assert found == {True, False}
