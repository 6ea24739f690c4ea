"""`conngen import`, as a user calls it; what it makes is executed beside the originals by the real runtime."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CASES = Path(__file__).with_name("cases")
FOLDERS = sorted(path.parent for path in CASES.glob("*/source.py"))


def conngen(*arguments: object, cwd: Path, given: str | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "conngen", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, input=given, capture_output=True, text=True, timeout=600)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Project with a package in it."""
    package = tmp_path / "python" / "stars"
    package.mkdir(parents=True)
    (tmp_path / "pyproject.toml").write_text("[tool.conngen]\n")
    (package / "__init__.py").write_text("")
    return package


def put(case: str, folder: Path, name: str = "source.py") -> Path:
    target = folder / name
    shutil.copyfile(CASES / case / "source.py", target)
    return target


@pytest.fixture(scope="module")
def verified(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What verification says of all cases, as modules of one package."""
    package = tmp_path_factory.mktemp("verified") / "stars"
    package.mkdir()
    (package / "__init__.py").write_text("")
    for folder in FOLDERS:
        put(folder.name, package, f"{folder.name}.py")
    done = conngen("import", package, "--verify", "--limit", 128, cwd=package)
    assert "verification executes" in done.stderr
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("case", [folder.name for folder in FOLDERS])
def test_equal(case: str, verified: str) -> None:
    lines = [line for line in verified.splitlines() if line.startswith(f"{case}.py: ")]
    assert lines
    assert all(": equal" in line for line in lines)


@pytest.mark.parametrize(
    ("case", "old", "new"),
    [
        ("removals", "when doA\n", "when doB\n"),
        ("removals", 'output d: ExposureF[...] = "d", when doD', 'output d: ExposureF[...] = "d"'),
        ("static", "multiple, ", ""),
        ("static", '"gaia_dr3"', '"gaia_dr2"'),
        ("static", "isCalibration", "multiple"),
        ("static", "[instrument, visit, detector]", "[instrument, exposure, detector]"),
        ("static", "threshold: float = 5.0", "threshold: float = 6.0"),
        ("choices", 'source == "tract"', 'source == "global"'),
        ("twice", "doFilter and doWrite", "doFilter or doWrite"),
        ("loops", "range(number)", "range(1)"),
        ("attributes", "healpix is not None", "healpix is None"),
    ],
)
def test_a_change_of_the_file_is_noticed(case: str, old: str, new: str, project: Path) -> None:
    source = put(case, project)
    assert conngen("import", source, cwd=project).returncode == 0
    conn = source.with_suffix(".conn")
    text = conn.read_text()
    assert old in text
    conn.write_text(text.replace(old, new, 1))
    done = conngen("import", source, "--verify", "--limit", 64, cwd=project)
    assert done.returncode == 1
    assert "difference" in done.stdout
    assert conn.read_text() == text.replace(old, new, 1)


def test_nothing_is_executed_unless_asked_for(project: Path) -> None:
    source = put("static", project)
    text = source.read_text().replace("# What goes in and out.", 'raise SystemExit("executed")\n')
    source.write_text(text)
    assert conngen("import", source, cwd=project).returncode == 0
    assert source.read_text() == text
    assert source.with_suffix(".conn").is_file()


def test_standard_input(tmp_path: Path) -> None:
    done = conngen("import", "-", cwd=tmp_path, given=(CASES / "removals" / "source.py").read_text())
    assert done.returncode == 0
    assert "task Removals[instrument, visit, detector] {" in done.stdout
    assert not list(tmp_path.iterdir())


def test_a_folder_is_mirrored(project: Path, tmp_path: Path) -> None:
    (project / "deep").mkdir()
    (project / "deep" / "__init__.py").write_text("")
    put("static", project, "measure.py")
    put("choices", project / "deep", "choose.py")
    (project / "other.py").write_text("VALUE = 1\n")
    out = tmp_path / "out"
    done = conngen("import", project, "-o", out, cwd=project)
    assert done.returncode == 0, done.stderr
    found = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    assert found == ["deep/choose.conn", "measure.conn"]


def test_a_broken_module_does_not_stop_the_others(project: Path) -> None:
    put("static", project, "measure.py")
    (project / "broken.py").write_text("class XConnections(:\n")
    done = conngen("import", project, cwd=project)
    assert done.returncode == 1
    assert "broken.py:1: cannot be read as Python" in done.stderr
    assert (project / "measure.conn").is_file()
    assert "Traceback" not in done.stderr


def test_a_file_that_is_there_stays(project: Path) -> None:
    source = put("static", project)
    source.with_suffix(".conn").write_text("# mine\n")
    done = conngen("import", source, cwd=project)
    assert done.returncode == 1
    assert "is there already" in done.stderr
    assert source.with_suffix(".conn").read_text() == "# mine\n"
    assert conngen("import", source, "--force", cwd=project).returncode == 0
    assert "task Measure" in source.with_suffix(".conn").read_text()


def test_a_file_that_says_the_same_already_is_kept(project: Path) -> None:
    source = put("static", project)
    assert conngen("import", source, cwd=project).returncode == 0
    for more in ((), ("--rewrite",)):
        done = conngen("import", source, *more, cwd=project)
        assert (done.returncode, "kept     " in done.stdout + done.stderr) == (0, True), done.stderr


def test_a_diff_with_what_is_there(project: Path) -> None:
    source = put("static", project)
    source.with_suffix(".conn").write_text("# mine\n")
    done = conngen("import", source, "--diff", cwd=project)
    assert done.returncode == 0
    assert "-# mine" in done.stdout
    assert source.with_suffix(".conn").read_text() == "# mine\n"


def test_missing_files_and_wrong_names(tmp_path: Path) -> None:
    done = conngen("import", "nothing.py", cwd=tmp_path)
    assert (done.returncode, "no such file" in done.stderr) == (2, True)
    (tmp_path / "text.txt").write_text("")
    done = conngen("import", "text.txt", cwd=tmp_path)
    assert (done.returncode, "is no Python module" in done.stderr) == (2, True)


def test_diff_writes_nothing(project: Path) -> None:
    source = put("static", project)
    done = conngen("import", source, "--diff", cwd=project)
    assert done.returncode == 0
    assert "+task Measure[instrument, visit, detector] {" in done.stdout
    assert not source.with_suffix(".conn").exists()


@pytest.mark.parametrize("case", ["static", "removals", "hooks", "inheritance"])
def test_a_rewritten_module_means_the_same(case: str, project: Path) -> None:
    source = put(case, project)
    before = source.read_text()
    done = conngen("import", source, "--rewrite", cwd=project)
    assert done.returncode == 0, done.stderr
    assert f"-class {_first_class(before)}" in done.stdout
    after = source.read_text()
    assert "from .source_connections import" in after
    assert f"class {_first_class(before)}" not in after
    kept = [line for line in after.splitlines() if "source_con" not in line]
    assert all(line in before.splitlines() for line in kept)
    built = conngen("build", cwd=project)
    assert built.returncode == 0, built.stdout + built.stderr
    code = f"import stars.source as one; print(one.{_task(before)}.ConfigClass.ConnectionsClass.__module__)"
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=project.parent, capture_output=True, text=True, timeout=300
    )
    assert ran.stdout == "stars.source_connections\n", ran.stderr


def _first_class(text: str) -> str:
    return next(line for line in text.splitlines() if line.startswith("class ") and "Connections" in line)[
        6:
    ].split("(")[0]


def _task(text: str) -> str:
    return [line for line in text.splitlines() if line.startswith("class ") and "Task(" in line][-1][
        6:
    ].split("(")[0]
