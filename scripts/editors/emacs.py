"""The major mode for Emacs."""

from __future__ import annotations

import jinja2

from conngen import resources

from .groups import DOCS, LOOKS
from .patterns import emacs
from .words import (
    BLOCKS,
    CONSTANTS,
    DEFINITIONS,
    EDITION,
    FLAGS,
    KINDS,
    OPERATORS,
    STATEMENTS,
    TERMINALS,
    VERSION,
)

__all__ = ["files"]

PATH = "editors/emacs/conn-mode.el"
OWN = ("comment", "string")
"""The groups for which Emacs has faces of its own."""
LISTS = (
    ("kinds", KINDS, "Kinds of connections."),
    ("blocks", BLOCKS, "Words that begin a block."),
    ("definitions", DEFINITIONS, "Words that define a name."),
    ("flags", FLAGS, "What is said of a declaration behind a comma."),
    ("operators", OPERATORS, "Operators that are words."),
    ("constants", CONSTANTS, "Constants."),
    ("statements", STATEMENTS, "Words of the grammar itself, but for those of expressions."),
)


def files() -> dict[str, str]:
    """Return the text of the file by its path in the repository."""
    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined,
        variable_start_string="<<",
        variable_end_string=">>",
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=jinja2.FileSystemLoader(resources.folder("templates") / "editors" / "emacs"),
    )
    sign = "|".join(TERMINALS[name] for name in ("COMPARE", "POWER", "SLASH")) + "|[-+*]"
    patterns = (
        ("name", emacs(TERMINALS["NAME"]), "A name."),
        ("number", emacs(TERMINALS["NUMBER"]), "A number."),
        ("assign", emacs(f"{TERMINALS['ASSIGN']}|="), "The sign of an assignment."),
        ("sign", emacs(sign), "An operator that is no word."),
    )
    values = {
        "version": VERSION,
        "lists": LISTS,
        "patterns": [(name, _string(pattern), doc) for name, pattern, doc in patterns],
        "edition": EDITION,
        "faces": [
            (group.value, look.emacs, DOCS[group]) for group, look in LOOKS.items() if group.value not in OWN
        ],
    }
    return {PATH: environment.get_template("conn-mode.el.jinja").render(values)}


def _string(text: str) -> str:
    """Return a string of Lisp."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
