"""What is done by hand for plain values, so that less is imported, is what the standard library does."""

from __future__ import annotations

import json
import re
import textwrap

from hypothesis import given
from hypothesis import strategies as st

from conngen.backends.python.filling import filled
from conngen.globs import fits, pattern
from conngen.ownership.plain_json import written
from conngen.syntax import scanner

TEXTS = st.text(max_size=8) | st.text("abc/.\\\"'é\x7f\x1f\u2028 ", max_size=8)
VALUES = st.recursive(
    TEXTS | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=12,
)


@given(VALUES)
def test_json_is_written_as_json_writes_it(value: object) -> None:
    assert written(value) == json.dumps(value, indent=2)


WORDS = st.sampled_from(["a", "word", "the", "some-what", "x" * 30, "é", "two  spaces", "\t", "end.", "--"])


@given(st.lists(WORDS, max_size=30), st.integers(20, 60), st.sampled_from(["", "# "]))
def test_text_is_filled_as_textwrap_fills_it(words: list[str], room: int, lead: str) -> None:
    text = " ".join(words)
    assert filled(text, room, lead) == textwrap.wrap(text, room, initial_indent=lead, subsequent_indent=lead)


@given(
    st.sampled_from(["*.conn", "*.co?n", "*.c/*", "*.", "*", "*.a.b", "*.[ab]", "*.é"]),
    st.lists(st.sampled_from([".conn", "a", "/", ".", "\n", "b", ".a.b", "é"]), max_size=6).map("".join),
)
def test_a_glob_fits_what_its_expression_matches(glob: str, name: str) -> None:
    assert fits(glob, name) == bool(pattern(glob).fullmatch(name))


@given(st.text(st.characters(max_codepoint=0x90), max_size=10))
def test_invisible_characters_are_found_also_without_an_expression(text: str) -> None:
    found = {problem.span.start for problem in scanner.check_text(text)}
    lines = re.split(r"(?<=[\r\n])", text)
    expected, start = set(), 0
    for line in lines:
        if (first := re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]", line)) is not None:
            expected.add(start + first.start())
        start += len(line)
    assert found == expected
