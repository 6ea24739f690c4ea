"""Values that a module says without being run."""

from __future__ import annotations

import ast
import math
import os.path
from typing import Any

import pytest
from config_programs import find
from hypothesis import given
from hypothesis import strategies as st

from conngen.importing.configs.plain_data import NotPlain, as_tree
from conngen.importing.configs.plain_values import PlainValues
from conngen.importing.python_file import read_python

MODULE = """
import math
import os
import time

import numpy as np

WORDS = ("a", "b")
SIZE: int = 3
TWICE = SIZE * 2
ITSELF = ITSELF + 1
CHANGED = 1
CHANGED = 2
NOW = time.time()


class Sizes:
    LARGE = SIZE + 4
    other: int = 5


class Some(Connections, dimensions={"visit", "band"}):
    image = Input(name="calexp", storageClass="ExposureF", dimensions=("visit",))
"""


def values(**names: ast.expr) -> PlainValues:
    """Return the values of the module."""
    return PlainValues(read_python(MODULE, "example.py", "example"), names, find)


def parsed(text: str) -> ast.expr:
    return ast.parse(text, mode="eval").body


KNOWN = {
    "'a' 'b'": "ab",
    "-SIZE": -3,
    "TWICE + 1": 7,
    "2**10": 1024,
    "1 << 4": 16,
    "1 / 4": 0.25,
    "not SIZE": False,
    "[*WORDS, 'c']": ["a", "b", "c"],
    "{**{'a': 1}, 'b': 2}": {"a": 1, "b": 2},
    "WORDS[1]": "b",
    "f'{SIZE:03d}{WORDS[0]!r}'": "003'a'",
    "'%d %s' % (SIZE, 'x')": "3 x",
    "'{} {x}'.format(SIZE, x=1.5)": "3 1.5",
    "', '.join(WORDS)": "a, b",
    "'a_b'.replace('_', '').upper()": "AB",
    "sorted({'b', 'a'})": ["a", "b"],
    "[w + 'x' for w in WORDS if w != 'a']": ["bx"],
    "{k: v for k, v in zip(WORDS, range(2))}": {"a": 0, "b": 1},
    "dict(a=1)": {"a": 1},
    "list({'a': 1}.items())": [("a", 1)],
    "sum(x for x in (1, 2))": 3,
    "1 if SIZE == 3 else 2": 1,
    "'a' in WORDS": True,
    "SIZE >= 4": False,
    "math.sqrt(2)": math.sqrt(2),
    "np.sqrt(4)": 2.0,
    "np.inf": math.inf,
    "math.pi": math.pi,
    "float('inf')": math.inf,
    "os.path.join('$HERE', 'x')": os.path.join("$HERE", "x"),
    "Sizes.LARGE": 7,
    "Sizes.other": 5,
    "Some.dimensions": {"visit", "band"},
    "Some.image.storageClass": "ExposureF",
    "LOCAL": 12,
}


@pytest.mark.parametrize("text", KNOWN)
def test_known(text: str) -> None:
    found = values(LOCAL=ast.Constant(12)).value(parsed(text))
    assert found == KNOWN[text]
    assert type(found) is type(KNOWN[text])


UNKNOWN = [
    "NOW",
    "CHANGED",
    "ITSELF",
    "MISSING",
    "time.time()",
    "os.getcwd()",
    "open('x')",
    "__import__('os')",
    "Sizes.missing",
    "Sizes.__name__",
    "Some.image.missing",
    "Missing.image.name",
    "WORDS[7]",
    "1 / 0",
    "'a' + 1",
    "lambda: 1",
    "...",
    "b'x'",
    "'a'.encode()",
    "int(x=1, **{})",
    "WORDS[0:1]",
    # What would take long, or much memory.
    "2**10**9",
    "1 << 10**9",
    "'a' * 10**9",
    "[0] * 10**9",
    "range(10**9)",
    "'%1000000000d' % 1",
    "f'{1:1000000000d}'",
    "'{:1000000000d}'.format(1)",
    "pow(10, 10**9)",
    "[x for x in range(9999) for y in range(9999)]",
    "(" * 80 + "1" + ",)" * 80,
]


@pytest.mark.parametrize("text", UNKNOWN)
def test_unknown(text: str) -> None:
    with pytest.raises(NotPlain):
        values().value(parsed(text))


def data() -> st.SearchStrategy[Any]:
    """Return plain data."""
    plain = st.one_of(st.none(), st.booleans(), st.integers(-(10**9), 10**9), st.text(max_size=5))
    floats = st.floats(allow_nan=False)
    return st.recursive(
        plain | floats,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
        max_leaves=8,
    )


@given(data())
def test_data_written_is_the_same_data(value: object) -> None:
    written = as_tree(value, ast.Constant(None, lineno=1, col_offset=0))
    assert values().value(written) == value
    assert eval(ast.unparse(written), {"float": float}) == value


@given(data())
def test_data_that_was_written_stays_as_it_is(value: object) -> None:
    text = repr(value).replace("inf", "float('inf')")
    assert ast.unparse(values().written(parsed(text))) == ast.unparse(parsed(text))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("('a', 'b')", "['a', 'b']"),
        ("{'b', 'a'}", "['b', 'a']"),
        ("SIZE", "3"),
        ("TWICE", "6"),
        ("1.0 / 15.0", "1.0 / 15.0"),
        ("SIZE / 2", "3 / 2"),
        ("float('nan')", "float('nan')"),
        ("math.inf", "float('inf')"),
        ("[SIZE, [WORDS]]", "[3, [['a', 'b']]]"),
        ("{'a': SIZE}", "{'a': 3}"),
    ],
)
def test_written(text: str, written: str) -> None:
    assert ast.unparse(values().written(parsed(text))) == written
