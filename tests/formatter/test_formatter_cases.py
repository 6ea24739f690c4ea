"""Golden cases of the formatter: ``input.conn`` becomes ``formatted.conn``, which `pytest --refresh` rewrites."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import CASES
from untidy import comments, keeps_what_counts

from conngen.formatter import Outcome, format_text
from conngen.settings import load

FOLDERS = sorted((CASES / "formatter").iterdir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_case(folder: Path, refresh: bool) -> None:
    path = folder / "formatted.conn"
    width = load(folder / "input.conn").line_length
    text = (folder / "input.conn").read_text(encoding="utf-8")
    expected = path.read_text(encoding="utf-8") if path.is_file() else ""
    formatted = keeps_what_counts(text, width)
    if refresh and formatted.text != expected:
        path.write_text(formatted.text, encoding="utf-8", newline="")
    assert formatted.text == expected
    assert formatted.outcome is (Outcome.PARTLY if folder.name.startswith("broken") else Outcome.WHOLE)


@pytest.mark.parametrize("name", ["comments", "spaces"])
def test_a_file_that_breaks_off_is_no_trouble(name: str) -> None:
    text = (CASES / "formatter" / name / "input.conn").read_text(encoding="utf-8")
    for end in range(0, len(text), 7):
        formatted = format_text(text[:end], 110)
        assert formatted.outcome is not Outcome.FAILED
        assert comments(formatted.text) == comments(text[:end])


def test_lines_are_as_long_as_they_may_be() -> None:
    """The case of long declarations has a line of each length that matters."""
    text = (CASES / "formatter" / "long-declarations" / "formatted.conn").read_text(encoding="utf-8")
    lengths = {len(line) for line in text.splitlines()}
    assert 110 in lengths
