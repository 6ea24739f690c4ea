"""The grammar for tree-sitter, compiled as editors compile it: what it reads, and how its queries colour it."""

from __future__ import annotations

import ctypes
import json
import os
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest
import tree_sitter
from words import ROOT, Shown, differences, shown

from conngen.source import Source
from conngen.syntax import tree
from conngen.syntax.parser import parse
from scripts import make_parser
from scripts.editors.tree_sitter import CAPTURES, HELIX_CAPTURES

GRAMMAR = make_parser.FOLDER
QUERIES = {"highlights.scm": CAPTURES, "helix/highlights.scm": HELIX_CAPTURES}
FILES = shown()
BROKEN = [
    path
    for path in sorted((ROOT / "tests" / "cases").rglob("*.conn"))
    if any(
        one.code == "syntax-error"
        for one in parse(Source(path.name, path.read_text("utf-8", "replace"))).problems
    )
]


@pytest.fixture(scope="module")
def language(tmp_path_factory: pytest.TempPathFactory) -> tree_sitter.Language:
    """The compiled parser."""
    library = tmp_path_factory.mktemp("parser") / "conn.so"
    source = GRAMMAR / "src"
    command = [
        "cc",
        "-shared",
        "-fPIC",
        "-O1",
        "-Wall",
        "-Werror",
        f"-I{source}",
        str(source / "parser.c"),
        "-o",
    ]
    subprocess.run([*command, str(library)], check=True)
    function = ctypes.CDLL(str(library)).tree_sitter_conn
    function.restype = ctypes.c_void_p
    capsule = ctypes.pythonapi.PyCapsule_New
    capsule.restype, capsule.argtypes = ctypes.py_object, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]
    return tree_sitter.Language(capsule(function(), b"tree_sitter.Language", None))


def tree_of(language: tree_sitter.Language, text: str) -> tree_sitter.Node:
    """Return the root of the tree of a text."""
    return tree_sitter.Parser(language).parse(text.encode("utf-8", "replace")).root_node


def mistakes(node: tree_sitter.Node) -> list[str]:
    """Return where a tree has errors, and where something is missing."""
    found = [f"{node.start_point.row + 1}: {node.type}"] if node.is_error or node.is_missing else []
    return found + [one for child in node.children if child.has_error for one in mistakes(child)]


@cache
def query(language: tree_sitter.Language, name: str) -> tree_sitter.Query:
    """Return a query of the grammar's."""
    return tree_sitter.Query(language, (GRAMMAR / "queries" / name).read_text(encoding="utf-8"))


def groups(language: tree_sitter.Language, text: str, name: str) -> dict[int, str]:
    """Return the group of each character, by its offset.

    Editors differ in which of two captures of one node wins, the first or the last: no node may have two. Of nodes
    inside one another the inner one wins with all of them.
    """
    meaning = {capture: group.value for group, capture in QUERIES[name].items()}
    captures = tree_sitter.QueryCursor(query(language, name)).captures(tree_of(language, text))
    spans = sorted(
        (node.start_byte, -node.end_byte, meaning[capture])
        for capture, nodes in captures.items()
        for node in nodes
    )
    assert len({(start, end) for start, end, _ in spans}) == len(spans)
    offsets = [i for i, char in enumerate(text) for _ in char.encode()] + [len(text)]
    found: dict[int, str] = {}
    for start, end, group in spans:
        found |= dict.fromkeys(range(offsets[start], offsets[-end]), group)
    return found


# --- what it reads ----------------------------------------------------------------------------------------


def test_there_are_files() -> None:
    assert len(FILES) > 400
    assert len(BROKEN) > 50


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_good_file_is_read(file: Shown, language: tree_sitter.Language) -> None:
    assert mistakes(tree_of(language, file.text)) == []


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_syntax_error_is_one(path: Path, language: tree_sitter.Language) -> None:
    assert mistakes(tree_of(language, path.read_text("utf-8", "replace"))) != []


# What the compiler finds behind its grammar, and what one token less or more makes of a good line.
@pytest.mark.parametrize(
    "text",
    [
        "x: int = 007",
        "x: int = 1__0 y: int = 3",
        "x: float = 1e999",
        'x: str = "C:\\dir"',
        'x: str = "\\x1"',
        'input x: T[...] "x"\n    "Doc."',
        'input x: T[...] = "x", when y and\n    "Doc."',
        'input x: T[...] = "x", when not\n    "Doc."',
        'require\n    "Message."',
        'x: str = f"{}"',
        'x: str = f"{y +}"',
        'x: str = f"{y!q}"',
        'x: str = f"y}"',
        'x: str = f"{y["a"]}"',
        "config {a}",
        "template {band} = 3",
        "input x y: T",
        "a = [b c]",
    ],
)
def test_a_mistake_alone_is_seen(text: str, language: tree_sitter.Language) -> None:
    problems = parse(Source("example.conn", text)).problems
    assert [problem.code for problem in problems] != []
    assert mistakes(tree_of(language, text)) != []


def test_the_corpus_has_the_trees_it_should_have(tmp_path: Path) -> None:
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [*make_parser.program(), "test"]
    done = subprocess.run(command, cwd=GRAMMAR, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("✓") == sum(
        len(re.findall(r"^---$", path.read_text(encoding="utf-8"), re.MULTILINE))
        for path in (GRAMMAR / "test" / "corpus").glob("*.txt")
    )


def test_the_parser_is_that_of_the_grammar() -> None:
    assert make_parser.generated(make_parser.program()) == make_parser.kept()


# --- how it is coloured -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", QUERIES)
def test_no_two_groups_look_alike(name: str) -> None:
    assert len(set(QUERIES[name].values())) == len(QUERIES[name])


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_every_word_is_coloured_as_what_it_is(file: Shown, name: str, language: tree_sitter.Language) -> None:
    assert list(differences(file, groups(language, file.text, name))) == []


@pytest.mark.parametrize("name", QUERIES)
def test_every_group_is_seen(name: str, language: tree_sitter.Language) -> None:
    seen = {group for file in FILES for group in groups(language, file.text, name).values()}
    assert seen == {group.value for group in QUERIES[name]}


@pytest.mark.parametrize(
    "file", [file for file in FILES if file.name.startswith("examples/")], ids=lambda file: file.name
)
def test_a_file_that_breaks_off_is_coloured_up_to_there(file: Shown, language: tree_sitter.Language) -> None:
    starts = sorted(_starts(parse(Source(file.name, file.text)).file.items))
    # Not within words: half of `input` is `in`, which joins what stands before it to what follows.
    for end in [match.end() for match in re.finditer(r"\w+|[^\w\s]", file.text) if match.end() > starts[0]][
        ::4
    ]:
        healthy = max(start for start in starts if start <= end)  # what is being written is not whole
        seen = groups(language, file.text[:end], "highlights.scm")
        truth = {i: group for i, group in file.truth.items() if i < healthy}
        assert {i: group for i, group in seen.items() if i < healthy} == truth, file.text[:end][-200:]


def _starts(items: tuple[tree.Item, ...]) -> list[int]:
    """Return the offsets at which items begin, those in blocks too."""
    found = []
    for item in items:
        found += [item.span.start, *_starts(getattr(item, "items", ()))]
    return found


def test_the_program_of_tree_sitter_colours_alike(tmp_path: Path, language: tree_sitter.Language) -> None:
    """The highlighter that GitHub's is made of, not only its queries, read by another program."""
    colours = {
        capture: f"#{16 + i:02x}{16 + i:02x}{16 + i:02x}" for i, capture in enumerate(CAPTURES.values())
    }
    configuration = tmp_path / "config.json"
    configuration.write_text(
        json.dumps({"parser-directories": [str(GRAMMAR.parent)], "theme": colours}), "utf-8"
    )
    environment = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    file = next(file for file in FILES if file.name == "examples/survey/survey/match.conn")
    command = [
        *make_parser.program(),
        "highlight",
        "--html",
        "--config-path",
        str(configuration),
        str(file.path),
    ]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    meaning = {colours[capture]: group.value for group, capture in CAPTURES.items()}
    found, text = _read_page(done.stdout, meaning)
    assert text == file.text
    assert list(differences(file, found)) == []


def _read_page(page: str, meaning: dict[str, str]) -> tuple[dict[int, str], str]:
    """Return the groups of characters by offset, and the text, of a page with coloured lines."""
    found: dict[int, str] = {}
    text = ""
    around: list[str] = []
    for line in re.findall(r"<td class=line>(.*?)\n?</td>", page, re.DOTALL):
        for opened, closed, piece in re.findall(
            r"<span style='[^']*color: (#\w+)'>|(</span>)|(&\w+;|&#\d+;|[^<&]+)", line
        ):
            if opened:
                around.append(meaning[opened])
            elif closed:
                around.pop()
            else:
                piece = {"&quot;": '"', "&#39;": "'", "&lt;": "<", "&gt;": ">", "&amp;": "&"}.get(
                    piece, piece
                )
                found |= dict.fromkeys(range(len(text), len(text) + len(piece)), around[-1] if around else "")
                text += piece
        text += "\n"
    return {i: group for i, group in found.items() if group}, text


# --- what else editors ask --------------------------------------------------------------------------------

EXAMPLE = '''\
# One.
from .a import (
    b,
)

task X[visit] {
    input y: T[...] = "y", suppress={
        "some-code": "why",
    }
        """First.

        Second.
        """
}
'''
BRACKETS, CLOSERS = {(1, 3), (5, 13), (6, 12), (6, 8)}, {"3 )", "8 }", "13 }"}


@pytest.mark.parametrize(
    ("name", "capture", "rows"),
    [
        ("folds.scm", "fold", {(1, 3), (5, 13), (6, 8), (9, 12)}),
        ("indents.scm", "indent.begin", BRACKETS),
        ("helix/indents.scm", "indent", BRACKETS),
    ],
)
def test_what_is_folded_and_indented(
    name: str, capture: str, rows: set[tuple[int, int]], language: tree_sitter.Language
) -> None:
    nodes = tree_sitter.QueryCursor(query(language, name)).captures(tree_of(language, EXAMPLE))[capture]
    found = {(node.start_point.row, node.end_point.row) for node in nodes}
    assert {(first, last) for first, last in found if first != last} == rows


@pytest.mark.parametrize(
    ("name", "capture", "found"),
    [
        ("indents.scm", "indent.branch", CLOSERS),
        ("helix/indents.scm", "outdent", CLOSERS),
        ("injections.scm", "injection.content", {"0 comment"}),
        ("helix/injections.scm", "injection.content", {"0 comment"}),
    ],
)
def test_what_ends_and_what_is_another_language(
    name: str, capture: str, found: set[str], language: tree_sitter.Language
) -> None:
    nodes = tree_sitter.QueryCursor(query(language, name)).captures(tree_of(language, EXAMPLE))[capture]
    lines = EXAMPLE.splitlines()
    assert found == {
        f"{node.start_point.row} {node.type}"
        for node in nodes
        if not lines[node.start_point.row].strip()[0].isalpha()
    }
