"""Golden cases: folders with input, and what is expected of it. `pytest --refresh` rewrites that, and then fails."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import CASES, compile_texts, read_case

from conngen.compiler import generate
from conngen.report import text

FOLDERS = sorted(
    {path.parent for path in CASES.rglob("*.conn") if not path.is_relative_to(CASES / "formatter")}
    - {path.parent for path in CASES.rglob("expected/*")}
)
LINE_LENGTH = 110


def _top(folder: Path) -> Path:
    """Return the folder of the case: ``tests/cases/TOPIC/CASE`` or ``tests/cases/checks/CODE/CASE``."""
    depth = 3 if folder.relative_to(CASES).parts[0] == "checks" else 2
    return CASES.joinpath(*folder.relative_to(CASES).parts[:depth])


TOPS = sorted({_top(folder) for folder in FOLDERS})


@pytest.mark.parametrize("folder", TOPS, ids=lambda folder: folder.relative_to(CASES).as_posix())
def test_case(folder: Path, refresh: bool) -> None:
    compilations = compile_texts(read_case(folder))
    shown = text.render([one for compilation in compilations for one in compilation.diagnostics])
    actual = {"diagnostics.txt": shown} if shown else {}
    if folder.relative_to(CASES).parts[0] != "checks":
        for compilation in compilations:
            if not compilation.failed:
                parent = Path(compilation.key).parent.as_posix().removeprefix(".")
                for output in generate(compilation, LINE_LENGTH):
                    actual[f"expected/{parent + '/' if parent else ''}{output.name}"] = output.body
    expected = _expected(folder)
    if refresh and actual != expected:
        _rewrite(folder, actual, expected)
    assert actual == expected


def _expected(folder: Path) -> dict[str, str]:
    paths = [*folder.glob("diagnostics.txt"), *folder.glob("expected/**/*.py")]
    return {path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def _rewrite(folder: Path, actual: dict[str, str], expected: dict[str, str]) -> None:
    for name in expected.keys() - actual.keys():
        (folder / name).unlink()
    for name, content in actual.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8", newline="")
