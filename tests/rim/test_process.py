"""The command as a process: what it loads, and how it ends when terminal, disk or user end it."""

import errno
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from conngen.checks.needless import READ
from conngen.version import __version__

from .commands import BAD, GOOD, write

COMMAND = [sys.executable, "-m", "conngen"]
HEAVY = {"lark", "jinja2", "black", "yaml", "tomllib", "lsst", "numpy"}


def run(*arguments: str, **options) -> subprocess.CompletedProcess:
    options = {"capture_output": True, "text": True, "timeout": 60} | options
    result = subprocess.run([*COMMAND, *arguments], check=False, **options)
    assert "Traceback" not in (result.stderr or "")
    return result


@pytest.mark.parametrize("option", ["--version", "--help"])
def test_nothing_heavy_is_loaded_before_it_is_needed(option):
    result = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "conngen", option],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in result.stderr.splitlines()}
    assert not loaded & HEAVY
    assert ("click" in loaded) == (option == "--help")


def test_checking_loads_what_it_needs_only(root):
    write("stars.conn", GOOD)
    result = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "conngen", "check"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in result.stderr.splitlines()}
    assert not loaded & {"lark", "jinja2", "black", "yaml", "lsst", "numpy"}


def test_the_module_and_the_command_are_one():
    result = run("--version")
    assert (result.returncode, result.stdout) == (0, f"conngen {__version__}\n")


def test_a_reader_that_leaves_early_is_no_mistake(root):
    write("stars.conn", BAD)
    with subprocess.Popen(
        [*COMMAND, "check"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 1


@pytest.mark.parametrize("arguments", [("check",), ("--help",), ("explain",)])
def test_a_full_disk_behind_standard_output_is_told_in_one_line(root, arguments):
    write("stars.conn", BAD)
    with open("/dev/full", "w") as full:
        result = run(*arguments, capture_output=False, stdout=full, stderr=subprocess.PIPE)
    assert result.returncode == 1
    assert result.stderr == f"error: the output cannot be written: {os.strerror(errno.ENOSPC).lower()}\n"


def test_a_closed_standard_output_is_no_mistake(root):
    write("stars.conn", GOOD)
    result = run("check", preexec_fn=lambda: os.close(1), capture_output=False, stderr=subprocess.PIPE)
    assert result.returncode == 0
    assert result.stderr == ""


def test_a_terminal_that_lacks_characters_gets_escapes(root):
    write("stars.conn", BAD.replace('"calexp"', '"日本é"'))
    result = run("check", env={**os.environ, "PYTHONIOENCODING": "latin-1"}, encoding="latin-1")
    assert result.returncode == 1
    assert r"\u65e5\u672cé" in result.stdout


def test_an_interruption_has_no_traceback(root):
    with subprocess.Popen(
        [*COMMAND, "check", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        # A shell that runs the tests in the background makes its children deaf to interruptions.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    ) as process:
        # It waits for its input by then: all that it imports has been imported.
        deadline = time.monotonic() + 30
        while not _waits(process.pid) and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        output, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert output == ""
    assert "Traceback" not in errors


def _waits(pid: int) -> bool:
    """Whether a process waits for a pipe."""
    try:
        with open(f"/proc/{pid}/wchan") as stream:
            return "pipe" in stream.read()
    except OSError:
        return False


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """What a command prints if both of its outputs are a terminal."""
    here, there = pty.openpty()
    env = {**os.environ, "TERM": "xterm", **environment}
    for name in ("NO_COLOR", "FORCE_COLOR"):
        env.pop(name, None)
    process = subprocess.Popen([*COMMAND, *arguments], stdout=there, stderr=there, stdin=there, env=env)
    os.close(there)
    found = b""
    while True:
        if not select.select([here], [], [], 60)[0]:
            break
        try:
            data = os.read(here, 10_000)
        except OSError:
            break
        if not data:
            break
        found += data
    process.wait(timeout=60)
    os.close(here)
    return found.decode()


def test_a_terminal_gets_colour_and_a_dumb_one_does_not(root):
    write("stars.conn", BAD)
    assert "\x1b[31m" in on_a_terminal("check")
    assert "\x1b" not in on_a_terminal("check", TERM="dumb")


_PATIENT = (
    "import sys, conngen.cli, conngen.terminal\n"
    "conngen.terminal._PATIENCE = -1\n"
    "sys.argv = ['conngen', 'build']\n"
    "conngen.cli.main()"
)


def _shown() -> tuple[str, bytes]:
    """Build as if it took long; return what a terminal shows beside the output."""
    here, there = pty.openpty()
    process = subprocess.Popen([sys.executable, "-c", _PATIENT], stdout=subprocess.PIPE, stderr=there)
    os.close(there)
    output, _ = process.communicate(timeout=60)
    shown = os.read(here, 10_000).decode()
    os.close(here)
    return shown, output


def test_progress_is_shown_on_a_terminal_when_it_takes_long(root):
    write("stars.conn", GOOD)
    shown, output = _shown()
    assert re.search(r"compiling 1/1 stars\.conn", shown)
    assert shown.endswith("\r\x1b[2K")
    assert b"\x1b" not in output
    log = subprocess.run([sys.executable, "-c", _PATIENT], capture_output=True, check=True)
    assert log.stderr == b""


def test_a_file_that_is_begun_again_counts_once(root):
    write("a.conn", GOOD)
    write("b.conn", GOOD.replace("task Stars", "from .c import Cs\n\ntask Bs"))
    Path("c.conn").write_bytes("ä".encode("latin-1"))
    shown, output = _shown()
    assert b"c.conn" in output
    assert re.findall(r"compiling (\d)/3", shown) == ["1", "2", "2", "2"]


def test_the_same_files_give_the_same_bytes_whatever_the_hash_seed(root):
    found = set()
    for seed in ("0", "1", "2"):
        write("stars.conn", GOOD)
        result = run(
            "build",
            "-",
            "--stdin-filename",
            "stars.conn",
            input=GOOD,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        found.add(result.stdout)
    assert len(found) == 1


@pytest.mark.parametrize(
    "arguments", [["build"], ["check"], ["build", "stars.conn"], ["check", "none.conn"], ["build", "."]]
)
@pytest.mark.parametrize("text", [GOOD, BAD])
def test_a_command_line_without_options_ends_as_any_other(root, arguments, text):
    """It is not read by click."""
    found = []
    for command in (COMMAND, [sys.executable, "-c", "from conngen.cli import main; main()"]):
        for path in root.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        write("stars.conn", text)
        result = subprocess.run([*command, *arguments], capture_output=True, text=True)
        files = {path.name: path.read_text() for path in root.iterdir() if path.is_file()}
        found.append((result.returncode, result.stdout, result.stderr, files))
    assert found[0] == found[1]


def test_a_plain_build_loads_nothing_that_reads_command_lines(root):
    write("stars.conn", GOOD)
    result = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "conngen", "check"],
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in result.stderr.splitlines()}
    assert not loaded & (HEAVY - {"tomllib"} | {"click", "argparse", "inspect"})


NEEDLESS = {
    *(
        "argparse",
        "black",
        "blib2to3",
        "click",
        "dataclasses",
        "difflib",
        "graphlib",
        "hashlib",
        "importlib.metadata",
    ),
    *(
        "importlib.resources",
        "inspect",
        "jinja2",
        "json",
        "lark",
        "logging",
        "lsst",
        "numpy",
        "random",
        "shutil",
    ),
    *(
        "ssl",
        "string",
        "subprocess",
        "tempfile",
        "textwrap",
        "threading",
        "tokenize",
        "tomllib",
        "traceback",
        "typing",
    ),
    *("yaml", "_hashlib", "conngen.authors", "conngen.backends.python.templating", "conngen.cli"),
    *("conngen.depfile", "conngen.editor", "conngen.formatter", "conngen.importing", "conngen.report.text"),
    *("conngen.server", "conngen.syntax.making", "conngen.syntax.recovery", "conngen.verifying"),
    *(f"conngen.checks.{code.replace('-', '_')}" for code in READ),
}
"""What nothing of a small file without mistakes needs, and what takes long to import."""


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_plain_build_imports_nothing_that_it_does_not_need(root, command):
    """What it imports takes longer than the build: see what brings it in before adding to this."""
    write("stars.conn", GOOD)
    (root / "pyproject.toml").unlink(missing_ok=True)  # to read settings takes tomllib, and what that imports
    script = "import sys, atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr))"
    found = []
    for rest in ("", "; from conngen.__main__ import main; main()"):
        result = subprocess.run(
            [sys.executable, "-c", script + rest, command], capture_output=True, text=True, check=True
        )
        found.append(set(result.stderr.split()))
    without, loaded = found
    assert "conngen.checks.missing_doc" in loaded
    assert ("conngen.backends.python.verify" in loaded) == (command == "build")
    assert sorted((loaded - without) & NEEDLESS) == []
