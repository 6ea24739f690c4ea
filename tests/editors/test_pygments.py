"""Pygments, asked by name as Sphinx and Jupyter ask it, colours each word as what the compiler takes it for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pygments
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.formatters import HtmlFormatter
from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name, get_lexer_for_filename, get_lexer_for_mimetype
from pygments.token import Error, Text

from conngen.highlighting import Group, coloured
from conngen.pygments_lexer import TOKENS, ConnLexer
from conngen.source import Source
from conngen.syntax.parser import parse

ROOT = Path(__file__).parent.parent.parent
FILES = sorted(path for folder in ("tests", "examples", "docs") for path in (ROOT / folder).rglob("*.conn"))
GROUPS = {token: Group(name) for name, token in TOKENS.items()}

EVERYTHING = """\
edition 1
from .base import Base as B  # where it comes from
task X[visit](B) {
    runQuantum = True
    template t = "deep"
    dimensions area = [healpix{order}] if order is not None else [tract]
    for n in range(count) {
        output noise{n}: ExposureF[...] = "{t}_n{n}", multiple, when not input
    }
    config {
        input: int | None = 3, min=0, mim=1
            "A doc."
        require input > len(names)
            f"not {input}"
    }
}
"""
WORDS = """
edition keyword / 1 number / from keyword / base module / import keyword / Base name / as keyword / B name
# where it comes from comment / task keyword / X class / visit dimension / B class / runQuantum setting / True constant
template keyword / t template / "deep" string / dimensions keyword / area dimension / healpix{order} dimension
if operator / order variable / is operator / not operator / None constant / else operator / tract dimension
for keyword / n variable / in keyword / range function / count variable
output kind / noise{n} connection / ExposureF type / " string / {t} placeholder / _n string / {n} placeholder / " string
multiple flag / when keyword / not operator / input variable
config keyword / input field / int type / None constant / 3 number / min flag / 0 number / mim - / 1 number
"A doc." string / require keyword / input variable / len function / names variable
f"not  string / {input} placeholder / " string
"""


@pytest.fixture
def lexer() -> Lexer:
    """The lexer as Pygments finds it; nothing is stripped."""
    return get_lexer_by_name("conn", stripnl=False, ensurenl=False)


def words(text: str) -> list[tuple[str, str]]:
    """Return what the lexer makes of the words, strings and comments of a text; `-` of a word that is nothing."""
    found = []
    for _, token, value in ConnLexer().get_tokens_unprocessed(text):
        if token in GROUPS:
            found.append((value.strip(), GROUPS[token].value))
        elif token is Text:
            found.append((value, "-"))
    return found


def test_pygments_finds_it_by_name_ending_and_type() -> None:
    for lexer in (
        get_lexer_by_name("conn"),
        get_lexer_for_filename("survey/detect.conn"),
        get_lexer_for_mimetype("text/x-conn"),
    ):
        assert type(lexer).__name__ == "ConnLexer"


def test_each_group_has_a_token_type_of_its_own() -> None:
    assert set(TOKENS) == {group.value for group in Group}
    assert len(GROUPS) == len(TOKENS)


def test_words_are_what_they_are() -> None:
    expected = [tuple(one.rsplit(None, 1)) for one in WORDS.replace("\n", " / ").split(" / ") if one.strip()]
    found = words(EVERYTHING)
    assert found == [(word.strip(), group) for word, group in expected]
    assert {group for _, group in found} == {"-", *(group.value for group in Group)}


@pytest.mark.parametrize(
    ("item", "filled"),
    [
        ('input x: T = "{a}" if c == "{b}" else "{d}"', ["{a}", "{d}"]),
        ('x.name = "{a}_b"', ["{a}"]),
        ('x.doc = "{a}"', []),
        ('name = "{a}"', []),
        (r'input x: T = r"\N{a}\{b}"', ["{a}", "{b}"]),
        (r'input x: T = "\N{BULLET}\\N{a}"', ["{a}"]),
        (r'require x f"\N{BULLET}{a}"', ["{a}"]),
    ],
)
def test_what_is_filled_in(item: str, filled: list[str]) -> None:
    assert [word for word, group in words(item) if group == Group.PLACEHOLDER] == filled


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_it_agrees_with_the_compiler(path: Path, lexer: Lexer) -> None:
    text = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    text = text.removeprefix("\ufeff")
    found, start = [], 0
    for token, value in lexer.get_tokens(text):
        if token in GROUPS:
            found.append(((start, start + len(value)), GROUPS[token]))
        start += len(value)
    assert start == len(text)
    assert found == [(tuple(one.span), one.group) for one in coloured(parse(Source("", text)))]


FRAGMENTS = st.sampled_from(
    [
        *"\"'{}[]()=:,.# \n\\|*",
        *(
            '"""',
            "\r\n",
            "f'",
            "when ",
            "for n in ",
            "output x",
            "task X[a] {\n",
            "\ufeff",
            "\u200b",
            "é",
            "1e5",
        ),
        *("{n}", "..", "require a ", '"{a}" ', 'f"{a:{b}}" ', "from .a import b as c\n", "x: int"),
    ]
)


@settings(max_examples=150)
@given(st.one_of(st.text(max_size=60), st.lists(FRAGMENTS, max_size=25).map("".join)))
def test_no_character_is_lost_whatever_the_text(text: str) -> None:
    tokens = list(ConnLexer().get_tokens_unprocessed(text))
    assert "".join(value for _, _, value in tokens) == text
    offsets = [offset for offset, _, _ in tokens]
    assert offsets == [len("".join(value for _, _, value in tokens[:i])) for i in range(len(tokens))]
    assert all(value for _, _, value in tokens)
    assert not any(token is Error for _, token, _ in tokens)  # Sphinx would warn


DECLARATIONS = [
    'input a: ExposureF[visit] = "{t}_a", multiple\n        "Doc."',
    'output b: ExposureF[...] = "b", when c\n        "Doc."',
    "template t = 'deep'",
    "isr.doBias = not False",
]
MISTAKES = [
    'input x: ExposureF[visit = "x"',
    'input x: ExposureF[visit]] = "x"',
    'input x ExposureF = "x"',
    'output x: = "x',
    "template t = ]",
    "x = (1 +",
    "config x y z",
    'when a and { output c: A = "c" }',
]


@given(st.permutations(DECLARATIONS), st.sampled_from(MISTAKES), st.integers(0, 4))
@settings(max_examples=60)
def test_a_mistake_colours_no_other_declaration(healthy: list[str], mistake: str, place: int) -> None:
    opened = "task X[visit] {\n"
    before = opened + "".join(f"    {one}\n" for one in healthy[:place])
    after = "".join(f"    {one}\n" for one in healthy[place:]) + "}\n"
    right, wrong = words(before + after), words(f"{before}    {mistake}\n{after}")
    head, tail = words(f"{before}}}\n"), words(opened + after)[3:]
    assert right == head + tail
    assert wrong[: len(head)] == head
    assert not tail or wrong[-len(tail) :] == tail


def test_it_is_light_to_import() -> None:
    """Pygments imports the plugins of all packages for any name it does not know."""
    code = "import sys, conngen.pygments_lexer; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = done.stdout.split()
    assert "conngen.pygments_lexer" in loaded
    assert not {"lark", "black", "jinja2", "click", "yaml", "conngen.syntax", "conngen.vocabulary"} & set(
        loaded
    )


def test_html_has_the_classes(lexer: Lexer) -> None:
    html = pygments.highlight('output x: ExposureF[...] = "{t}x", multiple\n', lexer, HtmlFormatter())
    for classes, word in (
        ("kd", "output"),
        ("nv", "x"),
        ("kt", "ExposureF"),
        ("si", "{t}"),
        ("na", "multiple"),
    ):
        assert f'<span class="{classes}">{word}</span>' in html


def test_sphinx_colours_a_block(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    (source / "conf.py").write_text("project = 'survey'\n", encoding="utf-8")
    mistake = EVERYTHING.replace("[visit]", "[visit")
    blocks = "".join(
        f".. code-block:: conn\n\n{''.join(f'   {line}' for line in text.splitlines(keepends=True))}\n"
        for text in (EVERYTHING, mistake, "input x: ExposureF[...]\n")
    )
    (source / "index.rst").write_text(f"Survey\n======\n\n{blocks}", encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", str(source), str(tmp_path / "html")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert not done.stderr
    html = (tmp_path / "html" / "index.html").read_text(encoding="utf-8")
    assert html.count('<div class="highlight-conn notranslate">') == 3
    for classes, word in (("k", "task"), ("nc", "X"), ("kd", "output"), ("nv", "noise{n}"), ("vi", "input")):
        assert f'<span class="{classes}">{word}</span>' in html
