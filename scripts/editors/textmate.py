"""The TextMate grammar, which VS Code and many others colour with.

Such a grammar reads line by line and sees nothing of other lines, so it is an automaton. Between two tokens it is in
one of two states. *Behind* an operand, a sign joins on what follows, and a name begins the next item: no item needs an
end, so one that is broken spoils no other. *Before* an operand, which a sign asks for, a name is a part of the item. A
rule for the state before ends with the operand, or at a line that clearly begins another item.
"""

from __future__ import annotations

import json

from conngen.highlighting import Group

from . import words
from .oniguruma import (
    ANYWHERE,
    ASSIGN,
    BLOCK,
    END,
    FILLED,
    FREE,
    FREE_FILLED,
    INSIDE,
    LONG_STRING,
    NAME,
    NO_PAIR,
    NO_TYPE,
    NUMBER,
    OPERATOR,
    OUTSIDE,
    STRING,
    any_of,
)
from .scopes import scope
from .textmate_rules import Rule, before, comma, match, span, stretch, word

__all__ = ["files", "grammar"]

PATH = "editors/vscode/syntaxes/conn.tmLanguage.json"


# Behind a value that is an operand of something, and not only one of several to choose from.
_JOINED = rf"\s*(?:[-+*/%.\[(<>]|==|!=|(?!if\b|else\b){OPERATOR})"
# The rest of a list that ends on its line.
_REST = r"(?:[^\[\]]|\[[^\[\]]*\])*"
# A string that goes on behind a backslash at the end of its line.
_GOING_ON = r"""(?:\"(?:[^\"\\]|\\.)*|'(?:[^'\\]|\\.)*)\\\r?$"""


# --- strings ---


def _strings() -> dict[str, Rule]:
    kinds: dict[str, list[Rule]] = {}
    character = match(r"\\N\{[^{}]*\}")
    escape = match(r"\\(?:\r\n|[^{]|$)")
    first = NAME.removesuffix(r"[\p{L}\p{N}_]*")
    for quote in ('"""', "'''", '"', "'"):
        end = quote if len(quote) == 3 else rf"{quote}|\n"
        hole = span((r"(\{)", Group.PLACEHOLDER), (rf"(\}})|(?={end})", Group.PLACEHOLDER), "hole")
        hole["name"] = scope(Group.PLACEHOLDER)
        empty = f"(?!{quote[0] * 2})" if len(quote) == 1 else ""
        braces = match(r"\{\{|\}\}")
        template = match(rf"(\{{{first}[\p{{L}}\p{{N}}_.]*\}})", Group.PLACEHOLDER)
        parts = {
            "string": ("[rR]?", [escape]),
            "interpolated": ("[fF]", [character, escape, braces, hole]),
            "dataset": ("", [character, escape, braces, template]),
            "raw-dataset": ("[rR]", [escape, braces, template]),
        }
        for kind, (prefix, patterns) in parts.items():
            named = {"name": scope(Group.STRING)}
            kinds.setdefault(kind, []).append(span((prefix + quote + empty,), (end,), *patterns, **named))
    # The text that is a dataset type name, or one of several, has templates; it may not be joined to anything.
    alone = rf"(?!(?:{LONG_STRING}|{STRING}){_JOINED})(?={STRING}|[rR]?(?:\"\"\"|'''|{_GOING_ON}))"
    datasets = [*kinds["raw-dataset"], *kinds["dataset"]]
    return {
        "string": {"patterns": [*kinds["interpolated"], *kinds["string"]]},
        "dataset": {"patterns": [rule | {"begin": alone + rule["begin"]} for rule in datasets]},
        "hole": {"patterns": [span((r"\{",), (r"\}",), "hole")]},
    }


# --- what is in brackets ---


def _names(group: Group | None, variable: Group) -> list[str | Rule]:
    """Return the rules for what stands in brackets, where names without a call are of one group."""
    call = [match(rf"({FREE})(?=\s*\()", Group.FUNCTION)] if group is None else []
    return [
        "comment",
        "string",
        match(rf"({any_of(words.CONSTANTS)})", Group.CONSTANT),
        match(rf"({any_of(words.OPERATORS)})", Group.OPERATOR),
        *call,
        match(rf"({FREE_FILLED})", group or variable),
        match(rf"({NUMBER})", Group.NUMBER),
        "sign",
    ]


def _brackets() -> dict[str, Rule]:
    expression: list[str | Rule] = [*_names(None, Group.VARIABLE), "group", "list", "dictionary"]
    dimension = [*_names(Group.DIMENSION, Group.DIMENSION)]
    inner = span((r"(\[)", None), (rf"(\])|(?=[\}}])|{INSIDE}", None), {"include": "#dimension"})
    round_inner = span((r"(\()", None), (rf"(\))|(?=[\}}])|{INSIDE}", None), {"include": "#dimension"})
    curly = span((r"(\{)", None), (rf"(\}})|{INSIDE}", None), {"include": "#dimension"})
    rules: dict[str, Rule] = {
        "expression": {"patterns": [_included(one) for one in expression]},
        "group": span((r"(\()", None), (rf"(\))|(?=\}})|{NO_PAIR}", None), "expression"),
        "list": span((r"(\[)", None), (rf"(\])|(?=\}})|{NO_PAIR}", None), "expression"),
        "dictionary": span((r"(\{)", None), (rf"(\}})|{INSIDE}", None), "expression"),
        # A value of `dimensions x =`: whatever is in its brackets is a dimension.
        "dimension": {"patterns": [_included(one) for one in (*dimension, inner, round_inner, curly)]},
        "dimension-list": inner | {"begin": rf"(\[)(?!{_REST}\]{_JOINED})"},
    }
    # What stands behind a type, or behind the name of a task: in braces, the config decides.
    for name, group in (("dimensions", Group.DIMENSION), ("arguments", Group.TYPE), ("bases", Group.CLASS)):
        left, right = (r"\(", r"\)") if name == "bases" else (r"\[", r"\]")
        close = rf"({right})|(?=[\}}=])|{NO_TYPE}"
        rules[name] = span((f"({left})", None), (close, None), *_names(group, group), "dictionary", name)
    return rules


def _included(one: str | Rule) -> Rule:
    return {"include": f"#{one}"} if isinstance(one, str) else one


# --- items ---


def _declarations() -> dict[str, Rule]:
    """Return the rules for heads with a type."""

    def typed(arguments: str) -> Rule:
        return stretch(
            ":",
            word((r"(:)", None), Group.TYPE, FREE, "dictionary"),
            word((r"(\.)(?!\.)", None), Group.TYPE),
            word((r"(\|)(?!=)", None), Group.CONSTANT, any_of(("None",))),
            arguments,
        )

    # A word of expressions is no name, but who gives it to a connection is told so.
    name = rf"{FREE_FILLED}|{NAME}(?=\s*:)"
    known = rf"[ \t]+(?:{FREE_FILLED}\s*(?:$|[^\s=\[({{\p{{L}}\p{{N}}_])|{NAME}\s*:)"
    kind = rf"({any_of(words.KINDS)})(?={known}|{END})"
    unknown = rf"(?!{any_of(words.KINDS)}){FREE}(?=\s+{FILLED}\s*:)"
    begun = any_of((*words.KINDS, *words.BLOCKS, *words.DEFINITIONS, *words.STATEMENTS, words.EDITION))
    lone = rf"^\s*((?!{begun}){FREE})(?={END})"
    connection: list[str | Rule] = [typed("dimensions"), "dataset-value"]
    return {
        "field": stretch(rf"\b{NAME}\s*:", match(rf"\b({NAME})(?=\s*:)", Group.FIELD), typed("arguments")),
        "connection": stretch(
            kind.replace("(", "(?:", 1),
            word((kind, Group.KIND), Group.CONNECTION, name, stop=ANYWHERE),
            *connection,
        ),
        "unknown-connection": stretch(
            unknown, word((unknown,), Group.CONNECTION, name, stop=ANYWHERE), *connection
        ),
        # Alone on its line: what stands on the next one can't be seen, most likely that is the type of a field.
        "lone-word": stretch(
            lone.replace("(", "(?:", 1),
            match(lone, Group.FIELD),
            typed("arguments"),
            word((r"(\.)(?!\.)", None), Group.SETTING),
        ),
    }


def _definitions() -> dict[str, Rule]:
    def begins(name: str) -> str:
        return rf"\b({name})\b(?=[ \t]+{FREE_FILLED}\s*(?:[#=]|$)|{END})"

    def ahead(name: str) -> str:
        return begins(name).replace("(", "(?:", 1)

    # A choice among lists of dimensions: the condition is an expression like any other.
    nested = span(
        (r"(\()", None),
        (rf"(\))|{INSIDE}", None),
        "comment",
        before((r"(?<=\()(?=\s*(?:[\[({\"'*\p{L}_#]|$))",), "dimension-list", "dimension-choice"),
        "dimension-value",
    )
    value: list[str | Rule] = [
        before((rf"({ASSIGN})", None), "dimension-list", "dimension-choice"),
        before((r"\b(else)\b", Group.OPERATOR), "dimension-list", "dimension-choice"),
        "operation",
    ]
    dataset: list[str | Rule] = [
        before((rf"({ASSIGN})", None), "dataset"),
        before((r"\b(else)\b", Group.OPERATOR), "dataset"),
        "operation",
    ]
    index = r"(?:\s*\[[^\]]*\])*"
    path = rf"(?:{NAME}{index}\s*\.\s*)*"

    def changed(last: str, value: str, before_last: str = "") -> Rule:
        rest = rf"{path}{last}\s*{ASSIGN}"
        behind = r"(?<=\.|\.\s)" if before_last else ""
        return stretch(
            rf"\b{path}{before_last}{last}\s*{ASSIGN}",
            match(rf"\b({NAME})(?={index}\s*\.\s*{rest})", Group.SETTING),
            match(rf"(\.)(?=\s*{rest})", None),
            match(rf"{behind}\b({last})(?=\s*{ASSIGN})", Group.SETTING),
            value,
        )

    plain = {"template": Group.TEMPLATE, "dimensions": Group.DIMENSION}
    defines = rf"(?=\s+{FREE_FILLED}\s*=(?!=))"
    return {
        "dimension-choice": nested,
        "dataset-value": {"patterns": [_included(one) for one in dataset]},
        "dimension-value": {"patterns": [_included(one) for one in value]},
        "dimensions-definition": stretch(
            ahead("dimensions"),
            word((begins("dimensions"), Group.KEYWORD), Group.DIMENSION, FREE_FILLED),
            "dimension-value",
        ),
        "definition": {
            "patterns": [
                word((begins(name), Group.KEYWORD), plain[name], FREE_FILLED)
                for name in words.DEFINITIONS
                if name != "dimensions"
            ]
            + [
                word((rf"({any_of(words.KINDS)}){defines}", Group.KIND), Group.TEMPLATE, FREE_FILLED),
                word((FREE + defines,), Group.TEMPLATE, FREE_FILLED),
            ]
        },
        "changed-dimensions": changed("dimensions", "dimension-value"),
        "changed-name": changed("name", "dataset-value", rf"{NAME}{index}\s*\.\s*"),
        "setting": stretch(
            rf"\b{FREE}\s*(?:[.\[]|{ASSIGN})",
            match(rf"\b({FREE})(?=\s*(?:[.\[]|{ASSIGN}))", Group.SETTING),
            word((r"(\.)", None), Group.SETTING),
            "list",
        ),
    }


def _blocks() -> dict[str, Rule]:
    known = rf"({BLOCK})(?=[ \t]+{FREE_FILLED}\s*(?:[#\[({{]|$)|\s*[{{(]|{END})"
    unknown = rf"(?!{BLOCK}){FREE}(?=\s+{FREE_FILLED}\s*[\[({{])"
    class_name = Group.CLASS
    return {
        "block": stretch(
            known.replace("(", "(?:", 1),
            word((known, Group.KEYWORD), class_name, FREE_FILLED),
            "dimensions",
            "bases",
        ),
        "unknown-block": {
            "patterns": [
                stretch(unknown, word((unknown,), class_name, FREE_FILLED), "dimensions", "bases"),
                stretch(rf"{FREE}\s*\(", match(rf"{FREE}(?=\s*\()"), "bases"),
            ]
        },
        # What Python would write for `when` is no operator.
        "no-block": span((rf"^\s*\b(if)\b(?=\s+{FREE}\s*\{{)", Group.OPERATOR), (rf"({FREE})", class_name)),
        "body": span((r"(\{)", None), (r"(\})", None), "item"),
    }


def _statements() -> dict[str, Rule]:
    following = r"(?=\s*(?:[\[({\"'*\-+\p{L}\p{N}_#]|$))"
    names = span((r"(\()", None), (rf"(\))|(?=\}})|{NO_TYPE}", None), "comment", "as", "import-name", "sign")
    as_ = word((r"\b(as)\b", Group.KEYWORD), Group.NAME)
    module = match(rf"({FREE})", Group.MODULE)
    removed = rf"(?!when\b){FREE}"
    return {
        "from": stretch(
            r"\bfrom\b",
            span(
                (r"\b(from)\b", Group.KEYWORD),
                (rf"\b(import)\b|{ANYWHERE}|(?=[{{}}=:\"'])", Group.KEYWORD),
                "comment",
                module,
                "sign",
            ),
            word((r"(?<=\bimport)" + following,), Group.NAME, FREE, names),
            word((r"(,)", None), Group.NAME),
            "as",
        ),
        "import": stretch(
            r"\bimport\b",
            word((r"\b(import)\b", Group.KEYWORD), Group.MODULE),
            word((r"(\.)", None), Group.MODULE),
            "as",
        ),
        "as": as_,
        "import-name": match(rf"({FREE})", Group.NAME),
        "removal": stretch(
            r"\bdel\b",
            word((r"\b(del)\b", Group.KEYWORD), Group.CONNECTION, removed),
            comma(removed, Group.CONNECTION),
        ),
        "loop": stretch(
            r"\bfor\b",
            span(
                (r"\b(for)\b", Group.KEYWORD),
                (rf"\b(in)\b|{OUTSIDE}|(?=[{{}}=:\"'])", Group.KEYWORD),
                "comment",
                match(rf"({FREE})", Group.VARIABLE),
            ),
            before((r"(?<=\bin)" + following,)),
        ),
        "guard": before((r"\b(when|require)\b", Group.KEYWORD)),
        "edition": match(rf"\b({words.EDITION})(?=[ \t]+\d|{END})", Group.KEYWORD),
        "flag": comma(any_of(words.FLAGS), Group.FLAG),
    }


def _operations() -> dict[str, Rule]:
    signs = r"==|!=|<=|>=|<|>|\*\*|//|[-+*/%](?!=)"
    joining = any_of(words.OPERATORS)
    attribute = rf"({FREE})(?=\s*\()|({FREE})|{OUTSIDE}|(?=[^\s#])"
    return {
        "operation": {
            "patterns": [
                span((r"(\.)(?!\.)", None), (attribute, Group.FUNCTION, Group.VARIABLE), "comment"),
                {"include": "#group"},
                {"include": "#list"},
                before((f"({signs})", None)),
                before((f"({joining})", Group.OPERATOR)),
            ]
        },
        "assignment": before((rf"({ASSIGN})", None)),
        "sign": match(r"(\.{3}|==|!=|<=|>=|//|\*\*|[-+*/%<>=.,:|])", None),
        "comment": {"match": r"#.*\n?", "name": scope(Group.COMMENT)},
    }


def grammar() -> Rule:
    """Return the grammar, ready for `json.dumps`."""
    items = [
        *("comment", "string", "from", "import", "removal", "loop", "field", "guard", "edition", "no-block"),
        *("dimensions-definition", "definition", "connection", "block", "changed-dimensions", "changed-name"),
        *("setting", "unknown-connection", "unknown-block", "lone-word", "plain"),
        *("flag", "assignment", "operation", "body", "constant"),
    ]
    repository = {
        "item": {"patterns": [{"include": f"#{name}"} for name in items]},
        # A word that is not what its place asks for.
        "plain": match(FREE_FILLED),
        "constant": match(rf"({any_of(words.CONSTANTS)})|({NUMBER})", Group.CONSTANT, Group.NUMBER),
        **_declarations(),
        **_definitions(),
        **_blocks(),
        **_statements(),
        **_operations(),
        **_strings(),
        **_brackets(),
    }
    return {
        "$schema": "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
        "information_for_contributors": [
            "Made by scripts/editors/textmate.py; run `make editors` instead of a change here."
        ],
        "name": "conn",
        "scopeName": "source.conn",
        "fileTypes": ["conn"],
        "patterns": [{"include": "#item"}],
        "repository": dict(sorted(repository.items())),
    }


def files() -> dict[str, str]:
    """Return the grammar by its path."""
    return {PATH: json.dumps(grammar(), indent=2, ensure_ascii=False) + "\n"}
