"""Several processes make what one makes, say what it says and remember the same, whatever happens to them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rim.commands import BAD, GOOD, importing, run, write

from conngen import spreading
from conngen.caching.memory import FOLDER

from .edits import EDITS, begin
from .forking import CONN, Commands

COMMANDS = (
    ("build",),
    ("check",),
    ("build", "--check"),
    ("build", "--diff"),
    ("build", "--out-dir", "made"),
    ("build", "--output-format", "json"),
    ("build", "--depfile", "all.d"),
)
PATIENCE = 60


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write("project/pyproject.toml", "[tool.conngen]\n")
    return tmp_path / "project"


def _all(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def _found(command: Commands, root: Path, *arguments: str) -> tuple[object, ...]:
    """Run a command in a folder, put back what was there, and return all that came of it."""
    aside = root.with_name("aside")
    shutil.copytree(root, aside, symlinks=True)
    ended = command.run(root, *arguments)
    found = ended.status, ended.output, ended.errors, _all(root)
    shutil.rmtree(root)
    aside.rename(root)
    return found


def _same(command: Commands, root: Path, *arguments: str) -> tuple[object, ...]:
    """Run a command with one process and with three; return what came of it."""
    one = _found(command, root, *arguments, "-j", "1")
    assert _found(command, root, *arguments, "-j", "3") == one, arguments
    return one


@settings(
    max_examples=int(os.environ.get("CONNGEN_EXAMPLES", "12")),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(edits=EDITS, arguments=st.sampled_from(COMMANDS))
def test_any_project(command, edits, arguments) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        root = folder / "project"
        begin(root)
        for several in edits:
            for edit, *numbers in several:
                edit(root, *numbers)
            _same(command, root, *arguments)
        # From here on something is known.
        command.run(root, "build", "-j", "3")
        for several in edits:
            for edit, *numbers in several:
                edit(root, *numbers)
            _same(command, root, "build")
    finally:
        shutil.rmtree(folder)


def _many(root: Path, count: int, base: str = "") -> None:
    for number in range(count):
        (root / f"s{number:02}.conn").write_text(CONN.format(name=f"S{number:02}", base=base, number=number))


def test_a_memory_of_three_is_that_of_one(command, root):
    _many(root, 20)
    found = _same(command, root, "build")
    assert found[0] == 0
    assert len([name for name in found[3] if name.startswith(FOLDER)]) == 3
    command.run(root, "build", "-j", "3")
    assert command.run(root, "build").output == "40 files up to date\n"


def test_warnings_and_mistakes(command, root):
    _many(root, 20)
    write("project/s03.conn", GOOD.replace('            "Detection threshold."\n', ""))
    write("project/s14.conn", GOOD.replace('            "Detection threshold."\n', ""))
    for arguments in COMMANDS:
        assert "missing-doc" in str(_same(command, root, *arguments)[1:3])
    write("project/s07.conn", BAD)
    write("project/s15.conn", BAD)
    for arguments in COMMANDS:
        assert "multipel" in str(_same(command, root, *arguments)[1:3])


def test_what_all_import_is_found_by_all(command, root):
    write("project/base.py", "from lsst.pex.config import Config\n\n\nclass Base(Config):\n    pass\n")
    _many(root, 20, base="\nfrom .base import Base\nfrom .missing import Other\n")
    assert "unused" in str(_same(command, root, "build"))


def _chain(root: Path, numbers: range) -> None:
    before = ""
    for number in numbers:
        text = GOOD.replace("Stars", f"S{number:02}")
        if before:
            text = importing(text, f"from .s{before} import S{before}")
        before = f"{number:02}"
        (root / f"s{before}.conn").write_text(text)


@pytest.mark.parametrize("numbers", [range(60), range(59, -1, -1), range(0, 60, 2)])
def test_a_long_chain_of_imports(command, root, numbers):
    _chain(root, numbers)
    _same(command, root, "build")


def test_a_cycle(command, root):
    _many(root, 12)
    _chain(root, range(20, 24))
    (root / "s20.conn").write_text(
        importing(GOOD.replace("Stars", "S20"), "from .s23 import S23Task\nfrom .s22 import S22Task")
    )
    assert "cycle" in str(_same(command, root, "build"))


@pytest.mark.parametrize("why", ["latin", "folder", "gone", "loop"])
@pytest.mark.parametrize("name", ["other.conn", "other.py", "sub/other.conn"])
def test_what_can_not_be_read(command, root, name, why):
    _many(root, 12, base=f"\nfrom .{name.partition('.')[0].replace('/', '.')} import Other\n")
    path = root / name
    path.parent.mkdir(exist_ok=True)
    match why:
        case "latin":
            path.write_bytes("class Other: 'ä'\n".encode("latin-1"))
        case "folder":
            path.mkdir()
        case "gone":
            path.symlink_to("nowhere")
        case "loop":
            path.symlink_to(path.name)
    _same(command, root, "build")


# --- processes that do not end as they should ---

_SCRIPT = """
import os, signal, sys, time
from conngen import compiler, spreading

started = []
fork, compile = os.fork, compiler.Compiler.compile
main, count = os.getpid(), 0

def counted():
    pid = fork()
    if pid:
        started.append(pid)
        print(pid, file=sys.stderr, flush=True)
    return pid

def disturbed(self, key):
    global count
    count += 1
    here = os.getpid() == main
{trouble}
    return compile(self, key)

os.fork, compiler.Compiler.compile = counted, disturbed
os.sched_getaffinity = lambda pid: {{0, 1, 2}}
sys.argv = ["conngen", *sys.argv[1:]]
from conngen.__main__ import main as run
try:
    run()
finally:
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        pass
    else:
        print("a process is left", flush=True)
"""


def _disturbed(root: Path, trouble: str, *arguments: str) -> subprocess.Popen[str]:
    """Start a command in which something happens whenever a file is compiled."""
    return subprocess.Popen(
        [
            sys.executable,
            "-c",
            _SCRIPT.format(trouble="\n".join(f"    {one}" for one in trouble.split("\n"))),
            *arguments,
        ],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _built(root: Path, trouble: str, *arguments: str) -> tuple[int, str, list[int], dict[str, bytes]]:
    """Build with some trouble; return status, output, the processes that were started, and all files."""
    process = _disturbed(root, trouble, "build", *arguments)
    output, errors = process.communicate(timeout=PATIENCE)
    found = _all(root)
    for path in (path for path in root.iterdir() if path.suffix != ".conn" and path.name != "pyproject.toml"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return process.returncode, output, [int(line) for line in errors.split()], found


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # Whoever has adopted it may not have looked after it yet.
    return " Z " not in Path(f"/proc/{pid}/stat").read_text()


@pytest.mark.parametrize(
    ("count", "arguments", "started"),
    [
        (63, (), 0),
        (64, (), 1),
        (96, (), 2),
        (130, (), 2),
        (64, ("-j", "1"), 0),
        (48, ("--jobs", "5"), 4),
        (3, ("-j", "7"), 2),
        (1, ("-j", "7"), 0),
    ],
)
def test_as_many_as_pay(root, count, arguments, started):
    _many(root, count)
    status, output, pids, _ = _built(root, "", *arguments)
    assert status == 0
    assert output.endswith(f"{3 * count} created\n")
    assert len(pids) == started


@pytest.mark.parametrize("command", ["build", "check"])
def test_each_file_is_compiled_once(root, command):
    _many(root, 30)
    (root / "s30.conn").write_text(BAD)
    log = root.with_name("log")
    trouble = f"if here: time.sleep(0.02)\nopen({str(log)!r}, 'a').write(f'{{os.getpid()}} {{key}}\\n')"
    process = _disturbed(root, trouble, command, "-j", "3")
    output, _ = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert output.count("error") == 2  # one, and their number
    lines = log.read_text().splitlines()
    assert len(lines) == len({line.split()[1] for line in lines}) == 31
    assert len({line.split()[0] for line in lines}) == 3


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_cycle_is_compiled_no_more_often_than_it_must(root, jobs):
    (root / "a.conn").write_text(importing(GOOD, "from .b import Stars"))
    (root / "b.conn").write_text(importing(GOOD, "from .a import Stars"))
    log = root.with_name("log")
    trouble = f"if here: open({str(log)!r}, 'a').write(f'{{key}}\\n')"
    assert "cycle" in _disturbed(root, trouble, "check", "-j", jobs).communicate(timeout=PATIENCE)[0]
    assert len(log.read_text().splitlines()) == 1 + int(jobs)


@pytest.mark.parametrize(
    "trouble",
    [
        "if not here: os.kill(os.getpid(), signal.SIGKILL)",
        "if not here and count > 4: os.kill(os.getpid(), signal.SIGTERM)",
        "if not here and count > 5: os._exit(0)",
        "if not here and count > 3: raise MemoryError",
        "if not here and count > 3: raise SystemExit(3)",
        "if not here: os.write(1, b'x'); os.write(2, b'x'); print('x', flush=True)",
        "if not here: signal.raise_signal(signal.SIGINT)",
        "if here and count == 5: os.kill(started[0], signal.SIGKILL)",
        "if here and count == 5: raise MemoryError",
        "def fail(): raise BlockingIOError\n"
        "if count == 1: os.fork, os.open_files = fail, os.listdir('/proc/self/fd')\n"
        "if count > 1: assert len(os.listdir('/proc/self/fd')) == len(os.open_files)",
        "if here: signal.signal(signal.SIGCHLD, signal.SIG_IGN)",
    ],
)
def test_trouble_changes_nothing(root, trouble):
    _many(root, 20)
    expected = _built(root, "", "-j", "1")
    found = _built(root, trouble, "-j", "3")
    assert expected[0] == 0
    assert (found[:2], found[3]) == (expected[:2], expected[3])
    assert not any(map(_is_there, found[2]))


def test_a_mistake_of_its_own_is_told_as_ever(root):
    _many(root, 20)
    trouble = "if key.endswith('s13.conn'): raise RuntimeError('no way')"
    for jobs in "13":
        process = _disturbed(root, trouble, "build", "-j", jobs)
        output, errors = process.communicate(timeout=PATIENCE)
        assert process.returncode == 70
        assert not output
        assert "RuntimeError" in errors
        assert "no way" in errors


def test_an_interruption_ends_all(root):
    _many(root, 20)
    trouble = "if here and count == 4: os.kill(0, signal.SIGINT)\nif not here: time.sleep(60)"
    process = subprocess.run(
        [
            sys.executable,
            "-c",
            _SCRIPT.format(trouble=f"    {trouble.replace(chr(10), chr(10) + '    ')}"),
            "build",
            "-j3",
        ],
        cwd=root,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        start_new_session=True,
        check=False,
    )
    assert process.returncode == 130
    assert not process.stdout
    assert "Traceback" not in process.stderr
    pids = [int(word) for word in process.stderr.split() if word.isdigit()]
    assert len(pids) == 2
    assert not any(map(_is_there, pids))
    assert not list(root.glob("*.py"))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_nobody_works_on_for_who_is_gone(root, number):
    _many(root, 40)
    log = root.with_name("log")
    trouble = (
        f"with open({str(log)!r}, 'a') as file: file.write('main\\n' if here else 'other\\n')\n"
        f"if here and count == 4: os.kill(main, {int(number)})\n"
        "if not here: time.sleep(0.05)"
    )
    process = _disturbed(root, trouble, "build", "-j", "3")
    _, errors = process.communicate(timeout=PATIENCE)
    assert process.returncode == -number
    _end(errors)
    after = log.read_text().rpartition("main\n")[2]
    assert after.count("other") <= 2  # each may have begun a file at that moment


def test_nobody_waits_for_who_is_gone(root):
    """More than a pipe holds is to be sent when there is nobody any more to read it."""
    _many(root, 60)
    trouble = "if here and count == 3: time.sleep(1); os.kill(main, signal.SIGKILL)"
    process = _disturbed(root, trouble, "build", "-j", "3")
    _, errors = process.communicate(timeout=PATIENCE)
    _end(errors)


def _end(errors: str) -> None:
    """Wait until the processes that were started have ended."""
    pids = [int(line) for line in errors.split()]
    assert len(pids) == 2
    deadline = time.monotonic() + PATIENCE
    while any(map(_is_there, pids)):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_cycle_that_only_other_processes_meet(root):
    """Each finds it in another of the files that it compiles for the sake of others, and so in none of its own."""
    _many(root, 12)
    _chain(root, range(20, 24))
    line = "from .s23 import S23Task"
    (root / "s20.conn").write_text(importing(GOOD.replace("Stars", "S20"), line))
    expected = _built(root, "", "-j", "1")
    found = _built(root, "time.sleep(1 if here and count == 2 else 0 if here else 0.03)", "-j", "3")
    assert "cycle" in expected[1]
    assert (found[:2], found[3]) == (expected[:2], expected[3])


def test_a_file_that_two_processes_have_seen_differently(root):
    _many(root, 12)
    text = "from lsst.pex.config import Config\n\n\nclass Late(Config):\n    pass\n"
    (root / "late.py").write_text(text)
    for number in range(1, 12):
        path = root / f"s{number:02}.conn"
        path.write_text(path.read_text().replace("\n\ntask", "\n\nfrom .late import Late\n\ntask"))
    before = _disturbed(root, "", "check", "-j", "1").communicate(timeout=PATIENCE)[0]
    trouble = f"if not here: time.sleep(0.5); open('late.py', 'w').write({text.replace('Late', 'Later')!r})"
    found = _disturbed(root, trouble, "check", "-j", "2").communicate(timeout=PATIENCE)[0]
    after = _disturbed(root, "", "check", "-j", "1").communicate(timeout=PATIENCE)[0]
    assert before != after
    assert found in (before, after)


def test_standard_streams_may_be_closed(root):
    _many(root, 12)
    expected = _built(root, "", "-j", "1")[3]
    line = f'exec "{sys.executable}" -m conngen build -j 3 <&- >&- 2>&-'
    subprocess.run(["sh", "-c", line], cwd=root, check=False, timeout=PATIENCE)
    found = _all(root)
    assert {name for name in found if name.endswith(".py")}
    for files in (found, expected):
        for name in [name for name in files if name.startswith(FOLDER)]:
            del files[name]  # it is named after the Python that was started
    assert found == expected


def test_a_process_with_threads_is_not_copied():
    wait = threading.Event()
    thread = threading.Thread(target=wait.wait)
    thread.start()
    try:
        assert spreading.processes(1000, 3) == 1
    finally:
        wait.set()
        thread.join()


@pytest.mark.parametrize("jobs", ["-1", "many", "1.5"])
def test_no_number_of_processes(root, jobs):
    for name in ("build", "check"):
        assert "--jobs" in run(name, "-j", jobs, status=2).stderr
