"""The files for Vim and Neovim: syntax, indentation, file type, and where Neovim finds the language server."""

from __future__ import annotations

from collections.abc import Iterator

import jinja2

from conngen import resources
from conngen.highlighting import Group

from .groups import LOOKS
from .patterns import vim
from .vim_parts import BEGINNING, FIELD_LINE, PARTS
from .vim_states import ITEM, STATES, Bracket, Match
from .words import OPERATORS, VERSION

__all__ = ["files"]

FIELD = r"[^\W\d][\w.]*"
FOLDER = "editors/vim"
NAMES = (
    "ftdetect/conn.vim",
    "ftplugin/conn.vim",
    "indent/conn.vim",
    "lsp/conngen.lua",
    "syntax/conn.vim",
)

_OLD = r"\%#=1"
"""Makes Vim use its backtracking engine, which is several times faster with patterns that look ahead."""


def files() -> dict[str, str]:
    """Return the text of each file by its path in the repository."""
    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
        loader=jinja2.FileSystemLoader(resources.folder("templates") / "editors" / "vim"),
    )
    values = {
        "version": VERSION,
        "parts": PARTS,
        "states": {state: list(_state(state)) for state in STATES},
        "looks": {group.value.capitalize(): look.vim for group, look in LOOKS.items()},
        "links": _links(),
        "field": rf"{{{vim(FIELD)}}}",
        "escape": r"\\\%(N{[^}]*}\|[^{]\)",
        "operators": OPERATORS,
    }
    return {f"{FOLDER}/{name}": environment.get_template(f"{name}.jinja").render(values) for name in NAMES}


def _state(state: str) -> Iterator[str]:
    """Yield the commands of a state, the rule that comes first last, since Vim looks at the last one first."""
    contained = "" if state == ITEM else " contained"
    names = {f"connComment_{state}"}
    for rule in reversed(STATES[state]):
        match rule:
            case Match():
                name = f"conn{rule.group.value.capitalize() if rule.group else 'Plain'}_{state}"
                filled = _filled(rule.contains) if rule.group is Group.STRING else ""
                yield f"match {name} /{_OLD}{rule.pattern}/{contained}{filled}{_then(rule.then)}"
            case Bracket(group=None):
                name = f"connInside_{state}"
                yield (
                    f"region {name} matchgroup=connBracket_{state} start=/{_OLD}{rule.start}/ {_ends(rule)}{contained}"
                    f" contains=@conn_{rule.inside}{_then(rule.then)}"
                )
            case Bracket():
                # Where a line begins inside of one, indentation is the author's, so that they have a name of their own.
                name = f"connString_{state}Long"
                yield (
                    rf"region {name} matchgroup=connString_{state}Open start=/{_OLD}{rule.start}/ skip=/\\./"
                    f" matchgroup=connString_{state}Close end=/{rule.end}/{contained}{_filled(rule.inside)}"
                    f"{_then(rule.then)}"
                )
        names.add(name)
    yield f"match connComment_{state} /#.*/{contained} contains=@Spell{_then('' if state == ITEM else state)}"
    yield f"cluster conn_{state} contains={','.join(sorted(names))}"


def _ends(rule: Bracket) -> str:
    """Return where a pair of brackets ends: at the latest where the block does, or something new begins."""
    ends = [rf"/{rule.end}/", rf"/{_OLD}{BEGINNING}\@=/"]
    if rule.end != "}":
        ends += [r"/}\@=/", f"/{_OLD}{FIELD_LINE}/"]
    return " ".join(f"end={end}" for end in ends)


def _then(state: str) -> str:
    return f" nextgroup=@conn_{state} skipwhite skipnl skipempty" if state else ""


def _filled(what: str) -> str:
    return f" keepend contains=@connFilled_{what}" if what else " contains=@Spell"


def _links() -> list[tuple[str, str]]:
    """Return the groups of each state with the group that a user may give a colour."""
    pairs = set()
    for state, rules in STATES.items():
        groups = {rule.group for rule in rules if rule.group is not None} | {Group.COMMENT}
        pairs |= {(f"conn{group.value.capitalize()}_{state}", group) for group in groups}
        if any(isinstance(rule, Bracket) and rule.group is not None for rule in rules):
            pairs |= {(f"connString_{state}{end}", Group.STRING) for end in ("Open", "Long", "Close")}
    return sorted((name, f"conn{group.value.capitalize()}") for name, group in pairs)
