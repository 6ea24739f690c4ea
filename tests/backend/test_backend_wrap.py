"""Long strings are broken over lines; what they say stays the same."""

from __future__ import annotations

import ast

from hypothesis import given
from hypothesis import strategies as st

from conngen.backends.python.literals import f_string, string
from conngen.backends.python.render import format_module

WORDS = st.lists(st.text(st.sampled_from("abcdé\"'\\{}\n"), min_size=1, max_size=14), min_size=1, max_size=60)


@given(WORDS, st.integers(50, 120))
def test_strings_keep_their_value(words: list[str], line_length: int) -> None:
    text = " ".join(words)
    code = f"x = f(\n    doc={string(text)},\n)\nraise ValueError({string(text)})\ny = [{string(text)}, 1]\n"
    formatted = format_module(code, line_length)
    assert ast.dump(ast.parse(formatted)) == ast.dump(ast.parse(code))
    assert format_module(formatted, line_length) == formatted
    assert all(len(line) <= line_length for line in formatted.split("\n"))


@given(WORDS, WORDS, st.integers(50, 120))
def test_texts_with_parts_keep_their_value(before: list[str], after: list[str], line_length: int) -> None:
    code = f"raise ValueError({f_string([' '.join(before), ('self.some.field',), ' '.join(after)])})\n"
    formatted = format_module(code, line_length)
    assert ast.dump(ast.parse(formatted)) == ast.dump(ast.parse(code))
    assert format_module(formatted, line_length) == formatted
    assert all(len(line) <= line_length for line in formatted.split("\n"))


def test_a_keyword_argument_gets_parentheses() -> None:
    text = "word " * 30
    formatted = format_module(f"x = f(doc={string(text)}, name=1)\n", 80)
    assert "    doc=(\n" in formatted


def test_the_only_argument_of_a_call_gets_none() -> None:
    text = "word " * 30
    formatted = format_module(f"raise ValueError({string(text)})\n", 80)
    assert formatted.startswith('raise ValueError(\n    "word word')


def test_an_empty_string_on_a_long_line_stays() -> None:
    code = f"x = f(\n    name={'a' * 80},\n    doc='',\n    other=not {'b' * 80} == \"\",\n)\n"
    formatted = format_module(code, 80)
    assert '== ""' in formatted
