import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conngen.report import FORMATS
from conngen.report.cells import plain, width
from conngen.report.text import render
from conngen.source import Source, Span

from .samples import DOC, MINIMUM, duplicate, minimum, note

ANSI = re.compile(r"\x1b\[[0-9;]*m")


def test_a_diagnostic_reads_as_compilers_write_it():
    assert render([minimum()]) == (
        "error[minimum-needs-multiple]: a connection that holds one dataset cannot need 2\n"
        " --> calibrate.conn:2:34\n"
        "  |\n"
        '2 |     input a: Image[visit] = "a", minimum=2\n'
        "  |                                  ^^^^^^^^^\n"
        "  = help: add `multiple`, or drop `minimum`\n"
        "\n"
        "1 error in 1 file\n"
    )


def test_related_places_follow_with_what_they_have_to_do_with_it():
    assert render([duplicate()]) == (
        "warning[duplicate-name]: `a` is declared twice\n"
        " --> calibrate.conn:3:11\n"
        "  |\n"
        '3 |     input a: Image[visit] = "b"\n'
        "  |           ^\n"
        " ::: calibrate.conn:2:11\n"
        "  |\n"
        '2 |     input a: Image[visit] = "a", minimum=2\n'
        "  |           - first declared here\n"
        "\n"
        "1 warning in 1 file\n"
    )


def test_the_summary_counts_each_level_and_the_files():
    assert render([minimum(), minimum(), duplicate(), note()]).endswith(
        "\n\n2 errors, 1 warning, 1 note in 2 files\n"
    )


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_to_show_is_nothing_for_people_and_valid_for_programs(name):
    text = FORMATS[name]([], colour=True)
    assert (text == "") == (name in ("text", "github"))


def test_colour_only_adds_colour():
    found = [minimum(), duplicate(), note()]
    coloured = render(found, colour=True)
    assert coloured != render(found)
    assert ANSI.sub("", coloured) == render(found)


def shown(text: str, part: str) -> list[str]:
    """The source line and the line below it, without the gutter."""
    lines = render([minimum("x.conn", text, part)]).splitlines()
    return [line[4:] for line in lines[3:5]]


def test_tabs_keep_the_place_below_its_text():
    assert shown("\tinput\ta", "a") == ["    input    a", "             ^"]


def test_wide_characters_take_two_columns_and_combining_ones_none():
    assert shown("日本 = a", "a") == ["日本 = a", "       ^"]
    assert shown("e\u0301 日", "日") == ["e\u0301 日", "  ^^"]


def test_control_characters_never_reach_the_terminal():
    found = minimum("x\x1b[31m\n.conn", "a \x1b[2J\u202e\u2028\xa0b", "b")
    text = render([found])
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert r"x\x1b[31m\x0a.conn:1:" in text
    assert r"a \x1b[2J\u202e\u2028\xa0b" in text
    line, below = text.splitlines()[3:5]
    assert line.index("b", 20) == below.index("^")


def test_a_message_may_hold_several_lines():
    source = Source("x.conn", "a")
    found = DOC.at(source.at(Span(0, 1)), name="a\n\x1bb", help="one\ntwo")
    text = render([found])
    assert "note[missing-doc]: `a\n\\x1bb` has no doc\n" in text
    assert "  = help: one\n          two\n" in text


def test_a_very_long_line_is_cut_around_the_place():
    line, below = shown("x" * 100_000 + " here " + "y" * 100_000, "here")
    assert len(line) <= 122
    assert line.startswith("…x")
    assert line.endswith("y…")
    assert line[below.index("^") : below.rindex("^") + 1] == "here"


def test_a_very_long_place_is_cut_too():
    line, below = shown("a = " + "x" * 100_000, "x" * 100_000)
    assert len(line) <= 122
    assert len(below) <= 122


def test_a_place_of_several_lines_is_underlined_on_its_first():
    assert shown('a """one\ntwo"""\n', '"""one\ntwo"""') == ['a """one', "  ^^^^^^"]


def test_an_empty_place_and_one_at_the_end_have_a_mark():
    source = Source("x.conn", "task\n")
    assert "2 |\n  | ^\n" in render([DOC.at(source.at(Span(5, 5)), name="x")])
    assert "1 | task\n  |     ^\n" in render([DOC.at(source.at(Span(4, 5)), name="x")])


def test_an_empty_file_has_no_line_to_show():
    source = Source("x.conn", "")
    assert render([DOC.at(source.at(Span(0, 0)), name="x")]) == (
        "note[missing-doc]: `x` has no doc\n --> x.conn:1:1\n\n1 note in 1 file\n"
    )


def test_the_gutter_is_as_wide_as_the_largest_number():
    source = Source("x.conn", "\n" * 99 + "here")
    found = MINIMUM.at(source.at(Span(99, 103)), minimum=2, related=[(source.at(Span(0, 0)), "there")])
    lines = render([found]).splitlines()
    assert lines[1] == "   --> x.conn:100:1"
    assert "100 | here" in lines
    assert "  1 |" in lines


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_whatever_is_in_a_file_it_is_shown_in_printable_lines(text, start, length):
    start = min(start, len(text))
    end = min(start + length, len(text))
    source = Source("x.conn", text)
    found = DOC.at(source.at(Span(start, end)), name="x")
    for name in FORMATS:
        FORMATS[name]([found])
    lines = render([found]).split("\n")
    assert all(line.isprintable() for line in lines)
    if text:
        line, below = lines[3], lines[4]
        place = source.at(Span(start, end)).start
        if len(source.line(place.line)) <= 120:
            before = source.line(place.line)[: place.column - 1]
            assert below.index("^") == 2 + len(str(place.line)) + 1 + width(before)
            assert plain(before).rstrip() in line
