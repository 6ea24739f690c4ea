"""Every code is listed, documented and shown, and what its page shows is true."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import CASES, compile_texts, page_examples

import conngen.checks
from conngen.checks import CODES, code_of, page_of
from conngen.diagnostics import Level

FOLDER = Path(conngen.checks.__file__).parent
NOT_CODES = {"__init__", "codes", "common", "needless", "subject"}


def test_the_list_names_every_file_once() -> None:
    files = {path.stem.replace("_", "-") for path in FOLDER.glob("*.py")} - {"--init--"}
    assert sorted(CODES) == sorted(files - {name.replace("_", "-") for name in NOT_CODES})


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_called_like_its_file(code: str) -> None:
    assert code_of(code).name == code


@pytest.mark.parametrize("code", CODES)
def test_a_page_says_what_why_and_what_instead(code: str) -> None:
    page = page_of(code)
    first, _, rest = page.partition("\n\n")
    assert len(first) <= 100
    assert first.endswith(".")
    why = rest.partition("Bad:")[0]
    assert len(why.split()) >= 8, "it does not say why"


@pytest.mark.parametrize("code", CODES)
def test_the_bad_example_is_reported_and_nothing_else(code: str) -> None:
    bad, _ = page_examples(page_of(code))
    found = {one.code.name for compilation in compile_texts(bad) for one in compilation.diagnostics}
    assert found == {code}


@pytest.mark.parametrize("code", CODES)
def test_the_good_example_is_not_reported(code: str) -> None:
    _, good = page_examples(page_of(code))
    found = [
        f"{one.code.name}: {one.message}"
        for compilation in compile_texts(good)
        for one in compilation.diagnostics
        if one.level is not Level.NOTE or one.code.name == code
    ]
    assert found == []


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_case(code: str) -> None:
    cases = sorted(path.name for path in (CASES / "checks" / code).iterdir())
    assert cases, f"tests/cases/checks/{code} holds no case"
