"""What is tried: the fields that code looks at, values that decide something, and combinations that cover them."""

from __future__ import annotations

import ast
import itertools
from typing import Any

import pytest
from conngen_worker.plan import Uses, read_class, read_functions
from conngen_worker.values import Absent, choose, combinations, possible
from hypothesis import given
from hypothesis import strategies as st

CONSTANTS = {"NAMES": ("a", "b"), "LIMIT": 4, "module": ast}


def uses(*lines: str, is_config: bool = False) -> Uses:
    """Return what the statements of a method do."""
    text = "class X:\n    def method(self, config):\n" + "".join(f"        {line}\n" for line in lines)
    (cls,) = ast.parse(text).body
    assert isinstance(cls, ast.ClassDef)
    return read_class(cls, is_config=is_config, constants=CONSTANTS)


@pytest.mark.parametrize(
    ("lines", "literals"),
    [
        (["if config.doA: pass"], {"doA": []}),
        (["if not self.config.sub.doA: pass"], {"sub.doA": []}),
        (["if config.a == 'x' or config.b in ('y', 'z'): pass"], {"a": ["x"], "b": ["y", "z"]}),
        (["if config.a in NAMES and config.n > LIMIT: pass"], {"a": ["a", "b"], "n": [4]}),
        (["if len(config.bands) > 2: pass"], {"bands": [2]}),
        (["if config.name.startswith('x'): pass"], {"name": ["x"]}),
        (["sub = config.sub", "if sub.kind == 'k': pass"], {"sub": [], "sub.kind": ["k"]}),
        (["wanted = config.a and config.b == 'q'", "if wanted: pass"], {"a": [], "b": ["q"]}),
        (["for n in range(config.count): pass"], {"count": []}),
        (["self.dimensions = set(config.wanted)"], {"wanted": []}),
        (["match config.kind:", "    case 'a' | 'b':", "        pass"], {"kind": ["a", "b"]}),
        (["match config.kind:", "    case x if 'deep' in x:", "        pass"], {"kind": ["deep"]}),
        (["x = 1 if config.connections.ref == '' else 2"], {"connections.ref": [""]}),
        (["with config.a as b:", "    del config.c"], {"a": [], "c": []}),
        (["while config.a > 2: pass"], {"a": [2]}),
        (["try:", "    x = config.a", "except E:", "    y = config.b"], {"a": [], "b": []}),
        (["def inner():", "    return config.a == 1"], {"a": [1]}),
        (["for name in ('u', 'v'):", "    if name in config.bands:", "        pass"], {"bands": ["u", "v"]}),
        (["other.x = 3", "self.y()"], {}),
    ],
)
def test_fields_with_what_they_are_compared_with(lines: list[str], literals: dict[str, list[Any]]) -> None:
    assert uses(*lines).literals == literals


def test_in_a_config_self_is_the_config() -> None:
    assert uses("if self.doA and self.sub.n == 3: raise ValueError", is_config=True).literals == {
        "doA": [],
        "sub.n": [3],
    }


def test_functions_of_the_module_are_read_too() -> None:
    tree = ast.parse(
        "def hook(connections, config):\n    if connections.config.doA == 'x' and config.doB: pass\n"
    )
    assert read_functions(tree, {}).literals == {"doA": ["x"], "doB": []}


@pytest.mark.parametrize(
    ("lines", "together"),
    [
        (["if config.a and config.b: pass"], {"a", "b"}),
        (["if config.a:", "    if config.b: pass"], {"a", "b"}),
        (["if config.a: return", "if config.b: pass"], {"a", "b"}),
        (["if config.a:", "    pass", "else:", "    del x[config.b or config.c]"], {"a", "b", "c"}),
        (["x = config.a if config.b else 1"], {"a", "b"}),
        (["x = config.a and config.b", "if x or config.c: pass"], {"a", "b", "c"}),
        (["for n in range(config.a):", "    if config.b: pass"], {"a", "b"}),
    ],
)
def test_fields_that_decide_together(lines: list[str], together: set[str]) -> None:
    assert frozenset(together) in uses(*lines).together


def test_fields_that_decide_nothing_together() -> None:
    assert uses("if config.a: pass", "if config.b: pass").together == []


# --- values ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dtype", "default", "optional", "allowed", "literals", "values"),
    [
        (bool, True, False, None, [], [True, False]),
        (bool, False, True, None, [], [False, None, True]),
        (bool, None, False, None, [], [None, True, False]),
        (str, "b", False, ["a", "b", None], [], ["b", "a", None]),
        (int, 1, False, None, [], [1, 0, 2]),
        (int, 5, False, None, [3, "x", True], [5, 3, 0, 1, 2, 4]),
        (float, 1.0, False, None, [3.5], [1.0, 3.5, 0.0, 2.0, 4.5, 2.5]),
        (str, "x", False, None, [], ["x", "", "other"]),
        (str, "x", False, None, ["y", 2], ["x", "y", "", "other", "y_x", "x_y", "y1"]),
        (dict, {"a": 1}, False, None, ["b"], [{"a": 1}, {}, {"b": 1}]),
        (Absent, None, False, None, ["x"], [None, True, False, "x"]),
    ],
)
def test_values(
    dtype: type, default: Any, optional: bool, allowed: Any, literals: list[Any], values: list[Any]
) -> None:
    assert choose(dtype, default, optional, allowed, literals) == values


def test_lists_are_empty_hold_what_is_looked_for_and_have_the_lengths_compared() -> None:
    found = choose(list, ["g"], False, None, ["deep", 2])
    assert found[0] == ["g"]
    assert [] in found
    assert ["deep"] in found
    assert {len(one) for one in found} >= {0, 1, 2, 3}
    assert ["instrument", "visit", "detector"] in found
    assert all(isinstance(one, str) for some in found for one in some)
    assert all(isinstance(one, float) for some in choose(list, [3.0, 6.0], False, None, [2]) for one in some)


# --- combinations ----------------------------------------------------------------------------------------------------

FIELDS = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.integers(2, 4).map(lambda count: list(range(count))),
    min_size=1,
    max_size=8,
)


@given(FIELDS, st.integers(1, 300))
def test_combinations_are_distinct_within_the_limit_and_begin_with_the_defaults(
    values: dict[str, list[int]], limit: int
) -> None:
    found = combinations(values, [], limit)
    assert len(found) == min(limit, possible(values))
    assert found[0] == {}
    assert len({tuple(sorted(one.items())) for one in found}) == len(found)
    assert found == combinations(values, [], limit)
    assert all(one[name] in values[name][1:] for one in found for name in one)


@given(FIELDS)
def test_every_pair_of_values_occurs_if_not_all_combinations_can(values: dict[str, list[int]]) -> None:
    found = combinations(values, [], 250)
    for first, second in itertools.combinations(values, 2):
        pairs = {(one.get(first, 0), one.get(second, 0)) for one in found}
        assert pairs == set(itertools.product(values[first], values[second]))


def test_fields_that_decide_together_are_combined_in_full() -> None:
    values = {name: [0, 1] for name in "abcdefghijklmnop"}
    found = combinations(values, [frozenset("abcde")], 120)
    seen = {tuple(one.get(name, 0) for name in "abcde") for one in found if set(one) <= set("abcde")}
    assert len(seen) == 32
