"""A check that isn't run for a file would not find anything in it, and one that isn't needed isn't imported."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from support import CASES, compile_texts, page_examples, read_case

import conngen.checks
from conngen.checks import CODES, FIXED, Subject, code_of, codes, page_of
from conngen.checks.needless import READ, needless
from conngen.diagnostics import Diagnostic

FOLDERS = sorted(
    {path.parent for path in CASES.rglob("*.conn") if not path.is_relative_to(CASES / "formatter")}
    - {path.parent for path in CASES.rglob("expected/*")}
)


def module_of(code: str) -> ModuleType:
    return import_module(f"conngen.checks.{code.replace('-', '_')}")


def test_checks_are_run_for_all_codes_but_those_reported_elsewhere() -> None:
    assert {code for code in CODES if not hasattr(module_of(code), "check")} == READ


@pytest.fixture
def missed(monkeypatch: pytest.MonkeyPatch) -> list[Diagnostic]:
    """What is found by checks that are not run."""
    found: list[Diagnostic] = []
    run = conngen.checks.run

    def watched(subject: Subject) -> Iterator[Diagnostic]:
        for code in needless(subject) - READ:
            found.extend(module_of(code).check(subject))
        return run(subject)

    monkeypatch.setattr(conngen.checks, "run", watched)
    return found


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.relative_to(CASES).as_posix())
def test_what_is_not_run_finds_nothing(folder: Path, missed: list[Diagnostic]) -> None:
    compile_texts(read_case(folder))
    assert missed == []


@pytest.mark.parametrize("code", CODES)
def test_what_is_not_run_finds_nothing_in_examples(code: str, missed: list[Diagnostic]) -> None:
    for text in page_examples(page_of(code)):
        compile_texts(text)
    assert missed == []


def test_the_codes_of_what_is_read_are_those_of_their_modules() -> None:
    for code in CODES:
        name = code.upper().replace("-", "_")
        assert getattr(codes, name).at == getattr(module_of(code), name).at
        assert FIXED[code] == code_of(code).fixed
    assert (list(FIXED), len(FIXED)) == (list(CODES), len(CODES))
    assert "no-code" not in FIXED
    with pytest.raises(AttributeError):
        codes.NO_CODE  # noqa: B018
