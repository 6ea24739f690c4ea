"""Places that can't be read or written, and damaged files of conngen's own: one message, and nothing gets lost."""

from __future__ import annotations

import json
import os
import shutil
import stat
from pathlib import Path

import pytest

from conngen.ownership import JOURNAL, MANIFEST

from .disturbed import OWN, conn, files, is_told, modules
from .forking import Fault

POWERLESS = Fault(powerless=True)


@pytest.fixture
def root(project, tmp_path):
    yield project.copy(tmp_path / "root")
    for path in [tmp_path, *tmp_path.rglob("*")]:
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() else 0o644)


def protect(path: Path) -> None:
    """Give a path fewer permissions, and let the superuser feel it."""
    path.chmod(stat.S_IMODE(path.stat().st_mode) & ~0o222)


def assert_mended(project, command, root: Path) -> None:
    ended = command.run(root, "build")
    assert (ended.status, ended.errors) == (0, "")
    assert project.made(root) == project.new


@pytest.mark.parametrize("place", [".", "new/deep"])
def test_a_folder_that_can_not_be_written(project, command, root, place):
    protect(root / place)
    ended = command.run(root, "build", fault=POWERLESS)
    assert is_told(ended), ended
    assert "cannot be written: permission denied" in ended.errors
    assert "make the folder writable, or choose another with --out-dir" in ended.errors
    assert project.is_old(root)
    (root / place).chmod(0o755)
    assert_mended(project, command, root)


def test_a_whole_project_that_can_not_be_written(project, command, root):
    """What is to be seen of it without writing can be seen; what is current is current."""
    assert command.run(root, "build").status == 0
    before = files(root)
    for path in [root, *root.rglob("*")]:
        protect(path)
    for arguments in (["build"], ["build", "--check"], ["check"], ["build", "--no-cache"]):
        ended = command.run(root, *arguments, fault=POWERLESS)
        assert (ended.status, ended.errors) == (0, ""), arguments
    assert files(root) == before
    (root / "edit.conn").chmod(0o644)
    (root / "edit.conn").write_text(conn("edit", 3))
    assert command.run(root, "build", "--check", fault=POWERLESS).status == 1
    assert is_told(command.run(root, "build", fault=POWERLESS))
    ended = command.run(root, "build", "--out-dir", "../elsewhere", fault=POWERLESS)
    assert ended.status == 1 or (root.parent / "elsewhere/edit_config.py").exists()


def test_modules_that_can_not_be_written_are_replaced_and_stay_so(project, command, root):
    protect(root / "edit_config.py")
    protect(root / "gone_config.py")
    assert command.run(root, "build", fault=POWERLESS).status == 0
    assert project.made(root) == project.new
    assert stat.S_IMODE((root / "edit_config.py").stat().st_mode) == 0o444


@pytest.mark.parametrize("name", ["edit.conn", "edit_config.py", "same_config.py", "new"])
def test_what_can_not_be_read(project, command, root, name):
    (root / name).chmod(0)
    ended = command.run(root, "build", fault=POWERLESS)
    assert ended.status == 1
    assert name in ended.output + ended.errors
    assert "permission denied" in ended.output + ended.errors
    assert ended.output.endswith("nothing was written\n")
    (root / name).chmod(0o755)
    assert project.is_old(root)
    (root / name).chmod(0o755 if name == "new" else 0o644)
    assert_mended(project, command, root)


def test_a_manifest_that_can_not_be_read(project, command, root):
    (root / MANIFEST).chmod(0)
    ended = command.run(root, "build", fault=POWERLESS)
    assert ended.status == 0
    assert "cannot be believed: permission denied" in ended.errors
    assert (root / "gone_config.py").exists()
    assert project.made(root).keys() >= project.new.keys()


@pytest.mark.parametrize("kind", ["folder", "dangling link", "link to nowhere outside", "pipe"])
@pytest.mark.parametrize(
    "name", ["edit_config.py", "new/deep/added_config.py", MANIFEST, ".conngen-unfinished.json"]
)
def test_something_else_in_the_place_of_a_file(project, command, root, name, kind):
    path = root / name
    path.unlink(missing_ok=True)
    match kind:
        case "folder":
            path.mkdir()
            (path / "mine.txt").write_text("mine")
        case "dangling link":
            path.symlink_to("nothing.py")
        case "link to nowhere outside":
            path.symlink_to(root.parent / "nothing.py")
        case _:
            os.mkfifo(path)
    ended = command.run(root, "build")
    assert ended.status in (0, 1)
    assert "Traceback" not in ended.errors
    assert ended.status == 0 or "error: " in ended.errors
    assert not (root.parent / "nothing.py").exists()
    if kind == "folder":
        assert (path / "mine.txt").read_text() == "mine"
        shutil.rmtree(path)
    elif path.is_symlink() or path.is_fifo():
        path.unlink()
    (root / "nothing.py").unlink(missing_ok=True)
    for stale in root.glob("gone_con*.py"):
        stale.unlink()  # without a manifest nothing was known of it
    assert_mended(project, command, root)


@pytest.mark.parametrize(
    "arguments",
    [("--out-dir", "mine.py"), ("--out-dir", "mine.py/deep"), ("--depfile", "mine.py/d", "--stamp", "s")],
)
def test_a_file_in_the_place_of_a_folder(project, command, root, arguments):
    ended = command.run(root, "build", *arguments)
    assert ended.status in (1, 2)
    assert "mine.py" in ended.errors
    assert "Traceback" not in ended.errors
    assert project.is_old(root)


def test_an_out_dir_of_the_settings_that_is_a_file(project, command, root):
    (root / "pyproject.toml").write_text('[tool.conngen]\nout-dir = "mine.py"\n')
    ended = command.run(root, "build")
    assert ended.status in (1, 2)
    assert "mine.py" in ended.errors
    assert "Traceback" not in ended.errors
    assert (root / "mine.py").read_text() == "# mine\n"


@pytest.mark.parametrize("at", [1, 5, 10, 20])
@pytest.mark.parametrize("place", ["", "new"])
def test_a_folder_that_vanishes(project, command, root, place, at):
    ended = command.run(root, "build", fault=Fault(at, remove=str(root / place)))
    assert ended.status in (0, 1)
    assert "Traceback" not in ended.errors
    assert ended.status == 0 or is_told(ended), ended
    if place:
        (root / "new/deep").mkdir(parents=True, exist_ok=True)
        (root / "new/deep/added.conn").write_bytes(project.old["new/deep/added.conn"])
        assert_mended(project, command, root)


# --- what conngen keeps for itself ---

DAMAGES = {
    "empty": lambda data: b"",
    "half": lambda data: data[: len(data) // 2],
    "no text": lambda data: b"\0\xff" * 50,
    "another byte": lambda data: data[:-40] + bytes([data[-40] ^ 1]) + data[-39:] if len(data) > 40 else data,
    "more": lambda data: data + b"\n{}",
}


def own(root: Path) -> list[Path]:
    """The files that builds keep for themselves."""
    return [
        path
        for path in root.rglob("*")
        if path.is_file() and path.relative_to(root).parts[0].startswith(OWN) and path.name != MANIFEST
    ]


@pytest.mark.parametrize("damage", [*DAMAGES, "gone", "folder", "unreadable", "another project's"])
def test_a_damaged_file_of_its_own(project, command, tmp_path, damage):
    """It is as good as none."""
    root = tmp_path / "root"
    shutil.copytree(project.before, root)
    shutil.rmtree(root / "new")
    (root / "gone.conn").write_text(conn("gone", 1))
    (root / "edit.conn").write_text(conn("edit", 1))
    assert command.run(root, "build").status == 0
    (root / ".conngen-unfinished.json").write_text(
        '{"version": 1, "outputs": {}, "token": "../", "folders": [".."]}'
    )
    for path in own(root):
        data = path.read_bytes()
        match damage:
            case "gone":
                path.unlink()
            case "folder":
                path.unlink()
                path.mkdir()
            case "unreadable":
                path.chmod(0)
            case "another project's":
                for other in own(project.before):
                    if other.name == path.name:
                        shutil.copy(other, path)
            case _:
                path.write_bytes(DAMAGES[damage](data))
    ended = command.run(root, "build", fault=POWERLESS)
    assert (ended.status, ended.errors) == (0, "")
    assert modules(files(root)) == modules(project.old)
    (root / "new/deep").mkdir(parents=True)
    (root / "gone.conn").rename(root / "new/deep/added.conn")
    (root / "edit.conn").write_text(conn("edit", 2))
    ended = command.run(root, "build", fault=POWERLESS)
    assert (ended.status, ended.errors) == (0, "")
    found = {name: text for name, text in project.made(root).items() if name != ".conngen-unfinished.json"}
    assert found == project.new


@pytest.mark.parametrize("name", ["\ud800", "\0", "x" * 300, "x/" * 3000, "\n"])
@pytest.mark.parametrize("file", [MANIFEST, JOURNAL])
@pytest.mark.parametrize("part", ["output", "source", "folders", "new"])
def test_names_that_no_file_has(project, command, root, file, part, name):
    """Whether no file can have them or none has, builds go on, and the next one finds nothing to say."""
    output, source = f"{name if part == 'output' else 'x'}_config.py", name if part == "source" else "x.conn"
    record = {
        "version": 1,
        "outputs": {output: {"source": source, "content": "0" * 20}},
        "token": "0" * 16,
        "folders": [name] if part == "folders" else [],
        "new": [name] if part == "new" else [],
    }
    (root / "gone_config.py").unlink()  # it is no longer in a manifest
    (root / "gone_connections.py").unlink()
    (root / file).write_text(json.dumps(record))
    ended = command.run(root, "build")
    assert ended.status == 0, ended
    assert "cannot be believed" in ended.errors or not ended.errors
    ended = command.run(root, "build")
    assert (ended.status, ended.errors) == (0, "")
    assert ended.output.endswith(" up to date\n")
    assert project.is_new(root)


def test_a_journal_that_somebody_else_has_written(project, command, root, tmp_path):
    """Whatever came with a project that was copied, nothing outside of it is written or removed."""
    outside = tmp_path / "outside"
    (outside / "empty").mkdir(parents=True)
    names = {".conngen-0123456789abcdef.0.tmp": "theirs", "mine.txt": "mine"}
    for name, text in names.items():
        (outside / name).write_text(text)
    (root / "link").symlink_to(outside)
    (root / ".conngen-unfinished.new").symlink_to(outside / "mine.txt")
    (root / ".conngen-unfinished.json").write_text(
        '{"version": 1, "outputs": {}, "token": "0123456789abcdef", "folders": ["link"], "new": ["link/empty"]}'
    )
    assert command.run(root, "build").status == 0
    assert project.made(root).keys() >= project.new.keys()
    assert (outside / "empty").is_dir()
    assert {path.name: path.read_text() for path in outside.iterdir() if path.is_file()} == names
