"""What several tests need: compiling texts in memory, and the examples in the documentation of checks."""

from __future__ import annotations

import inspect
import re
from collections.abc import Mapping
from pathlib import Path

from conngen.compiler import Compilation, compile_all
from conngen.finder import MemoryFinder
from conngen.source import Source
from conngen.universe import embedded

CASES = Path(__file__).parent / "cases"


def compile_texts(files: Mapping[str, str], **options: object) -> tuple[Compilation, ...]:
    """Compile all `.conn` files among texts by path; ``x_task.py`` is taken for the author's module of ``x.conn``."""
    finder = MemoryFinder({"__init__.py": "", **files})

    def task_module(key: str) -> str | None:
        name = key.removesuffix(".conn") + "_task.py"
        return name if name in files else None

    keys = sorted(name for name in files if name.endswith(".conn"))
    return compile_all(keys, finder, embedded(), task_module=task_module, **options)  # type: ignore[arg-type]


def compile_text(text: str) -> Compilation:
    """Compile one text."""
    return compile_texts({"example.conn": text})[0]


def found(text: str) -> list[str]:
    """Return what is found in a text, as ``line:column code``."""
    return [
        f"{one.place.start.line}:{one.place.start.column} {one.code.name}"
        for one in compile_text(text).diagnostics
    ]


def read_case(folder: Path) -> dict[str, str]:
    """Return the inputs of a golden case: its `.conn` and Python files by path, expected output left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8", errors="surrogateescape")
        for path in sorted(folder.rglob("*"))
        if path.suffix in (".conn", ".py") and "expected" not in path.relative_to(folder).parts
    }


def page_examples(page: str) -> tuple[dict[str, str], dict[str, str]]:
    """Return the bad and the good example of a documentation page, each as files by path.

    The page says ``Bad:`` and ``Good:``, each followed by an indented text; a line ``# file: NAME`` begins another
    file than ``example.conn``.
    """
    found = []
    for word in ("Bad", "Good"):
        match = re.search(rf"^{word}:\n\n((?:(?:    .*)?\n)+)", inspect.cleandoc(page) + "\n", re.MULTILINE)
        assert match is not None, f"the page has no example `{word}:`"
        found.append(_files(inspect.cleandoc(match.group(1)) + "\n"))
    return found[0], found[1]


def _files(text: str) -> dict[str, str]:
    files: dict[str, str] = {}
    name, lines = "example.conn", []
    for line in text.splitlines(keepends=True):
        if line.startswith("# file: "):
            if "".join(lines).strip():
                files[name] = "".join(lines)
            name, lines = line.removeprefix("# file: ").strip(), []
        else:
            lines.append(line)
    files[name] = "".join(lines)
    return files


def python_source(text: str, name: str = "example.py") -> Source:
    """Return a Python text as a source."""
    return Source(name, text)
