"""`conngen where`: from generated modules back to `.conn` files."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rim.commands import GOOD, write
from rim.commands import run as conngen

from conngen.where import Lines, rewritten


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write("pyproject.toml", "[tool.conngen]\n")
    write("pkg/__init__.py", "")
    write("pkg/stars.conn", GOOD)
    conngen("build")
    return tmp_path


def _line(path: str, words: str) -> int:
    lines = Path(path).read_text().splitlines()
    (found,) = [number for number, line in enumerate(lines, 1) if words in line]
    return found


CONFIG, CONNECTIONS = "pkg/stars_config.py", "pkg/stars_connections.py"


def test_a_place(root):
    line = _line(CONFIG, "threshold = ")
    conn = _line("pkg/stars.conn", "threshold:")
    shown = f"pkg/stars.conn:{conn}:9: threshold: float = 5.0\n"
    for place in (
        f"{CONFIG}:{line}",
        f"{CONFIG}:{line}:5",
        f"{root / CONFIG}:{line}:",
        f"{CONFIG}:{line}:9:",
    ):
        assert conngen("where", place).stdout == shown
    one = f"{CONNECTIONS}:{_line(CONNECTIONS, 'storageClass=' + chr(34) + 'ExposureF')}"
    assert conngen("where", one, f"{CONFIG}:{line}").stdout == (
        f'pkg/stars.conn:6:11: input exposure: ExposureF[...] = "calexp"\n{shown}'
    )


def test_places_that_come_from_no_file(root):
    write("other.py", "a = 1\n")
    assert "other.py:1: comes from no `.conn` file" in conngen("where", "other.py:1", status=1).stderr
    assert "there is no such file" in conngen("where", "nothing.py:1", status=1).stderr
    for line in ("9999", "0"):
        assert "has no such line" in conngen("where", f"{CONFIG}:{line}", status=1).stderr
    assert "is no place" in conngen("where", CONFIG, status=2).stderr
    assert "goes alone" in conngen("where", "-", "a.py:1", status=2).output


def test_a_module_whose_file_was_moved(root):
    Path("pkg/stars.conn").rename("pkg/suns.conn")
    shown = conngen("where", f"{CONFIG}:3", status=1).stderr
    assert shown == (
        f"error: {CONFIG}:3: was made from stars.conn, which is not there any more; "
        "`conngen build` removes it if the manifest knows it, otherwise delete it\n"
    )
    assert list(rewritten([f"{CONFIG}:3: x\n"])) == [f"{CONFIG}:3: x\n"]


def test_every_line_of_a_module_has_a_place_in_its_file(root):
    lines = Lines()
    for path in (CONFIG, CONNECTIONS, "pkg/stars_task.py"):
        for number in range(1, len(Path(path).read_text().splitlines()) + 1):
            found = lines.find(Path(path), number)
            assert found is not None
            assert found.path == root / "pkg/stars.conn"


def test_a_log_of_mypy(root):
    with Path("use.py").open("w") as stream:
        stream.write("from pkg.stars_config import StarsConfig\n\nStarsConfig().nothing\n")
    text = Path(CONFIG).read_text().replace("pexConfig.Field[float](", "pexConfig.Feld[float](")
    Path(CONFIG).write_text(text)
    command = [sys.executable, "-m", "mypy", "--show-column-numbers", "--no-incremental", CONFIG]
    log = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert f"{CONFIG}:{_line(CONFIG, 'threshold = ')}:" in log
    shown = conngen("where", "-", text=log).stdout
    assert f"pkg/stars.conn:{_line('pkg/stars.conn', 'threshold:')}:9: error:" in shown
    assert CONFIG not in shown


def test_a_traceback(root):
    Path(CONFIG).write_text(Path(CONFIG).read_text().replace("default=5.0", "default=1 / 0"))
    script = "def f():\n    import pkg.stars_config\n\n\nf()\n"
    write("use.py", script)
    log = subprocess.run([sys.executable, "use.py"], capture_output=True, text=True, check=False).stderr
    assert "ZeroDivisionError" in log
    number = _line("pkg/stars.conn", "threshold:")
    command = [sys.executable, "-m", "conngen", "where", "-"]
    shown = subprocess.run(command, input=log, capture_output=True, text=True, check=True).stdout
    assert (
        f'  File "{root / "pkg/stars.conn"}", line {number}, in StarsConfig\n    threshold: float = 5.0\n'
        "ZeroDivisionError: division by zero\n"
    ) in shown
    frame = f'  File "{root / "use.py"}", line 2, in f\n    import pkg.stars_config\n'
    assert frame in log
    assert frame in shown


RED, BOLD, OFF = "\x1b[31m", "\x1b[1m", "\x1b[0m"


@pytest.mark.parametrize(
    ("log", "shown"),
    [
        (f"{BOLD}{RED}{{config}}{OFF}:{{line}}: Oops", f"{BOLD}{RED}pkg/stars.conn{OFF}:{{there}}: Oops"),
        (
            f"{BOLD}{{config}}{OFF}{RED}:{OFF}{{line}}{RED}:{OFF}5{RED}:{OFF} E501",
            f"{BOLD}pkg/stars.conn{OFF}{RED}:{OFF}{{there}}{RED}:{OFF}9{RED}:{OFF} E501",
        ),
        (" --> {config}:{line}:5", " --> pkg/stars.conn:{there}:9"),
        ("see ({config}:{line})", "see (pkg/stars.conn:{there})"),
        (
            "a b/{config}:{line}:5: error: {config}:{line}",
            "a b/pkg/stars.conn:{there}:9: error: pkg/stars.conn:{there}",
        ),
        ("x{config}:{line}: no such file", "x{config}:{line}: no such file"),
    ],
)
def test_places_with_colours_and_spaces(root, log, shown):
    shutil.copytree("pkg", "a b/pkg")
    values = {
        "config": CONFIG,
        "line": _line(CONFIG, "threshold = "),
        "there": _line("pkg/stars.conn", "threshold:"),
    }
    for end in ("\n", "\r\n", ""):
        assert list(rewritten([log.format(**values) + end])) == [shown.format(**values) + end]


def test_a_traceback_with_colours_and_several_lines(root):
    """As Python 3.13 prints them."""
    line, there = _line(CONFIG, "threshold = "), _line("pkg/stars.conn", "threshold:")
    frame = f'  File {RED}"{{}}"{OFF}, line {RED}{{}}{OFF}, in {RED}StarsConfig{OFF}\n'
    other = f'{frame.format("other.py", 1)}    one(\n    {RED}~~~^{OFF}\n    ...<2 lines>...\n    )\n    ^\n'
    code = f"    threshold = {RED}one{OFF}(\n    ...<2 lines>...\n    )\n    {RED}^^^{OFF}\n"
    end = f"{RED}ZeroDivisionError{OFF}: division\n"
    for mark in ("", "  |"):
        log = frame.format(root / CONFIG, line) + code + other + end
        shown = f"{frame.format(root / 'pkg/stars.conn', there)}    threshold: float = 5.0\n{other}{end}"
        lines = [f"{mark}{one}" for one in log.splitlines(keepends=True)]
        assert "".join(rewritten(lines)) == "".join(f"{mark}{one}" for one in shown.splitlines(keepends=True))


@pytest.mark.parametrize("end", ["", " {config}:{line}", "{config}:{line}", "{config}", "{config}:"])
def test_a_line_full_of_colours(root, end):
    """As many that looking for a place from each of them would take longer than anybody waits."""
    codes = (RED + OFF + "\x1b(B") * 100_000
    line, there = _line(CONFIG, "threshold = "), _line("pkg/stars.conn", "threshold:")
    log = end.format(config=CONFIG, line=line)
    shown = log.replace(f"{CONFIG}:{line}", f"pkg/stars.conn:{there}")
    assert "".join(rewritten([f"{log}{codes}{log}\n"])) == f"{shown}{codes}{shown}\n"


def test_numbers_that_are_too_long_for_a_line(root):
    number = "1" * 5000
    for log in (
        f"{CONFIG}:{number}: x\n",
        f"{CONFIG}:1:{number}: x\n",
        f'  File "{CONFIG}", line {number}, in x\n',
    ):
        assert list(rewritten([log])) == [log]
    assert "is no place" in conngen("where", f"{CONFIG}:{number}", status=2).stderr


def test_whatever_else_is_in_a_log_stays(root):
    log = [
        "INFO nothing.py:3 is no place\r\n",
        f"{CONFIG}: no line\n",
        f"{CONFIG}:99999: no such line\n",
        "pkg/stars_task.py:3: the author's own\n",
        '  File "<frozen importlib>", line 3, in x\n',
        '  File "pkg/__init__.py", line 1, in x\n    a = 1\n',
        "\x00 \udcff ü ~~^~~\n",
        "~~~^\n",
        "no end",
    ]
    assert list(rewritten(log)) == log


def test_bytes_that_are_no_text_pass_through(root):
    log = b"\xff\xfe pkg/stars_config.py:1: x\r\nend"
    command = [sys.executable, "-m", "conngen", "where", "-"]
    done = subprocess.run(command, input=log, capture_output=True, check=True)
    assert done.stdout == b"\xff\xfe pkg/stars.conn:1: x\r\nend"
