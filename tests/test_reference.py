"""The page of reference is made from the vocabulary and the golden cases, and shows every word."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest
from support import CASES

from conngen import vocabulary

ROOT = Path(__file__).parent.parent
SCRIPT = runpy.run_path(str(ROOT / "scripts" / "make_reference.py"))


def test_the_page_is_current(refresh: bool) -> None:
    text = SCRIPT["page"]()
    path = ROOT / "docs" / "reference.md"
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    if refresh and text != before:
        path.write_text(text, encoding="utf-8")
    assert text == before


WORDS = [
    *(f"kind-{name}" for name in vocabulary.KINDS),
    *(f"flag-{name}" for name in vocabulary.CONNECTION_FLAGS),
    *(f"field-{name}" for name in vocabulary.FIELD_TYPES),
]


@pytest.mark.parametrize("case", WORDS)
def test_every_word_has_a_case(case: str) -> None:
    assert (CASES / "language" / case / "example.conn").is_file()


def test_every_case_of_the_language_is_shown() -> None:
    text = SCRIPT["page"]()
    for folder in sorted((CASES / "language").iterdir()):
        assert (folder / "example.conn").read_text(encoding="utf-8").rstrip() in text, folder.name


@pytest.mark.parametrize("flag", sorted(vocabulary.FIELD_FLAGS))
def test_every_flag_of_fields_is_used_in_a_case(flag: str) -> None:
    texts = [path.read_text(encoding="utf-8") for path in CASES.glob("language/*/example.conn")]
    assert any(f", {flag}" in text or f"{flag}=" in text for text in texts)
