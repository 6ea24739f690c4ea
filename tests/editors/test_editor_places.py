"""Where editors look, and what is entered into files that are not conngen's alone."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from conngen.editor_files.entries import Listed, Marked, Refusal
from conngen.editor_files.places import Places, places_of_user
from conngen.errors import ConngenError

from .homes import put, run, snapshot

HELIX = ".config/helix/languages.toml"
EXTENSIONS = ".vscode/extensions/extensions.json"
PACKAGE = "pack/conngen/start/conngen"
OTHER = {"identifier": {"id": "other.one"}, "version": "1.0.0", "relativeLocation": "other.one-1.0.0"}


def found(home: Path, **variables: str) -> Places:
    """Return the places of a user."""
    return Places(home, home / ".config", home / ".local" / "share", False, variables)


# --- folders ---


def test_the_folders_that_the_standard_names(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name, value in (("XDG_CONFIG_HOME", tmp_path / "c"), ("XDG_DATA_HOME", tmp_path / "d")):
        monkeypatch.setenv(name, str(value))
    places = places_of_user()
    assert (places.config, places.data) == (tmp_path / "c", tmp_path / "d")
    assert places.helix == tmp_path / "c" / "helix"
    assert places.nvim == tmp_path / "d" / "nvim" / "site" / PACKAGE
    monkeypatch.setenv("XDG_DATA_HOME", "relative")  # does not count, says the standard
    monkeypatch.delenv("XDG_CONFIG_HOME")
    places = places_of_user()
    assert (places.config, places.data) == (tmp_path / ".config", tmp_path / ".local" / "share")


def test_all_goes_to_the_folders_that_are_named(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    variables = {"XDG_CONFIG_HOME": str(tmp_path / "c"), "XDG_DATA_HOME": str(tmp_path / "d")}
    run(home, "install", "nvim", "helix", **variables)
    assert not snapshot(home)
    assert (tmp_path / "c" / "helix" / "languages.toml").exists()
    assert (tmp_path / "d" / "nvim" / "site" / PACKAGE / "syntax" / "conn.vim").exists()
    run(home, "uninstall", "nvim", "helix", **variables)
    assert set(snapshot(tmp_path)) == {"home"}


@pytest.mark.parametrize("value", ["", "relative"])
def test_without_a_home_folder_nothing_is_written(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("HOME", value)
    with pytest.raises(ConngenError, match="your home folder is not known; set HOME"):
        places_of_user()


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ([], ".vim"),
        ([".config/vim/vimrc"], ".config/vim"),
        ([".config/vim/vimrc", ".vimrc"], ".vim"),
        ([".config/vim/vimrc", ".vim/vimrc"], ".vim"),
    ],
)
def test_vim(tmp_path: Path, there: list[str], expected: str) -> None:
    for name in there:
        put(tmp_path / name)
    assert found(tmp_path).vim == tmp_path / expected / PACKAGE


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ([], ".emacs.d"),
        ([".config/emacs/init.el"], ".config/emacs"),
        ([".config/emacs/init.el", ".emacs"], ".emacs.d"),
        ([".config/emacs/init.el", ".emacs.d/init.el"], ".emacs.d"),
    ],
)
def test_emacs_keeps_the_folder_it_takes(tmp_path: Path, there: list[str], expected: str) -> None:
    """A new `~/.emacs.d` would hide the settings of a user who has them in `XDG_CONFIG_HOME`."""
    for name in there:
        put(tmp_path / name)
    assert found(tmp_path).emacs == tmp_path / expected / "conngen"
    assert f'(add-to-list \'load-path "~/{expected}/conngen")' in run(tmp_path, "install", "emacs")


def test_neovim_under_another_name(tmp_path: Path) -> None:
    assert found(tmp_path, NVIM_APPNAME="lazy").nvim == tmp_path / ".local/share/lazy/site" / PACKAGE


def test_each_vs_code_that_there_is(tmp_path: Path) -> None:
    assert found(tmp_path).vscode == ()
    for name in (".vscode-oss", ".vscode-server"):
        (tmp_path / name).mkdir()
    assert found(tmp_path).vscode == (
        tmp_path / ".vscode-oss" / "extensions",
        tmp_path / ".vscode-server" / "extensions",
    )
    assert found(tmp_path, VSCODE_EXTENSIONS=str(tmp_path / "x")).vscode == (tmp_path / "x",)
    before = snapshot(tmp_path)
    run(tmp_path, "install", "vscode")
    assert len(list(tmp_path.glob(".vscode-*/extensions/conngen.conn-*/package.json"))) == 2
    run(tmp_path, "uninstall", "vscode")
    assert snapshot(tmp_path) == before


def test_a_vs_code_that_was_never_started(tmp_path: Path) -> None:
    command = put(tmp_path / "bin" / "code.exe", "")
    command.chmod(0o755)
    command.with_name("code").symlink_to(command)
    before = snapshot(tmp_path)
    output = run(tmp_path, "install", "vscode", "emacs", status=1, PATH="")
    assert "error: there is no VS Code: neither its folder in your home, nor the command `code`\n" in output
    assert "= help: start it once, or set VSCODE_EXTENSIONS to its folder of extensions\n" in output
    assert "emacs: 1 created\n" in output
    run(tmp_path, "uninstall", "emacs")
    assert snapshot(tmp_path) == before
    path = str(command.parent)
    assert found(tmp_path, PATH=path).vscode == (tmp_path / ".vscode" / "extensions",)
    run(tmp_path, "install", "vscode", PATH=path)
    assert "vscode  installed in ~/.vscode/extensions/conngen.conn-" in run(tmp_path, "list", PATH="")
    run(tmp_path, "uninstall", "vscode", PATH="")
    assert snapshot(tmp_path) == before


def test_windows(tmp_path: Path) -> None:
    places = Places(tmp_path, tmp_path / "Roaming", tmp_path / "Local", True, {})
    assert places.vim == tmp_path / "vimfiles" / PACKAGE
    assert places.nvim == tmp_path / "Local" / "nvim-data" / "site" / PACKAGE
    assert places.emacs == tmp_path / "Roaming" / ".emacs.d" / "conngen"
    assert places.helix == tmp_path / "Roaming" / "helix"


# --- the languages of Helix ---


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"use-grammars = { only = ['rust'] }",
        b"[[language]]\nname = 'rust'\n",
        b"[[language]]\r\nname = 'rust'\r\n",
        b"\xef\xbb\xbf[[language]]\nname = 'rust'\n\n\n",
        b"# \xc3\xa9",
    ],
)
def test_the_languages_of_helix_are_as_they_were(tmp_path: Path, content: bytes) -> None:
    path = put(tmp_path / HELIX, content)
    path.chmod(0o640)
    before = snapshot(tmp_path)
    run(tmp_path, "install", "helix")
    assert path.read_bytes().startswith(content)
    told = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    assert told["language"][-1]["name"] == "conn"
    assert told["language"][-1]["language-servers"] == ["conngen"]
    assert told["language-server"]["conngen"]["command"] == "conngen"
    run(tmp_path, "install", "helix")
    run(tmp_path, "uninstall", "helix")
    assert snapshot(tmp_path) == before


def test_what_is_written_behind_the_block_stays(tmp_path: Path) -> None:
    path = put(tmp_path / HELIX, "a = 1\n")
    run(tmp_path, "install", "helix")
    with path.open("a") as stream:
        stream.write("[editor]\nb = 2\n")
    assert "up to date" in run(tmp_path, "install", "helix")
    run(tmp_path, "uninstall", "helix")
    assert tomllib.loads(path.read_text()) == {"a": 1, "editor": {"b": 2}}


def test_a_block_that_was_changed_stays_and_is_told(tmp_path: Path) -> None:
    path = put(tmp_path / HELIX, "a = 1\n")
    run(tmp_path, "install", "helix")
    changed = path.read_text().replace("tab-width = 4", "tab-width = 2")
    path.write_text(changed)
    assert run(tmp_path, "list").endswith("helix   installed in ~/.config/helix, 1 changed since\n")
    output = run(tmp_path, "install", "helix", status=1)
    assert "was changed" in output
    output = run(tmp_path, "uninstall", "helix")
    assert f"warning: ~/{HELIX}: what conngen entered was changed since" in output
    assert path.read_text() == changed
    assert f"~/{HELIX}: tells of the language `conn` already" in run(tmp_path, "install", "helix", status=1)


def test_a_block_that_the_user_took_out_is_entered_again(tmp_path: Path) -> None:
    path = put(tmp_path / HELIX, "a = 1\n")
    run(tmp_path, "install", "helix")
    path.write_text("a = 2\n")
    assert "1 missing" in run(tmp_path, "list")
    run(tmp_path, "install", "helix")
    assert "conn" in path.read_text()
    run(tmp_path, "uninstall", "helix")
    assert path.read_text() == "a = 2\n"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[[language]]\nname = 'conn'\n", "tells of the language `conn` already"),
        ("[[language", "is no TOML, and Helix can't read it either"),
        ("[language-server.conngen]\ncommand = 'x'\n", "cannot be added to"),
        ("language = []\n", "cannot be added to"),
        ("language = 1\n", "cannot be added to"),
        (b"\xff", "is no TOML"),
    ],
)
def test_languages_that_can_not_hold_another_are_told(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    put(tmp_path / HELIX, content)
    before = snapshot(tmp_path)
    output = run(tmp_path, "install", "helix", status=1)
    assert f"error: ~/{HELIX}: {message}" in output
    assert snapshot(tmp_path) == before


def test_a_link_stays_one(tmp_path: Path) -> None:
    real = put(tmp_path / "dotfiles" / "languages.toml", "a = 1\n")
    link = tmp_path / HELIX
    link.parent.mkdir(parents=True)
    link.symlink_to(real)
    before = snapshot(tmp_path)
    run(tmp_path, "install", "helix")
    assert link.is_symlink()
    assert "conn" in real.read_text()
    run(tmp_path, "uninstall", "helix")
    assert snapshot(tmp_path) == before


# --- the extensions of VS Code ---


def _paths(told: object) -> Iterator[str]:
    """Yield the files that a description of an extension names."""
    match told:
        case dict():
            yield from (path for value in told.values() for path in _paths(value))
        case list():
            yield from (path for value in told for path in _paths(value))
        case str() if told.startswith("./"):
            yield told


def test_all_that_the_extension_names_is_installed(tmp_path: Path) -> None:
    (tmp_path / ".vscode").mkdir()
    run(tmp_path, "install", "vscode")
    (package,) = tmp_path.glob(".vscode/extensions/conngen.conn-*/package.json")
    named = list(_paths(json.loads(package.read_bytes())))
    assert len(named) > 2
    assert [path for path in named if not package.parent.joinpath(path).is_file()] == []


@pytest.mark.parametrize(
    "content",
    ["[]", " [\n] ", json.dumps([OTHER], separators=(",", ":")), json.dumps([OTHER, OTHER], indent=2)],
)
def test_the_extensions_of_vs_code_are_as_they_were(tmp_path: Path, content: str) -> None:
    path = put(tmp_path / EXTENSIONS, content)
    before = snapshot(tmp_path)
    run(tmp_path, "install", "vscode")
    *others, ours = json.loads(path.read_bytes())
    assert others == json.loads(content)
    assert ours["identifier"] == {"id": "conngen.conn"}
    assert (path.parent / ours["relativeLocation"] / "package.json").exists()
    assert ours["location"]["path"] == str(path.parent / ours["relativeLocation"])
    run(tmp_path, "install", "vscode")
    assert json.loads(path.read_bytes()) == [*others, ours]
    run(tmp_path, "uninstall", "vscode")
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("first", [True, False])
def test_what_vs_code_made_of_the_list_is_understood(tmp_path: Path, first: bool) -> None:
    path = put(tmp_path / EXTENSIONS, json.dumps([OTHER]))
    run(tmp_path, "install", "vscode")
    other, ours = json.loads(path.read_bytes())
    ours["metadata"] = {"installedTimestamp": 1}
    path.write_text(json.dumps([ours, other] if first else [other, ours]), encoding="utf-8")
    assert "missing" not in run(tmp_path, "list")
    run(tmp_path, "install", "vscode")
    assert [one["version"] for one in json.loads(path.read_bytes())] == [OTHER["version"], ours["version"]]
    path.write_text(json.dumps([ours, other] if first else [other, ours]), encoding="utf-8")
    run(tmp_path, "uninstall", "vscode")
    assert json.loads(path.read_bytes()) == [other]


def test_an_extension_that_is_there_already_is_told(tmp_path: Path) -> None:
    put(tmp_path / EXTENSIONS, json.dumps([{**OTHER, "identifier": {"id": "Conngen.conn"}}]))
    before = snapshot(tmp_path)
    assert f"~/{EXTENSIONS}: lists the extension already" in run(tmp_path, "install", "vscode", status=1)
    assert snapshot(tmp_path) == before


@pytest.mark.parametrize("content", ["", "{}", "[", "[" * 9999])
def test_a_list_that_is_none_is_told(content: str) -> None:
    with pytest.raises(Refusal, match="is no list in JSON"):
        Listed({"identifier": {"id": "a.b"}}).enter(content.encode(), None)


def test_a_block_holds_nothing_but_toml() -> None:
    content, entered = Marked("[[language]]\nname = 'x'", "x").enter(None, None) or (b"", None)
    assert entered is not None
    assert entered.made
    assert tomllib.loads(content.decode())["language"] == [{"name": "x"}]
