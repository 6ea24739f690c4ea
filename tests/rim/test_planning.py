import errno
import os
import re
from pathlib import Path

import pytest

from conngen.output import Owner
from conngen.ownership import MANIFEST, Action, Wanted, apply, diff, examine, plan, stamp

from .owned import Project, prepared


def test_a_module_is_created_then_left_alone_then_updated(project):
    project.write("a.conn", "1")
    assert project.actions(project.build("a.conn")) == {"a.py": "create"}
    os.utime(project.root / "a.py", (1, 1))
    again = project.build("a.conn")
    assert project.actions(again) == {"a.py": "unchanged"}
    assert again.is_current
    assert again.manifest is None
    assert (project.root / "a.py").stat().st_mtime == 1
    project.write("a.conn", "2")
    changed = project.plan("a.conn")
    assert project.actions(changed) == {"a.py": "update"}
    assert not changed.is_current
    apply([changed])
    assert "x = '2'" in (project.root / "a.py").read_text()


def test_the_same_input_gives_the_same_bytes(project, tmp_path):
    other = Project(tmp_path / "other")
    for one in (project, other):
        one.write("b/b.conn", "1")
        one.write("a.conn", "1")
    project.build("a.conn", "b/b.conn")
    other.build("b/b.conn")
    other.build("a.conn")
    assert project.files() == other.files()
    assert str(tmp_path).encode() not in b"".join(project.files().values())


def test_a_checkout_with_other_line_ends_is_current(project):
    project.write("a.conn", "1")
    project.build("a.conn")
    path = project.root / "a.py"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert project.plan("a.conn").is_current
    project.write("a.conn", "2")
    assert project.actions(project.plan("a.conn")) == {"a.py": "update"}


def test_an_edited_module_is_refused(project):
    project.write("a.conn", "1")
    project.build("a.conn")
    path = project.root / "a.py"
    path.write_text(path.read_text() + "# mine\n")
    project.write("a.conn", "2")
    made = project.plan("a.conn")
    (change,) = made.refused
    assert change.why == "was edited since conngen made it"
    assert "delete this one" in change.help
    with pytest.raises(ValueError, match="must not be applied"):
        apply([made])


@pytest.mark.parametrize("content", [b"x = 1\n", b"", b"\xff\xfe"])
def test_a_file_that_was_never_ours_is_refused(project, content):
    project.write("a.conn", "1")
    (project.root / "a.py").write_bytes(content)
    (change,) = project.plan("a.conn").refused
    assert change.why == "is there, but was not made by conngen"


def test_a_folder_in_the_place_of_a_module_is_refused(project):
    project.write("a.conn", "1")
    (project.root / "a.py").mkdir()
    assert [change.why for change in project.plan("a.conn").refused] == ["is there, but is no file"]


def test_an_unreadable_module_is_refused(project, monkeypatch):
    project.write("a.conn", "1")
    project.build("a.conn")
    real = Path.read_bytes

    def read_bytes(self):
        if self.suffix == ".py":
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self)

    wanted = project.wanted("a.conn")
    monkeypatch.setattr(Path, "read_bytes", read_bytes)
    made = plan(project.root, wanted, ())
    assert [change.why for change in made.refused] == ["cannot be read: permission denied"]


def test_a_task_module_belongs_to_its_author(project):
    project.write("a.conn", "1")
    assert project.actions(project.build("a.conn", task=True)) == {"a.py": "create", "a_task.py": "create"}
    assert "a_task.py" not in (project.root / MANIFEST).read_text()
    task = project.root / "a_task.py"
    task.write_text("mine\n")
    project.write("a.conn", "2")
    assert project.actions(project.build("a.conn", task=True)) == {"a.py": "update"}
    assert task.read_text() == "mine\n"
    (project.root / "a.conn").unlink()
    assert project.actions(project.build()) == {"a.py": "remove"}
    assert task.read_text() == "mine\n"


def test_a_task_module_is_not_written_over_a_link_that_leads_nowhere(project):
    project.write("a.conn", "1")
    (project.root / "a_task.py").symlink_to("elsewhere.py")
    assert project.actions(project.build("a.conn", task=True)) == {"a.py": "create"}
    assert not (project.root / "elsewhere.py").exists()


def test_what_lost_its_source_is_removed(project):
    project.write("a.conn", "1")
    project.write("sub/b.conn", "1")
    project.build("a.conn", "sub/b.conn")
    (project.root / "sub" / "b.conn").unlink()
    made = project.build("a.conn")
    assert project.actions(made) == {"a.py": "unchanged", "sub/b.py": "remove"}
    assert sorted(project.files()) == [MANIFEST, "a.conn", "a.py"]
    assert (project.root / "sub").is_dir()
    (project.root / "a.conn").unlink()
    project.build()
    assert project.files() == {}


def test_what_is_not_built_this_time_stays(project):
    project.write("a.conn", "1")
    project.write("b.conn", "1")
    project.build("a.conn", "b.conn")
    before = project.files()
    assert project.actions(project.build("a.conn")) == {"a.py": "unchanged"}
    assert project.files() == before


def test_what_a_file_no_longer_yields_is_removed(project):
    source = project.write("a.conn", "1")
    project.build("a.conn")
    made = plan(project.root, [], [source])
    assert project.actions(made) == {"a.py": "remove"}


def test_a_renamed_file_takes_its_module_along(project):
    project.write("a.conn", "1")
    project.build("a.conn")
    (project.root / "a.conn").rename(project.root / "b.conn")
    assert project.actions(project.build("b.conn")) == {"a.py": "remove", "b.py": "create"}


def test_an_edited_module_without_a_source_is_kept_with_a_warning(project):
    project.write("a.conn", "1")
    project.build("a.conn")
    (project.root / "a.conn").unlink()
    path = project.root / "a.py"
    mine = path.read_text() + "# mine\n"
    path.write_text(mine)
    for _ in range(2):
        made = project.build()
        (change,) = made.of(Action.KEEP)
        assert change.why == "lost its source a.conn, but was edited since conngen made it"
        assert made.is_current
        assert path.read_text() == mine
    path.write_text("mine alone\n")
    assert project.build().changes == ()
    assert sorted(project.files()) == ["a.py"]


def test_another_version_of_a_module_without_a_source_is_kept(project):
    project.write("a.conn", "1")
    project.build("a.conn")
    (project.root / "a.py").write_text(stamp("x = 'other'\n", "a.conn", "other"))
    (project.root / "a.conn").unlink()
    (change,) = project.plan().of(Action.KEEP)
    assert "is not what conngen made of it last" in change.why


def test_a_module_that_was_removed_already_is_forgotten(project):
    project.write("a.conn", "1")
    project.build("a.conn")
    (project.root / "a.conn").unlink()
    (project.root / "a.py").unlink()
    assert project.build().changes == ()
    assert project.files() == {}


def test_a_source_that_cannot_be_looked_at_is_not_gone(project, monkeypatch):
    project.write("a.conn", "1")
    project.build("a.conn")
    real = Path.lstat

    def lstat(self):
        if self.suffix == ".conn":
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(self)

    monkeypatch.setattr(Path, "lstat", lstat)
    assert project.plan().changes == ()


def test_two_files_cannot_become_one_module(project):
    project.write("a.conn", "1")
    project.write("sub/a.conn", "2")
    one, two = project.wanted("a.conn") + project.wanted("sub/a.conn")
    made = plan(project.root, [one, Wanted(one.path, two.text, two.owner, two.source)], ())
    (change,) = made.refused
    assert change.why.startswith("would be made from both ")


def test_a_file_does_not_take_the_module_of_another_away(project):
    first, second = project.write("a.conn", "1"), project.write("sub/a.conn", "2")
    project.build("a.conn")
    wanted = project.wanted("sub/a.conn")[0]
    moved = Wanted(project.root / "a.py", wanted.text, wanted.owner, second)
    (change,) = plan(project.root, [moved], [second]).refused
    assert change.why == "was made from a.conn"
    first.unlink()
    assert project.actions(plan(project.root, [moved], [second])) == {"a.py": "update"}


def test_a_text_without_a_file_is_not_in_the_manifest(project):
    wanted = Wanted(project.root / "a.py", stamp("x = 1\n", "stdin.conn", ""), Owner.COMPILER)
    made = plan(project.root, [wanted], ())
    assert project.actions(made) == {"a.py": "create"}
    assert made.manifest is None


# --- links ---


def test_nothing_is_written_through_a_link_that_leads_out(project, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    project.write("a.conn", "1")
    (project.root / "a.py").symlink_to(outside / "a.py")
    project.write("real/b.conn", "1")
    (project.root / "sub").symlink_to(outside, target_is_directory=True)
    wanted = project.wanted("real/b.conn")[0]
    behind = Wanted(project.root / "sub" / "b.py", wanted.text, wanted.owner, wanted.source)
    made = plan(project.root, [*project.wanted("a.conn"), behind], ())
    assert len(made.refused) == 2
    assert all("leads out of" in change.why for change in made.refused)


def test_a_link_inside_the_project_is_written_through(project):
    project.write("a.conn", "1")
    (project.root / "real").mkdir()
    (project.root / "a.py").symlink_to("real/a.py")
    project.build("a.conn")
    assert (project.root / "a.py").is_symlink()
    assert not examine((project.root / "real" / "a.py").read_text()).edited
    assert project.plan("a.conn").is_current


def test_a_link_to_itself_is_refused(project):
    project.write("a.conn", "1")
    (project.root / "a.py").symlink_to("a.py")
    assert [change.why for change in project.plan("a.conn").refused] == ["is there, but is no file"]


def test_a_stale_link_is_not_followed(project, tmp_path):
    project.write("a.conn", "1")
    project.build("a.conn")
    outside = tmp_path / "a.py"
    (project.root / "a.py").rename(outside)
    (project.root / "a.py").symlink_to(outside)
    (project.root / "a.conn").unlink()
    project.build()
    assert outside.exists()


# --- showing ---


def test_the_diff_shows_what_would_happen(project):
    made = prepared(project)
    text = diff(made, lambda path: os.path.relpath(path, project.root))
    assert "--- a.py\n+++ a.py\n" in text
    assert "-x = '1'\n" in text
    assert "+x = '2'\n" in text
    assert "--- /dev/null\n+++ new/deep/c.py\n" in text
    assert "--- gone.py\n+++ /dev/null\n" in text
    assert "b.py" not in text
    coloured = diff(made, lambda path: os.path.relpath(path, project.root), colour=True)
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text != coloured


def test_the_diff_of_a_text_without_an_end_says_so(project):
    made = plan(project.root, [Wanted(project.root / "t.py", "x\x0c\u2028y", Owner.AUTHOR)], ())
    assert diff(made, str).endswith("+x\x0c\u2028y\n\\ No newline at end of file\n")
