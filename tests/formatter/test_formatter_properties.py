"""Formatting changes neither what a file says nor its comments, and doing it again changes nothing."""

from __future__ import annotations

import ast

import black
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st
from test_parser_properties import mutants
from untidy import FILES, WIDTHS, keeps_what_counts, respaced

from conngen.formatter import Outcome, format_text
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


@settings(QUICK, max_examples=60)
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


# --- black knows how expressions look ---------------------------------------------------------------------

ATOMS = st.sampled_from(
    [
        *(
            "x",
            "calexp.psf",
            "a.b.c",
            "3",
            "0XfF",
            "1E5",
            "'text'",
            "'it\\'s'",
            "'say \"so\"'",
            '"say \\"so\\""',
        ),
        *("True", "None", "f'{x}_y'", "R'\\d'", '"it\'s \\"so\\""', "''", "F'{x!r:>3} {{y}}'"),
    ]
)


def joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return expressions made of smaller ones, without parentheses, which black may take away."""
    some = st.lists(inner, max_size=3).map(",".join)
    two = st.tuples(inner, inner)
    words = [
        "+",
        "-",
        "*",
        "//",
        "%",
        "**",
        "==",
        "<=",
        " and ",
        " or ",
        " in ",
        "  not  in ",
        " is ",
        " is not ",
    ]
    return st.one_of(
        st.tuples(inner, st.sampled_from(words), inner).map("".join),
        st.tuples(inner, inner, inner).map(lambda parts: f"{parts[0]}  if {parts[1]} else {parts[2]}"),
        some.map("[ {}]".format),
        some.map("f( {})".format),
        two.map(lambda parts: f"f({parts[0]},key = {parts[1]})"),
        st.lists(two.map(" :".join), max_size=3).map(",".join).map("{{ {}}}".format),
        inner.map("x[{}]".format),
        two.map(lambda parts: f"x[{parts[0]}:{parts[1]}]"),
        inner.map("x[{}:]".format),
        inner.map("x[::{}]".format),
    )


@QUICK
@given(st.recursive(ATOMS, joined, max_leaves=8))
def test_expressions_look_as_black_has_them(text: str) -> None:
    parsed = parse(Source("x.conn", f"template x = {text}"))
    assume(not parsed.problems)
    try:
        ast.parse(text)
        expected = black.format_str(f"x = {text}", mode=black.Mode(line_length=1000))
    except (SyntaxError, black.InvalidInput):
        reject()
    assume("(" not in expected.replace("f(", ""))  # black has put parentheses there
    assert format_text(f"template x = {text}", 1000).text == f"template {expected}"
