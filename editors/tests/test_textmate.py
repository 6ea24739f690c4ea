"""The TextMate grammar, read by the engine of VS Code, colours every word as what it is."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from words import ROOT, Shown, shown

from conngen.source import Source
from conngen.syntax.parser import parse, scanner
from scripts.editors.scopes import SCOPES

HERE = Path(__file__).parent
GRAMMAR = ROOT / "editors" / "vscode" / "syntaxes" / "conn.tmLanguage.json"
GROUPS = {scope: group.value for group, scope in SCOPES.items()}
FILES = shown()


def tokenised(
    texts: dict[str, str], scope: str = "source.conn", *grammars: Path
) -> dict[str, list[list[str]]]:
    """Return the tokens of texts, each with its innermost scope."""
    command = ["node", "tokenise.mjs", scope, *map(str, grammars or (GRAMMAR,))]
    done = subprocess.run(command, cwd=HERE, input=json.dumps(texts), capture_output=True, encoding="utf-8")
    assert (done.stderr, done.returncode) == ("", 0)
    found: dict[str, list[list[str]]] = json.loads(done.stdout)
    return found


def coloured(tokens: list[list[str]]) -> list[str | None]:
    """Return the group of each character."""
    return [GROUPS.get(scope) for text, scope in tokens for _ in text]


@pytest.fixture(scope="module")
def found() -> dict[str, list[list[str]]]:
    return tokenised({one.name: one.text for one in FILES})


def test_there_are_files_and_groups(found: dict[str, list[list[str]]]) -> None:
    assert len(found) > 400
    assert {group for tokens in found.values() for group in coloured(tokens)} == {None, *GROUPS.values()}


@pytest.mark.parametrize("one", FILES, ids=lambda one: one.name)
def test_every_word_is_coloured_as_what_it_is(one: Shown, found: dict[str, list[list[str]]]) -> None:
    assert wrong(one, found[one.name]) == []


def wrong(one: Shown, tokens: list[list[str]]) -> list[str]:
    """Return what is coloured as something else, signs and brackets included."""
    assert "".join(text for text, _ in tokens) == one.text
    truth, groups = one.truth, coloured(tokens)
    return [
        f"{one.text[max(i - 20, 0) : i + 20]!r}: {one.text[i]!r} is {groups[i]}, not {truth.get(i)}"
        for i in range(len(one.text))
        if not one.text[i].isspace() and groups[i] != truth.get(i)
    ]


# --- files in the middle of being written ---

_HEAD = re.compile(
    r"\s*(?:(?:initInput|initOutput|prerequisiteInput|input|output|task|connections|template|dimensions)\s+\w"
    r"|config\s*\{|\w+\s*:\s*\w|from\s|del\s)"
)
# A field without a default could be a pair of a dictionary that is not closed.
_IN_DICTIONARY = re.compile(r"=\s*\{[^}]*$")


class Cut(NamedTuple):
    """A file of which one line breaks off: its text, and where in both texts the next declaration begins."""

    whole: Shown
    text: str
    after: int
    after_cut: int


def cuts(one: Shown) -> Iterator[Cut]:
    """Yield a file with a line that breaks off behind one of its words, for every fifth word."""
    lexemes = list(scanner().scan(one.text))
    long = [lexeme.span for lexeme in lexemes if "\n" in lexeme.text]
    heads = [match.start() for match in re.finditer("^.*$", one.text, re.MULTILINE) if _HEAD.match(match[0])]
    heads = [head for head in heads if not any(span.start < head < span.end for span in long)]
    for lexeme in lexemes[len(one.text) % 5 :: 5]:
        cut, end = lexeme.span.end, one.text.find("\n", lexeme.span.end)
        after = next((head for head in heads if head > end > 0), None)
        unclosed = any(span.start < end < span.end for span in long) or _IN_DICTIONARY.search(
            one.text, 0, cut
        )
        if after is not None and lexeme.kind != "comment" and not unclosed and "\n" not in lexeme.text:
            yield Cut(one, one.text[:cut] + one.text[end:], after, after - (end - cut))


def test_a_line_that_breaks_off_spoils_nothing_behind_the_next_declaration(
    found: dict[str, list[list[str]]],
) -> None:
    folders = ("examples/", "tests/cases/language/", "tests/importing/")
    broken = [cut for one in FILES if one.name.startswith(folders) for cut in cuts(one)]
    assert len(broken) > 1000
    tokens = tokenised({str(i): cut.text for i, cut in enumerate(broken)})
    spoilt = []
    for i, cut in enumerate(broken):
        assert cut.whole.text[cut.after :] == cut.text[cut.after_cut :]
        now, before = coloured(tokens[str(i)])[cut.after_cut :], coloured(found[cut.whole.name])[cut.after :]
        if now != before:
            spoilt.append((cut.whole.name, cut.text[: cut.after_cut].rstrip("\n")[-200:]))
    assert spoilt == []


@pytest.mark.parametrize("gap", ["\n", "\n\n\t", "  # 'c' {\n    "])
def test_lines_can_end_behind_every_comma_operator_and_bracket(gap: str) -> None:
    laid_out = []
    for one in FILES:
        lexemes = list(scanner().scan(one.text))
        text = one.text[: lexemes[0].span.start] if lexemes else ""
        for left, right in itertools.pairwise(lexemes):
            between = one.text[left.span.end : right.span.start]
            joins = left.text in (",", "(", "[", "and", "or", "==", "!=", "<", ">=") or right.text in (
                ")",
                "]",
            )
            text += left.text + (gap if joins and "\n" not in between else between)
        text += one.text[lexemes[-1].span.start :] if lexemes else ""
        if not parse(Source(one.name, text)).problems:
            laid_out.append(Shown(one.path, text))
    assert len(laid_out) > 400
    tokens = tokenised({one.name: one.text for one in laid_out})
    assert [(one.name, problems) for one in laid_out if (problems := wrong(one, tokens[one.name]))] == []


ODD = [
    'task A[visit] {\n    require a\n        f"\\N{DEGREE SIGN} {a[\'b\']} {{x}}" "{b}"\n}\n',
    "task A[visit] {\n    input größe: T[visit] = R'{a}\\'{b}', when f'{x:{w}}' in y\n}\n",
    'config input {\n    when: int = 3\n    input: str = f"""{a}\n{b}""", check=when\n    require: T = when(a)\n}\n',
    'task A[*x.dims, {y}, healpix{z}] {\n    x["a"].dimensions = [a] if x in [b] else ([c] if d else [e])\n}\n',
    'task A[x] {\n    for in_ in in_band(a)\n    { output {in_}x: {in_}[...] = "{in_}" + x }\n}\n',
]


@pytest.mark.parametrize("text", ODD)
def test_what_is_odd_but_right(text: str) -> None:
    one = Shown(ROOT / "odd.conn", text)
    assert parse(Source(one.name, text)).problems == ()
    assert wrong(one, tokenised({one.name: text})[one.name]) == []


# --- blocks in Markdown ---

MARKDOWN = """\
# Title

- an item
  ```conn
  output x: T[...] = "a", multiple
      \"\"\"never closed
  ```
~~~ conn-bad
input y: [
~~~
```python
output z: T[...]
```
`conn` input w: T
"""


def test_blocks_in_markdown(tmp_path: Path) -> None:
    other = tmp_path / "markdown.json"
    other.write_text('{"scopeName": "text.html.markdown", "patterns": []}')
    injected = GRAMMAR.with_name("conn.markdown.json")
    tokens = tokenised({"page": MARKDOWN}, "text.html.markdown", other, GRAMMAR, injected)["page"]
    joined = (
        (group, "".join(text for text, _ in run))
        for group, run in itertools.groupby(tokens, lambda one: one[1])
    )
    words = [f"{text.strip()} {GROUPS[scope]}" for scope, text in joined if scope in GROUPS]
    assert words == [
        *("output kind", "x connection", "T type", '"a" string', "multiple flag"),
        *('"""never closed string', "input kind", "y connection"),
    ]
