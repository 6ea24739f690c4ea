"""Wheels, source distributions and editable installations of projects with `.conn` files."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
import tarfile
import zipfile
from pathlib import Path

import pytest

import conngen
from conngen.integrations.packages import generate
from conngen.ownership import MANIFEST

from .tools import example, run

BACKENDS = ("hatch", "setuptools")
MADE = {
    f"stars/{stem}_{part}.py" for stem in ("find", "measure") for part in ("config", "connections", "task")
}
CONN = {"stars/find.conn", "stars/measure.conn"}


def _build(root: Path, *options: str, status: int | None = 0) -> str:
    command = [sys.executable, "-m", "build", "--no-isolation", "--skip-dependency-check", *options]
    return run(*command, "--outdir", "dist", str(root), cwd=root, status=status)


def _names(path: Path) -> set[str]:
    if path.suffix == ".whl":
        with zipfile.ZipFile(path) as wheel:
            return set(wheel.namelist())
    with tarfile.open(path) as sdist:
        return {name.partition("/")[2] for name in sdist.getnames()}


@pytest.fixture(params=BACKENDS)
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return example(request.param, tmp_path)


@pytest.mark.parametrize("ignored", [True, False])
def test_a_wheel_holds_the_modules(root, ignored):
    if ignored:
        (root / ".gitignore").write_text("*_connections.py\n*_config.py\n*_task.py\n.conngen-manifest.json\n")
    _build(root, "--wheel")
    assert _names(next(root.glob("dist/*.whl"))) >= MADE


def test_a_wheel_holds_nothing_of_files_that_are_gone(root):
    """Also if the folder of an earlier build is still there, as that of setuptools is."""
    _build(root, "--wheel")
    (root / "stars/measure.conn").rename(root / "stars/search.conn")
    (root / "stars/measure_task.py").unlink()
    (root / "stars/by_hand.py").write_text("")
    shutil.rmtree(root / "dist")
    _build(root, "--wheel")
    names = _names(next(root.glob("dist/*.whl")))
    assert {"stars/search_config.py", "stars/find_config.py", "stars/by_hand.py"} <= names
    assert not names & {"stars/measure_config.py", "stars/measure_connections.py"}


def test_a_build_in_place_removes_nothing(tmp_path):
    root = example("setuptools", tmp_path)
    (root / "tests").mkdir()
    shutil.copy(root / "stars/find.conn", root / "tests/find.conn")
    (root / "setup.py").write_text("from setuptools import setup\n\nsetup()\n")
    run(sys.executable, "setup.py", "build_py", "--build-lib", ".", cwd=root)
    assert (root / "tests/find_config.py").is_file()


@pytest.mark.parametrize("place", ["..", "stars"])
def test_a_wheel_holds_the_modules_wherever_the_settings_lie(tmp_path, place):
    root = example("hatch", tmp_path)
    script, table = root / "pyproject.toml", "[tool.conngen]\n"
    if place == "..":
        script.write_text(script.read_text().replace(table, ""))
    (root / place / "pyproject.toml").write_text(table)
    (root / ".gitignore").write_text("*_connections.py\n*_config.py\n*_task.py\n")
    _build(root, "--wheel")
    assert (root / place / MANIFEST).exists()
    assert _names(next(root.glob("dist/*.whl"))) >= MADE


def test_what_lies_elsewhere_is_not_packed(tmp_path):
    root = example("hatch", tmp_path)
    (root / "pyproject.toml").rename(tmp_path / "pyproject.toml")
    (root / "stars/find_task.py").write_text("")
    (tmp_path / "other").mkdir()
    shutil.copy(root / "stars/find.conn", tmp_path / "other/find.conn")
    generate(tmp_path)
    assert {path.relative_to(root).as_posix() for path in generate(root)} == MADE


def test_a_wheel_made_of_a_source_distribution_holds_them_too(root):
    _build(root)
    assert _names(next(root.glob("dist/*.tar.gz"))) >= CONN
    assert not [name for name in _names(next(root.glob("dist/*.tar.gz"))) if "cache" in name]
    assert _names(next(root.glob("dist/*.whl"))) >= MADE


def test_an_editable_installation_has_the_modules(root, tmp_path):
    run(sys.executable, "-m", "venv", "--without-pip", "environment", cwd=tmp_path)
    python = str(tmp_path / "environment" / "bin" / "python")
    site = Path(
        run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=tmp_path).strip()
    )
    ours = Path(
        conngen.__file__
    ).parent.parent  # what an editable conngen of the tests has in a .pth file too
    (site / "dependencies.pth").write_text(f"{ours}{os.linesep}{sysconfig.get_path('purelib')}{os.linesep}")
    pip = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check", "install"]
    run(*pip, "--no-deps", "--no-index", "--no-build-isolation", "--editable", str(root), cwd=tmp_path)
    script = "import stars.measure_config as one; print(one.__file__, one.MeasureConfig().columns.doErrors)"
    assert run(python, "-c", script, cwd=tmp_path) == f"{root / 'stars/measure_config.py'} True\n"


def test_mistakes_make_no_package(root):
    find = root / "stars/find.conn"
    find.write_text(find.read_text().replace("ExposureF[...]", "ExposureF[..., vist]"))
    printed = _build(root, "--wheel", status=None)
    assert "there is no dimension `vist`" in printed
    assert "the package is not built, since its modules could not be made" in printed
    assert "Traceback" not in printed
    assert printed.endswith("[1]")
    assert not list(root.glob("dist/*"))


def test_settings_with_mistakes_make_no_package(root):
    script = root / "pyproject.toml"
    script.write_text(script.read_text().replace("[tool.conngen]", "[tool.conngen]\nline-lenght = 3"))
    for kind in ("--wheel", "--sdist"):
        printed = _build(root, kind, status=None)
        assert "there is no setting `line-lenght`" in printed
        assert "Traceback" not in printed
        assert printed.endswith("[1]")


def test_setuptools_leaves_other_projects_alone(tmp_path):
    root = example("setuptools", tmp_path)
    text = (root / "pyproject.toml").read_text()
    (root / "pyproject.toml").write_text(text.replace("[tool.conngen]", "[tool.other]"))
    _build(root, "--wheel")
    assert not MADE & _names(next(root.glob("dist/*.whl")))
    assert not list(root.glob("stars/*_config.py"))
