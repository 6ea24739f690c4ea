"""What the tests of the resolver share: a small task, and a file of it resolved."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from support import compile_texts

from conngen.model import ConnectionsClass, Module, Task

HEAD = "task Measure[instrument, visit, detector] {\n"


def body(text: str) -> str:
    """Return a file with one task of a certain body."""
    return HEAD + textwrap.indent(textwrap.dedent(text).strip("\n"), "    ") + "\n}\n"


def modules(files: Mapping[str, str]) -> dict[str, Module]:
    """Return the `.conn` files among texts, resolved, by path."""
    return {
        one.key: one.module
        for one in compile_texts({name: textwrap.dedent(text) for name, text in files.items()})
    }


def module(text: str, **others: str) -> Module:
    """Return a text, resolved; others are named by keywords: ``base_py`` is ``base.py``."""
    files = {"example.conn": text, **{_path(name): other for name, other in others.items()}}
    return modules(files)["example.conn"]


def task(text: str, **others: str) -> Task:
    """Return the last task of a text."""
    return list(module(text, **others).tasks)[-1]


def connections(text: str, **others: str) -> ConnectionsClass:
    """Return the last Connections class of a text."""
    return list(module(text, **others).connections)[-1]


def codes(text: str, **others: str) -> list[str]:
    """Return the codes of what is found in a text, docs left out."""
    files = {"example.conn": text, **{_path(name): other for name, other in others.items()}}
    found = compile_texts({name: textwrap.dedent(text) for name, text in files.items()})
    notes = ("missing-doc", "placeholder-doc")
    return [one.code.name for each in found for one in each.diagnostics if one.code.name not in notes]


def _path(name: str) -> str:
    stem, _, ending = name.rpartition("_")
    return name if "." in name else f"{stem}.{ending}"
