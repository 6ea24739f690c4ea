"""Vim and Neovim themselves, reading every `.conn` file there is."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typing_cases import CASES
from words import ROOT, broken, differences, formatted, reach, shown, stripped

from conngen.highlighting import Group
from scripts.editors.groups import LOOKS

PLUGIN = ROOT / "editors" / "vim"
HERE = Path(__file__).resolve().parent
EXAMPLE = ROOT / "examples" / "survey" / "survey" / "detect.conn"
_GROUP = re.compile(r"conn([A-Z][a-z]+)_")

pytestmark = pytest.mark.parametrize("editor", ["vim", "nvim"])


def run(editor: str, script: str, folder: Path, path: str | None = None, **variables: object) -> list[Any]:
    """Let an editor run a script with the plugin and some global variables; return what it writes, line for line."""
    program = shutil.which(editor)
    assert program is not None
    environment = {**os.environ, "PATH": os.environ["PATH"] if path is None else path}
    result = folder / "result.json"
    values = {**variables, "result": str(result)}
    lines = [f"set runtimepath^={PLUGIN}", *(f"let g:{name} = {json.dumps(values[name])}" for name in values)]
    (folder / "before.vim").write_text("\n".join(lines) + "\n", encoding="utf-8")
    flags = ["-N", "-u", "NONE", "-i", "NONE", "-n", "-es"]
    command = [program, *flags, "-S", str(folder / "before.vim"), "-S", str(HERE / script)]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=900, stdin=subprocess.DEVNULL
    )
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    if not result.exists():
        return []
    return [json.loads(line) for line in result.read_text(encoding="utf-8").splitlines()]


def written(texts: Sequence[str], folder: Path) -> list[str]:
    """Write texts into files and return their paths."""
    paths = [folder / f"{i}.conn" for i in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_bytes(text.encode())
    return [str(path) for path in paths]


def groups_of(editor: str, texts: Sequence[str], folder: Path) -> list[dict[int, str]]:
    """Return the group of each character that an editor gives one, for each text by its offset."""
    found = run(editor, "vim_words.vim", folder, files=written(texts, folder))
    return [_groups(text, lines) for text, lines in zip(texts, found, strict=True)]


def _groups(text: str, lines: list[list[tuple[int, str]]]) -> dict[int, str]:
    found: dict[int, str] = {}
    start = 0
    for line, runs in zip(text.removesuffix("\n").split("\n"), lines, strict=True):
        raw = line.encode()
        for (column, name), (end, _) in itertools.pairwise([*runs, (len(raw) + 1, "")]):
            match = _GROUP.match(name)
            if match is not None and match[1].lower() in LOOKS:
                first = start + len(raw[: column - 1].decode())
                length = len(raw[column - 1 : end - 1].decode())
                found.update(dict.fromkeys(range(first, first + length), match[1].lower()))
        start += len(line) + 1
    return found


def test_every_word_is_what_it_is(editor: str, tmp_path: Path) -> None:
    files = shown()
    assert len(files) > 400
    seen = groups_of(editor, [file.text for file in files], tmp_path)
    assert [
        found for file, groups in zip(files, seen, strict=True) for found in differences(file, groups)
    ] == []


def test_what_is_broken_reaches_no_further_than_the_next_item(editor: str, tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    cases = broken(text)
    assert len(cases) > 100
    whole, *seen = groups_of(editor, [text, *(case.text for case in cases)], tmp_path)
    far = [
        case.text.split("\n")[case.line]
        for case, groups in zip(cases, seen, strict=True)
        if reach(whole, text, groups, case) > 2
    ]
    assert far == []


def test_a_string_that_is_not_closed_ends_with_its_line(editor: str, tmp_path: Path) -> None:
    text = 'task A[visit] {\n    input x: T[...] = "x\n    output y: T = "y"\n}\n'
    (groups,) = groups_of(editor, [text], tmp_path)
    assert groups[text.index("output")] == Group.KIND
    assert groups[text.index("y:")] == Group.CONNECTION


def test_formatted_files_are_indented_already(editor: str, tmp_path: Path) -> None:
    files = [file for file in formatted() if "\f" not in file.text and "\r" not in file.text]
    assert len(files) > 400
    paths = written([stripped(file.text) for file in files], tmp_path)
    run(editor, "vim_indent.vim", tmp_path, files=paths)
    wrong = [
        file.name
        for file, path in zip(files, paths, strict=True)
        if Path(path).read_bytes().decode() != file.text
    ]
    assert wrong == []


def test_what_is_typed_is_indented(editor: str, tmp_path: Path) -> None:
    typed = [
        (case.before.removesuffix("\n"), case.before.count("\n"), "o" + "\r".join(case.lines))
        for case in CASES.values()
    ]
    seen = run(editor, "vim_keys.vim", tmp_path, typed=typed)
    wanted = [(case.before + case.after).removesuffix("\n") for case in CASES.values()]
    assert dict(zip(CASES, seen, strict=True)) == dict(zip(CASES, wanted, strict=True))


def test_settings_folds_and_colours(editor: str, tmp_path: Path) -> None:
    linked = {f"conn{group.value.capitalize()}": look.vim for group, look in LOOKS.items() if look.vim}
    variables = {"file": str(EXAMPLE), "groups": list(linked), "looks": list(linked.values())}
    options, folds, links, undone = run(editor, "vim_settings.vim", tmp_path, **variables)
    assert options == ["conn", ["# %s", ":#", "ConnFormat()", "", 4, 1, "ConnIndent(v:lnum)"]]
    assert folds == depths(EXAMPLE.read_text(encoding="utf-8"))
    assert links == [1] * len(linked)
    assert undone


def depths(text: str) -> list[int]:
    """Return how many blocks each line of a formatted text is in, those that begin or end on it included."""
    found, depth = [], 0
    for line in text.splitlines():
        opens, closes = line.endswith("{"), line.strip() == "}"
        found.append(depth + opens)
        depth += opens - closes
    return found
