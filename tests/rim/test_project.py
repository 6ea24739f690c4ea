import os
import socket
from pathlib import Path

import pytest

from conngen.errors import ConngenError
from conngen.finder import ReadError
from conngen.limits import FILE_SIZE
from conngen.project import DiskFinder, check_folder, decode, find, key_of, readable
from conngen.settings import SettingsError, load


def tree(root: Path, *names: str) -> None:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")


def names(root: Path, *paths: Path, **options) -> list[str]:
    projects, unread = find(paths, **options)
    assert not unread
    return [os.path.relpath(conn.key, root) for project in projects for conn in project.files]


@pytest.fixture
def root(tmp_path, monkeypatch):
    (tmp_path / "pyproject.toml").write_text("[tool.conngen]\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_folder_is_searched_in_sorted_order(root):
    tree(root, "b.conn", "a/z.conn", "a/b/c.conn", "a.conn", "x.py", "conn")
    assert names(root, root) == ["a.conn", "a/b/c.conn", "a/z.conn", "b.conn"]


def test_without_a_path_the_whole_project_is_searched(root, monkeypatch):
    tree(root, "a.conn", "b/c.conn")
    monkeypatch.chdir(root / "b")
    assert names(root) == ["a.conn", "b/c.conn"]


def test_what_nobody_wrote_is_not_searched(root):
    tree(
        root,
        *("build/a.conn", "__pycache__/a.conn", ".hidden/a.conn", "x/site-packages/a.conn", "y/.a.conn"),
        *("env/pyvenv.cfg", "env/a.conn", "p.egg-info/a.conn", "ok/a.conn"),
    )
    assert names(root, root) == ["ok/a.conn"]
    assert names(root, root / "build") == ["build/a.conn"]


def test_excluded_files_are_left_out_unless_named(root):
    (root / "pyproject.toml").write_text('[tool.conngen]\nexclude = ["old", "b.conn"]\n', encoding="utf-8")
    tree(root, "a.conn", "b.conn", "old/c.conn")
    assert names(root, root) == ["a.conn"]
    assert names(root, root / "b.conn", root / "old" / "c.conn") == ["b.conn", "old/c.conn"]


def test_a_file_is_found_once(root):
    tree(root, "a/x.conn")
    assert names(root, root / "a", root / "a" / "x.conn", root, root / "a" / ".." / "a") == ["a/x.conn"]


def test_links_do_not_lead_around_in_circles(root):
    tree(root, "a/x.conn")
    (root / "a" / "loop").symlink_to(root, target_is_directory=True)
    (root / "a" / "self.conn").symlink_to("self.conn")
    projects, _ = find([root])
    keys = [conn.key for conn in projects[0].files]
    assert keys == [str(root / "a/self.conn"), str(root / "a/x.conn")]
    good, bad = readable(DiskFinder(projects[0].settings), projects[0].files)
    assert good == (str(root / "a/x.conn"),)
    assert bad[0].message.startswith("this file cannot be read: ")


def test_a_project_inside_another_keeps_its_own_settings(root):
    tree(root, "a.conn", "inner/b.conn", "inner/deep/c.conn", "plain/d.conn")
    (root / "inner" / "pyproject.toml").write_text("[tool.conngen]\nline-length = 60", encoding="utf-8")
    (root / "plain" / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    projects, _ = find([root])
    assert [(one.settings.root, len(one.files)) for one in projects] == [(root, 2), (root / "inner", 2)]
    assert projects[1].settings.line_length == 60
    assert projects[1].files[1].out_root == root / "inner"


def test_modules_go_beside_their_file_or_below_a_folder(root):
    tree(root, "a/x.conn", "a/b/y.conn")
    out = root / "out"

    def folders(*paths, out_dir=None):
        (project,) = find(paths, out_dir)[0]
        return [(conn.out_root, conn.folder) for conn in project.files]

    assert folders(root) == [(root, root / "a" / "b"), (root, root / "a")]
    assert folders(root / "a", out_dir=out) == [(out, out / "b"), (out, out)]
    assert folders(root, out_dir=out) == [(out, out / "a" / "b"), (out, out / "a")]
    assert folders(root / "a" / "b" / "y.conn", out_dir=out) == [(out, out)]
    (root / "pyproject.toml").write_text('[tool.conngen]\nout-dir = "made"\n', encoding="utf-8")
    assert folders(root / "a" / "x.conn") == [(root / "made", root / "made" / "a")]


def test_a_project_without_files_is_still_one(root):
    projects, _ = find([root])
    assert [project.files for project in projects] == [()]


@pytest.mark.parametrize(
    ("name", "message"),
    [("missing", "missing: no such file or directory"), ("x.py", "x.py: is no `.conn` file")],
)
def test_a_wrong_path_is_wrong_usage(root, name, message):
    tree(root, "x.py")
    with pytest.raises(ReadError, match=message) as caught:
        find([Path(name)])
    assert caught.value.status == 2


def test_an_impossible_path_is_wrong_usage(root):
    with pytest.raises(ReadError):
        find([Path("a\0b")])


def test_settings_of_an_inner_folder_that_are_wrong_are_told(root):
    tree(root, "inner/a.conn")
    (root / "inner" / "pyproject.toml").write_text("[tool.conngen]\nx = 1", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"inner/pyproject\.toml"):
        find([root])


def test_a_folder_that_may_not_be_searched_is_told_and_the_others_are_searched(root, monkeypatch):
    tree(root, "a/x.conn", "b/y.conn")
    real = os.scandir

    def scandir(path):
        if Path(path).name == "a":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    projects, unread = find([root])
    assert [Path(conn.key).name for conn in projects[0].files] == ["y.conn"]
    assert [(one.place.source.name, one.message) for one in unread] == [
        ("a", "this file cannot be searched: permission denied")
    ]


def reading(root: Path, name: str):
    finder = DiskFinder(load(root))
    with pytest.raises(ReadError) as caught:
        finder.source(key_of(root / name))
    return caught.value


def test_text_that_is_not_utf8_is_shown_at_its_place(root):
    (root / "x.conn").write_bytes(b'task\n"\xc3\xa9 \xe9"')
    err = reading(root, "x.conn")
    assert err.message == "is not encoded in UTF-8: byte 0xe9 cannot be read"
    assert err.help == "save it as UTF-8"
    assert err.place.source.name == "x.conn"
    assert err.place.start == (2, 4)


def test_what_is_no_file_is_not_read(root):
    (root / "folder.conn").mkdir()
    os.mkfifo(root / "fifo.conn")
    assert reading(root, "folder.conn").message == "is a folder"
    assert reading(root, "fifo.conn").message == "is no ordinary file"
    assert reading(root, "missing.conn").message == "cannot be read: no such file or directory"
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("s.conn")
        assert reading(root, "s.conn").message == "is no ordinary file"


def test_a_file_that_may_not_be_read_is_told(root, monkeypatch):
    tree(root, "x.conn")
    finder = DiskFinder(load(root))

    def refuse(self, *args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(ReadError, match="cannot be read: permission denied"):
        finder.source(key_of(root / "x.conn"))


def test_a_huge_file_is_not_read_to_its_end(root):
    with (root / "x.conn").open("wb") as stream:
        stream.truncate(4 * FILE_SIZE.value + 100)
    assert reading(root, "x.conn").message == "has more than 2,000,000 characters in a file"


def test_decode_takes_a_mark_of_byte_order_as_it_is():
    assert decode(b"\xef\xbb\xbftask", "x.conn") == "\ufefftask"


def test_names_are_relative_to_where_the_user_stands(root, monkeypatch, tmp_path_factory):
    tree(root, "a/x.conn")
    key = key_of(root / "a" / "x.conn")
    assert DiskFinder(load(root)).source(key).name == "a/x.conn"
    monkeypatch.chdir(root / "a")
    assert DiskFinder(load(root)).source(key).name == "x.conn"
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.chdir(elsewhere)
    assert DiskFinder(load(root)).source(key).name == (root / "a" / "x.conn").as_posix()


def test_the_task_module_is_found_where_it_would_be_written(root):
    tree(root, "a/x.conn", "a/y.conn", "a/x_task.py")
    projects, _ = find([root])
    finder = DiskFinder(projects[0].settings)
    x, y = projects[0].files
    assert finder.task_module(x) == str(root / "a" / "x_task.py")
    assert finder.task_module(y) is None


def test_a_working_folder_that_is_gone_is_told(root, monkeypatch):
    check_folder()
    gone = root / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    with pytest.raises(ConngenError, match="is not there any more"):
        check_folder()
    monkeypatch.chdir(root)
