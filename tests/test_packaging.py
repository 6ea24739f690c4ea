"""A wheel, an sdist and an editable installation each find grammar and templates, far away from the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PARTS = ("src", "grammar", "templates", "editors", "pyproject.toml", "README.md")
EDITORS = ("vim", "nvim", "emacs", "vscode", "helix")
EXAMPLE = ROOT / "examples" / "notebook" / "put_right" / "example.conn"


def _run(command: list[str], folder: Path) -> str:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COV"))
    }
    environment["CC"] = "true"  # it makes nothing, and that fast
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what packages are built from."""
    folder = tmp_path_factory.mktemp("checkout")
    for part in PARTS:
        if (ROOT / part).is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "node_modules")
            shutil.copytree(ROOT / part, folder / part, ignore=ignored)
        else:
            shutil.copy(ROOT / part, folder / part)
    return folder


@pytest.fixture(scope="module")
def built(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a wheel and an sdist."""
    folder = tmp_path_factory.mktemp("dist")
    _run([sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(checkout)], folder)
    return folder


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """An environment that has the dependencies, but not conngen."""
    _run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "environment")], tmp_path)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    site = tmp_path / "environment" / "lib" / version / "site-packages"
    # The .pth files in there are not read, so that an editable conngen of the tests is out of sight.
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return tmp_path / "environment" / "bin" / "python"


def _install(python: Path, what: list[str], folder: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    _run([*pip, "install", "--no-deps", "--no-index", "--no-build-isolation", *what], folder)


def _build_example(python: Path, folder: Path) -> None:
    work = folder / "far" / "away"
    work.mkdir(parents=True)
    shutil.copy(EXAMPLE, work)
    _run([str(python.with_name("conngen")), "build"], work)
    made = {path.name for path in work.glob("*.py")}
    assert made == {"example_connections.py", "example_config.py", "example_task.py"}
    command = [str(python.with_name("conngen")), "editor", "install", "--dry-run", *EDITORS]
    _run(["env", f"HOME={work}", f"VSCODE_EXTENSIONS={work}", *command], work)
    location = _run([str(python), "-c", "import conngen; print(conngen.__file__)"], work)
    assert str(ROOT) not in location


def test_a_wheel(python: Path, built: Path, tmp_path: Path) -> None:
    _install(python, [str(next(built.glob("*.whl")))], tmp_path)
    _build_example(python, tmp_path)


def test_an_sdist(python: Path, built: Path, tmp_path: Path) -> None:
    _install(python, [str(next(built.glob("*.tar.gz")))], tmp_path)
    _build_example(python, tmp_path)


def test_an_editable_installation(python: Path, checkout: Path, tmp_path: Path) -> None:
    _install(python, ["--editable", str(checkout)], tmp_path)
    _build_example(python, tmp_path)


def test_packages_hold_grammar_and_templates(built: Path) -> None:
    with zipfile.ZipFile(next(built.glob("*.whl"))) as wheel:
        names = wheel.namelist()
    assert "conngen/grammar/conn.lark" in names
    assert "conngen/templates/python/connections.py.jinja" in names
    assert "conngen/py.typed" in names
    assert "conngen/integrations/cmake/conngenConfig.cmake" in names
    assert {f"conngen/editors/{name}/conn.vim" for name in ("vim/syntax", "vim/indent")} <= set(names)
    assert "conngen/editors/vscode/bundle/NOTICES.txt" in names
    assert not [name for name in names if "node_modules" in name or "/tests/" in name]
    with tarfile.open(next(built.glob("*.tar.gz"))) as sdist:
        files = {name.partition("/")[2] for name in sdist.getnames()}
    assert {"grammar/conn.lark", "templates/python/connections.py.jinja", "pyproject.toml"} <= files
