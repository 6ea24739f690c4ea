"""A build that knows of earlier ones does, says and exits with what one does that knows nothing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rim.commands import BAD, GOOD, write
from rim.commands import run as conngen
from support import CASES

from conngen import batches, building, cli, recalling
from conngen.caching import identity, memory
from conngen.caching.memory import FOLDER

from . import edits
from .edits import EDITS, begin, mend
from .tools import tree

COMMANDS = (
    ("build",),
    ("build",),
    ("build",),
    ("build",),
    ("check",),
    ("build", "pkg"),
    ("build", "--check"),
    ("build", "--diff"),
    ("build", "--out-dir", "made"),
    ("build", "--output-format", "json"),
    ("build", "--color", "always"),
    ("build", "--depfile", "build/all.d"),
)


def _found(root: Path, *arguments: str) -> tuple[object, ...]:
    """Run a command in a folder; return what it says, its status and all files afterwards."""
    before = Path.cwd()
    os.chdir(root)
    try:
        said = memory.quick(arguments[0], list(arguments[1:])) if len(arguments) == 1 else None
        if said is not None:
            result = (0, f"{said}\n", "")
        else:
            done = CliRunner().invoke(cli.cli, arguments)
            result = (done.exit_code, done.stdout, done.stderr)
    finally:
        os.chdir(before)
    files = {name: content for name, content in tree(root).items() if not name.startswith(FOLDER)}
    depfile = root / "build/all.d"
    if "--depfile" in arguments and depfile.exists():
        files["build/all.d"] = depfile.read_bytes()
        depfile.unlink()
    return (
        *(str(one).replace(str(root), "") for one in result),
        {name: content.replace(str(root).encode(), b"") for name, content in files.items()},
    )


def _both(root: Path, *arguments: str) -> str:
    """Run a command, and compare it with the same one in a copy where there is no cache."""
    copy = Path(tempfile.mkdtemp(dir=root.parent)) / "project"
    shutil.copytree(root, copy, symlinks=True, ignore=shutil.ignore_patterns(FOLDER))
    expected = _found(copy, *arguments, "--no-cache")
    assert not (copy / FOLDER).exists()
    shutil.rmtree(copy)
    found = _found(root, *arguments)
    assert found == expected, arguments
    return str(found[1])


@settings(
    max_examples=int(os.environ.get("CONNGEN_EXAMPLES", "12")),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(changes=EDITS, commands=st.lists(st.sampled_from(COMMANDS), min_size=6, max_size=6))
def test_edits_between_builds(changes, commands) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        root = folder / "project"
        begin(root)
        _both(root, "build")
        for several, command in zip(changes, commands, strict=False):
            for edit, *numbers in several:
                edit(root, *numbers)
            _both(root, *command)
            if _both(root, "build").endswith("nothing was written\n"):
                mend(root)
                _both(root, "build")
            _both(root, "build")
            _both(root, *command)
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write("pyproject.toml", "[tool.conngen]\n")
    write("pkg/__init__.py", "")
    write("pkg/stars.conn", GOOD)
    write("pkg/base.conn", GOOD.replace("Stars", "Base"))
    return tmp_path


def _memories(root: Path) -> list[Path]:
    return sorted(path for path in (root / FOLDER).glob("*") if len(path.name) == 32)


def test_the_folder_keeps_itself_out_of_repositories(root):
    conngen("build")
    assert (root / FOLDER / ".gitignore").read_text().endswith("\n*\n")
    assert (
        (root / FOLDER / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")
    )


def test_what_is_as_it_was_is_not_compiled(root, monkeypatch):
    conngen("build")
    compiled = []
    real = batches.Compiler.compile
    monkeypatch.setattr(
        batches.Compiler, "compile", lambda self, key: compiled.append(Path(key).name) or real(self, key)
    )
    assert memory.quick("build", []) == "4 files up to date"
    assert memory.quick("check", []) == "2 files checked, nothing found"
    assert conngen("build").output == "4 files up to date\n"
    assert not compiled
    write("pkg/stars.conn", GOOD.replace("5.0", "6.0"))
    assert memory.quick("build", []) is None
    assert "2 updated, 2 unchanged" in conngen("build").output
    assert compiled == ["stars.conn"]
    assert "2 files up to date" in conngen("build", "pkg/base.conn").output
    assert compiled == ["stars.conn"]
    assert memory.quick("build", []) == "4 files up to date"
    assert conngen("build", "--check").output == "4 files up to date\n"


@pytest.mark.parametrize("edit", ["cut", "flip", "empty", "other version", "a folder", "none"])
def test_a_damaged_memory_is_as_good_as_none(root, edit):
    conngen("build")
    (path,) = _memories(root)
    data = path.read_bytes()
    match edit:
        case "cut":
            path.write_bytes(data[: len(data) // 2])
        case "flip":
            path.write_bytes(data.replace(b"base", b"bare"))
        case "empty":
            path.write_bytes(b"")
        case "other version":
            path.write_bytes(data.replace(b"cache 1", b"cache 0"))
        case "a folder":
            path.unlink()
            path.mkdir()
        case "none":
            shutil.rmtree(root / FOLDER)
    assert memory.quick("build", []) is None
    _both(root, "build")
    assert (memory.quick("build", []) is None) == (edit == "a folder")


@pytest.mark.parametrize("at", range(0, 1400, 7))
def test_no_bit_of_a_memory_can_be_wrong(root, at):
    conngen("build")
    (path,) = _memories(root)
    data = bytearray(path.read_bytes())
    data[at % len(data)] ^= 1 << at % 8
    path.write_bytes(data)
    assert memory.quick("build", []) is None


def test_another_compiler_compiles_all_anew(root, monkeypatch):
    conngen("build")
    for module in (memory, recalling):
        monkeypatch.setattr(module, "fingerprint", lambda: "0" * 32)
    assert memory.quick("build", []) is None
    _both(root, "build")


def test_no_cache_neither_reads_nor_writes(root):
    conngen("build", "--no-cache")
    conngen("check", "--no-cache")
    assert not (root / FOLDER).exists()
    conngen("build")
    (path,) = _memories(root)
    before = path.stat().st_mtime_ns
    write("pkg/stars.conn", GOOD.replace("5.0", "6.0"))
    conngen("build", "--no-cache")
    assert _memories(root) == [path]
    assert path.stat().st_mtime_ns == before


def _touches_nothing_else(root: Path, elsewhere: Path) -> None:
    before = {path: path.read_bytes() for path in elsewhere.iterdir()}
    conngen("build")
    conngen("build")
    assert {path: path.read_bytes() for path in elsewhere.iterdir()} == before


def test_a_link_in_the_place_of_the_folder_is_not_followed(root, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    for number in range(20):
        (elsewhere / f"{number:032}").write_text("somebody's")
    (root / FOLDER).symlink_to(elsewhere)
    _touches_nothing_else(root, elsewhere)
    assert memory.quick("build", []) is None


def test_what_others_have_put_into_the_folder_stays(root):
    for number in range(20):
        write(f"{FOLDER}/{number}", "somebody's")
        write(f"{FOLDER}/{number:032}", "not somebody's")
    conngen("build")
    assert len(_memories(root)) == 16
    assert all((root / FOLDER / f"{number}").is_file() for number in range(20))
    assert (root / FOLDER / ".gitignore").is_file()


def test_a_pipe_or_a_device_in_the_folder_is_not_read(root):
    (root / FOLDER).mkdir()
    os.mkfifo(root / FOLDER / ("0" * 32))
    (root / FOLDER / ("1" * 32)).symlink_to("/dev/zero")
    assert "6 created" in conngen("build").output
    assert memory.quick("build", []) == "4 files up to date"


@pytest.mark.parametrize("line", ["", "f", "f x y /", "f 0 -9 /", "q - 0 /", "f - 0 \0"])
def test_what_is_no_fact_does_no_harm(root, monkeypatch, line):
    conngen("build")
    (path,) = _memories(root)
    form, _, body = path.read_text().split("\n", 2)
    parts = body.split("\n")
    parts[7] = line
    body = "\n".join(parts)
    path.write_text("\n".join([form, memory.digest(body.encode()), body]))
    assert memory.load(str(path), memory.fingerprint()) is not None
    assert memory.quick("build", []) is None
    _both(root, "build")


def test_only_a_build_that_writes_leaves_something(root):
    for options in (("check",), ("build", "--check"), ("build", "--diff"), ("build", "-")):
        CliRunner().invoke(cli.cli, options, input=GOOD)
        assert not (root / FOLDER).exists()


def test_where_nothing_can_be_kept_nothing_is_said(root):
    write(FOLDER, "")
    assert conngen("build").output.endswith("6 created\n")
    assert conngen("build").output == "4 files up to date\n"


def test_old_memories_go(root):
    for number in range(20):
        conngen("build", "--out-dir", f"made{number}")
    assert len(_memories(root)) == 16


@pytest.mark.parametrize(
    "name",
    [
        "pkg/stars_config.py",
        "pkg/stars_task.py",
        "pkg/stars.conn",
        "pkg/__init__.py",
        ".conngen-manifest.json",
    ],
)
@pytest.mark.parametrize("edit", ["edited", "removed", "a link", "a folder", "Windows"])
def test_every_file_counts(root, name, edit):
    conngen("build")
    path = root / name
    match edit:
        case "edited":
            path.write_text(path.read_text() + "\n# by hand\n")
        case "Windows":
            path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
        case "a link":
            path.rename(root / "elsewhere")
            path.symlink_to(os.path.relpath(root / "elsewhere", path.parent))
        case _:
            path.unlink()
            if edit == "a folder":
                path.mkdir()
    _both(root, "build")
    _both(root, "build")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pyproject.toml", "[tool.conngen]\nline-length = 60\n"),
        ("pkg/pyproject.toml", "[tool.conngen]\n"),
        ("pkg/new.conn", GOOD.replace("Stars", "New")),
        ("pkg/pyvenv.cfg", ""),
        ("pkg/stars.py", "class StarsTask:\n    pass\n"),
        ("pkg/stars/__init__.py", "class StarsTask:\n    pass\n"),
        ("pkg/bad.conn", BAD),
        (".conngen-unfinished.json", "{}"),
    ],
)
def test_what_is_new_counts(root, name, text):
    conngen("build")
    write(name, text)
    for _ in range(2):
        _both(root, "build")
    if name != "pyproject.toml":
        Path(name).unlink(missing_ok=True)
        for _ in range(2):
            _both(root, "build")


def test_a_pipe_is_no_empty_file(root):
    write("pkg/stars.conn", "")
    conngen("build")
    assert memory.quick("build", []) == "2 files up to date"
    (root / "pkg/stars.conn").unlink()
    os.mkfifo(root / "pkg/stars.conn")
    assert memory.quick("build", []) is None
    conngen("build", status=1)


def test_a_file_system_may_not_tell_large_letters_from_small_ones(root, monkeypatch):
    conngen("build")
    assert memory.quick("build", []) is not None
    write("pkg/STARS.py", "")
    assert memory.quick("build", []) is not None
    real = os.path.isfile
    monkeypatch.setattr(
        os.path, "isfile", lambda path: real(str(path).replace("pkg/stars.py", "pkg/STARS.py"))
    )
    assert memory.quick("build", []) is None


_BASED = GOOD.replace('"""\n\n', '"""\n\nfrom sizes import Sizes\n\n', 1).replace(
    "    config {", '    config {\n        size: config[Sizes]\n            "A size."'
)


def test_where_the_link_of_a_source_root_leads_counts(root):
    write("pyproject.toml", '[tool.conngen]\nsource-roots = ["lib"]\n')
    write("pkg/stars.conn", _BASED)
    for folder, name in (("one", "Sizes"), ("two", "Others")):
        write(
            f"{folder}/sizes.py", f"from lsst.pex.config import Config\n\n\nclass {name}(Config):\n    pass\n"
        )
    (root / "lib").symlink_to("one")
    assert "nothing" not in _both(root, "build")
    (root / "lib").unlink()
    (root / "lib").symlink_to("two")
    assert "unknown-import" in _both(root, "build")


def test_what_is_above_a_link_is_what_is_above_its_target(root):
    for folder, number in (("", "1.0"), ("one/", "2.0"), ("two/", "3.0")):
        write(f"{folder}it/stars.conn", GOOD.replace("5.0", number))
        (root / folder / "below").mkdir()
    (root / "link").symlink_to("one/below")
    for _ in range(2):
        _both(root, "build", "link/../it")
    (root / "link").unlink()
    (root / "link").symlink_to("two/below")
    assert "two/it" in _both(root, "build", "link/../it")


def test_a_universe_that_is_edited_while_it_is_used(root, monkeypatch):
    text = "".join((*edits._UNIVERSE, "  visit_system: {doc: One., keys: [{name: id, type: int}]}\n"))
    write("universe.yaml", text)
    write("pyproject.toml", '[tool.conngen]\nuniverse = "universe.yaml"\n')
    real = building.apply

    def edited(*arguments, **named):
        write("universe.yaml", text.replace("detector", "detectors"))
        return real(*arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(building, "apply", edited)
        conngen("build")
    assert memory.quick("build", []) is None
    assert "detector" in _both(root, "build")


def test_what_another_build_has_made_meanwhile_is_not_forgotten(root, monkeypatch):
    """One that knows all its files by then would write into the manifest what they were before."""
    write("pkg/stars.conn", _BASED)
    text = "from lsst.pex.config import Config\n\n\nclass {}(Config):\n    pass\n"
    write("sizes.py", text.format("Sizes"))
    conngen("build")
    write("pkg/new.conn", GOOD.replace("Stars", "New"))
    real = building.locked

    def late(*arguments):
        monkeypatch.setattr(building, "locked", real)
        write("sizes/__init__.py", text.format("Sizes"))
        write("pyproject.toml", "[tool.conngen]\nline-length = 50\n")
        time.sleep(0.02)  # clocks of file systems tick every 4 ms
        conngen("build")
        return real(*arguments)

    monkeypatch.setattr(building, "locked", late)
    conngen("build")
    for name, entry in json.loads((root / ".conngen-manifest.json").read_text())["outputs"].items():
        assert entry["content"] in (root / name).read_text()


def test_what_a_process_compiles_is_of_the_compiler_it_began_with(root, monkeypatch):
    """A watching build compiles as before while another conngen is installed in its place."""
    before = identity.fingerprint()
    monkeypatch.setattr(identity, "_folders", lambda: [str(root)])
    assert identity.fingerprint() == before
    monkeypatch.setattr(identity, "_own", [])
    assert identity.fingerprint() != before


def test_warnings_are_said_again(root):
    write("pkg/stars.conn", GOOD.replace('            "Detection threshold."\n', ""))
    for command in (("build",), ("build",), ("check",), ("build", "--output-format", "json")):
        assert "missing-doc" in _both(root, *command)


def test_a_cycle_depends_on_the_order_and_is_not_kept(root):
    text = GOOD.replace('"""\n\n', '"""\n\nfrom .OTHER import TASK\n\n', 1)
    write("pkg/base.conn", GOOD.replace("Stars", "Base"))
    write("pkg/stars.conn", text.replace("OTHER", "base").replace("TASK", "BaseTask"))
    _both(root, "build")
    write(
        "pkg/base.conn", text.replace("Stars", "Base").replace("OTHER", "stars").replace("TASK", "StarsTask")
    )
    _both(root, "build")


def test_a_long_chain_of_imports(root):
    last = 60
    for number in range(last):
        text = GOOD.replace("Stars", f"S{number:02}")
        if number:
            text = text.replace('"""\n\n', f'"""\n\nfrom .s{number - 1:02} import S{number - 1:02}\n\n', 1)
        write(f"pkg/s{number:02}.conn", text)
    _both(root, "build")
    path = root / f"pkg/s{last - 1:02}.conn"
    path.write_text(path.read_text().replace("5.0", "6.0"))
    _both(root, "build")


def test_two_files_that_make_one_module(root):
    write("a/stars.conn", GOOD)
    _both(root, "build", "--out-dir", "made")
    write("made.conn", GOOD)
    write("pyproject.toml", '[tool.conngen]\nsource-roots = ["."]\n')
    _both(root, "build", "--out-dir", "made", "pkg", "a")
    _both(root, "build", "--out-dir", "made", "pkg")
    _both(root, "build", "--out-dir", "made", "a")


def test_nothing_heavy_is_loaded_for_what_is_as_it_was(root):
    command = [sys.executable, "-c", "from conngen.__main__ import main; main()", "build"]
    script = (
        "import sys; sys.argv = ['conngen', 'build']\n"
        "import atexit; atexit.register(lambda: print(sorted(sys.modules)))\n"
        "from conngen.__main__ import main; main()"
    )
    command = [sys.executable, "-S", "-c", script]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    for text in ("created", "up to date"):
        done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        said, loaded = done.stdout.splitlines()[-2:]
        assert text in said
        names = set(eval(loaded))
        # What the fingerprint of the compiler leaves out has no part in a build.
        assert not {f"conngen.{name}" for name in identity.ELSEWHERE} & names
    own = {name for name in names if name.startswith("conngen")}
    assert own <= {
        *("conngen", "conngen.__main__", "conngen.version"),
        *(f"conngen.caching{name}" for name in ("", ".facts", ".identity", ".memory")),
    }
    assert not names & {"re", "enum", "typing", "pathlib", "hashlib", "json", "collections", "click"}


def test_a_skeleton_changes_nothing_that_is_found(tmp_path, monkeypatch):
    """What is kept of a file whose task module was just made is what was found before that."""
    monkeypatch.chdir(tmp_path)
    for number, folder in enumerate(sorted({path.parent for path in (CASES / "language").rglob("*.conn")})):
        shutil.copytree(folder, tmp_path / f"case{number}", ignore=shutil.ignore_patterns("*_task.py"))
        root = tmp_path / f"case{number}"
        (root / "pyproject.toml").write_text("[tool.conngen]\n")
        if conngen_status(root) == 0:
            _both(root, "build")
            _both(root, "check")


def conngen_status(root: Path) -> int:
    os.chdir(root)
    return CliRunner().invoke(cli.cli, ["build"]).exit_code
