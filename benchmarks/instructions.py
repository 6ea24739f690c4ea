"""Count the instructions of a few commands with valgrind, and fail if they are more than were stored.

A count repeats where a time does not. What is counted is what a command does beyond starting Python, and the unit is a
piece of work for Python alone (yardstick.py), counted in the same run: so the counts hold for other machines, and for
other builds of Python of the same minor version. With ``--write`` those of this run are stored in instructions.toml.

Usage: python -m benchmarks.instructions [--only WORD]... [--write]
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import tempfile
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from . import editing, measuring, samples
from .measuring import CONNGEN, PASS, PYTHON, Build, folder

__all__ = ["COUNTED", "STORED", "TOLERANCE", "judged", "main", "refs", "stored", "units", "write"]

STORED = Path(__file__).parent / "instructions.toml"
TOLERANCE = 0.05
"""How much more counts as nothing: another build of Python makes up to two percent."""
ROOT = Path(__file__).parent.parent
_WRITE = "make instructions INSTRUCTIONS_ARGUMENTS=--write"
_VALGRIND = ("valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null")
_TASKS = 400


def count(command: Sequence[str], here: Path) -> int:
    """Return how many instructions a command takes, with its children."""
    with tempfile.TemporaryDirectory() as logs:
        done = subprocess.run(
            [*_VALGRIND, "--trace-children=yes", f"--log-file={logs}/%p", *command],
            cwd=here,
            env=measuring.environment(here),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise SystemExit(f"{' '.join(command)} failed in {here}:\n{done.stdout}{done.stderr}")
        texts = [path.read_text(encoding="utf-8") for path in Path(logs).iterdir()]
    return refs(texts)


def refs(logs: Iterable[str]) -> int:
    """Return how many instructions valgrind has counted, by what it writes of each process."""
    found = [number for text in logs for number in re.findall(r"I\s+refs:\s+([\d,]+)", text)]
    return sum(int(number.replace(",", "")) for number in found)


def version() -> int:
    """Count what it takes to tell the version."""
    with folder() as here:
        return _warm([CONNGEN, "--version"], here)


def small() -> int:
    """Count the build of one small file."""
    with folder() as here:
        (here / "detect.conn").write_text(samples.SMALL, encoding="utf-8")
        return _cold(here)


def tasks() -> int:
    """Count the build of some tasks."""
    with folder() as here:
        samples.repository(here, 40)
        return _cold(here)


def connections() -> int:
    """Count the build of one file of some connections."""
    with folder() as here:
        (here / "many.conn").write_text(samples.connections(500), encoding="utf-8")
        return _cold(here)


def unchanged() -> int:
    """Count the build of many files of which none has changed."""
    with folder() as here:
        samples.repository(here, _TASKS)
        Build(here).cold()
        return _warm([CONNGEN, "build"], here)


def edited() -> int:
    """Count the build of many files of which one has changed."""
    with folder() as here:
        samples.repository(here, _TASKS)
        build = Build(here)
        build.cold()
        path = here / "package0" / "step1.conn"
        for edit in (1, 2):
            text = samples.task(1).replace("Step 1:", f"Step 1 since edit {edit}:")
            path.write_text(text.replace(" = 1.5,", f" = {edit}.75,"), encoding="utf-8")
            if edit == 1:
                build.again()
        return count([CONNGEN, "build"], here)


def keys() -> int:
    """Count what it takes to follow the keys that are pressed in an editor."""
    less, more = (
        _warm([PYTHON, "-m", "benchmarks.editing", "--connections=200", f"--sessions={sessions}"], ROOT)
        for sessions in (1, 2)
    )
    return more - less + _start()


@cache
def _start() -> int:
    with folder() as here:
        return _warm(PASS, here)


def _warm(command: Sequence[str], here: Path) -> int:
    measuring.process(command, here)  # stores byte code
    return count(command, here)


def _cold(here: Path) -> int:
    build = Build(here)
    build.cold()
    build.clear()
    return count([CONNGEN, "build"], here)


COUNTED: Mapping[str, Callable[[], int]] = {
    "conngen --version": version,
    "build of one small file, cold": small,
    "build of 40 tasks, cold": tasks,
    "build of one file of 500 connections, cold": connections,
    f"build of {_TASKS} unchanged files": unchanged,
    f"build of {_TASKS} files, one edited": edited,
    f"{editing.KEYS} keys pressed in a file of 200 connections": keys,
}
"""What is counted, Python's own start with it."""


def stored() -> tuple[str, dict[str, float]]:
    """Return the minor version of Python that was counted with, and the counts."""
    data = tomllib.loads(STORED.read_text(encoding="utf-8"))
    return data["python"], data["instructions"]


def judged(
    found: Mapping[str, float], before: Mapping[str, float], start: float = 0
) -> tuple[list[str], list[str]]:
    """Return what is to be said of counts: what is less now than stored, and what is more.

    The tolerance is a part of all that a command does, with the ``start`` of Python.
    """
    fewer, more = [], []
    for what, now in found.items():
        if what not in before:
            more.append(f"{what}: no count is stored")
            continue
        change = (now - before[what]) / (before[what] + start)
        sentence = f"{what}: {abs(change):.1%} {{}} instructions than stored, {now:.4g} instead of {before[what]:.4g}"
        if change > TOLERANCE:
            more.append(sentence.format("more"))
        elif change < -TOLERANCE:
            fewer.append(sentence.format("fewer"))
    return fewer, more


def units() -> tuple[int, int]:
    """Return what it takes to start Python, and the unit."""
    return _start(), _warm([PYTHON, str(Path(__file__).with_name("yardstick.py"))], ROOT) - _start()


def _python() -> str:
    return ".".join(platform.python_version_tuple()[:2])


def write(found: Mapping[str, float]) -> None:
    """Store counts."""
    lines = [f'"{what}" = {value:.4g}\n' for what, value in found.items()]
    STORED.write_text(
        "# Instructions beyond those of `python -c pass`; the unit is benchmarks/yardstick.py. Written by\n"
        f"# `{_WRITE}`.\n\n"
        f'python = "{_python()}"\n\n[instructions]\n{"".join(lines)}',
        encoding="utf-8",
    )


def main() -> None:
    """Count, and judge or store."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--only", action="append", default=[], metavar="WORD", help="only the commands with WORD in them"
    )
    parser.add_argument("--write", action="store_true", help="store the counts")
    options = parser.parse_args()
    if options.write and options.only:
        parser.error("all counts are stored together")
    if names := measuring.intruders():
        parser.error(f"Python loads {', '.join(names)} here whenever it starts: use `make instructions`")
    if not options.write and (python := stored()[0]) != _python():
        parser.error(f"the counts were stored for Python {python}, and this is {_python()}")
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # a build is one process
    before = {} if options.write else stored()[1]
    start, unit = units()
    found: dict[str, float] = {}
    for what, measure in COUNTED.items():
        if not options.only or any(word in what for word in options.only):
            taken = measure()
            found[what] = (taken - start) / unit
            times = f"{taken / start:.2f} times `python -c pass`"
            print(f"{what}: {found[what]:.4g}, stored {before.get(what, 'nothing')}; {times}", flush=True)
    if options.write:
        write(found)
        return
    fewer, more = judged(found, before, start / unit)
    for sentence in fewer:
        print(f"note: {sentence}")
    for sentence in more:
        print(f"error: {sentence}")
    if more:
        raise SystemExit(
            f"Make it as fast as it was; or, if the change is worth it, store the counts: {_WRITE}"
        )
    if fewer:
        print(f"Store the counts, so that it stays as fast: {_WRITE}")


if __name__ == "__main__":
    main()
