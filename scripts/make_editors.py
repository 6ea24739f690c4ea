#!/usr/bin/env python
"""Write the files for editors: syntax of TextMate, Vim, Emacs, tree-sitter, the VS Code extension.

Each module of scripts/editors makes some of them from `conngen.vocabulary` and grammar/conn.lark. With ``--check``
nothing is written, and the exit status is 1 if a file is not current.
"""

from __future__ import annotations

import importlib
import pkgutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GENERATORS = ROOT / "scripts" / "editors"

__all__ = ["files", "main", "stale"]


def files() -> dict[str, str]:
    """Return the text of every generated file by its path in the repository."""
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    made: dict[str, str] = {}
    for name in sorted(module.name for module in pkgutil.iter_modules([str(GENERATORS)])):
        generator = importlib.import_module(f"scripts.editors.{name}")
        if not hasattr(generator, "files"):
            continue  # what generators share
        for path, text in generator.files().items():
            if path in made:
                raise ValueError(f"two generators make {path}")
            made[path] = text
    return made


def stale(made: dict[str, str]) -> list[str]:
    """Return the paths of the files that are not what they should be."""
    return [path for path, text in sorted(made.items()) if _before(path) != text.encode()]


def _before(path: str) -> bytes | None:
    file = ROOT / path
    return file.read_bytes() if file.is_file() else None


def main() -> int:
    """Write what is not current, or with ``--check`` tell what it is."""
    made = files()
    checking = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not checking:
        print("usage: make_editors.py [--check]", file=sys.stderr)
        return 2
    changed = stale(made)
    for path in changed:
        if not checking:
            (ROOT / path).parent.mkdir(parents=True, exist_ok=True)
            (ROOT / path).write_bytes(made[path].encode())
        print(f"{'not current' if checking else 'written'}  {path}")
    print(f"{len(made) - len(changed)} of {len(made)} files {'are' if checking else 'were'} current")
    return 1 if checking and changed else 0


if __name__ == "__main__":
    sys.exit(main())
