"""The command in processes of their own, started quickly: one that has imported all of it forks for each.

Run as a script it serves `Commands`. A fault goes with a command: it is carried out at a certain one of all the changes
that the process makes to the disk, whatever part of the program makes them, since Python itself announces each of them.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

__all__ = ["CONN", "Commands", "Ended", "Fault", "commands"]

_CHANGES = (
    "open",
    "os.rename",
    "os.remove",
    "os.mkdir",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.utime",
    "os.chmod",
)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
PATIENCE = 60
CONN = '''"""Find stars."""
{base}
task {name}[instrument, visit, detector] {{
    "Find stars."

    input exposure: ExposureF[...] = "calexp"
        "What to look at."
    output found: ArrowAstropy[...] = "found_{number}"
        "What was found."

    config {{
        threshold: float = {number}.0, min=0.0
            "What to keep."
    }}
}}
'''


@dataclass(frozen=True)
class Fault:
    """What goes wrong.

    Parameters
    ----------
    at : `int`
        Before which change to the disk, counted from 1; 0: never.
    signal : `int`
        The signal that the process gets.
    error : `int`
        The error that the system returns instead.
    lasting : `bool`
        Whether it returns that for all changes from then on.
    size : `int`
        How many bytes a file may have; 0: as many as it likes.
    remove : `str`
        What somebody else removes.
    powerless : `bool`
        Whether permissions count even for who may do everything.
    """

    at: int = 0
    signal: int = 0
    error: int = 0
    lasting: bool = False
    size: int = 0
    remove: str = ""
    powerless: bool = False


@dataclass(frozen=True)
class Ended:
    """How a command ended.

    Parameters
    ----------
    status : `int`
        Its exit status; that of a signal is negative.
    output, errors : `str`
        What it printed.
    changes : `int`
        How many changes to the disk it was about to make.
    """

    status: int
    output: str
    errors: str
    changes: int


class Commands:
    """Runs commands."""

    def __init__(self) -> None:
        self._server = subprocess.Popen(
            [sys.executable, "-B", __file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={name: value for name, value in os.environ.items() if not name.startswith("COV")},
        )

    def close(self) -> None:
        """End all of it."""
        assert self._server.stdin is not None
        self._server.stdin.close()
        self._server.wait(PATIENCE)
        assert self._server.stdout is not None
        self._server.stdout.close()

    def run(self, root: Path, *arguments: str, fault: Fault = Fault(), **others: Any) -> Ended:
        """Run a command in a folder until it ends."""
        (ended,) = self.run_all([(root, arguments, fault)], **others)
        return ended

    def run_all(
        self,
        jobs: list[tuple[Path, tuple[str, ...], Fault]],
        *,
        output: str = "",
        kill_after: float = 0,
        patience: float = 0,
        move: tuple[str, str] | None = None,
    ) -> list[Ended]:
        """Run commands at the same time.

        Parameters
        ----------
        jobs : `list` [ `tuple` ]
            Folder, arguments and fault of each.
        output : `str`, optional
            A file that gets what they print.
        kill_after : `float`, optional
            After how many seconds they are killed.
        patience : `float`, optional
            For how many seconds the first, which stops, leaves the others alone, before it goes on.
        move : `tuple` [ `str`, `str` ], optional
            A file that then takes the place of another.
        """
        request = {
            "jobs": [(str(root), arguments, asdict(fault)) for root, arguments, fault in jobs],
            "output": output,
            "kill_after": kill_after,
            "patience": patience,
            "move": move,
        }
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.write(json.dumps(request) + "\n")
        self._server.stdin.flush()
        return [Ended(*one) for one in json.loads(self._server.stdout.readline())]


@contextmanager
def commands() -> Iterator[Commands]:
    """Return what runs commands, and end it afterwards."""
    one = Commands()
    try:
        yield one
    finally:
        one.close()


# --- the server ---


def _serve() -> None:
    _warm()
    gc.freeze()
    for line in sys.stdin:
        request = json.loads(line)
        started = []
        for job in request["jobs"]:
            started.append(_start(*job, request["output"]))
            if job[2]["signal"] == signal.SIGSTOP:
                os.waitid(os.P_PID, started[-1][0], os.WSTOPPED | os.WEXITED | os.WNOWAIT)
        if request["patience"]:
            deadline = time.monotonic() + request["patience"]
            while time.monotonic() < deadline and not all(map(_has_ended, started[1:])):
                time.sleep(0.005)
            if request["move"]:
                os.replace(*request["move"])
            os.kill(started[0][0], signal.SIGCONT)
        if request["kill_after"]:
            time.sleep(request["kill_after"])
            for one in started:
                os.kill(one[0], signal.SIGKILL)
        print(json.dumps([_end(*one) for one in started]), flush=True)


def _has_ended(job: tuple[int, Any, Any, int]) -> bool:
    return os.waitid(os.P_PID, job[0], os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _warm() -> None:
    """Import what a build imports."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pyproject.toml").write_text("[tool.conngen]\n")
        Path(folder, "one.conn").write_text(CONN.format(name="One", base="", number=1))
        here = os.getcwd()
        os.chdir(folder)
        from conngen.__main__ import main

        with open(os.devnull, "w") as nowhere, contextlib.redirect_stdout(nowhere):
            for options in ([], ["--check"], ["--depfile", "depfile", "--stamp", "stamp"]):
                sys.argv = ["conngen", "build", *options]
                with contextlib.suppress(SystemExit):
                    main()
        os.chdir(here)


def _start(root: str, arguments: list[str], fault: dict[str, Any], output: str) -> tuple[int, Any, Any, int]:
    out = open(output, "wb") if output else tempfile.TemporaryFile()  # noqa: SIM115
    err = tempfile.TemporaryFile()  # noqa: SIM115
    reader, writer = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writer)
        return pid, out, err, reader
    os.close(reader)
    status = 70
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(out.fileno(), 1)
        os.dup2(err.fileno(), 2)
        sys.stdin = open(0, closefd=False)  # noqa: SIM115
        _obey(root, arguments, Fault(**fault), writer)
        status = 0
        sys.stdout.flush()
    except SystemExit as err:
        status = err.code if isinstance(err.code, int) else 1 if err.code else 0
        sys.stdout.flush()
    except BaseException:
        import traceback

        traceback.print_exc()
    os._exit(status)


def _obey(root: str, arguments: list[str], fault: Fault, writer: int) -> None:
    """Run a command in this process, which is new."""
    os.chdir(root)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if fault.size:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (fault.size, fault.size))
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL if fault.signal else signal.SIG_IGN)
    if fault.powerless:
        _give_up_power()
    _listen(os.path.realpath(root), fault, writer)
    from conngen.__main__ import main

    sys.argv = ["conngen", *arguments]
    main()


def _give_up_power() -> None:
    """Give up all capabilities: then the owner's permissions count for the superuser too."""
    version = (ctypes.c_uint32 * 2)(0x20080522, 0)
    if ctypes.CDLL(None, use_errno=True).capset(version, (ctypes.c_uint32 * 6)()) != 0:
        raise OSError(ctypes.get_errno(), "capset")


def _listen(root: str, fault: Fault, writer: int) -> None:
    """Carry out a fault when its time has come."""
    count = 0

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal count
        if event not in _CHANGES or not _concerns(event, arguments, root):
            return
        count += 1
        os.write(writer, b".")
        if fault.remove and count == fault.at:
            shutil.rmtree(fault.remove)
        elif fault.at and (count == fault.at or (fault.lasting and count > fault.at)):
            if fault.signal:
                os.kill(os.getpid(), fault.signal)
            if fault.error:
                raise OSError(fault.error, os.strerror(fault.error))

    sys.addaudithook(hear)


def _concerns(event: str, arguments: tuple[Any, ...], root: str) -> bool:
    if event == "open" and (not isinstance(arguments[0], (str, bytes)) or not arguments[2] & _WRITES):
        return False
    path = os.fsdecode(arguments[0])
    return os.path.abspath(path).startswith(root) and "__pycache__" not in path


def _end(pid: int, out: Any, err: Any, reader: int) -> tuple[int, str, str, int]:
    deadline = time.monotonic() + PATIENCE
    while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        time.sleep(0.002)
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    changes = 0
    while data := os.read(reader, 10_000):
        changes += len(data)
    os.close(reader)
    printed = []
    for stream in (out, err):
        if stream.readable():
            stream.seek(0)
        printed.append(stream.read().decode("utf-8", "replace") if stream.readable() else "")
        stream.close()
    return os.waitstatus_to_exitcode(status), *printed, changes


if __name__ == "__main__":
    _serve()
