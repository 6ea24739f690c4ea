"""The grammar and the queries for tree-sitter: Neovim, Helix and whatever colours as GitHub does."""

from __future__ import annotations

import re

import jinja2

from conngen.highlighting import Group

from . import words

__all__ = ["CAPTURES", "HELIX_CAPTURES", "files"]

CAPTURES = {
    Group.COMMENT: "comment",
    Group.STRING: "string",
    Group.PLACEHOLDER: "string.special",
    Group.KEYWORD: "keyword",
    Group.KIND: "keyword.type",
    Group.OPERATOR: "keyword.operator",
    Group.CONSTANT: "constant.builtin",
    Group.NUMBER: "number",
    Group.CLASS: "type.definition",
    Group.CONNECTION: "variable.member",
    Group.FIELD: "property",
    Group.TEMPLATE: "constant.macro",
    Group.DIMENSION: "variable.builtin",
    Group.TYPE: "type",
    Group.FLAG: "attribute",
    Group.SETTING: "variable.parameter",
    Group.MODULE: "module",
    Group.NAME: "constructor",
    Group.FUNCTION: "function.call",
    Group.VARIABLE: "variable",
}
"""What each group of words is called in queries: the names that Neovim and GitHub know, no two alike."""

HELIX_CAPTURES = {
    **CAPTURES,
    Group.NUMBER: "constant.numeric",
    Group.CONNECTION: "variable.other.member",
    Group.FIELD: "variable.other.property",
    Group.MODULE: "namespace",
    Group.FUNCTION: "function",
}
"""The same for Helix, whose themes have some other names."""

_FOLDER = "editors/tree-sitter-conn"
_TEMPLATES = words.ROOT / "templates" / "editors" / "tree-sitter"
_NOTICE = "Made by scripts/make_editors.py from the grammar and the vocabulary; a test compares it."

# The classes of Python's `re`, which tree-sitter takes for ASCII: a letter or an underscore, and those or a digit.
# Its tables of these lack the inside of the large blocks (ideographs, Hangul), and end at U+1092B.
_LARGE = (
    r"\u3400-\u4DBF\u4E00-\u9FFF\uAC00-\uD7A3"
    r"\u{1092C}-\u{1CFFF}\u{1D400}-\u{1D7FF}\u{1DF00}-\u{1EFFF}\u{20000}-\u{3FFFD}"
)
_START = rf"\p{{L}}\p{{Nl}}\p{{No}}_{_LARGE}"
_REST = rf"\p{{L}}\p{{N}}_{_LARGE}"
_CLASSES = {r"[^\W\d]": f"[{_START}]", r"\w": f"[{_REST}]", r"[\d_]": "[0-9_]", r"\d": "[0-9]"}
_CONTROLS = {"\t": r"\t", "\r": r"\r", "\n": r"\n", "\f": r"\f"}


def files() -> dict[str, str]:
    """Return the text of each file by its path in the repository."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES),
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
    )

    def rendered(template: str, values: dict[str, object]) -> str:
        return environment.get_template(template).render(notice=_NOTICE, **values)

    return {
        f"{_FOLDER}/grammar.js": rendered("grammar.js.jinja", _grammar()),
        f"{_FOLDER}/queries/highlights.scm": rendered("highlights.scm.jinja", _query(CAPTURES)),
        f"{_FOLDER}/queries/helix/highlights.scm": rendered("highlights.scm.jinja", _query(HELIX_CAPTURES)),
        f"{_FOLDER}/package.json": rendered("package.json.jinja", {"version": words.VERSION}),
        f"{_FOLDER}/tree-sitter.json": rendered("tree-sitter.json.jinja", {"version": words.VERSION}),
    }


def _query(captures: dict[Group, str]) -> dict[str, object]:
    """Return what the template of the highlight query is made of: captures by group, and lists of words."""

    def listed(given: tuple[str, ...]) -> str:
        return " ".join(f'"{word}"' for word in given)

    return {
        **{group.value: f"@{capture}" for group, capture in captures.items()},
        "operators": listed(words.OPERATORS),
        "statements": listed(tuple(word for word in words.STATEMENTS if word not in words.OPERATORS)),
        "constants": listed(words.CONSTANTS),
        "blocks": listed(words.BLOCKS),
        "definitions": listed(tuple(word for word in words.DEFINITIONS if word != "dimensions")),
        "edition": f'"{words.EDITION}"',
        "flags": listed(words.FLAGS),
        "kinds": listed(words.KINDS),
    }


def _grammar() -> dict[str, object]:
    """Return what the template of the grammar takes from the compiler's grammar."""
    found: dict[str, object] = {
        "name": _pattern("NAME"),
        "name_start": f"[{_START}]",
        "name_rest": _REST,
        "number": _pattern("NUMBER"),
        "comment": _pattern("COMMENT"),
        "blank": _pattern("WS").removesuffix("+"),
        "dots": _pattern("DOTS"),
    }
    for terminal in ("ASSIGN", "COMPARE", "PLUS", "MINUS", "POWER", "TIMES", "SLASH"):
        found[terminal.lower()] = ", ".join(f'"{sign}"' for sign in _signs(words.TERMINALS[terminal]))
    found["assign"] = f'"{words.TERMINALS["EQUALS"]}", {found["assign"]}'
    return found


def _pattern(terminal: str) -> str:
    """Return the pattern of a terminal of the grammar as JavaScript writes it."""
    pattern = words.TERMINALS[terminal]
    for written, meant in (*_CLASSES.items(), *_CONTROLS.items()):
        pattern = pattern.replace(written, meant)
    return pattern.replace("(?:", "(").replace("/", r"\/")


def _signs(pattern: str) -> list[str]:
    """Return the signs that a terminal is one of."""
    signs = re.split(r"(?<!\\)\|", pattern.removeprefix("(?:").removesuffix(")"))
    return [sign.replace("\\", "") for sign in signs]
