"""`import conngen.hook`: modules of `.conn` files that were not built."""

from __future__ import annotations

import importlib
import linecache
import subprocess
import sys
import traceback
from pathlib import Path

import pytest
from example_packages import forget, importable
from rim.commands import BAD, GOOD, files, importing, run, write

import conngen.hook


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package with a `.conn` file, that can be imported."""
    monkeypatch.chdir(tmp_path)
    write("pyproject.toml", "[tool.conngen]\n")
    write("mypkg/__init__.py", "")
    write("mypkg/inner/__init__.py", "")
    write("mypkg/stars.conn", GOOD)
    conngen.hook.install()
    with importable(tmp_path, "mypkg"):
        yield tmp_path / "mypkg"
    conngen.hook.uninstall()
    linecache.clearcache()


def test_modules_are_compiled_in_memory(package):
    before = sorted(name for name in files() if not name.endswith(".pyc"))
    module = importlib.import_module("mypkg.stars_connections")
    config = importlib.import_module("mypkg.stars_config").StarsConfig()
    assert config.threshold == 5.0
    assert module.StarsConnections(config=config).catalog.name == "stars"
    assert module.__file__ == str(package / "stars.conn")
    assert sorted(name for name in files() if not name.endswith(".pyc")) == before


def test_a_task_class_is_that_of_a_first_build(package):
    assert importlib.import_module("mypkg.stars_task").StarsTask.ConfigClass().threshold == 5.0


def test_one_finder_is_enough(package):
    conngen.hook.install()
    assert sum(isinstance(one, conngen.hook.ConnFinder) for one in sys.meta_path) == 1


def test_files_go_first(package):
    run("build", "mypkg")
    module = importlib.import_module("mypkg.stars_connections")
    assert module.__file__ == str(package / "stars_connections.py")


def test_relative_imports_and_files_without_a_package(package, tmp_path):
    write("mypkg/inner/near.py", "from ..stars_config import StarsConfig\n")
    assert importlib.import_module("mypkg.inner.near").StarsConfig().threshold == 5.0
    write("alone.conn", GOOD.replace("Stars", "Alone"))
    try:
        assert importlib.import_module("alone_config").AloneConfig().threshold == 5.0
    finally:
        forget("alone_config", "alone_connections")


def test_a_module_is_loaded_again(package):
    module = importlib.import_module("mypkg.stars_config")
    write("mypkg/stars.conn", GOOD.replace("5.0", "7.5"))
    assert importlib.reload(module).StarsConfig().threshold == 7.5
    write("mypkg/stars.conn", BAD)
    with pytest.raises(SyntaxError):
        importlib.reload(module)
    conngen.hook.uninstall()
    write("mypkg/stars.conn", GOOD)
    run("build", "mypkg")
    assert importlib.reload(module).__file__.endswith("stars_config.py")


def test_what_no_file_makes_is_not_found(package):
    for name in ("mypkg.other_config", "mypkg.stars_other", "mypkg.stars", "nothing_config"):
        with pytest.raises(ModuleNotFoundError):
            importlib.import_module(name)
    write("mypkg/alone.conn", 'config Alone {\n    a: int = 1\n        "A."\n}\n')
    with pytest.raises(ModuleNotFoundError):
        importlib.import_module("mypkg.alone_connections")


def test_mistakes_are_shown_where_they_are(package):
    write("mypkg/stars.conn", BAD.replace("SourceCatalog[...]", "SourceCatalog[..., vist]"))
    with pytest.raises(SyntaxError) as caught:
        importlib.import_module("mypkg.stars_config")
    error = caught.value
    assert (error.filename, error.lineno) == (str(package / "stars.conn"), 6)
    assert error.text[error.offset - 1 : error.end_offset - 1] == "multipel"
    assert "did you mean `multiple`?" in error.msg
    assert [f"{package / 'stars.conn'}:8:" in note for note in error.__notes__] == [True]
    shown = "".join(traceback.format_exception_only(error))
    assert "^^^^^^^^" in shown


def test_what_can_not_be_read_can_not_be_imported(package):
    write("mypkg/other.conn", "")
    Path("mypkg/other.conn").write_bytes(b"\xff")
    with pytest.raises(ImportError, match=r"other\.conn: is not encoded in UTF-8"):
        importlib.import_module("mypkg.other_config")
    write("pyproject.toml", "[tool.conngen]\nline-lenght = 3\n")
    with pytest.raises(ImportError, match="there is no setting `line-lenght`"):
        importlib.import_module("mypkg.stars_config")


def test_a_traceback_is_shown_even_if_the_file_is_gone(package):
    write("mypkg/stars.conn", GOOD)
    config = importlib.import_module("mypkg.stars_config").StarsConfig()
    Path("mypkg/stars.conn").unlink()
    linecache.clearcache()
    module = sys.modules["mypkg.stars_config"]
    assert linecache.getlines(module.__file__, vars(module)) == []
    with pytest.raises(ImportError, match="cannot be read"):
        module.__loader__.get_source("mypkg.stars_config")
    assert config.threshold == 5.0


def test_tracebacks_point_into_the_conn_file(package):
    text = importing(GOOD, "from .names import Own").replace(
        "        threshold: float", '        own: Own\n            "Own."\n        threshold: float'
    )
    write("mypkg/stars.conn", text)
    own = "from lsst.pex.config import Config\n\n\nclass Own(Config):\n    pass\n\n\n"
    write("mypkg/names.py", f"{own}raise ValueError('late')\n")
    with pytest.raises(ValueError, match="late") as caught:
        importlib.import_module("mypkg.stars_config")
    (frame,) = [one for one in traceback.extract_tb(caught.tb) if one.filename.endswith(".conn")]
    assert frame.filename == str(package / "stars.conn")
    assert frame.line == "from .names import Own"


def test_tracebacks_of_methods_point_into_the_conn_file(package):
    text = GOOD.replace(
        '            "Detection threshold."\n',
        '            "Detection threshold."\n        require threshold > 3\n            "too low"\n',
    )
    write("mypkg/stars.conn", text)
    config = importlib.import_module("mypkg.stars_config").StarsConfig()
    config.threshold = 1.0
    with pytest.raises(Exception, match="too low") as caught:
        config.validate()
    (frame,) = [one for one in traceback.extract_tb(caught.tb) if one.filename.endswith(".conn")]
    assert "require threshold" in text.splitlines()[frame.lineno - 1]


def test_in_a_process_of_its_own(package, tmp_path):
    script = (
        "import sys\n"
        "before = len(sys.modules)\n"
        "import conngen.hook\n"
        "assert 'lark' not in sys.modules and 'jinja2' not in sys.modules\n"
        "import mypkg.stars_connections as one\n"
        "print(one.StarsConnections.dimensions)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "detector" in done.stdout
    assert not Path("mypkg/stars_connections.py").exists()
