"""Whatever a file holds, compiling it ends, raises nothing and speaks of places inside it."""

from __future__ import annotations

import re
import string

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from support import CASES, compile_text, compile_texts

from conngen.compiler import Compilation
from conngen.limits import INHERITANCE, NESTING
from conngen.source import Source, Span
from conngen.syntax import tree
from conngen.syntax.parser import parse

EXAMPLES = CASES.parent.parent / "examples"
SAMPLES = sorted(
    path.read_text(encoding="utf-8", errors="replace")
    for path in (*EXAMPLES.rglob("*.conn"), *CASES.rglob("*.conn"))
    if not path.is_relative_to(CASES / "formatter")
)
TOKEN = re.compile(r'"""[\s\S]*?"""|"[^"\n]*"|\w+|\s+|[^\w\s]')
LEXEME = re.compile(
    r'''[fr]?"""[\s\S]*?"""|[fr]?"(?:\\.|[^"\\\n])*"|[fr]?'(?:\\.|[^'\\\n])*'|\#[^\n]*|\s+|[^\s"'\#]+|.'''
)
GOOD = [text for text in SAMPLES if not parse(Source("example.conn", text)).problems]
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def sound(compilations: tuple[Compilation, ...]) -> None:
    """See that diagnostics are in order and speak of places in the files."""
    sources = {compilation.source for compilation in compilations}
    for compilation in compilations:
        found = compilation.diagnostics
        assert [one.order for one in found] == sorted(one.order for one in found)
        for one in found:
            for place in (one.place, *(related.place for related in one.related)):
                assert place.source in sources
                assert 0 <= place.span.start <= place.span.end <= len(place.source.text)
            assert one.message
            assert "\n" not in one.message


def codes(text: str) -> set[str]:
    return {one.code.name for one in compile_text(text).diagnostics}


# --- any text ---------------------------------------------------------------------------------------------


@QUICK
@given(st.text(max_size=400))
@example("\ufeff")
@example("\ud800")
@example("\x00")
@example('task X[visit] {\r    input a: int = "a"\r}')
@example('f"{')
@example("a{b")
@example("x: int = 1_")
def test_any_text_is_compiled(text: str) -> None:
    sound((compile_text(text),))


ALPHABET = st.sampled_from(
    [
        *(
            [
                "task",
                "config",
                "connections",
                "template",
                "dimensions",
                "input",
                "output",
                "when",
                "for",
                "in",
                "del",
                "require",
                "from",
                "import",
                "edition",
                '"doc"',
            ]
        ),
        *(
            [
                "x",
                "y",
                "calexp",
                "ExposureF",
                "visit",
                "detector",
                "int",
                "str",
                "list",
                "True",
                "None",
                "3",
                "0.5",
                "and",
                "or",
                "not",
                "is",
                "if",
                "else",
                "...",
                ".",
                ",",
                ":",
                "=",
                "+=",
                "==",
                "{",
                "}",
                "[",
                "]",
            ]
        ),
        *(
            [
                "(",
                ")",
                "*",
                "|",
                "-",
                "+",
                "<",
                '"{x}"',
                'f"{x}"',
                '"""doc"""',
                "multiple",
                "minimum=0",
                "suppress",
                "x{n}",
                "#c",
            ]
        ),
        *("\n", "\n    ", " ", "'", '"', '"""', "\\", "&&", "\u200b", "ﬂ"),
    ]
)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(ALPHABET, max_size=60).map(" ".join))
def test_any_words_are_compiled(text: str) -> None:
    sound((compile_text(text),))


@st.composite
def mutants(draw: st.DrawFn) -> str:
    """Draw a file of the repository with some tokens lost, doubled, swapped, replaced, or its end cut off."""
    tokens = TOKEN.findall(draw(st.sampled_from(SAMPLES)))
    for _ in range(draw(st.integers(1, 4))):
        if not tokens:
            break
        i = draw(st.integers(0, len(tokens) - 1))
        j = draw(st.integers(0, len(tokens) - 1))
        match draw(st.sampled_from(["lose", "double", "swap", "cut", "insert", "replace"])):
            case "lose":
                del tokens[i]
            case "double":
                tokens.insert(i, tokens[i])
            case "swap":
                tokens[i], tokens[j] = tokens[j], tokens[i]
            case "cut":
                tokens = tokens[:i]
            case "insert":
                tokens.insert(i, draw(st.text(max_size=3)))
            case "replace":
                tokens[i] = draw(st.sampled_from([*string.punctuation, "x", "3", '"s"', "\n"]))
    return "".join(tokens)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(mutants())
def test_a_file_with_mistakes_is_compiled(text: str) -> None:
    sound((compile_text(text),))


@QUICK
@given(mutants(), mutants())
def test_files_that_import_each_other_are_compiled(one: str, other: str) -> None:
    files = {
        "one.conn": f"from .other import Measure, MeasureConfig as Base\n{one}",
        "other.conn": f"from . import one\nfrom .one_task import MeasureTask\n{other}",
    }
    sound(compile_texts(files))


# --- trees ------------------------------------------------------------------------------------------------


def nodes(node: tree.Node) -> list[tree.Node]:
    return [node, *(inner for child in tree.children(node) for inner in nodes(child))]


@pytest.mark.parametrize("text", GOOD)
def test_every_node_lies_in_its_text_and_in_its_parent(text: str) -> None:
    file = parse(Source("example.conn", text)).file
    assert file.span == Span(0, len(text))
    for node in nodes(file):
        for child in tree.children(node):
            assert node.span.start <= child.span.start <= child.span.end <= node.span.end


@st.composite
def respaced(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a good file, and the same with other blanks between its words."""
    text = draw(st.sampled_from(GOOD))
    seed = draw(st.randoms(use_true_random=False))
    pieces = []
    for lexeme in LEXEME.findall(text):
        if lexeme.isspace():
            lexeme = seed.choice([" ", "  ", "\t", "\n", "\n\n", "\r\n", "# comment\n", "\n    "])
        elif lexeme.startswith("#"):
            lexeme += "\n"
        pieces.append(lexeme)
    return text, "".join(pieces)


@QUICK
@given(respaced())
def test_blanks_and_comments_do_not_change_what_a_file_says(texts: tuple[str, str]) -> None:
    one, other = (parse(Source("example.conn", text)) for text in texts)
    assert other.problems == ()
    assert one.file == other.file


@QUICK
@given(mutants())
def test_parsing_twice_gives_the_same(text: str) -> None:
    one, other = parse(Source("example.conn", text)), parse(Source("example.conn", text))
    assert (one.file, one.problems, one.comments) == (other.file, other.problems, other.comments)


# --- what is too much -------------------------------------------------------------------------------------


def task(flags: str = "", rest: str = "") -> str:
    head = 'task Measure[instrument, visit, detector] {\n    output sources: SourceCatalog[...] = "src"'
    return f"{head}{flags}\n{rest}\n}}\n"


def field(default: str) -> str:
    return task(rest=f"    config {{\n        x: int = {default}\n    }}")


def when(condition: str) -> str:
    return task(f", when {condition}", "    config {\n        x: bool = True\n    }")


MANY = 10_000

TOO_MUCH = {
    "brackets": field("(" * MANY + "3" + ")" * MANY),
    "brackets that nobody closes": field("[" * MANY),
    "lists": field("[" * 5_000 + "]" * 5_000),
    "dictionaries": field('{"a": ' * 5_000 + "3" + "}" * 5_000),
    "blocks": "task X[visit] {" * MANY,
    "conditions": "task X[visit] {\n" + "when x {\n" * 5_000 + "}" * 5_001,
    "not": when("not " * 5_000 + "x"),
    "attributes": when("x." * 5_000 + "x"),
    "subscripts": when("x" + "[0]" * 5_000),
    "calls": when("x" + "()" * 5_000),
    "and": when("x and " * 5_000 + "x"),
    "comparisons": when("x < " * 5_000 + "x"),
    "sums": field("1 + " * 5_000 + "1"),
    "minus": field("-" * 5_000 + "1"),
    "choices": field("1 if x else " * 5_000 + "1"),
    "digits": field("9" * 5_000),
    "digits of a hexadecimal number": field("0x" + "f" * 5_000),
    "a range": task(
        "",
        '    for n in range(10 ** 30) {\n        output a{n}: int = "a{n}"\n    }'.replace(
            "10 ** 30", "1" + "0" * 30
        ),
    ),
    "two ranges": task(
        "",
        "    for n in range(1000) {\n    for m in range(1000) {\n"
        '        output a{n}_{m}: int = "a{n}"\n    }\n    }',
    ),
    "a dotted name": f"from {'a.' * 5_000}a import b\n",
    "a long name": field("3").replace("x:", "x" * 5_000 + ":"),
    "a large file": "# comment\n" * 300_000,
    "dimensions that double": "dimensions d0 = [visit]\n"
    + "".join(f"dimensions d{n + 1} = [d{n}, d{n}]\n" for n in range(40)),
    "empty dimensions that double": "dimensions d0 = []\n"
    + "".join(f"dimensions d{n + 1} = [d{n}, d{n}]\n" for n in range(40)),
    "dimensions in a row": "dimensions d0 = [visit]\n"
    + "".join(f"dimensions d{n + 1} = [d{n}]\n" for n in range(3_000)),
    "classes that inherit in a row": "task T0[visit] {}\n"
    + "".join(f"task T{n + 1}(T{n}) {{}}\n" for n in range(INHERITANCE.value + 10)),
    "classes that inherit in a row, the last first": "".join(
        f"task T{n + 1}(T{n}) {{}}\n" for n in reversed(range(300))
    )
    + "task T0[visit] {}\n",
    "strings in strings": task("\n    f" + '"""{' * 50 + "x" + '}"""' * 50, ""),
}
NO_LIMIT = {"strings in strings", "brackets that nobody closes"}


@pytest.mark.parametrize("what", TOO_MUCH)
def test_too_much_is_said_to_be_too_much(what: str) -> None:
    compilation = compile_text(TOO_MUCH[what])
    sound((compilation,))
    found = {one.code.name for one in compilation.diagnostics}
    assert "limit-exceeded" in found or what in NO_LIMIT, sorted(found)


HARMLESS = {
    "a long string": task(f'\n    "{"x" * 200_000}"', ""),
    "a long comment": "#" * 200_000 + "\n" + task("", ""),
    "many connections": "task X[visit] {\n"
    + "".join(f'output a{n}: int[...] = "a{n}"\n"Doc {n}."\n' for n in range(2_000))
    + "}",
    "many choices": field("3, allowed={" + ", ".join(f'{n}: "Choice {n}."' for n in range(2_000)) + "}"),
    "fields that refer to one another": "".join(
        f"config C{n} {{\n    c: C{n + 1}\n}}\n" for n in range(1_000)
    )
    + "config C1000 {\n    x: int = 3\n}\n",
    "many quotes": '"' * 10_001,
    "many apostrophes": "'" * 10_000,
    "many backslashes": '"' + "\\" * 10_001,
    "many braces in a name": "task X[visit] {\n    output a" + "{n}" * 5_000 + ': int = "a"\n}',
    "a name that nobody closes": "a{b" * 5_000,
    "brackets that close nothing": ")]}" * 5_000,
    "lines that break off": "input a:\n" * 3_000,
    "blanks": " \n\t" * 20_000,
}


@pytest.mark.parametrize("what", HARMLESS)
def test_much_is_compiled(what: str) -> None:
    sound((compile_text(HARMLESS[what]),))


def test_brackets_up_to_the_limit_are_read() -> None:
    depth = NESTING.value - 2  # the task and its config are two
    assert "limit-exceeded" not in codes(field("(" * depth + "3" + ")" * depth))
    assert "limit-exceeded" in codes(field("(" * (depth + 1) + "3" + ")" * (depth + 1)))


def test_files_that_import_one_another_in_a_long_row_are_compiled() -> None:
    files = {f"t{n}.conn": f"from .t{n + 1} import T{n + 1}\ntask T{n}(T{n + 1}) {{}}\n" for n in range(300)}
    files["t300.conn"] = "task T300[visit] {}\n"
    compilations = compile_texts(files)
    sound(compilations)
    assert any(one.code.name == "limit-exceeded" for each in compilations for one in each.diagnostics)


def test_bases_that_double_are_compiled() -> None:
    lines = ["connections A0[visit] {}", "connections B0[visit] {}"]
    for n in range(40):
        lines += [f"connections {x}{n + 1}(A{n}, B{n}) {{}}" for x in "AB"]
    compilation = compile_text("\n".join(lines))
    sound((compilation,))
    assert "limit-exceeded" in {one.code.name for one in compilation.diagnostics}


def test_python_bases_that_double_are_compiled() -> None:
    lines = [
        "from lsst.pipe.base import PipelineTaskConnections as P",
        "class A0(P): pass",
        "class B0(P): pass",
    ]
    for n in range(18):
        lines += [f"class {x}{n + 1}(A{n}, B{n}): pass" for x in "AB"]
    files = {"bases.py": "\n".join(lines), "x.conn": "from .bases import A18\nconnections X[visit](A18) {}\n"}
    sound(compile_texts(files))
