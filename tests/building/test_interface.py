"""`conngen.compile`: the compiler as a function."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from rim.commands import BAD, GOOD, MODULES, files, run, write

import conngen
from conngen.output import Owner
from conngen.settings import load


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write("pyproject.toml", "[tool.conngen]\n")
    return tmp_path


def test_a_text_becomes_what_a_build_writes(root):
    found = conngen.compile(GOOD, filename="stars.conn")
    assert not found.failed
    assert found.diagnostics == ()
    assert sorted(found.modules) == sorted(MODULES)
    assert found.owners["stars_task.py"] is Owner.AUTHOR
    assert [task.name for task in found.model.tasks] == ["Stars"]
    assert found.path == root / "stars.conn"
    assert sorted(files()) == ["pyproject.toml"]
    write("stars.conn", GOOD)
    run("build")
    assert {name: Path(name).read_text() for name in MODULES} == found.modules
    for path in ("stars.conn", Path("stars.conn"), str(root / "stars.conn")):
        assert conngen.compile(path).modules == found.modules


def test_a_text_needs_no_file_and_no_name():
    assert set(conngen.compile(GOOD).modules) == {"text_config.py", "text_connections.py", "text_task.py"}


def test_mistakes_are_data(root):
    found = conngen.compile(BAD)
    assert found.failed
    assert found.modules == {}
    assert [one.code.name for one in found.diagnostics] == ["unknown-flag"]
    assert "there is no flag `multipel`" in found.report()
    assert '"code": "unknown-flag"' in found.report("json")
    assert conngen.compile("").modules == {}


def test_what_can_not_be_read_is_raised(root):
    with pytest.raises(conngen.ConngenError, match=r"^nothing\.conn: cannot be read"):
        conngen.compile("nothing.conn")
    Path("bytes.conn").write_bytes(b"\xff")
    with pytest.raises(conngen.ConngenError, match=r"^bytes\.conn: is not encoded in UTF-8"):
        conngen.compile("bytes.conn")
    write("pyproject.toml", "[tool.conngen]\nline-lenght = 3\n")
    with pytest.raises(conngen.ConngenError, match="no setting"):
        conngen.compile(GOOD)


def test_settings_are_those_of_the_project_or_the_given_ones(root):
    write("pyproject.toml", "[tool.conngen]\nline-length = 60\n")
    found = conngen.compile(GOOD).modules["text_connections.py"]
    wide = conngen.compile(GOOD, settings=replace(load(root), line_length=200)).modules["text_connections.py"]
    assert max(map(len, found.splitlines()[2:])) <= 60 < max(map(len, wide.splitlines()[2:]))
    assert not conngen.compile(GOOD, settings=conngen.Settings(root)).failed


def test_inputs_are_the_files_it_depends_on(root):
    write("base.conn", GOOD)
    write("bases.py", "from lsst.pex.config import Config\n\n\nclass Own(Config):\n    pass\n")
    write("other.conn", GOOD)
    text = (
        GOOD.replace("Stars", "More")
        .replace('"""\n\n', '"""\n\nfrom .base import Stars\nfrom .bases import Own\n\n', 1)
        .replace(
            "        threshold",
            '        part: Stars\n            "P."\n        own: Own\n            "O."\n        threshold',
        )
    )
    write("more.conn", text)
    found = conngen.compile("more.conn")
    assert found.report() == ""
    own = {path.name for path in found.inputs if path.is_relative_to(root)}
    assert own == {"more.conn", "base.conn", "bases.py", "pyproject.toml"}
    names = {path.name for path in found.inputs}
    assert "version.py" in names
    assert any(name.startswith("daf_butler-") for name in names)


def test_nothing_is_kept_between_calls(root):
    write("base.conn", GOOD)
    text = GOOD.replace("Stars", "More").replace(
        '"""\n\n', '"""\n\nfrom .base import StarsConnections\n\n', 1
    )
    first = conngen.compile(text, filename="more.conn")
    Path("base.conn").unlink()
    second = conngen.compile(text, filename="more.conn")
    assert {one.code.name for one in first.diagnostics} != {one.code.name for one in second.diagnostics}


def test_importing_the_package_loads_next_to_nothing():
    script = "import sys, conngen; print(sorted(one for one in sys.modules if one.startswith('conngen')))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['conngen', 'conngen.version']"
    assert set(conngen.__all__) <= set(dir(conngen))
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = conngen.nothing


def test_it_is_typed(tmp_path):
    script = tmp_path / "use.py"
    script.write_text(
        "import conngen\n\n"
        'found: conngen.Compilation = conngen.compile("x", filename="a.conn")\n'
        "names: list[str] = list(found.modules)\n"
        "wrong: int = found.failed.nothing\n"
    )
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", script.name]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert '"bool" has no attribute "nothing"' in done.stdout, done.stdout + done.stderr
    assert "Found 1 error" in done.stdout
