"""Generated modules as texts: what is in them, how they are formatted, that they are always the same."""

from __future__ import annotations

import ast
import importlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import black
import pytest
from black.mode import TargetVersion
from generating import LINE_LENGTH, SAMPLES, extra, module_of, modules, write

from conngen.backends.python import InternalError, generate
from conngen.backends.python.verify import verify
from conngen.output import Owner
from conngen.universe import embedded

TASK = """
task Add[visit] {
    input first: int[...] = "first", when doFirst
        "The first one."
    input second: dict[...] = "second", multiple
    output total: int[...] = "total"
    config {
        doFirst: bool = True
    }
}
"""
RULES = "E,F,W,I,UP,D,B,SIM,RUF"
LENGTHS = (79, 88, 110, 140)


def ruff(folder: Path, line_length: int) -> str:
    """Return what ruff says of a package."""
    settings = [
        "--isolated",
        "--no-cache",
        "--select",
        RULES,
        "--ignore",
        "D104,D107,D205,D400,D401,D415,RUF001",
    ]
    settings += ["--config", 'lint.pydocstyle.convention="numpy"', "--target-version", "py311"]
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        *settings,
        "--line-length",
        str(line_length),
        str(folder),
    ]
    return subprocess.run(command, capture_output=True, text=True).stdout


@pytest.mark.parametrize("line_length", LENGTHS)
def test_ruff_has_nothing_to_say(tmp_path: Path, line_length: int) -> None:
    folder = write(tmp_path / "sample", extra(line_length))
    write(folder, modules(TASK, line_length=line_length))
    assert "All checks passed" in ruff(folder, line_length)


@pytest.mark.parametrize("line_length", LENGTHS)
def test_modules_are_as_black_leaves_them(line_length: int) -> None:
    mode = black.Mode(target_versions={TargetVersion.PY311}, line_length=line_length)
    for name, body in {**extra(line_length), **modules(TASK, line_length=line_length)}.items():
        assert black.format_str(body, mode=mode) == body, name
        assert all(len(line) <= line_length for line in body.split("\n")), name


def test_modules_are_always_the_same() -> None:
    code = "import generating, hashlib; print(hashlib.sha256(repr(generating.extra()).encode()).hexdigest())"
    found = set()
    for seed in ("0", "1", "2"):
        path = os.pathsep.join([str(Path(__file__).parent), *sys.path])
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": path}
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        found.add(done.stdout)
    assert len(found) == 1


def test_only_what_is_declared_is_made() -> None:
    assert list(modules("config Alone {\n    number: int = 3\n}\n")) == ["example_config.py"]
    alone = 'connections Alone[visit] {\n    input a: int[...] = "a"\n}\n'
    assert list(modules(alone)) == ["example_connections.py"]


def test_owners() -> None:
    found = {one.name: one.owner for one in generate(module_of(TASK), embedded(), LINE_LENGTH)}
    assert found == {
        "example_connections.py": Owner.COMPILER,
        "example_config.py": Owner.COMPILER,
        "example_task.py": Owner.AUTHOR,
    }


def test_a_task_without_a_run_of_its_own() -> None:
    text = TASK + "\ntask AddMore(Add) {\n    config {\n        more: int = 1\n    }\n}\n"
    tree = ast.parse(modules(text)["example_task.py"])
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    methods = [node.name for node in classes["AddMoreTask"].body if isinstance(node, ast.FunctionDef)]
    assert methods == []


# --- types ---------------------------------------------------------------------------------------------

RUNS = {
    "self, *, second: list[dict[str, Any]], first: int | None = None": True,
    "self, *, second: list[dict[str, Any]], first: int | None = None, more: int = 0": True,
    "self, *, second: list[dict[str, Any]], first: int = 0": False,
    "self, *, second: list[dict[str, Any]]": False,
    "self, *, other: list[dict[str, Any]], first: int | None = None": False,
    "self, *, second: dict[str, Any], first: int | None = None": False,
    "self, *, second: list[dict[str, Any]], first: int | None = None, more: int": False,
}


def mypy(folder: Path) -> str:
    """Return what mypy says of a package."""
    command = [sys.executable, "-m", "mypy", "--ignore-missing-imports", "--no-incremental", folder.name]
    return subprocess.run(command, cwd=folder.parent, capture_output=True, text=True).stdout


def test_a_type_checker_compares_run_with_the_connections(tmp_path: Path) -> None:
    importlib.import_module("lsst.pipe.base")
    made = modules(TASK)
    body = "AddResult:  # type: ignore\n        raise NotImplementedError\n"
    fitting = "\n\n".join(
        f"class T{i}(AddTask):\n    def run({signature}) -> {body}" for i, signature in enumerate(RUNS)
    )
    compared = "".join(f"t{i}: type[AddRun] = T{i}\n" for i in range(len(RUNS)))
    head = "from typing import Any\nfrom .example_connections import AddResult, AddRun\n"
    head += "from .example_task import AddTask\n"
    made["wrong.py"] = head + fitting + "\n" + compared
    said = mypy(write(tmp_path / "sample", made))
    refused = {int(line.split('"type[T')[1].split("]")[0]) for line in said.split("\n") if '"type[T' in line}
    assert refused == {i for i, fits in enumerate(RUNS.values()) if not fits}, said
    assert all(line.startswith("sample/wrong.py") for line in said.split("\n") if ": error:" in line), said


def test_a_type_checker_has_nothing_to_say(tmp_path: Path) -> None:
    importlib.import_module("lsst.pipe.base")
    hooks = (SAMPLES / "extra_hooks.py").read_text()
    said = mypy(write(tmp_path / "sample", {**extra(), "extra_hooks.py": hooks}))
    assert "Success" in said, said


# --- what was meant ------------------------------------------------------------------------------------

CHANGES = [
    ("connections", '"first"', '"frist"'),
    ("connections", 'dimensions=("visit",),\n):', 'dimensions=("exposure",),\n):'),
    ("connections", "multiple=True", "multiple=False"),
    ("connections", "        multiple=True,\n", ""),
    ("connections", "cT.Output", "cT.Input"),
    ("connections", "PipelineTaskConnections", "Struct"),
    ("connections", "    second = ", "    first = "),
    ("connections", "            del self.first", "            pass"),
    ("connections", "from lsst.pipe.base import connectionTypes as cT\n", ""),
    ("config", "default=True", "default=False"),
    ("config", "doFirst = ", "doSecond = "),
    ("config", "class AddConfig", "class SubConfig"),
    ("config", "class", "klass"),
    ("task", '"add"', '"sub"'),
    ("task", "second:", "third:"),
]


@pytest.mark.parametrize(("part", "before", "after"), CHANGES)
def test_a_module_that_is_not_what_was_meant_is_refused(part: str, before: str, after: str) -> None:
    module, body = module_of(TASK), modules(TASK)[f"example_{part}.py"]
    verify("example", part, body, module)
    if before not in body:
        before, after = before.replace(",\n)", ")"), after.replace(",\n)", ")")
    assert before in body
    with pytest.raises(InternalError, match="This is a bug in conngen"):
        verify("example", part, body.replace(before, after), module)
