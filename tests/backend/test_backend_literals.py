"""Whatever the text, the literal made of it is that text."""

from __future__ import annotations

import ast
import inspect

import black
import pytest
from black.mode import TargetVersion
from hypothesis import given
from hypothesis import strategies as st

from conngen.backends.python.errors import InternalError
from conngen.backends.python.literals import (
    Filled,
    docstring,
    f_string,
    identifier,
    literal,
    number,
    string,
    tidy,
)
from conngen.backends.python.render import format_module

ANY_TEXT = st.text(st.characters(), max_size=200)
NASTY_TEXT = st.text(st.sampled_from("\"'\\{}\n\r\t \0aé漢\u202e\ud800\N{NO-BREAK SPACE}N#%"), max_size=60)
TEXTS = ANY_TEXT | NASTY_TEXT
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner, max_size=4)
    | st.lists(inner, max_size=4).map(tuple)
    | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=10,
)
MODE = black.Mode(target_versions={TargetVersion.PY311}, line_length=110)


@given(TEXTS)
def test_a_string_is_its_text(text: str) -> None:
    assert ast.literal_eval(string(text)) == text
    assert "\n" not in string(text)


@given(TEXTS.filter(lambda text: "\ud800" not in text))
def test_black_leaves_a_string_as_it_is(text: str) -> None:
    code = f"x = {string(text)}\n"
    assert black.format_str(code, mode=MODE) == code


@given(PLAIN)
def test_a_literal_is_its_value(value: object) -> None:
    found = ast.literal_eval(literal(value))
    assert found == value
    assert type(found) is type(value)


@given(st.lists(TEXTS, min_size=1, max_size=4), st.booleans())
def test_a_text_with_parts_is_filled_in(texts: list[str], plain: bool) -> None:
    code = "config.value" if plain else 'config.values["a"]'
    parts: list[str | Filled] = [texts[0]]
    for text in texts[1:]:
        parts += [Filled(code), text]

    class Config:
        value = "filled {in}"
        values = {"a": value}  # noqa: RUF012

    config = Config  # noqa: F841 - what the code names
    assert eval(f_string(parts)) == "filled {in}".join(texts)


SPECS = st.sampled_from(["", ">12", ".3", '"^9', "'<7", "é^8"])


@given(TEXTS, st.sampled_from(["", "r", "s", "a"]), SPECS, st.booleans(), st.booleans())
def test_a_part_is_converted_and_formatted(
    text: str, conversion: str, spec: str, plain: bool, inner: bool
) -> None:
    code = "config.value" if plain else 'config.values["a"]'

    class Config:
        value = "it's"
        values = {"a": value}  # noqa: RUF012
        format = spec

    config = Config
    how: tuple[str | Filled, ...] = (Filled("config.format"),) if inner else (spec,) if spec else ()
    converted = {"": str, "r": repr, "s": str, "a": ascii}[conversion](config.value)
    found = eval(f_string([text, Filled(code, conversion, how), text]))
    assert found == text + format(converted, spec) + text


@given(TEXTS, st.integers(0, 12), st.integers(40, 120))
def test_a_docstring_says_its_text(text: str, indent: int, line_length: int) -> None:
    code = docstring(text or "x", indent, line_length)
    read = ast.literal_eval(code)
    assert tidy(read).split() == tidy(text or "x").split()


@given(TEXTS)
def test_a_docstring_survives_formatting(text: str) -> None:
    code = f"class X:\n    {docstring(text, 4, 110)}\n\n    x = 1\n"
    if "\ud800" in code:
        return
    formatted = format_module(code, 110)
    assert format_module(formatted, 110) == formatted
    node = ast.parse(formatted).body[0]
    assert isinstance(node, ast.ClassDef)
    assert (ast.get_docstring(node) or "").split() == tidy(text).split()


@given(
    st.lists(st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12), min_size=1, max_size=60)
)
def test_a_docstring_stays_within_the_line(words: list[str]) -> None:
    code = "    " + docstring(" ".join(words), 4, 80)
    assert all(len(line) <= 80 or len(line.split()) == 1 for line in code.split("\n"))


def test_paragraphs_of_a_docstring_are_kept() -> None:
    text = "First line.\n\nSecond paragraph.\n    - indented\n    - again"
    assert inspect.cleandoc(ast.literal_eval(docstring(text, 4, 110))) == text


@pytest.mark.parametrize("name", ["class", "a-b", "", "a.", "None", "x y", "1a"])
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(InternalError):
        identifier(name)


@pytest.mark.parametrize(
    ("value", "text", "code"),
    [
        (1, "1", "1"),
        (16, "0x10", "0x10"),
        (10, "010", "10"),
        (0.1, "0.10", "0.10"),
        (1e10, "1e10", "1e10"),
        (1000, "1_000", "1_000"),
        (100000.0, "1E+5", "1e5"),
        (0.5, ".5", "0.5"),
        (255, "0XfF", "0xFF"),
    ],
)
def test_numbers_are_written_as_the_author_did(value: float, text: str, code: str) -> None:
    assert number(value, text) == code


@pytest.mark.parametrize("value", [1e20, 1e-07, 1j, 1 + 2j, -1 - 2.5j, 1e20 - 1e20j, -0.0, 2.0])
def test_numbers_are_written_as_black_does(value: complex) -> None:
    assert format_module(f"x = f({literal(value)})\n", 80) == f"x = f({literal(value)})\n"
    assert eval(literal(value)) == value


def test_infinity_has_no_literal() -> None:
    assert literal(float("inf")) == 'float("inf")'
