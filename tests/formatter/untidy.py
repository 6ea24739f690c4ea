"""Files that nobody would leave like this: good ones with other blanks and with comments, and generated ones."""

from __future__ import annotations

import pytest
from hypothesis import strategies as st
from support import CASES
from test_parser_properties import GOOD

from conngen.formatter import Formatted, Outcome, format_text
from conngen.formatter.items import Items
from conngen.source import Source
from conngen.syntax.parser import parse, scanner

BLANKS = (" ", "  ", "\t", "\n", "\n\n", "\n\n\n    ", "\r\n", "\n        ")
COMMENTS = (
    "  # one\n",
    "\n    # two\n",
    "\n#three\n\n",
    "\n\n  #! four  \n",
    " #five\n# six\n",
    "\n# seven\r\n",
)
OWN = [
    path for path in sorted(CASES.glob("formatter/*/input.conn")) if not path.parent.name.startswith("broken")
]
TEXTS = [*GOOD, *(path.read_text(encoding="utf-8") for path in OWN)]
WIDTHS = st.sampled_from([40, 60, 88, 110])
NAMES = st.sampled_from(
    ["x", "calexp", "doSomething", "badMaskPlanes", "aNameThatIsRatherLong_1", "input", "é"]
)


def comments(text: str) -> list[str]:
    """Return the comments of a text, without the blanks that do not count."""
    return sorted("#" + one.text[1:].strip() for one in parse(Source("x.conn", text)).comments)


def keeps_what_counts(text: str, width: int) -> Formatted:
    """Format a text; see that it says the same, that no comment is lost, and that doing it again changes nothing."""
    before = parse(Source("x.conn", text))
    with pytest.MonkeyPatch.context() as patch:
        if not before.problems:  # then nothing may be left as it is
            patch.delattr(Items, "_keep")
        formatted = format_text(text, width)
    after = parse(Source("x.conn", formatted.text))
    assert formatted.outcome is not Outcome.FAILED
    assert after.file == before.file
    assert comments(formatted.text) == comments(text)
    assert format_text(formatted.text, width).text == formatted.text
    return formatted


@st.composite
def respaced(draw: st.DrawFn, texts: st.SearchStrategy[str] | None = None) -> str:
    """Draw a good file with other blanks between its words, and with comments wherever one may stand."""
    text = draw(st.sampled_from(TEXTS) if texts is None else texts)
    chance = draw(st.randoms(use_true_random=False))
    often = draw(st.sampled_from([0.0, 0.02, 0.2]))
    pieces = []
    end = 0
    for lexeme in scanner().scan(text):
        blank = text[end : lexeme.span.start]
        if chance.random() < often:
            blank = chance.choice(COMMENTS)
        elif blank and chance.random() < 0.3:
            blank = chance.choice(BLANKS)
        if lexeme.kind == "comment":
            blank += "\n"
        end = lexeme.span.end
        pieces += [blank, text[lexeme.span.start : end], "\n" if lexeme.kind == "comment" else ""]
    return "".join(pieces) + text[end:]


# --- generated files --------------------------------------------------------------------------------------

LITERALS = st.sampled_from(
    [
        *(
            '"text"',
            "'single'",
            "'it\\'s'",
            "'say \"so\"'",
            '"say \\"so\\""',
            "r'\\d'",
            'F"{x} and {y}"',
            "f'{x}'",
        ),
        *(
            "'''long'''",
            '"""a\n   b"""',
            "True",
            "None",
            "3",
            "0XfF",
            "1E5",
            ".5",
            "x{n}",
            '""',
            "f'{a[\"b\"]}'",
        ),
        *('"a text that is so long that it takes half of a line, or more"', "'''ends in \"'''", '"\\\nnext"'),
    ]
)
OPERATORS = st.sampled_from(
    [*("==", "!=", "<=", "in", "not  in", "is", "is  not", "+", "-", "*", "//", "%", "and", "or")]
)


def listed(elements: st.SearchStrategy[str], brackets: str, least: int = 0) -> st.SearchStrategy[str]:
    """Return elements in brackets, with a comma behind the last or without."""

    def joined(parts: tuple[list[str], bool]) -> str:
        comma = "," if parts[1] and parts[0] else ""
        return brackets[0] + ", ".join(parts[0]) + comma + brackets[1]

    return st.tuples(st.lists(elements, min_size=least, max_size=6), st.booleans()).map(joined)


def larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return expressions made of smaller ones."""
    pairs = st.tuples(inner, inner).map(" : ".join)
    return st.one_of(
        st.tuples(inner, OPERATORS, inner).map(lambda parts: f"({parts[0]} {parts[1]} {parts[2]})"),
        st.lists(inner, min_size=2, max_size=4).map(" and ".join).map("({})".format),
        st.lists(inner, min_size=2, max_size=4).map("+".join).map("({})".format),
        st.tuples(inner, inner, inner).map(lambda parts: f"({parts[0]} if {parts[1]} else {parts[2]})"),
        st.tuples(NAMES, listed(inner, "()")).map("".join),
        st.tuples(NAMES, listed(st.tuples(NAMES, inner).map("=".join), "()")).map("".join),
        st.tuples(NAMES, inner).map(lambda parts: f"{parts[0]}[{parts[1]}]"),
        st.tuples(NAMES, inner, inner).map(lambda parts: f"{parts[0]}[{parts[1]}:{parts[2]}]"),
        st.tuples(NAMES, inner).map(lambda parts: f"{parts[0]}[::{parts[1]}]"),
        st.tuples(NAMES, inner).map(" ** ".join),
        st.tuples(NAMES, NAMES).map(".".join),
        inner.map("not {}".format).map("({})".format),
        inner.map("(-{})".format),
        listed(inner, "[]"),
        listed(pairs, "{}"),
    )


EXPRESSIONS = st.recursive(st.one_of(NAMES, LITERALS), larger, max_leaves=12)
# What ends in a string would take the doc behind it along.
CONDITIONS = st.lists(st.tuples(EXPRESSIONS, NAMES).map(" == ".join), min_size=1, max_size=4).map(" or ".join)
DIMENSIONS = st.one_of(st.just("..."), NAMES, st.just("*area"), st.just("healpix{order}"))
TYPES = st.tuples(
    st.one_of(NAMES, st.just("{kind}")), st.one_of(st.just(""), listed(DIMENSIONS, "[]")), st.booleans()
).map(lambda parts: parts[0] + parts[1] + (" | None" if parts[2] else ""))
DOCS = st.one_of(
    st.just(""),
    st.sampled_from(
        ['"Doc."', "'Doc.'", '"One " "of two."', '"""\n  First.\n\n     Second.\n  """', "f'''{x}\n  y'''"]
    ),
)


@st.composite
def declarations(draw: st.DrawFn) -> str:
    """Draw an item that is no block."""
    name, word, doc = draw(NAMES), draw(NAMES), draw(DOCS)
    flags = draw(st.lists(st.one_of(NAMES, st.tuples(NAMES, EXPRESSIONS).map("=".join)), max_size=4))
    if draw(st.booleans()):
        flags.append(f"when {draw(CONDITIONS)}")
    rest = "".join(f", {flag}" for flag in flags)
    value = draw(EXPRESSIONS)
    several = draw(st.lists(NAMES, min_size=1, max_size=5))
    return draw(
        st.sampled_from(
            [
                f"{word} {name}: {draw(TYPES)} = {value}{rest}\n{doc}\n",
                f"{name}: {draw(TYPES)} = {value}{rest}\n{doc}\n",
                f"{word} {name} = {value}{rest}\n{doc}\n",
                f"{name}.{word}['a'] += {value}{rest}\n",
                f"require {draw(CONDITIONS)}{rest}\n{doc}\n",
                f"del {', '.join(several)}, when {draw(CONDITIONS)}\n",
                f"from ..{word} import {', '.join(several)}, a as b\n",
                f"from . import ({', '.join(several)},)\n",
                f"import {word}.{name} as np\n",
            ]
        )
    )


def blocks(items: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return blocks of items."""
    heads = st.one_of(
        st.tuples(NAMES, listed(DIMENSIONS, "[]"), listed(NAMES, "()", 1)).map(
            lambda parts: f"task {parts[0]}{parts[1]}{parts[2]}"
        ),
        st.just("config"),
        CONDITIONS.map("when {}".format),
        EXPRESSIONS.map("for n in {}".format),
    )
    return st.tuples(heads, st.lists(items, max_size=4)).map(
        lambda parts: f"{parts[0]} {{ {''.join(parts[1])} }}\n"
    )


FILES = st.lists(st.recursive(declarations(), blocks, max_leaves=6), max_size=4).map("".join)
