"""Emacs itself, reading every `.conn` file there is."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from typing_cases import CASES
from words import ROOT, broken, differences, formatted, reach, shown, stripped

from conngen.highlighting import Group
from scripts.editors.groups import LOOKS

PLUGIN = ROOT / "editors" / "emacs"
HERE = Path(__file__).resolve().parent
EXAMPLE = ROOT / "examples" / "survey" / "survey" / "detect.conn"
FACES = {
    "font-lock-comment-face": Group.COMMENT.value,
    "font-lock-comment-delimiter-face": Group.COMMENT.value,
    "font-lock-string-face": Group.STRING.value,
    **{f"conn-mode-{group}-face": group.value for group in LOOKS},
}


def emacs(*arguments: str) -> str:
    """Run Emacs with the mode, and return what it says."""
    command = ["emacs", "-Q", "--batch", "-L", str(PLUGIN), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, timeout=900, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def written(texts: Sequence[str], folder: Path) -> list[str]:
    """Write texts into files and return their paths."""
    paths = [folder / f"{i}.conn" for i in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_bytes(text.encode())
    return [str(path) for path in paths]


def listed(values: object, folder: Path) -> str:
    """Write values into a file and return its path."""
    path = folder / "values.json"
    path.write_text(json.dumps(values), encoding="utf-8")
    return str(path)


def results(path: Path) -> list[Any]:
    """Return what was written to a file, line for line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def groups_of(texts: Sequence[str], folder: Path) -> list[dict[int, str]]:
    """Return the group of each character that Emacs gives one, for each text by its offset."""
    found = folder / "found.json"
    emacs("-l", str(HERE / "emacs-words.el"), listed(written(texts, folder), folder), str(found))
    seen = []
    for text, (mode, runs) in zip(texts, results(found), strict=True):
        assert mode == "conn-mode"
        groups: dict[int, str] = {}
        for (start, face), (end, _) in itertools.pairwise([*runs, (len(text), "")]):
            if face:
                groups.update(dict.fromkeys(range(start, end), FACES[face]))
        seen.append(groups)
    return seen


def test_every_word_is_what_it_is(tmp_path: Path) -> None:
    files = shown()
    assert len(files) > 400
    seen = groups_of([file.text for file in files], tmp_path)
    assert [
        found for file, groups in zip(files, seen, strict=True) for found in differences(file, groups)
    ] == []


def test_what_is_broken_reaches_no_further_than_the_next_item(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    cases = broken(text)
    assert len(cases) > 100
    whole, *seen = groups_of([text, *(case.text for case in cases)], tmp_path)
    far = [
        case.text.split("\n")[case.line]
        for case, groups in zip(cases, seen, strict=True)
        if reach(whole, text, groups, case) > 2
    ]
    assert far == []


def test_a_string_that_is_not_closed_ends_with_its_line(tmp_path: Path) -> None:
    text = 'task A[visit] {\n    input x: T[...] = "x\n    output y: T = "y"\n}\n'
    (groups,) = groups_of([text], tmp_path)
    assert groups[text.index("output")] == Group.KIND
    assert groups[text.index("y:")] == Group.CONNECTION


def test_formatted_files_are_indented_already(tmp_path: Path) -> None:
    files = [file for file in formatted() if "\f" not in file.text and "\r" not in file.text]
    assert len(files) > 400
    paths = written([stripped(file.text) for file in files], tmp_path)
    emacs("-l", str(HERE / "emacs-indent.el"), listed(paths, tmp_path))
    wrong = [
        file.name
        for file, path in zip(files, paths, strict=True)
        if Path(path).read_bytes().decode() != file.text
    ]
    assert wrong == []


def test_what_is_typed_is_indented_and_what_is_set(tmp_path: Path) -> None:
    result = tmp_path / "result.json"
    values = [(case.before, case.lines) for case in CASES.values()]
    emacs("-l", str(HERE / "emacs-typing.el"), listed(values, tmp_path), str(EXAMPLE), str(result))
    *seen, settings = results(result)
    wanted = [(case.before + case.after).removesuffix("\n") for case in CASES.values()]
    assert dict(zip(CASES, seen, strict=True)) == dict(zip(CASES, wanted, strict=True))
    comment, index, server, line = settings
    assert comment == "# "
    assert {"Task", "Template", "Connection", "Field"} <= set(index)
    assert server == ["conngen", "lsp"]
    assert EXAMPLE.read_text(encoding="utf-8").splitlines()[line - 1].startswith("task Detect")


def test_editing_colours_as_reading_does(tmp_path: Path) -> None:
    """What is seen after a change is what is seen of the changed text as a whole."""
    text = EXAMPLE.read_text(encoding="utf-8")
    cases = broken(text)[::10]
    result = tmp_path / "result.json"
    values = [str(EXAMPLE), [(case.line + 1, case.text.split("\n")[case.line]) for case in cases]]
    emacs("-l", str(HERE / "emacs-editing.el"), listed(values, tmp_path), str(result))
    assert results(result) == [[True, True]] * len(cases)


def test_it_compiles_and_is_documented(tmp_path: Path) -> None:
    path = shutil.copy(PLUGIN / "conn-mode.el", tmp_path)
    strict = "(setq byte-compile-error-on-warn t)"
    assert emacs("--eval", strict, "-f", "batch-byte-compile", path) == ""
    # Its own advice on prose: sentences that begin with a noun are taken for ones that do not say what is done.
    said = [line for line in emacs("--eval", f'(checkdoc-file "{path}")').splitlines() if ".el:" in line]
    assert [line for line in said if "imperative" not in line and "80 columns" not in line] == []
