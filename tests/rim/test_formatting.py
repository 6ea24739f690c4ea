"""`conngen fmt`: what it writes, what it prints, and what it exits with."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from conngen import cli, formatting
from conngen.formatter import Formatted, Outcome

from .commands import BAD, GOOD, files, run, write

UNTIDY = GOOD.replace("    ", "  ").replace(" = ", "=")
BROKEN = UNTIDY.replace("  output catalog: Sou", "    output   catalog: : Sou")
WIDE = f'template a = "{"a" * 40}", deprecated="Use another."\n'


def test_the_whole_project_is_formatted(root):
    write("a/stars.conn", UNTIDY)
    write("b.conn", GOOD)
    result = run("fmt")
    assert result.stdout == "formatted a/stars.conn\n1 file formatted, 1 left unchanged\n"
    assert result.stderr == ""
    assert files() == {
        "a/stars.conn": GOOD.encode(),
        "b.conn": GOOD.encode(),
        "pyproject.toml": b"[tool.conngen]\n",
    }
    assert run("fmt").stdout == "2 files are formatted already\n"


def test_only_what_was_asked_for_is_formatted(root):
    for name in ("a/x.conn", "b/y.conn", "b/z.conn"):
        write(name, UNTIDY)
    run("fmt", "a", "b/z.conn")
    assert Path("b/y.conn").read_text() == UNTIDY
    assert Path("b/z.conn").read_text() == Path("a/x.conn").read_text() == GOOD


def test_a_file_with_mistakes_of_meaning_is_formatted(root):
    write("stars.conn", BAD.replace("    ", "  "))
    result = run("fmt")
    assert result.stderr == ""
    assert Path("stars.conn").read_text() == BAD


def test_what_cannot_be_read_stays_as_it_is(root):
    write("stars.conn", BROKEN)
    result = run("fmt")
    assert result.stdout == "formatted stars.conn\n1 file formatted\n"
    assert result.stderr == (
        "warning: stars.conn: what can't be read stays as it is\n"
        "  = help: `conngen check stars.conn` says what is wrong there\n"
    )
    text = Path("stars.conn").read_text()
    assert '    output   catalog: : SourceCatalog[...]="stars"\n' in text
    assert '    input exposure: ExposureF[...] = "calexp"\n' in text


def test_too_little_to_read_is_left(root):
    text = "task A {" * 100
    write("stars.conn", text)
    result = run("fmt")
    assert result.stdout == ""
    assert "warning: stars.conn: stays as it is, since too little of it can be read\n" in result.stderr
    assert Path("stars.conn").read_text() == text


def test_check_writes_nothing(root):
    write("a.conn", UNTIDY)
    write("b.conn", GOOD)
    result = run("fmt", "--check", status=1)
    assert result.stdout == "would format a.conn\n1 file is not formatted; run `conngen fmt`\n"
    assert Path("a.conn").read_text() == UNTIDY
    assert run("fmt", "--check", "b.conn").stdout == "1 file is formatted already\n"


def test_diff_writes_nothing_and_shows(root):
    write("a.conn", 'template   a = ""\n# same\n')
    result = run("fmt", "--diff")
    assert result.stdout == (
        '--- a.conn\n+++ a.conn\n@@ -1,2 +1,2 @@\n-template   a = ""\n+template a = ""\n # same\n'
    )
    assert Path("a.conn").read_text() == 'template   a = ""\n# same\n'
    result = run("fmt", "--diff", "--check", status=1)
    assert result.stdout.endswith("would format a.conn\n1 file is not formatted; run `conngen fmt`\n")
    assert "\x1b[31m-template" in run("fmt", "--diff", "--color", "always").stdout
    write("a.conn", 'template a = ""\n')
    assert run("fmt", "--diff").stdout == ""


def test_a_diff_ignores_line_ends(root):
    Path("a.conn").write_bytes(b'template   a = ""\r\n# same\r\n')
    assert "-# same" not in run("fmt", "--diff").stdout


def test_the_line_length_is_that_of_the_project(root):
    write("pyproject.toml", "[tool.conngen]\nline-length = 60\n")
    write("wide.conn", WIDE)
    write("other/pyproject.toml", "[tool.conngen]\nline-length = 100\n")
    write("other/wide.conn", WIDE)
    run("fmt")
    assert Path("other/wide.conn").read_text() == WIDE
    assert Path("wide.conn").read_text() == WIDE.replace('", dep', '",\n    dep')


# --- standard input ---


def test_standard_input_is_printed(root):
    result = run("fmt", "-", text=UNTIDY)
    assert result.stdout == GOOD
    assert result.stderr == ""
    assert run("fmt", "-", text=GOOD).stdout == GOOD
    assert run("fmt", "-", text="").stdout == ""


def test_standard_input_keeps_its_bytes(root):
    text = UNTIDY.replace("Measure", "Mäße 日本").replace("\n", "\r\n")
    result = run("fmt", "-", text=b"\xef\xbb\xbf" + text.encode())
    assert (
        result.stdout_bytes
        == b"\xef\xbb\xbf" + GOOD.replace("Measure", "Mäße 日本").replace("\n", "\r\n").encode()
    )


def test_standard_input_is_where_its_name_says(root):
    write("narrow/pyproject.toml", "[tool.conngen]\nline-length = 60\n")
    assert run("fmt", "-", text=WIDE).stdout == WIDE
    assert run("fmt", "-", "--stdin-filename", "narrow/wide.conn", text=WIDE).stdout != WIDE


def test_standard_input_is_checked_and_compared(root):
    assert run("fmt", "-", "--check", text=GOOD).stdout == ""
    result = run("fmt", "-", "--check", "--stdin-filename", "a.conn", text=UNTIDY, status=1)
    assert (result.stdout, result.stderr) == ("", "would format a.conn\n")
    result = run("fmt", "-", "--diff", "--stdin-filename", "a.conn", text=UNTIDY)
    assert result.stdout.startswith("--- a.conn\n+++ a.conn\n@@")


def test_standard_input_that_cannot_be_read_as_text_prints_nothing(root):
    result = run("fmt", "-", text=b"task \xe9", status=1)
    assert result.stdout == ""
    assert "error[unreadable-file]" in result.stderr
    result = run("fmt", "-", text=BROKEN)
    assert "output   catalog: :" in result.stdout
    assert "warning: stdin.conn: what can't be read stays as it is" in result.stderr


def test_a_terminal_of_another_encoding_gets_utf_8(root):
    done = subprocess.run(
        [sys.executable, "-m", "conngen", "fmt", "-"],
        input="template  a = '日本'\n".encode(),
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
    )
    assert done.stdout.decode("utf-8") == 'template a = "日本"\n'


# --- what goes wrong ---


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("nowhere",), "error: nowhere: no such file or directory\n  = help: check the path\n"),
        (("pyproject.toml",), "error: pyproject.toml: is no `.conn` file"),
        (("-", "a.conn"), "`-` stands for the standard input and goes with no other path"),
        (("--stdin-filename", "a.conn"), "--stdin-filename goes with the path `-` only"),
        (("-", "--stdin-filename", "a.py"), "--stdin-filename must end in `.conn`"),
    ],
)
def test_wrong_usage(root, arguments, message):
    result = run("fmt", *arguments, status=2, text="")
    assert result.stdout == ""
    assert message in result.stderr


def test_no_files_are_no_mistake_but_are_told(root):
    assert run("fmt").stderr == "warning: there are no `.conn` files in this project\n"


def test_a_file_that_cannot_be_read_keeps_no_other_from_being_formatted(root):
    Path("a.conn").write_bytes(b"task \xe9")
    write("b.conn", UNTIDY)
    result = run("fmt", status=1)
    assert "error[unreadable-file]: this file is not encoded in UTF-8" in result.stdout
    assert "formatted b.conn\n" in result.stdout
    assert Path("a.conn").read_bytes() == b"task \xe9"
    assert Path("b.conn").read_text() == GOOD


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EIO])
@pytest.mark.parametrize("step", ["open", "fsync", "replace"])
def test_a_file_that_cannot_be_written_stays_whole(root, monkeypatch, step, number):
    write("a.conn", UNTIDY)
    write("b.conn", UNTIDY)
    real = getattr(os, step)
    failed = []

    def fail(*args, **kwargs):
        if not failed and (step != "open" or ".conngen-" in str(args[0])):
            failed.append(args)
            raise OSError(number, os.strerror(number))
        return real(*args, **kwargs)

    monkeypatch.setattr(os, step, fail)
    result = run("fmt", status=1)
    assert failed
    assert f"error: a.conn: cannot be written: {os.strerror(number).lower()}\n  = help: " in result.stderr
    assert "--out-dir" not in result.stderr
    assert result.stdout == "formatted b.conn\n1 file formatted\n"
    assert files() == {
        "a.conn": UNTIDY.encode(),
        "b.conn": GOOD.encode(),
        "pyproject.toml": b"[tool.conngen]\n",
    }


def test_a_file_that_changes_meanwhile_is_not_overwritten(root, monkeypatch):
    write("a.conn", UNTIDY)
    real = formatting.format_text

    def change(text, length):
        write("a.conn", "# other\n")
        return real(text, length)

    monkeypatch.setattr(formatting, "format_text", change)
    result = run("fmt", status=1)
    assert result.stderr == "error: a.conn: was changed in the meantime\n  = help: try again\n"
    assert files() == {"a.conn": b"# other\n", "pyproject.toml": b"[tool.conngen]\n"}


def test_a_mistake_of_the_formatter_is_told_as_one(root, monkeypatch):
    write("a.conn", UNTIDY)
    monkeypatch.setattr(formatting, "format_text", lambda text, length: Formatted(text, Outcome.FAILED))
    result = run("fmt", status=70)
    assert result.stdout == ""
    assert result.stderr == (
        "error: a.conn: stays as it is: in the one style it would say something else\n"
        "  = help: this is a mistake of conngen's own; please report it with the file\n"
    )
    assert run("fmt", "-", text=UNTIDY, status=70).stdout == UNTIDY


# --- what a file is beside its text ---


def test_permissions_stay(root):
    path = write("a.conn", UNTIDY)
    path.chmod(0o640)
    run("fmt")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_a_link_stays_one(root):
    target = write("below/real.conn", UNTIDY)
    Path("a.conn").symlink_to("below/real.conn")
    run("fmt", "a.conn")
    assert Path("a.conn").is_symlink()
    assert target.read_text() == GOOD


def test_a_formatted_file_is_not_touched(root):
    path = write("a.conn", GOOD)
    os.utime(path, (1, 1))
    run("fmt")
    assert path.stat().st_mtime == 1


def test_formatting_loads_what_it_needs_only(root):
    write("a.conn", UNTIDY)
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "conngen", "fmt"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "conngen.formatter" in loaded
    assert not loaded & {
        "jinja2",
        "black",
        "lsst",
        "numpy",
        "conngen.checks",
        "conngen.resolver",
        "conngen.compiler",
    }


def test_an_interruption_exits_with_its_own_status(root, monkeypatch):
    write("a.conn", UNTIDY)

    def interrupt(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(formatting, "rewrite", interrupt)
    assert CliRunner().invoke(cli.cli, ["fmt"]).exit_code == 130
