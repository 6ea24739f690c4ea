import errno
import os
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest

from conngen.output import Owner
from conngen.ownership import MANIFEST, Wanted, WriteError, apply, create, plan
from conngen.ownership.manifest import parse

from .owned import prepared


def snapshot(root: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(root)): (path.read_bytes(), path.stat().st_mode) if path.is_file() else (b"", 0)
        for path in sorted(root.rglob("*"))
    }


class Failing:
    """Lets a function work a number of times, then fail."""

    def __init__(self, real, times: int, error: BaseException) -> None:
        self.real, self.left, self.error = real, times, error

    def __call__(self, *args, **kwargs):
        if self.left == 0:
            # Putting things back must work.
            self.left = -1
            raise self.error
        self.left -= 1
        return self.real(*args, **kwargs)


@pytest.mark.parametrize("function", ["replace", "open", "fsync"])
@pytest.mark.parametrize("times", range(5))
@pytest.mark.parametrize(
    ("number", "help"),
    [
        (errno.ENOSPC, "make room on the disk"),
        (errno.EACCES, "make the folder writable"),
        (errno.EIO, "nothing was written"),
    ],
)
def test_whatever_fails_everything_is_as_before(project, monkeypatch, function, times, number, help):
    made = prepared(project)
    before = snapshot(project.root)
    failing = Failing(getattr(os, function), times, OSError(number, os.strerror(number)))
    monkeypatch.setattr(os, function, failing)
    if function == "fsync" and times == 4:
        # There are four files to write.
        apply([made])
        return
    with pytest.raises(WriteError) as caught:
        apply([made])
    assert os.strerror(number).lower() in caught.value.message
    assert help in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.status == 1
    assert snapshot(project.root) == before


@pytest.mark.parametrize("times", range(5))
@pytest.mark.parametrize("error", [KeyboardInterrupt(), RuntimeError("ours")])
def test_an_interruption_leaves_everything_as_before(project, monkeypatch, times, error):
    made = prepared(project)
    before = snapshot(project.root)
    monkeypatch.setattr(os, "replace", Failing(os.replace, times, error))
    with pytest.raises(type(error)):
        apply([made])
    assert snapshot(project.root) == before


def test_without_hard_links_it_works_all_the_same(project, monkeypatch):
    made = prepared(project)
    before = snapshot(project.root)

    def link(*args, **kwargs):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", link)
    real = os.replace
    monkeypatch.setattr(os, "replace", Failing(real, 3, OSError(errno.EIO, "I/O error")))
    with pytest.raises(WriteError):
        apply([made])
    assert snapshot(project.root) == before
    monkeypatch.setattr(os, "replace", real)
    apply([made])
    assert sorted(project.files()) == sorted(
        [MANIFEST, "a.conn", "a.py", "b.conn", "b.py", "d.conn", "d.py", "new/deep/c.conn", "new/deep/c.py"]
    )


def test_a_build_leaves_nothing_but_its_files(project):
    apply([prepared(project)])
    assert not [name for name in project.files() if name.endswith(".tmp")]


def test_a_new_folder_is_made_and_taken_back(project, tmp_path, monkeypatch):
    project.write("a.conn", "1")
    out = tmp_path / "out" / "deep"
    wanted = project.wanted("a.conn")[0]
    made = plan(out, [Wanted(out / "sub" / "a.py", wanted.text, wanted.owner, wanted.source)], ())
    real = os.replace
    monkeypatch.setattr(os, "replace", Failing(real, 1, OSError(errno.ENOSPC, "No space left on device")))
    with pytest.raises(WriteError):
        apply([made])
    assert not (tmp_path / "out").exists()
    monkeypatch.setattr(os, "replace", real)
    apply([made])
    assert parse((out / MANIFEST).read_text()).entries["sub/a.py"].source == "../../project/a.conn"


def test_a_file_in_the_place_of_a_folder_is_told(project, tmp_path):
    (tmp_path / "out").write_text("")
    wanted = Wanted(tmp_path / "out" / "a.py", "x", Owner.AUTHOR)
    with pytest.raises(WriteError, match=r"out/a\.py: cannot be written: "):
        apply([plan(tmp_path / "out", [wanted], ())])


def test_the_permissions_of_a_file_stay(project):
    project.write("a.conn", "1")
    project.build("a.conn")
    path = project.root / "a.py"
    path.chmod(0o640)
    project.write("a.conn", "2")
    project.build("a.conn")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_new_file_has_the_usual_permissions(project):
    usual = project.write("a.conn", "1")
    project.build("a.conn")
    assert (project.root / "a.py").stat().st_mode == usual.stat().st_mode


@pytest.mark.parametrize("name", ["a.py", "gone.py"])
def test_a_file_that_was_changed_during_the_build_is_not_lost(project, name):
    made = prepared(project)
    (project.root / name).write_text("mine")
    before = snapshot(project.root)
    with pytest.raises(WriteError, match="was changed in the meantime"):
        apply([made])
    assert snapshot(project.root) == before


def test_a_file_that_appeared_during_the_build_is_not_lost(project):
    made = prepared(project)
    (project.root / "d.py").write_text("mine")
    with pytest.raises(WriteError, match="is there already"):
        apply([made])
    assert (project.root / "d.py").read_text() == "mine"


def test_a_file_that_vanished_during_the_build_need_not_be_removed(project):
    made = prepared(project)
    (project.root / "gone.py").unlink()
    apply([made])


def test_no_two_texts_of_a_file_that_is_not_current_yet_look_the_same(project):
    """They may have one size; who keeps what was compiled of them goes by that and by whole seconds."""
    times = set()
    for text in "123":
        project.write("a.conn", text)
        apply([project.plan("a.conn")], aged={project.root / "a.py"})
        times.add(int((project.root / "a.py").stat().st_mtime))
    assert len(times) == 3
    assert all(1980 <= datetime.fromtimestamp(time, UTC).year < 2000 for time in times)


def test_create_writes_a_file_once(tmp_path):
    path = tmp_path / "a" / "b.conn"
    create(path, "é")
    assert path.read_bytes() == "é".encode()
    with pytest.raises(WriteError, match="is there already"):
        create(path, "other")
    assert path.read_bytes() == "é".encode()
