"""The command as a user meets it: what it prints, and what it exits with."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from conngen import batches, cli, finishing
from conngen.explaining import NAMES
from conngen.version import __version__

from .commands import BAD, GOOD, files, importing, run, write

# --- check ---


def test_check_tells_that_there_is_nothing_to_tell(root):
    write("a/stars.conn", GOOD)
    result = run("check")
    assert result.stdout == "1 file checked, nothing found\n"
    assert result.stderr == ""
    assert sorted(files()) == ["a/stars.conn", "pyproject.toml"]


def test_check_shows_mistakes_on_standard_output(root):
    write("a/stars.conn", BAD)
    result = run("check", "a", status=1)
    assert "error[unknown-flag]: there is no flag `multipel`\n --> a/stars.conn:6:48\n" in result.stdout
    assert result.stdout.endswith("\n1 error in 1 file\n")
    assert result.stderr == ""


@pytest.mark.parametrize("name", ["json", "sarif", "github", "gitlab"])
def test_what_programs_read_holds_nothing_else(root, name):
    write("stars.conn", GOOD)
    for command in ("check", "build"):
        result = run(command, "--output-format", name)
        assert (result.stdout == "") == (name == "github")
        if name != "github":
            json.loads(result.stdout)
        assert result.stderr
    write("stars.conn", BAD)
    assert "unknown-flag" in run("check", "--output-format", name, status=1).stdout


def test_a_mistake_in_one_file_hides_none_in_another(root):
    write("a.conn", BAD)
    write("b.conn", BAD.replace("multipel", "defferLoad"))
    Path("c.conn").write_bytes(b"task \xe9")
    result = run("check", status=1)
    assert "`multipel`" in result.stdout
    assert "`defferLoad`" in result.stdout
    assert (
        "error[unreadable-file]: this file is not encoded in UTF-8: byte 0xe9 cannot be read" in result.stdout
    )
    assert result.stdout.endswith("3 errors in 3 files\n")


def test_a_file_that_another_imports_and_nobody_can_read_is_told_once(root):
    write("a.conn", importing(GOOD, "from .latin import Base"))
    write("b.conn", BAD)
    Path("latin.conn").write_bytes(b"task \xe9")
    for paths in ((), ("a.conn", "b.conn")):
        result = run("check", *paths, status=1)
        assert result.stdout.count("unreadable-file") == 1
        assert "`multipel`" in result.stdout


def test_levels_of_the_project_count(root):
    write("stars.conn", importing(GOOD, "from .nowhere import Base"))
    assert "warning[missing-module]" in run("check").stdout
    write("pyproject.toml", '[tool.conngen.levels]\nmissing-module = "error"\n')
    assert "error[missing-module]" in run("check", status=1).stdout
    write("pyproject.toml", '[tool.conngen.levels]\nmissing-module = "off"\n')
    assert "missing-module" not in run("check").stdout


def test_no_files_are_no_mistake_but_are_told(root):
    Path("empty").mkdir()
    result = run("check", "empty")
    assert result.stderr == "warning: there are no `.conn` files in empty\n"
    assert run("build").stderr == "warning: there are no `.conn` files in this project\n"


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere",), "error: nowhere: no such file or directory\n  = help: check the path\n"),
        (("pyproject.toml",), "error: pyproject.toml: is no `.conn` file"),
        (("-", "a.conn"), "`-` stands for the standard input and goes with no other path"),
        (("--stdin-filename", "a.conn"), "--stdin-filename goes with the path `-` only"),
        (("-", "--stdin-filename", "a.py"), "--stdin-filename must end in `.conn`"),
        (("--output-format", "xml"), "'xml' is not one of"),
    ],
)
def test_wrong_usage(root, command, arguments, message):
    result = run(command, *arguments, status=2, text="")
    assert result.stdout == ""
    assert message in result.stderr


def test_settings_that_cannot_be_understood_are_wrong_usage(root):
    write("pyproject.toml", '[tool.conngen.levels]\nunknown-flg = "off"\n')
    result = run("check", status=2)
    assert result.stderr == (
        "error: pyproject.toml: in [tool.conngen], `levels` names `unknown-flg`, which is no diagnostic\n"
        "  = help: did you mean `unknown-flag`?\n"
    )


# --- explain and new ---


def test_explain_lists_all_diagnostics():
    lines = run("explain").stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(NAMES)
    assert all(line.split()[1] in ("error", "warning", "note") for line in lines)


@pytest.mark.parametrize("code", NAMES)
def test_explain_shows_the_page_of_a_diagnostic(code):
    text = run("explain", code).stdout
    assert text.startswith(f"{code} (")
    assert "``" not in text


def test_explain_suggests_what_was_meant():
    result = run("explain", "unknown-flg", status=2)
    assert (
        result.stderr
        == "error: there is no diagnostic `unknown-flg`\n  = help: did you mean `unknown-flag`?\n"
    )
    assert "lists them all" in run("explain", "zzz", status=2).stderr


@pytest.mark.parametrize(
    "name", ["detect_stars", "path/to/x", "_a", "Stars1", "isr.conn", "input", "config", "task"]
)
def test_new_writes_a_file_that_compiles_without_a_diagnostic(root, name):
    path = name.removesuffix(".conn") + ".conn"
    assert run("new", name).stdout == f"created {path}\nnext: change it, then `conngen build {path}`\n"
    assert run("check", path).stdout == "1 file checked, nothing found\n"
    run("build", path)
    text = Path(path).read_bytes()
    assert f"error: {path}: is there already\n" in run("new", name, status=1).stderr
    assert Path(path).read_bytes() == text


@pytest.mark.parametrize(
    "name", ["class", "none", "a b", "1a", "a-b", "_", "", "é", "x" * 201, "a/", ".", "a\x1bb", "a\0b"]
)
def test_new_refuses_what_cannot_be_the_name_of_a_module(root, name):
    before = files()
    assert "\x1b" not in run("new", name, status=2).stderr
    assert files() == before


# --- around ---


@pytest.mark.parametrize("command", [(), ("build",), ("check",), ("explain",), ("new",)])
def test_help_fits_a_small_terminal_and_has_an_example(command):
    text = run(*command, "--help").stdout
    lines = text.splitlines()
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80
    assert "Example:" in text
    assert "..." not in text.partition("Commands:")[2]


def test_the_version():
    assert run("--version").stdout == f"conngen {__version__}\n"


def test_colour_is_for_terminals_or_if_asked_for(root, monkeypatch):
    write("stars.conn", BAD)
    assert "\x1b[" not in run("check", status=1).stdout
    assert "\x1b[" in run("check", "--color", "always", status=1).stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[" in run("check", status=1).stdout
    assert "\x1b[" not in run("check", "--color", "never", status=1).stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("check", status=1).stdout


def test_a_mistake_of_ours_is_told_as_one(root, monkeypatch):
    write("stars.conn", GOOD)

    def fail(*args):
        raise KeyError("a\nb")

    monkeypatch.setattr(finishing, "generate", fail)
    result = run("build", status=70)
    assert result.stdout == ""
    assert f"conngen {__version__} has failed; this is a mistake of its own" in result.stderr
    assert re.search(r"KeyError at finishing\.py:\d+: ", result.stderr)
    monkeypatch.setenv("CONNGEN_DEBUG", "1")
    result = CliRunner().invoke(cli.cli, ["build"])
    assert result.exit_code == 70
    assert "Traceback" in result.stderr


def test_an_interruption_exits_with_its_own_status(root, monkeypatch):
    write("stars.conn", GOOD)

    def interrupt(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(batches.Compiler, "compile", interrupt)
    run("build", status=130)
