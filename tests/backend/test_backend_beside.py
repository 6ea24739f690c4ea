"""Generated modules beside a hand-written one that imports them: each can be imported first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support import CASES, compile_texts, read_case

from conngen.backends.python import generate
from conngen.universe import embedded

PROGRAM = """
import importlib, sys
first, *names = sys.argv[1:]
importlib.import_module(first)
for name in names:
    config = importlib.import_module(f"{name}_config")
    for cls in config.__all__:
        made = getattr(config, cls)()
        made.validate()
        print(cls, *(f"{key}={value.target.__name__}" for key, value in made.items() if hasattr(value, "target")))
"""


def _package(folder: Path, case: str) -> list[str]:
    """Write a package of a golden case, compiled, and return the names of its modules."""
    files = read_case(CASES / "language" / case)
    root = folder / "beside"
    root.mkdir()
    (root / "__init__.py").touch()
    for name, text in files.items():
        (root / name).write_text(text)
    for one in compile_texts(files):
        for output in generate(one.module, embedded(), 110):
            (root / output.name).write_text(output.body)
    return sorted(path.stem for path in root.glob("*.py"))


@pytest.mark.parametrize(
    ("case", "stems", "expected"),
    [
        (
            "clause-module-beside",
            ["example", "other"],
            [
                "CountConfig",
                "MeasureConfig shapes=MeasureShapesTask",
                "AgainConfig shapes=MeasureShapesTask more=MeasureShapesTask",
            ],
        ),
        (
            "clause-task-class",
            ["example", "other"],
            [
                "FitConfig measure=MeasureImageTask",
                "MeasureConfig",
                "RefitConfig measure=MeasureImageTask again=MeasureImageTask",
            ],
        ),
    ],
)
def test_every_module_can_be_imported_first(
    tmp_path: Path, case: str, stems: list[str], expected: list[str]
) -> None:
    for first in _package(tmp_path, case):
        name = "beside" if first == "__init__" else f"beside.{first}"
        command = [sys.executable, "-c", PROGRAM, name, *(f"beside.{stem}" for stem in stems)]
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (done.stdout.splitlines(), done.stderr) == (expected, ""), f"with {first} first"
