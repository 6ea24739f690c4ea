#!/usr/bin/env python
"""Write docs/reference.md: every word of the language with the Python it becomes.

The words are those of `conngen.vocabulary`, the examples the golden cases in tests/cases/language. With ``--check``
nothing is written, and the exit status is 1 if the page is not current.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from conngen import vocabulary
from conngen.checks import CODES, code_of, page_of
from conngen.limits import LIMITS
from conngen.vocabulary import Takes

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases" / "language"
PAGE = ROOT / "docs" / "reference.md"

CLAUSES = (
    (
        "Templates",
        "clause-template",
        ("connections",),
        "`{name}` in a dataset type name is a template, a variable of a `for`, or a config field, looked up in this order.",
    ),
    (
        "Dimensions",
        "clause-dimensions",
        ("connections",),
        "`[...]` means the dimensions of the quantum, `[..., detector]` adds to them, `dimensions NAME = […]` names some. No brackets, or empty ones, mean none.",
    ),
    (
        "Dimensions by a condition",
        "clause-dimensions-by-condition",
        ("connections",),
        "At class level stands what follows the last `else`.",
    ),
    (
        "Dimensions from a field",
        "clause-dimensions-from-a-field",
        ("connections",),
        "`*field` takes the names in a list field, `healpix{field}` builds one name, `{field}` takes one. At class level stands the default of the field.",
    ),
    (
        "Dimensions of the class alone",
        "clause-dimensions-of-the-class",
        ("connections",),
        "If the class has others than every instance, a condition that always holds by then comes before the last `else`.",
    ),
    ("Dimensions and names from Python", "clause-dimensions-from-python", ("connections",), ""),
    (
        "Templates from Python",
        "clause-template-from-python",
        ("connections",),
        "The default of a template may be a constant.",
    ),
    (
        "Other values from the config",
        "clause-values-from-the-config",
        ("connections",),
        "At class level stands what follows from the defaults. A dataset type name that a pipeline sets itself is left alone.",
    ),
    (
        "Presence: `when`",
        "clause-when",
        ("connections",),
        "Conditions are Python's, over config fields: `not`, `and`, `or`, `is None`, `is True`, comparisons, `in`, arithmetic, `x[…]`, functions such as `len(…)`, `set(…)` and `max(…)`, methods of values such as `.startswith(…)` and `.split(…)`; `a.b` is a field of a subtask, `connections.name` a dataset type name or template.",
    ),
    (
        "Expressions",
        "clause-expressions",
        ("connections", "config"),
        "Slices, powers, repeated lists and `isinstance` are Python's too; where that takes several types they stand in a list.",
    ),
    (
        "Functions of Python modules",
        "clause-functions",
        ("connections", "config"),
        "What is imported from Python can be called wherever there is an expression, and a Config class of the same file too. The checks know nothing of the value.",
    ),
    (
        "Texts",
        "clause-texts",
        ("connections", "config"),
        "Docs inside a `for`, messages and values may be f-strings, with the conversions and formats of Python.",
    ),
    (
        "Repetition over a written list",
        "clause-for-over-a-list",
        ("connections",),
        "Each round declares connections of its own.",
    ),
    (
        "Repetition over the config",
        "clause-for-over-the-config",
        ("connections",),
        "The connections are made with the instance; a pipeline can't set their dataset type names.",
    ),
    (
        "Names that begin with a variable",
        "clause-for-names",
        ("connections",),
        "The name of a repeated connection may begin with a variable, or be one.",
    ),
    ("Repetition inside repetition", "clause-for-nested", ("connections",), ""),
    (
        "Requirements",
        "clause-require",
        ("connections", "config"),
        "In a config they are checked by `validate`, in a task when the connections are made. The message may be an f-string. Inside a `for` they hold for each value.",
    ),
    (
        "Requirements with an exception",
        "clause-require-raises",
        ("connections", "config"),
        "`raises` names the exception: one of Python's, or an imported one that takes a message. Without it a `ValueError` is raised, in a config a `FieldValidationError` of the first field that is named.",
    ),
    (
        "Inheritance",
        "clause-inheritance",
        ("connections", "config"),
        "A task inherits connections, config and class. `del` leaves connections out, `name.attribute = value` changes one attribute. `[...]` in what is inherited means the dimensions of the class that wrote it.",
    ),
    (
        "Changes of what is inherited",
        "clause-changes",
        ("connections",),
        "Under a condition, or with a value that depends on the config. What a base has left out stays left out.",
    ),
    (
        "Several files",
        "clause-several-files",
        ("connections",),
        "`from .base import Detect` imports from `base.conn` if there is one, else from `base.py`.",
    ),
    (
        "The Python module beside a file",
        "clause-module-beside",
        ("connections", "config"),
        "In `example.conn`, `from .example import …` imports from `example.py`. A Task class that is written there is not generated; those that it lacks go into `example_task.py`.",
    ),
    (
        "A task that is written already",
        "clause-task-class",
        ("connections", "config"),
        "`TaskClass` names it, wherever it is.",
    ),
    (
        "Python bases",
        "clause-python-base",
        ("connections", "config"),
        "What a Python class brings is read from its source; nothing is imported.",
    ),
    ("Imports of modules", "clause-import-module", ("connections", "config"), ""),
    (
        "Names of the classes",
        "clause-names",
        ("connections", "config"),
        "`ConnectionsClass` and `ConfigClass` may also name a class that exists, which is used as it is.",
    ),
    ("Connections alone", "clause-connections-alone", ("connections",), ""),
    (
        "Configs alone",
        "clause-config-alone",
        ("config",),
        "`pipelineConnections = Name` gives one connections.",
    ),
    (
        "Defaults of inherited and nested fields",
        "clause-defaults",
        ("config",),
        "`=`, `+=`, `-=` and `|=`; a Task class as value takes the place of a subtask.",
    ),
    ("A subtask of the same file", "clause-subtask-of-the-same-file", ("config",), ""),
    (
        "Hooks",
        "clause-hooks",
        ("connections", "config"),
        "What needs Python is named by its dotted name and lives in a module of yours.",
    ),
    (
        "Decorators",
        "clause-decorate",
        ("connections", "config"),
        "The dotted name of a decorator, or a call of one with plain values; in a config, of the Config class.",
    ),
    (
        "Methods by a condition",
        "clause-methods-by-a-condition",
        ("connections",),
        "Conditions may choose among the lists that a method returns.",
    ),
    (
        "Choices",
        "clause-choices-from-python",
        ("config",),
        "The choices of a field may be a dictionary of Python's; `None` may be one of them.",
    ),
    (
        "Docs",
        "clause-doc",
        ("connections", "config"),
        "A doc stands behind what it documents. Several strings are one text, as in Python.",
    ),
    ("Init inputs and outputs", "clause-init-inputs-and-outputs", ("task",), ""),
    ("Components", "clause-component", ("connections",), ""),
    (
        "Names that are words of the language",
        "clause-names-of-connections",
        ("connections",),
        "Any Python identifier can name a connection or a field.",
    ),
    (
        "Editions",
        "clause-edition",
        (),
        "The first line of a file may say which edition of the language it was written for. A newer compiler reads every older edition.",
    ),
)
SETTING_CASES = {"runQuantum": "task", "canMultiprocess": "task", "_DefaultName": "task"}
FIELD_CASES = tuple(f"field-{name}" for name in vocabulary.FIELD_TYPES)


def main() -> int:
    """Write the page, or tell whether it is current."""
    text = page()
    if "--check" in sys.argv[1:]:
        return 0 if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == text else 1
    PAGE.write_text(text, encoding="utf-8")
    return 0


def page() -> str:
    """Return the page."""
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield "# The `.conn` language"
    yield ""
    yield "<!-- Made by scripts/make_reference.py from the vocabulary and the golden cases; a test compares it. -->"
    yield ""
    yield "Every word of the language with the Python it becomes. Docs and imports of the generated modules are left out here."
    yield from _section(
        "Blocks", [(f"`{word.name}`", word.doc, None, ()) for word in vocabulary.BLOCKS.values()]
    )
    yield from _section(
        "Kinds of connections",
        [
            (f"`{kind.name}`", kind.doc, f"kind-{kind.name}", ("connections",))
            for kind in vocabulary.KINDS.values()
        ],
    )
    yield from _section(
        "Flags of connections",
        [
            (f"`{flag.name}`", _flag(flag), f"flag-{flag.name}", ("connections",))
            for flag in vocabulary.CONNECTION_FLAGS.values()
        ],
    )
    yield from _section("Clauses", [(title, text, case, modules) for title, case, modules, text in CLAUSES])
    yield from _section(
        "Types of config fields",
        [
            (f"`{field.written}`", f"{field.doc}", f"field-{field.name}", ("config",))
            for field in vocabulary.FIELD_TYPES.values()
        ],
    )
    yield "`type | None` makes a field optional; without a default it has to be set."
    yield ""
    yield "## Flags of config fields"
    yield ""
    yield from _table(
        ("flag", "for", "takes", "what it says"),
        (
            (f"`{flag.name}`", _types(flag.kinds), flag.takes.value, flag.doc)
            for flag in vocabulary.FIELD_FLAGS.values()
        ),
    )
    yield from _example("field-checks", ("config",))
    yield from _section(
        "Settings",
        [
            (
                f"`{setting.name}`",
                f"{setting.doc} Takes {_takes(setting.takes)}; in a {' or '.join(sorted(setting.blocks))}.",
                f"setting-{setting.name}" if setting.name in SETTING_CASES else None,
                (SETTING_CASES.get(setting.name, ""),),
            )
            for setting in vocabulary.SETTINGS.values()
        ],
    )
    yield "## Methods"
    yield ""
    methods = {**vocabulary.METHODS, **vocabulary.CONFIG_METHODS}
    yield from _table(
        ("method", "takes", "what it does"), ((f"`{m.name}`", m.takes.value, m.doc) for m in methods.values())
    )
    yield "## Codes"
    yield ""
    yield "`conngen explain CODE` prints the whole page of one."
    yield ""
    rows = (
        (
            f"`{name}`",
            "always " + code_of(name).level if code_of(name).fixed else code_of(name).level,
            page_of(name).split("\n", 1)[0],
        )
        for name in CODES
    )
    yield from _table(("code", "level", "what is wrong"), rows)
    yield "## Limits"
    yield ""
    yield "Far above anything seen in real files; what is larger is reported as `limit-exceeded`."
    yield ""
    yield from _table(("at most", "of"), ((f"{limit.value:,}", limit.what) for limit in LIMITS.values()))


def _flag(flag: vocabulary.Flag) -> str:
    kinds = (
        "every kind"
        if flag.kinds == frozenset(vocabulary.KINDS)
        else ", ".join(f"`{kind}`" for kind in vocabulary.KINDS if kind in flag.kinds)
    )
    own = "" if flag.runtime else " It is conngen's own: the runtime does not see it."
    return f"{flag.doc} Takes {_takes(flag.takes)}; for {kinds}.{own}"


def _takes(takes: Takes) -> str:
    return takes.value


def _types(kinds: frozenset[str]) -> str:
    names = [name for name in vocabulary.FIELD_TYPES if name in kinds]
    others = [name for name in vocabulary.FIELD_TYPES if name not in kinds]
    if len(others) < len(names):
        return "all but " + ", ".join(others) if others else "all"
    return ", ".join(names)


def _section(title: str, entries: Iterable[tuple[str, str, str | None, tuple[str, ...]]]) -> Iterator[str]:
    yield ""
    yield f"## {title}"
    yield ""
    for heading, text, case, modules in entries:
        yield f"### {heading}"
        yield ""
        if text:
            yield text
            yield ""
        if case is not None:
            yield from _example(case, modules)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
    yield ""


def _example(case: str, modules: tuple[str, ...]) -> Iterator[str]:
    folder = CASES / case
    for path in sorted(folder.glob("*.conn"), key=lambda path: (path.name == "example.conn", path.name)):
        yield "```conn"
        if path.name != "example.conn":
            yield f"# {path.name}"
        yield path.read_text(encoding="utf-8").rstrip()
        yield "```"
        yield ""
    for module in modules:
        text = (folder / "expected" / f"example_{module}.py").read_text(encoding="utf-8")
        yield "```python"
        yield from excerpt(text, keep_docs=False)
        yield "```"
        yield ""


def excerpt(text: str, keep_docs: bool) -> Iterator[str]:
    """Yield the lines of the classes of a module, without results, protocols and docs."""
    lines = text.splitlines()
    classes = [
        node
        for node in ast.parse(text).body
        if isinstance(node, ast.ClassDef)
        and not any(ast.unparse(base) in ("Struct", "Protocol") for base in node.bases)
    ]
    for i, node in enumerate(classes):
        if i:
            yield ""
            yield ""
        hidden = set() if keep_docs else set(_docs(node))
        shown = [
            line
            for number, line in enumerate(lines[node.lineno - 1 : node.end_lineno], node.lineno)
            if number not in hidden
        ]
        body = list(shown)
        while len(body) > 1 and not body[1].strip():
            del body[1]
        if len(body) == 1:
            body.append("    ...")
        yield from body


def _docs(node: ast.AST) -> Iterator[int]:
    """Yield the numbers of the lines that docstrings take."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.ClassDef | ast.FunctionDef) and ast.get_docstring(inner) is not None:
            doc = inner.body[0]
            if len(inner.body) > 1 or isinstance(inner, ast.ClassDef):
                assert doc.end_lineno is not None
                yield from range(doc.lineno, doc.end_lineno + 1)


if __name__ == "__main__":
    sys.exit(main())
