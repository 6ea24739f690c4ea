"""Measure how fast conngen is, as ratios of CPU time to what everybody knows.

All that is in one row is measured in turn, several times over; the medians are compared. `make benchmark` runs this in
an environment that holds conngen and its peers, and nothing that Python loads when it starts.

Usage: python -m benchmarks.run [--rounds N] [--only WORD]... [--quick] [--write]
"""

from __future__ import annotations

import argparse
import datetime
import importlib.metadata
import platform
import re
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from . import measuring, samples
from .measuring import PASS, PYTHON, Build, folder, medians, process

__all__ = ["BEGIN", "END", "HEAD", "README", "RESULTS", "TABLES", "Found", "Row", "main", "shown", "write"]

RESULTS = Path(__file__).parent / "results.md"
README = Path(__file__).parent.parent / "README.md"
BEGIN = "<!-- benchmark: written by `make benchmark` -->\n"
END = "<!-- end of benchmark -->\n"


class Row(NamedTuple):
    """A row of the table: what is at most as much of what."""

    what: str
    most: float
    of: str
    unit: str = "×"


class Found(NamedTuple):
    """What was measured of a row, and what else there is to say."""

    value: float
    note: str


class Effort(NamedTuple):
    """How often, and with how much, all is measured."""

    rounds: int
    tasks: int = 400
    few: int = 1000
    many: int = 5000

    @property
    def often(self) -> int:
        """Rounds of what takes no time."""
        return self.rounds * 3

    @property
    def seldom(self) -> int:
        """Rounds of what takes seconds."""
        return max(self.rounds // 3, 1)


def nothing(here: Path) -> float:
    """Start Python."""
    return process(PASS, here).seconds


def version(effort: Effort) -> Iterator[Found]:
    """Compare the command that does nothing with Python that does nothing."""
    with folder() as here:
        command = [measuring.CONNGEN, "--version"]
        mine, base = medians(effort.often, lambda: process(command, here).seconds, lambda: nothing(here))
    yield Found(mine / base, f"{mine * 1000:.0f} ms")


def small(effort: Effort) -> Iterator[Found]:
    """Compare the build of one small file with Python that does nothing."""
    with folder() as here:
        (here / "detect.conn").write_text(samples.SMALL, encoding="utf-8")
        build = Build(here)
        mine, base = medians(effort.often, lambda: build.cold().seconds, lambda: nothing(here))
        build.check(3)
    yield Found(mine / base, f"{mine * 1000:.0f} ms")


def unchanged(effort: Effort) -> Iterator[Found]:
    """Compare the build of files of which none has changed with Python that does nothing."""
    with folder() as here:
        samples.repository(here, effort.tasks)
        build = Build(here)
        build.cold()
        mine, base = medians(effort.rounds, lambda: build.again().seconds, lambda: nothing(here))
        build.check(3 * effort.tasks)
    yield Found(mine / base, f"{mine * 1000:.0f} ms")


def edited(effort: Effort) -> Iterator[Found]:
    """Compare the build of files of which one has changed with the build of that file alone."""
    with folder() as here, folder() as alone:
        samples.repository(here, effort.tasks)
        (alone / "step1.conn").write_text(samples.task(1), encoding="utf-8")
        build, one = Build(here), Build(alone)
        build.cold()
        edits = 0

        def edit() -> float:
            nonlocal edits
            edits += 1
            text = samples.task(1).replace("Step 1:", f"Step 1 since edit {edits}:")
            (here / "package0" / "step1.conn").write_text(
                text.replace(" = 1.5,", f" = {edits}.5,"), encoding="utf-8"
            )
            return build.again().seconds

        mine, base = medians(effort.rounds, edit, lambda: one.cold().seconds)
        build.check(3 * effort.tasks)
        one.check(3)
        if f"default={edits}.5" not in (here / "package0" / "step1_config.py").read_text(encoding="utf-8"):
            raise SystemExit("the edit is not in the module")
    yield Found(mine / base, f"{mine * 1000:.0f} ms")


_BLACK = (
    "import pathlib, black\n"
    "mode = black.Mode(line_length=110)\n"
    "for path in pathlib.Path().rglob('*_*.py'):\n"
    "    if path.name != '__init__.py': black.format_str(path.read_text(encoding='utf-8'), mode=mode)\n"
)
_PEER = (
    *(measuring.PEER, "--input-file-type", "jsonschema", "--disable-timestamp"),
    *(
        "--output-model-type",
        "pydantic_v2.BaseModel",
        "--target-python-version",
        "3.11",
        "--output",
        "models.py",
    ),
)


def repository(effort: Effort) -> Iterator[Found]:
    """Compare the build of many files with black on the modules, and with another generator of as many classes."""
    with folder() as here, folder() as there:
        samples.repository(here, effort.tasks)
        (there / "whole.json").write_text(samples.models(effort.tasks), encoding="utf-8")
        (there / "fields.json").write_text(samples.models(effort.tasks, connections=False), encoding="utf-8")
        build = Build(here)

        def peer(schema: str, *formatters: str) -> float:
            command = [*_PEER, "--input", schema, "--formatters", *formatters]
            seconds = process(command, there).seconds
            classes = len(re.findall(r"^class Step", (there / "models.py").read_text("utf-8"), re.MULTILINE))
            if classes != effort.tasks:
                raise SystemExit(f"{classes} classes instead of {effort.tasks}")
            return seconds

        mine, black, peer_black, peer_builtin, less_black, less_builtin = medians(
            effort.seldom,
            lambda: build.cold().seconds,
            lambda: process([PYTHON, "-c", _BLACK], here).seconds,
            lambda: peer("whole.json", "black"),
            lambda: peer("whole.json", "builtin"),
            lambda: peer("fields.json", "black"),
            lambda: peer("fields.json", "builtin"),
        )
        build.check(3 * effort.tasks)
        lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in build.modules())
    yield Found(mine / black, f"{mine:.2f} s for {lines:,} lines")
    yield Found(mine / peer_black, f"{mine / less_black:.2g} × if its classes have the config fields alone")
    yield Found(
        mine / peer_builtin, f"{mine / less_builtin:.2g} × if its classes have the config fields alone"
    )


def _growth(effort: Effort, write: Callable[[Path, int], None], modules: int) -> tuple[Found, Found]:
    with folder() as large, folder() as less:
        write(large, effort.many)
        write(less, effort.few)
        memory = []

        def measure(build: Build) -> float:
            used = build.cold()
            memory.append(used.memory)
            return used.seconds

        mine, base = medians(effort.seldom, lambda: measure(Build(large)), lambda: measure(Build(less)))
        if len(Build(large).modules()) != modules:
            raise SystemExit(f"{len(Build(large).modules())} modules instead of {modules}")
    return Found(mine / base, f"{mine:.2f} s"), Found(max(memory), "")


def many_connections(effort: Effort) -> Iterator[Found]:
    """Compare a file of many connections with one of fewer."""

    def write(here: Path, count: int) -> None:
        (here / "many.conn").write_text(samples.connections(count), encoding="utf-8")

    yield from _growth(effort, write, 1)


def many_tasks(effort: Effort) -> Iterator[Found]:
    """Compare a project of many tasks with one of fewer."""
    yield from _growth(effort, samples.repository, 3 * effort.many)


def editor(effort: Effort) -> Iterator[Found]:
    """Compare a key that is pressed in a file of many connections with Python's own parser on the equivalent."""
    command = [PYTHON, "-m", "benchmarks.editing", f"--connections={effort.few}", f"--rounds={effort.rounds}"]
    done = subprocess.run(
        command,
        env=measuring.environment(README.parent),
        cwd=README.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    mine, base = map(float, done.stdout.split())
    yield Found(mine / base, f"{mine * 1000:.1f} ms for each key")


PASSES = "`python -c pass`"
TABLES: tuple[tuple[Callable[[Effort], Iterator[Found]], tuple[Row, ...]], ...] = (
    (version, (Row("`conngen --version`", 1.5, PASSES),)),
    (small, (Row("build of one small file, cold", 9, PASSES),)),
    (unchanged, (Row("rebuild of 400 unchanged files", 3, PASSES),)),
    (edited, (Row("rebuild after an edit of one of 400 files", 1.5, "the cold build of that file alone"),)),
    (
        repository,
        (
            Row("cold build of 400 tasks", 0.07, "black alone on that output"),
            Row("the same", 0.08, "datamodel-code-generator, 400 classes, black"),
            Row("the same", 0.25, "datamodel-code-generator, 400 classes, its built-in formatter"),
        ),
    ),
    (
        many_connections,
        (
            Row("one file of 5,000 connections, cold", 5.5, "one of 1,000"),
            Row("peak memory for it", 64, "", "MB"),
        ),
    ),
    (
        many_tasks,
        (
            Row("5,000 tasks in as many files, cold", 5.5, "1,000 tasks"),
            Row("peak memory for them", 64, "", "MB"),
        ),
    ),
    (
        editor,
        (Row("an edit in an editor, file of 1,000 connections", 0.15, "`ast.parse` of the equivalent"),),
    ),
)
"""What is measured, with the rows of the table it gives."""

HEAD = ("| what | measured | goal | of | reached | |", "|---|--:|--:|---|---|---|")
_NOTES = """\
How it is measured:

- CPU time, of the user and the system, of a process and its children. What is in a row is measured in turn; the medians
  are compared. Byte code is stored, the files are in memory. Cold is a folder without generated modules and cache.
- The tasks are all different, each with three connections, one of them under a condition, and three config fields.
  Three modules come of each.
- black formats that output in one process, as text that is laid out already: without the check of its syntax tree.
- datamodel-code-generator makes one file of 400 pydantic classes from a JSON schema, with a property for each of the
  connections and config fields of the 400 tasks: the same names, documentation and defaults.
- Memory is the resident set of the largest process.
- An edit is a key pressed: a flag and a word are typed and taken back at three places, and half of the states have a
  mistake in them. The syntax tree is compared with that of the same class written in Python.
"""


def shown(row: Row, found: Found) -> str:
    """Return the line of a row."""
    value = f"{found.value:.3g}" if found.value < 100 else f"{found.value:.0f}"
    reached = "yes" if found.value <= row.most else "**no**"
    return (
        f"| {row.what} | {value} {row.unit} | {row.most:g} {row.unit} | {row.of} | {reached} | {found.note} |"
    )


def where(effort: Effort) -> str:
    """Say on what machine, with what and when all this was measured."""
    cpu = platform.processor() or platform.machine()
    known = Path("/proc/cpuinfo")
    if known.exists() and (named := re.search(r"^model name\s*: (.*)$", known.read_text(), re.MULTILINE)):
        cpu = named[1]
    peers = ", ".join(
        f"{name} {importlib.metadata.version(name)}" for name in ("black", "datamodel-code-generator")
    )
    python = f"Python {platform.python_version()} on {platform.system()}, {cpu}"
    runs = f"medians of {effort.seldom} to {effort.often} runs"
    return f"Ratios of CPU time, {runs}, {datetime.date.today():%d %B %Y}: {python}; {peers}."


def table(effort: Effort, words: Sequence[str] = ()) -> Iterator[str]:
    """Yield the lines of the table as they are measured."""
    yield from HEAD
    for measure, rows in TABLES:
        if not words or any(word in f"{row.what} {row.of}" for word in words for row in rows):
            for row, found in zip(rows, measure(effort), strict=True):
                yield shown(row, found)


def write(about: str, lines: Sequence[str]) -> None:
    """Write the results, and show them in the README."""
    text = "\n".join([about, "", *lines, ""])
    RESULTS.write_text(
        f"# How fast conngen is\n\nWritten by `make benchmark`.\n\n{text}\n{_NOTES}", encoding="utf-8"
    )
    readme = README.read_text(encoding="utf-8")
    head, rest = readme.split(BEGIN)
    README.write_text(f"{head}{BEGIN}{text}{END}{rest.split(END)[1]}", encoding="utf-8")


def main() -> None:
    """Measure and show the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=9, help="how often all is measured")
    parser.add_argument(
        "--only", action="append", default=[], metavar="WORD", help="only the rows with WORD in them"
    )
    parser.add_argument(
        "--quick", action="store_true", help="few files: tells that all works, and nothing else"
    )
    parser.add_argument("--write", action="store_true", help="write results.md, and the table of the README")
    options = parser.parse_args()
    if options.write and (options.quick or options.only):
        parser.error("what is written is the whole table")
    if not options.quick and (names := measuring.intruders()):
        parser.error(f"Python loads {', '.join(names)} here whenever it starts: use `make benchmark`")
    if options.quick:
        for measure, rows in TABLES:
            list(measure(Effort(1, tasks=3, few=10, many=20)))
            print("works:", *(row.what for row in rows), sep="\n  ")
        return
    lines = []
    effort = Effort(options.rounds)
    for line in table(effort, options.only):
        print(line, flush=True)
        lines.append(line)
    if options.write:
        write(where(effort), lines)


if __name__ == "__main__":
    main()
