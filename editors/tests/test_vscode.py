"""The extension for VS Code: what npm packs, and what it does in an editor."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path
from typing import Any

import pytest
from words import ROOT

from conngen.version import __version__

HERE = Path(__file__).parent
EXTENSION = ROOT / "editors" / "vscode"
BUNDLE = ("bundle/extension.js", "bundle/NOTICES.txt")
SHIPPED = {
    *BUNDLE,
    "CHANGELOG.md",
    "README.md",
    "language-configuration.json",
    "package.json",
    "snippets/conn.json",
    "syntaxes/conn.markdown.json",
    "syntaxes/conn.tmLanguage.json",
}
MISTAKE = """task Warp[tract, patch] {
    input calexps: ExposureF[...] = "calexp", multipel
        "Exposures that overlap the patch."
}
"""


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what npm has packed, from a copy of the sources."""
    folder = tmp_path_factory.mktemp("packed")
    source = folder / "source"
    shutil.copytree(EXTENSION, source, ignore=shutil.ignore_patterns("node_modules", "bundle", "*.vsix"))
    (source / "node_modules").symlink_to(EXTENSION / "node_modules")
    done = subprocess.run(["npm", "run", "package"], cwd=source, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(source / "conn.vsix") as archive:
        archive.extractall(folder / "vsix")
    return folder / "vsix" / "extension"


def test_it_holds_what_it_needs_and_nothing_else(packed: Path) -> None:
    found = {path.relative_to(packed).as_posix() for path in packed.rglob("*") if path.is_file()}
    assert {name.lower() for name in found} == {name.lower() for name in SHIPPED}


def test_it_names_only_files_that_it_holds(packed: Path) -> None:
    manifest = json.loads((packed / "package.json").read_text())
    gives = manifest["contributes"]
    assert manifest["version"] == __version__
    assert (packed / manifest["main"]).is_file()
    paths = [one["path"] for name in ("grammars", "snippets") for one in gives[name]]
    for path in (*paths, gives["languages"][0]["configuration"]):
        assert json.loads((packed / path).read_text())


@pytest.mark.parametrize("name", BUNDLE)
def test_the_code_that_is_installed_without_npm_is_the_one_that_npm_packs(packed: Path, name: str) -> None:
    assert (EXTENSION / name).read_bytes() == (packed / name).read_bytes(), "run `npm run bundle`"


# --- in an editor ---


def in_editor(packed: Path, folder: Path, **given: Any) -> dict[str, Any]:
    """Return what the extension shows in an editor that knows no other conngen than those it is told of."""
    told = {"extension": str(packed / "bundle" / "extension.js"), "folder": str(folder), **given}
    node = shutil.which("node")
    assert node is not None
    paths = str(folder / "bin")
    done = subprocess.run(
        [node, "vscode_stub.cjs", json.dumps(told)],
        cwd=HERE,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PATH": paths, "XDG_CACHE_HOME": str(folder / "cache")},
    )
    assert (done.stderr, done.returncode) == ("", 0)
    seen: dict[str, Any] = json.loads(done.stdout)
    assert seen["log"] == [] or "did not start" in seen["output"]
    return seen


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "bin").mkdir()
    (tmp_path / "warp.conn").write_text(MISTAKE)
    return tmp_path


def fake(path: Path, *lines: str) -> Path:
    """Write a command that is not conngen."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(("#!/bin/sh", *lines, "")))
    path.chmod(0o755)
    return path


def conngen(folder: Path) -> Path:
    """Return a Python environment's `python`, with conngen beside it."""
    real = Path(sysconfig.get_path("scripts")) / "conngen"
    assert real.is_file()
    fake(folder / "env" / "bin" / "conngen", f'exec "{sys.executable}" "{real}" "$@"')
    return fake(folder / "env" / "bin" / "python")


def codes(seen: dict[str, Any], file: Path) -> list[str]:
    return [one["code"]["value"] for one in seen["diagnostics"][str(file)]]


def test_it_starts_the_server_of_the_environment_that_is_selected(packed: Path, folder: Path) -> None:
    python = conngen(folder)
    fake(folder / "bin" / "conngen", "exit 3")
    seen = in_editor(packed, folder, file=str(folder / "warp.conn"), python=str(python))
    assert codes(seen, folder / "warp.conn") == ["unknown-flag"]
    assert seen["messages"] == []


def test_it_starts_the_server_on_the_path(packed: Path, folder: Path) -> None:
    (folder / "bin" / "conngen").symlink_to(conngen(folder).with_name("conngen"))
    seen = in_editor(packed, folder, file=str(folder / "warp.conn"), python="/nowhere/bin/python")
    assert codes(seen, folder / "warp.conn") == ["unknown-flag"]


def test_it_starts_the_command_that_is_chosen(packed: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "conngen"]
    seen = in_editor(packed, folder, file=str(folder / "warp.conn"), settings={"command": command})
    assert codes(seen, folder / "warp.conn") == ["unknown-flag"]


def test_without_a_command_it_says_what_to_do(packed: Path, folder: Path) -> None:
    [[message, *ways]] = in_editor(packed, folder)["messages"]
    assert message == (
        'conngen was not found (`conngen`): install it from its checkout with `pip install ".[lsp]"` into the Python '
        "environment that is selected, or choose a command"
    )
    assert ways == ["Choose a Command", "Try Again", "Show the Output"]


def test_a_chosen_command_that_is_not_there_is_named(packed: Path, folder: Path) -> None:
    [[message, *_]] = in_editor(packed, folder, settings={"command": ["/nowhere/conngen"]})["messages"]
    assert (
        message
        == "The command in the setting `conngen.command` was not found (`/nowhere/conngen`): choose another"
    )


def test_a_conngen_without_a_server_is_too_old(packed: Path, folder: Path) -> None:
    fake(folder / "bin" / "conngen", 'case "$1" in --version) echo "conngen 0.0.9";; *) exit 2;; esac')
    [[message, *_]] = in_editor(packed, folder)["messages"]
    assert message == (
        "conngen 0.0.9 (`conngen`) has no language server: install a newer one from its checkout with "
        '`pip install ".[lsp]"`'
    )


def test_a_command_that_does_not_run_is_quoted(packed: Path, folder: Path) -> None:
    fake(folder / "bin" / "conngen", "echo 'no module named conngen' >&2", "exit 1")
    [[message, *_]] = in_editor(packed, folder)["messages"]
    assert message == "`conngen` does not run: no module named conngen"


def test_a_server_that_ends_at_once_is_told_of(packed: Path, folder: Path) -> None:
    lines = 'case "$*" in "lsp --help"|--version) echo "conngen 0.1.0";; *) exit 2;; esac'
    fake(folder / "bin" / "conngen", lines)
    seen = in_editor(packed, folder)
    assert any("`conngen` did not start" in message for message, *_ in seen["messages"])


def test_a_workspace_that_is_not_trusted_runs_nothing(packed: Path, folder: Path) -> None:
    seen = in_editor(packed, folder, settings={"command": ["/nowhere/conngen"]}, trusted=False)
    assert seen["messages"] == []
    assert "not trusted" in seen["output"]


# --- the configuration of the language ---

ENTER = [
    ('    input a: ExposureF[...] = "a", multiple', None, "indent"),
    ("        threshold: float = 5.0", None, "indent"),
    ('        "Detection threshold."', '    input a: ExposureF[...] = "a"', "outdent"),
    ('    "What the task does."', "task Measure[visit] {", None),
    ("    runQuantum = True", None, None),
    ("    input a: ExposureF[", None, None),
    ('    # input a: ExposureF[...] = "a"', None, None),
]
BLOCKS = [
    ("config {", True),
    ("task A[visit] {  # {", True),
    ('    x: str = "{"', False),
    ("# {", False),
    ("}", False),
]


def regexes(texts: list[tuple[Any, str]]) -> list[bool]:
    """Return whether patterns, as VS Code takes them, are in texts."""
    script = (
        "const all = JSON.parse(process.argv[1]); const out = all.map(([one, text]) => "
        'new RegExp(one.pattern ?? one, one.flags ?? "").test(text)); console.log(JSON.stringify(out));'
    )
    done = subprocess.run(["node", "-e", script, json.dumps(texts)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found: list[bool] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(("line", "above", "action"), ENTER)
def test_enter_steps_in_for_a_doc_and_out_behind_it(line: str, above: str | None, action: str | None) -> None:
    rules = json.loads((EXTENSION / "language-configuration.json").read_text())["onEnterRules"]
    for rule in rules:
        texts = [(rule["beforeText"], line)]
        if "previousLineText" in rule:
            texts.append((rule["previousLineText"], above or ""))
        if all(regexes(texts)):
            assert rule["action"]["indent"] == action
            return
    assert action is None


@pytest.mark.parametrize(("line", "opens"), BLOCKS)
def test_what_is_in_a_block_is_indented(line: str, opens: bool) -> None:
    rules = json.loads((EXTENSION / "language-configuration.json").read_text())["indentationRules"]
    assert regexes([(rules["increaseIndentPattern"], line)]) == [opens]


def test_a_word_is_what_python_calls_a_name() -> None:
    word = json.loads((EXTENSION / "language-configuration.json").read_text())["wordPattern"]
    anchored = {**word, "pattern": f"^(?:{word['pattern']})$"}
    assert regexes([(anchored, text) for text in ("größe_2", "a.b", "2a")]) == [True, False, False]
