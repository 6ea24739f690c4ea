#!/usr/bin/env python
"""Write src/conngen/syntax/stored_tables.py: the parser's tables that lark makes of grammar/conn.lark.

With ``--check`` nothing is written, and the exit status is 1 if the file is not current.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from conngen.syntax.making import make
from conngen.syntax.tables import Tables, grammar_text

__all__ = ["PATH", "main", "text_of"]

PATH = Path(__file__).resolve().parent.parent / "src" / "conngen" / "syntax" / "stored_tables.py"

_HEAD = '''\
"""The parser's tables. Written by `make tables` from grammar/conn.lark: don't change this, change that."""

# fmt: off
# ruff: noqa: E501

from __future__ import annotations

__all__ = ["EMBEDDED", "GRAMMAR", "IGNORED", "RULES", "SETS", "STARTS", "STATES", "TERMINALS"]
'''

_TYPES = {
    "terminals": "tuple[tuple[str, str, tuple[str, ...]], ...]",
    "ignored": "tuple[str, ...]",
    "embedded": "tuple[tuple[str, tuple[str, ...]], ...]",
    "rules": "tuple[tuple[str, str, str], ...]",
    "sets": "tuple[str, ...]",
    "states": "tuple[str, ...]",
    "starts": "tuple[tuple[str, int, int], ...]",
}


def text_of(tables: Tables) -> str:
    """Return the module that holds tables."""
    parts = [_HEAD, f"GRAMMAR = {_code(tables.grammar)}\n"]
    for name, type in _TYPES.items():
        lines = "".join(f"    {_code(one)},\n" for one in getattr(tables, name))
        parts.append(f"{name.upper()}: {type} = (\n{lines})\n")
    return "\n".join(parts)


def _code(value: object) -> str:
    """Return a value as Python, in characters that every editor shows."""
    return ascii(value)


def main(arguments: Sequence[str]) -> int:
    """Write the file, or check it."""
    text = text_of(make(grammar_text()))
    current = PATH.is_file() and PATH.read_text(encoding="utf-8") == text
    if "--check" in arguments:
        return 0 if current else 1
    if not current:
        PATH.write_text(text, encoding="utf-8", newline="\n")
        print(f"written: {PATH.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
