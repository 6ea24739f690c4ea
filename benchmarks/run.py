#!/usr/bin/env python
"""Measure how fast conngen is, as ratios of CPU time to what everybody knows, and write the table results.md.

All that is in one row is measured in turn, several times over; the medians are compared. The environment should hold
conngen and what it needs, nothing that Python loads when it starts.

Usage: run.py [--rounds N] [--only WORD]... [--write]
"""

from __future__ import annotations

import argparse
import ast
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import samples

__all__ = ["main"]

RESULTS = Path(__file__).parent / "results.md"
PYTHON = [sys.executable]
CONNGEN = [sys.executable, "-c", "from conngen.__main__ import main; main()"]
"""What the installed command does, without the runpy of ``-m``."""


class Row(NamedTuple):
    """A row of the table."""

    what: str
    most: float
    of: str
    measure: Callable[[int], tuple[float, str]]
    """Returns the ratio, and what else there is to say, for a number of rounds."""


class Used(NamedTuple):
    """What a process used: seconds of CPU and megabytes at most."""

    seconds: float
    memory: float


def process(command: Sequence[str], folder: Path) -> Used:
    """Run a command in a folder."""
    environment = {**os.environ, "PYTHONHASHSEED": "0"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    pid = os.fork()
    if not pid:
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 1)
        os.chdir(folder)
        os.execve(command[0], list(command), environment)
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed in {folder}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Used(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 2**20)


class Build:
    """A folder that is built, from nothing each time or after an edit."""

    def __init__(self, folder: Path, arguments: Sequence[str] = ()) -> None:
        self.folder = folder
        self.arguments = list(arguments)

    def clear(self) -> None:
        """Remove all that was made."""
        for path in (*self.folder.rglob("*.py"), *self.folder.rglob(".conngen*")):
            if path.name == "__init__.py":
                continue
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def cold(self) -> Used:
        """Build from nothing."""
        self.clear()
        return self.again()

    def again(self) -> Used:
        """Build what is there."""
        return process([*CONNGEN, "build", *self.arguments], self.folder)


def nothing(folder: Path) -> float:
    """Return what it takes to start Python."""
    return process([*PYTHON, "-c", "pass"], folder).seconds


def medians(rounds: int, *measured: Callable[[], float]) -> list[float]:
    """Return the median of each, all of them measured in turn."""
    for one in measured:
        one()
    return [
        statistics.median(column)
        for column in zip(*[[one() for one in measured] for _ in range(rounds)], strict=True)
    ]


def version(rounds: int) -> tuple[float, str]:
    """Compare the command that does nothing with Python that does nothing."""
    with folder() as here:
        mine, base = medians(
            rounds * 3, lambda: process([*CONNGEN, "--version"], here).seconds, lambda: nothing(here)
        )
    return mine / base, f"{mine * 1000:.0f} ms"


def small(rounds: int) -> tuple[float, str]:
    """Compare the build of one small file with Python that does nothing."""
    with folder() as here:
        (here / "detect.conn").write_text(samples.SMALL)
        build = Build(here)
        mine, base = medians(rounds * 3, lambda: build.cold().seconds, lambda: nothing(here))
    return mine / base, f"{mine * 1000:.0f} ms"


def unchanged(rounds: int) -> tuple[float, str]:
    """Compare the build of files of which none has changed with Python that does nothing."""
    with folder() as here:
        samples.repository(here, 400)
        build = Build(here)
        build.cold()
        mine, base = medians(rounds, lambda: build.again().seconds, lambda: nothing(here))
    return mine / base, f"{mine * 1000:.0f} ms"


def edited(rounds: int) -> tuple[float, str]:
    """Compare the build of files of which one has changed with the build of one file alone."""
    with folder() as here, folder() as alone:
        samples.repository(here, 400)
        (alone / "step.conn").write_text(samples.task(7))
        build, one = Build(here), Build(alone)
        build.cold()
        count = 0

        def edit() -> float:
            nonlocal count
            count += 1
            (here / "package0" / "step7.conn").write_text(
                samples.task(1000 + count).replace(f"Step{1000 + count}", "Step7")
            )
            return build.again().seconds

        mine, base = medians(rounds, edit, lambda: one.cold().seconds)
    return mine / base, f"{mine * 1000:.0f} ms"


def black(rounds: int) -> tuple[float, str]:
    """Compare a build with what black alone takes to format what comes of it."""
    format = (
        "import pathlib, black; mode = black.Mode(line_length=110)\n"
        "for path in pathlib.Path().rglob('*_c*.py'): black.format_str(path.read_text(), mode=mode)\n"
        "for path in pathlib.Path().rglob('*_task.py'): black.format_str(path.read_text(), mode=mode)"
    )
    with folder() as here:
        samples.repository(here, 400)
        build = Build(here)
        mine, base = medians(
            max(rounds // 3, 1),
            lambda: build.cold().seconds,
            lambda: process([*PYTHON, "-c", format], here).seconds,
        )
        lines = sum(len(path.read_text().splitlines()) for path in here.rglob("*.py"))
    return mine / base, f"{mine:.1f} s for {lines:,} lines"


def growth(rounds: int) -> tuple[float, str]:
    """Compare a file of 5,000 connections with one of 1,000."""
    with folder() as large, folder() as less:
        (large / "many.conn").write_text(samples.connections(5000))
        (less / "many.conn").write_text(samples.connections(1000))
        memory = []

        def measure(build: Build) -> float:
            used = build.cold()
            memory.append(used.memory)
            return used.seconds

        rounds = max(rounds // 3, 1)
        mine, base = medians(rounds, lambda: measure(Build(large)), lambda: measure(Build(less)))
    return mine / base, f"{mine:.1f} s, peak memory {max(memory):.0f} MB"


def editor(rounds: int) -> tuple[float, str]:
    """Compare what an edit takes in a file of 1,000 connections with Python's own parser on the equivalent."""
    from conngen.source import Source
    from conngen.syntax.editing import Editing

    text = samples.connections(1000)
    python = "class Many:\n" + "".join(
        f'    exposure{n} = cT.Input(\n        doc="Exposure number {n}, calibrated.",\n        name="exposure_{n}",\n'
        '        storageClass="ExposureF",\n        dimensions=("instrument", "visit", "detector"),\n    )\n'
        for n in range(1000)
    )
    editing = Editing(Source("many.conn", text))
    at = text.index("Exposure number 500")

    def edit() -> float:
        begin = time.process_time()
        for word in ("a", "ab", "abc", "ab"):
            editing.change(Source("many.conn", f"{text[:at]}{word}{text[at:]}"))
        return (time.process_time() - begin) / 4

    def parse() -> float:
        begin = time.process_time()
        ast.parse(python)
        return time.process_time() - begin

    mine, base = medians(rounds * 3, edit, parse)
    return mine / base, f"{mine * 1000:.1f} ms, the syntax tree alone"


class folder:  # noqa: N801 - used like a function
    """A folder for as long as it is needed."""

    def __enter__(self) -> Path:
        self.path = Path(tempfile.mkdtemp(prefix="conngen-benchmark-"))
        return self.path

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.path)


ROWS = (
    Row("`conngen --version`", 1.5, "`python -c pass`", version),
    Row("`conngen build`, one small file, cold", 9, "`python -c pass`", small),
    Row("rebuild of 400 unchanged files", 3, "`python -c pass`", unchanged),
    Row("one edited file of 400", 1.5, "the cold build of one file", edited),
    Row("cold build of 400 tasks", 0.07, "black alone on that output", black),
    Row("a file of 5,000 connections", 5.5, "one of 1,000", growth),
    Row("an edit in a file of 1,000 connections", 0.15, "`ast.parse` of the equivalent", editor),
)


def table(rounds: int, words: Sequence[str]) -> Iterator[str]:
    """Yield the lines of the table as they are measured."""
    yield "| what | measured | at most | of | |"
    yield "|---|---|---|---|---|"
    for row in ROWS:
        if words and not any(word in row.what for word in words):
            continue
        ratio, more = row.measure(rounds)
        yield f"| {row.what} | {ratio:.3g} × | {row.most:g} × | {row.of} | {more} |"


def main() -> None:
    """Measure and show the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=9, help="how often all is measured")
    parser.add_argument(
        "--only", action="append", default=[], metavar="WORD", help="the rows with WORD in them"
    )
    parser.add_argument("--write", action="store_true", help="write results.md")
    options = parser.parse_args()
    lines = []
    for line in table(options.rounds, options.only):
        print(line, flush=True)
        lines.append(line)
    if options.write:
        where = f"Python {platform.python_version()} on {platform.machine()}"
        about = f"CPU time, medians of {options.rounds} rounds; {where}."
        RESULTS.write_text("\n".join(["# How fast conngen is", "", about, "", *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
