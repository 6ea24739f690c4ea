"""`conngen editor` puts files where editors look, and leaves no trace when it takes them away."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import tempfile
from pathlib import Path

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conngen import cli
from conngen.editor_files import EDITORS
from conngen.editor_files import parts as parts_module

from .homes import SOURCES, put, run, snapshot

VIM = ".vim/pack/conngen/start/conngen"
NVIM = ".local/share/nvim/site/pack/conngen/start/conngen"
RECEIPT = ".local/share/conngen/editors.json"
EXTENSION = ".vscode/extensions/conngen.conn-*"

EXPECTED = {
    "vim": {f"{VIM}/{name}/conn.vim": f"vim/{name}/conn.vim" for name in ("syntax", "ftdetect", "indent")},
    "nvim": {
        f"{NVIM}/syntax/conn.vim": "vim/syntax/conn.vim",
        f"{NVIM}/ftdetect/conn.vim": "vim/ftdetect/conn.vim",
        f"{NVIM}/indent/conn.vim": "vim/indent/conn.vim",
        f"{NVIM}/lsp/conngen.lua": "vim/lsp/conngen.lua",
        f"{NVIM}/queries/conn/highlights.scm": "tree-sitter-conn/queries/highlights.scm",
        f"{NVIM}/parser/conn.so": None,
    },
    "emacs": {".emacs.d/conngen/conn-mode.el": "emacs/conn-mode.el"},
    "vscode": {
        f"{EXTENSION}/package.json": "vscode/package.json",
        f"{EXTENSION}/language-configuration.json": "vscode/language-configuration.json",
        f"{EXTENSION}/snippets/conn.json": "vscode/snippets/conn.json",
        f"{EXTENSION}/syntaxes/conn.tmLanguage.json": "vscode/syntaxes/conn.tmLanguage.json",
    },
    "helix": {
        ".config/helix/languages.toml": None,
        ".config/helix/runtime/queries/conn/highlights.scm": "tree-sitter-conn/queries/helix/highlights.scm",
        ".config/helix/runtime/grammars/conn.so": None,
    },
}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home folder with a few things in it."""
    put(tmp_path / ".vimrc", "syntax on\n")
    put(tmp_path / ".emacs", "(setq a 1)\n")
    put(tmp_path / ".vscode" / "extensions" / "other.one-1.0.0" / "package.json", "{}")
    return tmp_path


@pytest.fixture
def sources(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the files for editors, to be changed."""
    copy = tmp_path_factory.mktemp("sources") / "editors"
    shutil.copytree(SOURCES, copy, ignore=shutil.ignore_patterns("node_modules", "tests", "test"))
    monkeypatch.setattr(parts_module, "folder", lambda name: copy)
    return copy


def test_there_is_a_command_for_each_editor() -> None:
    group = cli.cli.commands["editor"]
    assert isinstance(group, click.Group)
    for name in ("install", "uninstall"):
        choice = group.commands[name].params[0].type
        assert isinstance(choice, click.Choice)
        assert set(choice.choices) == set(EDITORS) == set(EXPECTED)


@pytest.mark.parametrize("command", [[], ["install"], ["uninstall"], ["list"]])
def test_help_has_an_example(home: Path, command: list[str]) -> None:
    text = run(home, *command, "--help")
    assert "Example: conngen editor" in text
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize("editor", EDITORS)
def test_what_is_installed_is_complete_and_goes_without_a_trace(home: Path, editor: str) -> None:
    before = snapshot(home)
    output = run(home, "install", editor)
    for pattern, source in EXPECTED[editor].items():
        (path,) = home.glob(pattern)
        assert f"created  ~/{path.relative_to(home).as_posix()}\n" in output
        if source is not None:
            assert path.read_bytes() == (SOURCES / source).read_bytes()
    new = {name for name, value in snapshot(home).items() if name not in before and isinstance(value, tuple)}
    told = {line.split("~/")[1] for line in output.splitlines() if line.startswith("created  ")}
    assert told == new
    assert run(home, "list").count("installed in ~/") == 1

    output = run(home, "uninstall", editor)
    assert {line.split("~/")[1] for line in output.splitlines() if line.startswith("removed  ")} == new
    assert snapshot(home) == before
    assert f"nothing is installed for {editor}" in run(home, "uninstall", editor)


@pytest.mark.parametrize("editor", EDITORS)
def test_nothing_that_is_for_developers_is_installed(home: Path, editor: str) -> None:
    run(home, "install", editor)
    names = set("/".join(snapshot(home)).split("/"))
    assert not names & {"node_modules", "test", "tests", "package-lock.json", "grammar.js", "__pycache__"}
    assert not [name for name in names if name.endswith((".vsix", ".pyc", ".tmp"))]


@pytest.mark.parametrize("editor", EDITORS)
def test_installing_again_changes_nothing(home: Path, editor: str) -> None:
    run(home, "install", editor)
    before = snapshot(home)
    assert "up to date" in run(home, "install", editor)
    assert snapshot(home) == before


@pytest.mark.parametrize("command", ["install", "uninstall"])
def test_a_dry_run_changes_nothing(home: Path, command: str) -> None:
    if command == "uninstall":
        run(home, "install", *EDITORS)
    before = snapshot(home)
    output = run(home, command, *EDITORS, "--dry-run")
    word = "create" if command == "install" else "remove"
    assert f"would {word} ~/{VIM}/syntax/conn.vim" in output
    assert snapshot(home) == before


def test_a_newer_conngen_brings_files_up_to_date(home: Path, sources: Path) -> None:
    before = snapshot(home)
    put(sources / "vim" / "after" / "conn.vim", "old")
    run(home, "install", "vim")
    assert "brings it up to date" not in run(home, "list")
    (sources / "vim" / "after" / "conn.vim").unlink()
    put(sources / "vim" / "syntax" / "conn.vim", "new")
    put(sources / "vim" / "plugin" / "conn.vim", "plugin")
    assert "`conngen editor install vim` brings it up to date" in run(home, "list")
    output = run(home, "install", "vim")
    for line in ("created  {}/plugin", "updated  {}/syntax", "removed  {}/after"):
        assert f"{line.format(f'~/{VIM}')}/conn.vim\n" in output
    assert not (home / VIM / "after").exists()
    assert (home / VIM / "syntax" / "conn.vim").read_text() == "new"
    run(home, "uninstall", "vim")
    assert snapshot(home) == before


def test_a_new_version_of_the_extension_replaces_the_old_one(home: Path, sources: Path) -> None:
    listed = put(home / ".vscode" / "extensions" / "extensions.json", "[]")
    before = snapshot(home)
    run(home, "install", "vscode")
    path = sources / "vscode" / "package.json"
    told = json.loads(path.read_bytes())
    path.write_text(json.dumps({**told, "version": "99.0.0"}), encoding="utf-8")
    run(home, "install", "vscode")
    (folder,) = home.glob(EXTENSION)
    assert folder.name.endswith("-99.0.0")
    assert [one["relativeLocation"] for one in json.loads(listed.read_bytes())] == [folder.name]
    run(home, "uninstall", "vscode")
    assert snapshot(home) == before


def test_a_file_that_was_changed_is_left_alone(home: Path) -> None:
    before = snapshot(home)
    run(home, "install", "vim")
    path = home / VIM / "syntax" / "conn.vim"
    path.write_text("mine")
    assert "1 changed since" in run(home, "list")
    assert f"~/{VIM}/syntax/conn.vim: was changed since" in run(home, "install", "vim", status=1)
    output = run(home, "uninstall", "vim")
    assert f"warning: ~/{VIM}/syntax/conn.vim: was changed since conngen wrote it\n" in output
    assert "= help: it stays; delete it if you don't need it\n" in output
    assert path.read_text() == "mine"
    shutil.rmtree(home / ".vim")
    assert snapshot(home) == before


def test_a_file_that_is_gone_is_no_trouble(home: Path) -> None:
    before = snapshot(home)
    run(home, "install", "vim")
    (home / VIM / "syntax" / "conn.vim").unlink()
    assert "1 missing; `conngen editor install vim`" in run(home, "list")
    assert "1 created" in run(home, "install", "vim")
    (home / VIM / "indent" / "conn.vim").unlink()
    run(home, "uninstall", "vim")
    assert snapshot(home) == before


@pytest.mark.parametrize("what", ["file", "the same file", "link", "dead link", "folder"])
@pytest.mark.parametrize("editor", EDITORS)
def test_what_others_wrote_is_not_touched(home: Path, editor: str, what: str) -> None:
    run(home, "install", editor)
    name, source = next((name, source) for name, source in EXPECTED[editor].items() if source is not None)
    (path,) = home.glob(name)
    run(home, "uninstall", editor)
    match what:
        case "file":
            put(path, "mine")
        case "the same file":
            put(path, (SOURCES / source).read_bytes())
        case "link":
            path.parent.mkdir(parents=True)
            path.symlink_to(home / ".vimrc")
        case "dead link":
            path.parent.mkdir(parents=True)
            path.symlink_to("nowhere")
        case _:
            path.mkdir(parents=True)
    before = snapshot(home)
    output = run(home, "install", editor, status=1)
    assert f"~/{path.relative_to(home).as_posix()}: is there already, and conngen did not write it" in output
    assert "= help: move it away, or delete it, and install again" in output
    assert snapshot(home) == before


def test_one_editor_in_trouble_does_not_keep_others_from_theirs(home: Path) -> None:
    put(home / VIM / "syntax" / "conn.vim", "mine")
    output = run(home, "install", "vim", "emacs", status=1)
    assert "nothing was written for vim" in output
    assert (home / ".emacs.d" / "conngen" / "conn-mode.el").exists()


def test_each_editor_is_done_once_and_named(home: Path) -> None:
    """What conngen writes for itself is in no total."""
    before = snapshot(home)
    output = run(home, "install", "vim", "emacs", "vim")
    (count,) = re.findall(r"^vim: (\d+) created$", output, re.MULTILINE)
    assert output.count(f"created  ~/{VIM}/") == int(count)
    assert output.count("emacs: 1 created\n") == 1
    assert f"vim: {count} up to date\n" in run(home, "install", "vim")
    output = run(home, "uninstall", "vim", "vim")
    assert output.endswith(f"\nvim: {count} removed\n")
    assert "nothing is installed" not in output
    assert run(home, "uninstall", "emacs").endswith("\nemacs: 1 removed\n")
    assert snapshot(home) == before


@pytest.mark.parametrize(
    ("editor", "names"),
    [
        ("vim", "HOME"),
        ("emacs", "HOME"),
        ("nvim", "XDG_DATA_HOME"),
        ("helix", "XDG_DATA_HOME and XDG_CONFIG_HOME"),
        ("vscode", "XDG_DATA_HOME and VSCODE_EXTENSIONS"),
    ],
)
@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_where_nothing_can_be_written_there_is_a_way_out(
    home: Path, monkeypatch: pytest.MonkeyPatch, editor: str, names: str, number: int
) -> None:
    def denied(*arguments: object, **more: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "mkdir", denied)
        output = run(home, "install", editor, status=1)
    help = f"  = help: make it writable, or set {names} to where you can write, also for the editor\n"
    assert output.endswith(help)
    elsewhere = home / "elsewhere"
    run(home, "install", editor, **{name: str(elsewhere / name) for name in names.split(" and ")})
    made = {str(path.relative_to(home)).split(os.sep)[0] for path in home.rglob("conn*") if path.is_file()}
    assert made == {"elsewhere"}


@pytest.mark.parametrize("in_the_way", [".vim", VIM, ".local", ".local/share/conngen"])
def test_a_file_in_the_place_of_a_folder_is_told(home: Path, in_the_way: str) -> None:
    put(home / in_the_way, "mine")
    before = snapshot(home)
    output = run(home, "install", "vim", status=1)
    assert output.startswith("error: ~/")
    assert output.count("\n") <= 2
    assert snapshot(home) == before


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
@pytest.mark.parametrize("command", ["install", "uninstall"])
@pytest.mark.parametrize("times", [0, 1, 3])
def test_a_disk_that_fails_leaves_all_as_it_was(
    home: Path, monkeypatch: pytest.MonkeyPatch, command: str, number: int, times: int
) -> None:
    if command == "uninstall":
        run(home, "install", "vim", "emacs")
    before = snapshot(home)
    real, left = os.replace, times

    def replace(*arguments: str) -> None:
        nonlocal left
        left -= 1
        if left == -1:
            raise OSError(number, os.strerror(number))
        real(*arguments)

    monkeypatch.setattr(os, "replace", replace)
    output = run(home, command, "vim", status=1)
    assert os.strerror(number).lower() in output
    assert output.startswith("error: ~/")
    assert output.count("error: ") == 1
    assert snapshot(home) == before


@pytest.mark.parametrize(
    "content", ["", "no JSON", "[]", '{"version": 1}', '{"version": 7, "editors": {}}', "[" * 9999]
)
def test_a_damaged_receipt_is_told(home: Path, content: str) -> None:
    put(home / RECEIPT, content)
    before = snapshot(home)
    for arguments in (["install", "vim"], ["uninstall", "vim"], ["list"]):
        output = run(home, *arguments, status=1)
        assert output.startswith(f"error: ~/{RECEIPT}: ")
        assert "= help: " in output
    assert snapshot(home) == before


def test_a_receipt_can_only_name_what_is_unchanged(home: Path) -> None:
    """A receipt from elsewhere removes nothing that is not byte for byte what it says."""
    run(home, "install", "vim")
    receipt = home / RECEIPT
    told = json.loads(receipt.read_bytes())
    told["editors"]["vim"]["files"][str(home / ".vimrc")] = ["0" * 32]
    receipt.write_text(json.dumps(told), encoding="utf-8")
    run(home, "uninstall", "vim")
    assert (home / ".vimrc").read_text() == "syntax on\n"


def test_without_a_compiler_the_parser_is_missing_and_that_is_told(home: Path) -> None:
    output = run(home, "install", "nvim", PATH="", CC="")
    assert (
        "need a C compiler, and none was found: install one, then `conngen editor install nvim` again"
        in output
    )
    assert not (home / NVIM / "parser").exists()
    assert "created  ~/" in run(home, "install", "nvim")
    assert (home / NVIM / "parser" / "conn.so").read_bytes() == b"\x7fparser"


def test_a_compiler_that_fails_is_told(home: Path) -> None:
    output = run(home, "install", "helix", CC="false", PATH=os.environ["PATH"])
    assert "tree-sitter colours are missing, as `false` can't compile them: it failed" in output
    assert not (home / ".config" / "helix" / "runtime" / "grammars").exists()


def test_what_is_left_to_do_is_told(home: Path) -> None:
    (home / ".emacs").unlink()
    output = run(home, "install", "emacs")
    assert "put these two lines into ~/.emacs.d/init.el:" in output
    assert "  (add-to-list 'load-path \"~/.emacs.d/conngen\")\n  (require 'conn-mode)\n" in output
    assert 'vim.lsp.enable("conngen")' in run(home, "install", "nvim")


NAMES = st.sampled_from(
    [
        *(
            ".vim",
            ".config",
            ".local",
            "share",
            "nvim",
            "site",
            "pack",
            "conngen",
            "start",
            "helix",
            "runtime",
        ),
        *(".emacs.d", ".emacs", ".vscode", "extensions", "languages.toml", "extensions.json", "init.el", "x"),
    ]
)
TREES = st.dictionaries(
    st.lists(NAMES, min_size=1, max_size=6).map("/".join),
    st.one_of(
        st.none(), st.binary(max_size=8), st.sampled_from([b"[]", b"a = 1", b'[{"identifier":{"id":"a.b"}}]'])
    ),
    max_size=8,
)


@settings(max_examples=25)
@given(TREES, st.lists(st.sampled_from(list(EDITORS)), min_size=1, max_size=6))
def test_whatever_was_there_is_there_again(tree: dict[str, bytes | None], editors: list[str]) -> None:
    with tempfile.TemporaryDirectory() as made:
        home = Path(os.path.realpath(made))
        for name, content in tree.items():
            path = home / name
            if any(one.is_file() for one in path.parents) or path.exists():
                continue
            if content is None:
                path.mkdir(parents=True)
            else:
                put(path, content)
        before = snapshot(home)
        for editor in editors:
            at = snapshot(home)
            try:
                run(home, "install", editor)
            except AssertionError:
                run(home, "install", editor, status=1)
                assert snapshot(home) == at
        for editor in dict.fromkeys(editors):
            try:
                run(home, "uninstall", editor)
            except AssertionError:
                run(home, "uninstall", editor, status=1)  # there is a folder for a receipt
        assert snapshot(home) == before
