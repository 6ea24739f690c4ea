"""Formatting changes neither what a file says nor its comments, and doing it again changes nothing."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_parser_properties import mutants
from untidy import FILES, WIDTHS, keeps_what_counts, respaced

from conngen.formatter import Outcome
from conngen.source import Source
from conngen.syntax.parser import parse

QUICK = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


@QUICK
@given(respaced(), WIDTHS)
def test_files_of_the_repository_with_other_blanks_and_comments(text: str, width: int) -> None:
    if not parse(
        Source("x.conn", text)
    ).problems:  # a doc moved onto the line of its type is taken for a value
        assert keeps_what_counts(text, width).outcome is Outcome.WHOLE


@QUICK
@given(respaced(FILES), WIDTHS)
def test_generated_files(text: str, width: int) -> None:
    if not parse(Source("x.conn", text)).problems:
        assert keeps_what_counts(text, width).outcome is Outcome.WHOLE


def test_generated_files_can_be_read() -> None:
    """Guards the property above against drawing nothing but what is left out."""
    read = []

    @settings(max_examples=60, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(FILES)
    def count(text: str) -> None:
        read.append(not parse(Source("x.conn", text)).problems)

    count()
    assert sum(read) > 0.8 * len(read)


@QUICK
@given(mutants(), WIDTHS)
def test_files_with_mistakes(text: str, width: int) -> None:
    keeps_what_counts(text, width)


@QUICK
@given(st.text(max_size=200), WIDTHS)
def test_any_text(text: str, width: int) -> None:
    keeps_what_counts(text, width)
