"""Every `.conn` file there is keeps its meaning and its comments; what people read is in the one style already."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support import CASES
from untidy import keeps_what_counts

from conngen.formatter import Outcome, format_text
from conngen.source import Source
from conngen.starting import render
from conngen.syntax.parser import parse

ROOT = Path(__file__).parent.parent.parent
FILES = sorted(path for name in ("examples", "tests") for path in (ROOT / name).rglob("*.conn"))
SHOWN = sorted([*(ROOT / "examples").rglob("*.conn"), *(CASES / "language").rglob("*.conn")])
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md"), *(ROOT / "examples").rglob("*.md")])
SNIPPETS = [
    (page, snippet)
    for page in PAGES
    for snippet in re.findall(
        r"^```conn\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE
    )
]


def test_there_are_files() -> None:
    assert len(FILES) > 400
    assert len(SNIPPETS) > 40


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_counts_is_kept(path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    formatted = keeps_what_counts(text, 110)
    assert (formatted.outcome is Outcome.WHOLE) == (not parse(Source("x.conn", text)).problems)


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_examples_are_formatted(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert format_text(text, 110).text == text


@pytest.mark.parametrize(("page", "snippet"), SNIPPETS, ids=lambda value: getattr(value, "name", ""))
def test_snippets_are_formatted(page: Path, snippet: str) -> None:
    assert format_text(snippet, 110).text == snippet


def test_a_new_file_is_formatted() -> None:
    text = render("detect_stars")
    assert format_text(text, 110).text == text
