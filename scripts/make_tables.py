#!/usr/bin/env python
"""Write what lark makes of the grammar, and jinja of the templates, so that neither is needed to compile a file.

That is src/conngen/syntax/stored_tables.py and src/conngen/backends/python/stored_templates.py; beside them the newest
vocabulary, as Python reads it fastest, src/conngen/universe/stored_vocabulary.py. With ``--check`` nothing is written,
and the exit status is 1 if a file is not current.
"""

from __future__ import annotations

import json
import pprint
import sys
from collections.abc import Sequence
from pathlib import Path

from conngen.backends.python.render import digest, sources
from conngen.backends.python.templating import functions
from conngen.syntax.making import make
from conngen.syntax.tables import Tables, grammar_text
from conngen.universe import vocabulary

__all__ = [
    "TABLES",
    "TEMPLATES",
    "VOCABULARY",
    "made",
    "main",
    "newest",
    "tables_text",
    "templates_text",
    "vocabulary_text",
]

_CODE = Path(__file__).resolve().parent.parent / "src" / "conngen"
TABLES = _CODE / "syntax" / "stored_tables.py"
TEMPLATES = _CODE / "backends" / "python" / "stored_templates.py"
VOCABULARY = _CODE / "universe" / "stored_vocabulary.py"

_HEAD = '''\
"""The parser's tables. Written by `make tables` from grammar/conn.lark: don't change this, change that."""

# fmt: off
# ruff: noqa: E501

from __future__ import annotations

__all__ = ["EMBEDDED", "GRAMMAR", "IGNORED", "RULES", "SETS", "STARTS", "STATES", "TERMINALS"]
'''

_TEMPLATES_HEAD = '''\
"""What prints modules. Written by `make tables` from templates/python: don't change this, change those."""

# fmt: off

from __future__ import annotations

from ...typings import Any

__all__ = ["TEMPLATES"]
'''

_VOCABULARY_HEAD = '''\
"""The newest vocabulary. Written by `make tables` from universe/data: don't change this, change that."""

# fmt: off
# ruff: noqa: E501

from __future__ import annotations

__all__ = ["FOUND", "SOURCE"]
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


def tables_text(tables: Tables) -> str:
    """Return the module that holds tables."""
    parts = [_HEAD, f"GRAMMAR = {_code(tables.grammar)}\n"]
    for name, type in _TYPES.items():
        lines = "".join(f"    {_code(one)},\n" for one in getattr(tables, name))
        parts.append(f"{name.upper()}: {type} = (\n{lines})\n")
    return "\n".join(parts)


def _code(value: object) -> str:
    """Return a value as Python, in characters that every editor shows."""
    return ascii(value)


def templates_text(templates: dict[str, str]) -> str:
    """Return the module that prints what templates print."""
    return f"{_TEMPLATES_HEAD}\nTEMPLATES = {_code(digest(templates))}\n\n\n{functions(templates)}"


def vocabulary_text(source: str) -> str:
    """Return the module that holds a vocabulary, which has been found well."""
    vocabulary.parse_vocabulary(source)
    found = pprint.pformat(json.loads(source), width=110, compact=True, sort_dicts=False)
    return f"{_VOCABULARY_HEAD}\nSOURCE = {_code(vocabulary.digest(source))}\nFOUND: dict[str, object] = {found}\n"


def newest() -> str:
    """Return the text of the newest embedded vocabulary."""
    return vocabulary.vocabulary_file(vocabulary.releases()[-1]).read_text(encoding="utf-8")


def made() -> dict[Path, str]:
    """Return all that is written, by path."""
    return {
        TABLES: tables_text(make(grammar_text())),
        TEMPLATES: templates_text(sources()),
        VOCABULARY: vocabulary_text(newest()),
    }


def main(arguments: Sequence[str]) -> int:
    """Write the files, or check them."""
    stale = {
        path: text
        for path, text in made().items()
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    }
    if "--check" in arguments:
        return 1 if stale else 0
    for path, text in stale.items():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"written: {path.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
