"""The parser's own loop over lark's tables is held to lark: same trees, spans, problems, places to stop at."""

from __future__ import annotations

import dataclasses
import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conngen.syntax import lalr, parser, tables
from conngen.syntax.making import STARTS, make
from conngen.syntax.problem import Problem
from conngen.syntax.scanner import check_limits, near_limits
from parsing import reference
from scripts import make_tables

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = sorted(one for folder in ("tests", "examples") for one in (ROOT / folder).rglob("*.conn"))
TEXTS = [one.read_bytes().decode("utf-8", "replace") for one in FILES]

_WORDS = [
    *(text for _, _, texts in tables.load().terminals for text in texts),
    *(
        "input",
        "template",
        "task",
        "config",
        "x",
        "é",
        "when_",
        "inside",
        "f",
        "a.b",
        "...",
        "..",
        "....",
        ".5",
        "5",
        "1.5",
    ),
    *(
        "0x1f",
        "1e3",
        "007",
        "{n}",
        "x{n}y",
        "{n}{m.k}",
        '"doc"',
        "'a'",
        'f"{x} {y + 1!r:>{w}}"',
        'f"{"',
        'r"\\d"',
        '"""a',
    ),
    *(
        '"""a\n  b"""',
        "f'{a'",
        '"{x}"',
        '"\\q"',
        "# c",
        "#",
        "\n",
        "\r\n",
        "\f",
        "\\",
        "$",
        "“",
        ";",
        "&&",
        "--",
    ),
]
PHRASES = st.lists(
    st.tuples(st.sampled_from(_WORDS), st.sampled_from(["", " ", " ", "\n"])), max_size=25
).map(lambda parts: "".join(word + blank for word, blank in parts))


def plain(node: Any) -> Any:
    """Return a node with everything that is in it, spans too, which take no part in a comparison of nodes."""
    if dataclasses.is_dataclass(node):
        return type(node).__name__, [
            (one.name, plain(getattr(node, one.name))) for one in dataclasses.fields(node)
        ]
    if isinstance(node, tuple | list):
        return type(node).__name__, [plain(one) for one in node]
    return type(node).__name__, node


def mutated(text: str, chance: random.Random) -> str:
    """Return a text with something left out, doubled or put in at a few places."""
    for _ in range(chance.randint(1, 3)):
        at = chance.randint(0, len(text))
        until = at + chance.choice([0, 1, 1, 4, 20])
        text = text[:at] + chance.choice(["", "", chance.choice(_WORDS), text[at:until] * 2]) + text[until:]
    return text


def check(text: str, start: str, base: int = 0) -> bool:
    """Compare the two ways; return whether the text has the shape."""
    found: list[Problem] = []
    expected: list[Problem] = []
    node = parser.run(text, start, base, found)
    assert plain(node) == plain(reference.run(text, start, base, expected))
    assert found == expected
    states, stop = lalr.parser().follow(text, start)
    assert stop == reference.stop(text, start)
    accepted = frozenset() if stop is not None else lalr.parser().accepted(states)
    assert accepted == reference.accepted(text, start)
    return node is not None


@pytest.mark.parametrize("text", TEXTS, ids=[str(one.relative_to(ROOT)) for one in FILES])
def test_both_ways_read_a_file_alike(text: str) -> None:
    chance = random.Random(text)
    check(text, "start")
    check(mutated(text, chance), "start")


def test_most_of_these_files_can_be_read() -> None:
    assert sum(parser.run(text, "start", 0, []) is not None for text in TEXTS) > len(TEXTS) * 0.8


@given(PHRASES, st.sampled_from(STARTS), st.sampled_from([0, 7]))
@settings(max_examples=300, deadline=None)
def test_both_ways_read_any_text_alike(text: str, start: str, base: int) -> None:
    check(text, start, base)


@given(st.sampled_from(TEXTS), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_both_ways_read_a_part_of_a_file_alike(text: str, chance: random.Random) -> None:
    lines = text.splitlines(keepends=True)
    first = chance.randint(0, len(lines))
    part = "".join(lines[first : first + chance.randint(1, 6)])
    check(part if chance.random() < 0.5 else mutated(part, chance), chance.choice(["only_item", "start"]))


@pytest.mark.parametrize("word", [one for one in _WORDS if one.strip()])
def test_a_word_is_the_same_terminal_in_each_state(word: str) -> None:
    """What lark's lexer of each state makes of a word at the end of a text, and before others."""
    ours = lalr.parser()
    beginnings = [
        "",
        "x ",
        "x: ",
        "x: a",
        "x: a = ",
        "x: a = b ",
        "input x",
        "for n ",
        "from ",
        "from . ",
        "x: a[",
        "del a ",
        "a.b",
    ]
    for beginning in beginnings:
        for behind in ("", " ", "x", ".", "=", "{"):
            text = beginning + word + behind
            assert ours.follow(text, "start")[1] == reference.stop(text, "start"), text


def test_stored_tables_are_those_of_the_grammar() -> None:
    text = make_tables.tables_text(make(tables.grammar_text()))
    assert make_tables.TABLES.read_text(encoding="utf-8") == text, "run `make tables`"


def test_tables_of_another_grammar_are_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    grammar = tables.grammar_text()
    changed = grammar.replace('removal:     "del"', 'removal:     "drop"')
    assert changed != grammar
    monkeypatch.setattr(tables, "grammar_text", lambda: changed)
    fresh = tables.load.__wrapped__()
    assert fresh.grammar != tables.load().grammar
    ours = lalr.Parser(fresh)
    assert ours.follow("drop x", "start")[1] is None
    assert ours.follow("del x, y", "start")[1] is not None


@pytest.mark.parametrize(
    ("grammar", "message"),
    [
        ('start: item\nitem: NAME -> other\nNAME: /a+/\nONE: "("\n', "has an alias"),
        ('start: item\nitem: NAME ONE\nNAME: /a+/i\nONE: "("\n', "has flags"),
        ('start: ONE item\nitem: NAME\nNAME.-1: /a+/\nONE: "("\n', "any length"),
        ('start: item\n?item: "(" NAME\nNAME: /a+/\n', "not always one"),
    ],
)
def test_a_grammar_with_more_than_the_parser_knows_is_refused(grammar: str, message: str) -> None:
    more = 'only_item: item\nonly_expression: "x"\n%ignore " "\n'
    with pytest.raises(ValueError, match=message):
        make(grammar + more)


@pytest.mark.parametrize("text", TEXTS[::7])
def test_what_is_near_no_limit_is_within_it(text: str) -> None:
    words: list[str] = []
    if parser.run(text, "start", 0, [], None, words) is not None and not near_limits(words):
        assert check_limits(list(parser.scanner().scan(text))) is None


@pytest.mark.parametrize(
    "text",
    [
        "x: a = " + "(" * 41 + "1" + ")" * 41,
        "x: a = " + " + ".join(["1"] * 102),
        "x: a = b" + ".c" * 101,
        "x: a = " + "not " * 101 + "b",
        "when " + " and ".join(["a"] * 102) + " { }",
        "task T[" + "a[" * 41 + "b" + "]" * 41 + "] { }",
    ],
)
def test_what_goes_beyond_a_limit_is_near_it(text: str) -> None:
    words: list[str] = []
    parser.run(text, "start", 0, [], None, words)
    assert near_limits(words)
    assert check_limits(list(parser.scanner().scan(text))) is not None


def test_comments_are_those_that_the_scanner_finds() -> None:
    for text in TEXTS:
        comments: list[Any] = []
        if parser.run(text, "start", 0, [], comments, []) is not None:
            expected = [one for one in parser.scanner().scan(text) if one.kind == "comment"]
            assert [(one.span, one.text) for one in comments] == [(one.span, one.text) for one in expected]


def test_nothing_is_read_by_lark() -> None:
    code = (
        "import sys; from conngen.syntax.parser import parse; from conngen.source import Source\n"
        "assert parse(Source('a', 'input x: A[b] = \"c\"')).problems == ()\n"
        "assert parse(Source('a', 'input x: A[b = \"c\"')).problems\n"
        "sys.exit('lark' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
