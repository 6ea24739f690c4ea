"""Imports the classes of public packages, verifies each, and writes the table of ``docs/corpus.md``.

    python scripts/corpus.py pipe_tasks=PATH drp_tasks=PATH … [--limit N] [-o docs/corpus.md]

PATH is a git repository, bare or not, of which the newest commit is taken, or a plain folder. Nothing of the packages
is kept: only facts and counts. Needs what `pip install conngen[runtime]` installs; packages that are not installed are
stood in for. Run it on the newest Python: a module that needs a newer one can't be read.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from conngen.porting import Importer, Order, Port
from conngen.proving import results_of
from conngen.terminal import Terminal

FOLDERS = ("python",)
"""Where packages have their modules."""
OTHERS = {"pipe_base": ("doc/_static/pipe_base/PipelineTask_Examples",)}
"""Where the examples of documentations are."""


@dataclass
class Row:
    """What came of one package."""

    name: str
    revision: str = ""
    classes: int = 0
    plain: int = 0
    hooked: int = 0
    equal: int = 0
    unverified: int = 0
    faulty: int = 0
    configs: int = 0
    python: int = 0
    conn: int = 0
    trouble: list[str] = field(default_factory=list)

    def cells(self) -> list[str]:
        """Return what stands in the table."""
        numbers = (
            *(self.classes, self.plain, self.hooked, self.equal, self.unverified, self.faulty),
            *(self.configs, self.python, self.conn),
        )
        return [self.name, self.revision, *(f"{number:,}" for number in numbers)]


HEADS = (
    "package",
    "revision",
    "classes",
    "without a hook",
    "with a hook",
    "equal",
    "not verified",
    "original fails for some settings",
    "configs",
    "lines of Python",
    "lines of `.conn`",
)


def main() -> int:
    """Import, verify, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("packages", nargs="+", metavar="NAME=PATH")
    parser.add_argument("--limit", type=int, default=256)
    parser.add_argument("-o", "--output", type=Path)
    arguments = parser.parse_args()
    rows = []
    for package in arguments.packages:
        name, _, path = package.partition("=")
        with tempfile.TemporaryDirectory() as folder:
            rows.append(measure(name, Path(path), Path(folder), arguments.limit))
        print(" | ".join(rows[-1].cells()), file=sys.stderr)
        for line in rows[-1].trouble:
            print(f"  {line}", file=sys.stderr)
    text = table(rows, arguments.limit)
    if arguments.output is None:
        print(text, end="")
    else:
        arguments.output.write_text(text, encoding="utf-8")
    return 0


def measure(name: str, source: Path, folder: Path, limit: int) -> Row:
    """Return what comes of one package."""
    folders = OTHERS.get(name, FOLDERS)
    row = Row(name, _extract(source, folder, folders))
    (folder / "pyproject.toml").write_text("[tool.conngen]\n", encoding="utf-8")
    sources = tuple(folder / one for one in folders if (folder / one).is_dir())
    importer = Importer(Order(sources), Terminal())
    ports = importer.read()
    importer.compile(ports)
    for one in ports:
        _count(one, row)
    ready = [one for one in ports if one.outputs]
    row.trouble += [f"{one.file.name}: does not compile" for one in ports if not one.outputs]
    for result in results_of(ready, limit):
        if result.pair.connections is None:
            continue
        title = result.pair.title.removeprefix(f"{folder}/")
        if result.why is not None:
            row.unverified += 1
            row.trouble.append(f"{title}: {result.why}")
        elif result.equal:
            row.equal += 1
        else:
            row.trouble += [f"{title}: {one}" for one in result.differences[:3]]
        row.faulty += bool(result.faults)
    return row


def _extract(source: Path, folder: Path, folders: Sequence[str]) -> str:
    """Copy the modules of a package, and return the revision they are of."""
    if not source.is_dir():
        raise SystemExit(f"{source}: no such folder")
    command = ["git", "-C", str(source)]
    head = subprocess.run([*command, "rev-parse", "--short=10", "HEAD"], capture_output=True, text=True)
    inside = subprocess.run([*command, "rev-parse", "--show-prefix"], capture_output=True, text=True)
    if head.returncode or inside.stdout.strip():
        for one in folders:
            for path in (source / one).rglob("*.py"):
                target = folder / path.relative_to(source)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(path.read_bytes())
        return "-"
    tree = subprocess.run(
        [*command, "ls-tree", "-d", "-r", "--name-only", "HEAD"], capture_output=True, text=True
    )
    names = [one for one in folders if one in tree.stdout.splitlines()]
    data = subprocess.run([*command, "archive", "HEAD", *names], capture_output=True, check=True).stdout
    with tarfile.open(fileobj=BytesIO(data)) as archive:
        archive.extractall(folder, filter="data")
    return head.stdout.strip()


def _count(one: Port, row: Row) -> None:
    """Add the classes and the lines of a module."""
    for cls in one.imported.classes:
        row.python += cls.lines[1] - cls.lines[0] + 1
        if cls.kind == "config":
            row.configs += 1
            continue
        row.classes += 1
        row.hooked += bool(cls.hooks)
        row.plain += not cls.hooks
    row.conn += one.text.count("\n")


def table(rows: list[Row], limit: int) -> str:
    """Return the page."""
    total = Row("**all**")
    for row in rows:
        for name in (
            "classes",
            "plain",
            "hooked",
            "equal",
            "unverified",
            "faulty",
            "configs",
            "python",
            "conn",
        ):
            setattr(total, name, getattr(total, name) + getattr(row, name))
    lines = [
        "# What `conngen import` makes of public packages",
        "",
        "<!-- Made by scripts/corpus.py: facts and counts only. -->",
        "",
        "Connections classes that were found, and how many of them a `.conn` file says without a hook; how many of the",
        "pairs of generated and original classes are equal when both are executed against the runtime, over up to",
        f"{limit:,} combinations of the settings that decide anything. A class with several configs is verified with",
        "each.",
        "",
        f"| {' | '.join(HEADS)} |",
        f"|{'---|' * len(HEADS)}",
        *(f"| {' | '.join(row.cells())} |" for row in (*rows, total)),
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
