"""What is made for editors from grammar and vocabulary is current, and says what the language says."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conngen import vocabulary
from conngen.highlighting import Group
from conngen.source import Source
from conngen.syntax.parser import parse
from scripts import make_editors
from scripts.editors import textmate, words
from scripts.editors.scopes import SCOPES

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = make_editors.files()


@pytest.mark.parametrize("path", sorted(FILES))
def test_a_file_is_current(path: str, refresh: bool) -> None:
    before = (ROOT / path).read_bytes().decode() if (ROOT / path).is_file() else ""
    if refresh and before != FILES[path]:
        (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / path).write_bytes(FILES[path].encode())
    assert before == FILES[path], "run `make editors`"


def test_the_command_tells_what_is_not_current(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Any
) -> None:
    monkeypatch.setattr(make_editors, "ROOT", tmp_path)
    monkeypatch.setattr(make_editors, "files", lambda: {"a/one": "1\n", "two": "2\n"})
    for arguments, status, output in (
        (["--check"], 1, "not current  a/one\nnot current  two\n0 of 2 files are current\n"),
        ([], 0, "written  a/one\nwritten  two\n0 of 2 files were current\n"),
        (["--check"], 0, "2 of 2 files are current\n"),
        (["--help"], 2, ""),
    ):
        monkeypatch.setattr(sys, "argv", ["make_editors.py", *arguments])
        assert make_editors.main() == status
        assert capsys.readouterr().out == output
    assert (tmp_path / "a" / "one").read_text() == "1\n"


def test_the_command_runs_from_anywhere(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "scripts" / "make_editors.py"), "--check"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_each_group_has_a_scope_of_its_own() -> None:
    assert set(SCOPES) == set(Group)
    assert len(set(SCOPES.values())) == len(Group)


def test_the_words_are_those_of_the_grammar() -> None:
    grammar = re.sub("//.*", "", (ROOT / "grammar" / "conn.lark").read_text())
    assert set(words.RESERVED) == {word for word in re.findall(r'"(\w+)"', grammar) if word.isalpha()}
    assert words.STATEMENTS == ("when", "require", "for", "in", "del", "from", "import", "as")
    assert words.OPERATORS == ("in", "if", "else", "or", "and", "not", "is")


def test_the_grammar_includes_only_what_it_has() -> None:
    made = textmate.grammar()
    included = set(re.findall(r'"include": "#([^"]+)"', json.dumps(made)))
    assert included == set(made["repository"])


# --- snippets ---

SNIPPETS: dict[str, dict[str, Any]] = json.loads(FILES["editors/vscode/snippets/conn.json"])
_STOP = re.compile(r"\$\{(\d+):([^{}]*(?:\{[^{}]*\})?[^{}]*)\}|\$(\d+)")


def expanded(body: list[str]) -> str:
    """Return what a snippet leaves if nothing is typed into it."""
    text = "\n".join(body)
    defaults = {match[1]: match[2] for match in _STOP.finditer(text) if match[1]}
    return _STOP.sub(lambda match: defaults.get(match[1] or match[3], ""), text)


@pytest.mark.parametrize("name", sorted(SNIPPETS))
def test_a_snippet_can_be_read(name: str) -> None:
    text = expanded(SNIPPETS[name]["body"])
    assert "$" not in text
    assert parse(Source("snippet.conn", text)).problems == ()


def test_there_is_a_snippet_for_every_block_kind_and_definition() -> None:
    assert {*vocabulary.BLOCKS, *vocabulary.KINDS, *vocabulary.DEFINITIONS} <= set(SNIPPETS)
