"""What `format_text` does with texts as a whole: line ends, marks, what can't be read, and its own mistakes."""

from __future__ import annotations

import pytest

import conngen.formatter
from conngen import limits
from conngen.formatter import Outcome, format_text
from conngen.formatter.items import Items

TEXT = 'task A[visit] {\n    input a: ExposureF[...] = "a"\n        """One\n        two."""\n}\n'
UNTIDY = TEXT.replace("    ", " ")


@pytest.mark.parametrize("text", ["", "\n", "\n \n\t\n", "\ufeff", "\r\n"])
def test_nothing_stays_nothing(text: str) -> None:
    assert format_text(text, 110).text == text[: text.startswith("\ufeff")]


def test_the_last_line_ends() -> None:
    assert format_text("template a = 1", 110).text == "template a = 1\n"
    assert format_text("# only a comment", 110).text == "# only a comment\n"


def test_a_file_keeps_its_line_ends() -> None:
    for text in (TEXT, UNTIDY):
        assert format_text(text, 110).text == TEXT
        assert format_text(text.replace("\n", "\r\n"), 110).text == TEXT.replace("\n", "\r\n")
        assert format_text(text.replace("\n", "\r"), 110).text == TEXT


def test_the_first_line_end_decides() -> None:
    assert format_text(UNTIDY.replace("\n", "\r\n", 1), 110).text == TEXT.replace("\n", "\r\n")
    assert format_text(UNTIDY.replace("\n", "\r\n").replace("\r\n", "\n", 1), 110).text == TEXT


def test_the_mark_of_utf_8_stays() -> None:
    assert format_text(f"\ufeff{UNTIDY}", 110).text == f"\ufeff{TEXT}"


def test_characters_that_nobody_sees_stay_in_texts_only() -> None:
    text = 'template\u200b a = "x\u200by" # z\u200b\n'
    formatted = format_text(text, 110)
    assert formatted.text == 'template a = "x\u200by"  # z\u200b\n'
    assert formatted.outcome is Outcome.PARTLY


def test_what_is_too_large_is_left() -> None:
    text = "#" * (limits.FILE_SIZE.value + 1)
    assert format_text(text, 110).outcome is Outcome.LEFT
    assert format_text(text, 110).text is text


def test_a_mistake_of_the_formatter_destroys_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for lost in ('"a"', "input a:", "visit"):

        def file(self: Items, file: object, lost: str = lost) -> list[str]:
            return TEXT.replace(lost, "").splitlines()

        monkeypatch.setattr(Items, "file", file)
        formatted = format_text(UNTIDY, 110)
        assert formatted.outcome is Outcome.FAILED
        assert formatted.text is UNTIDY


def test_a_lost_comment_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Items, "file", lambda self, file: TEXT.splitlines())
    assert format_text(UNTIDY, 110).outcome is Outcome.WHOLE
    assert format_text(f"{UNTIDY}# lost\n", 110).outcome is Outcome.FAILED


def test_once_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    """Laying out twice is a net for odd cases; ordinary files don't need it."""
    monkeypatch.setattr(conngen.formatter, "_ROUNDS", 1)
    text = format_text(UNTIDY, 40).text
    assert format_text(text, 40).text == text
