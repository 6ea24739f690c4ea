"""The dimensions behave as those of the real universe, also on names that no universe has."""

from __future__ import annotations

import importlib
import json
import pickle
from collections.abc import Iterable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conngen.universe import SKYPIX, SkypixSystem, Universe, UniverseError, embedded

UNIVERSE = embedded().universe
ALL_LEVELS = [
    f"{system.name}{level}"
    for system in UNIVERSE.skypix.values()
    for level in range(system.first, (system.last or 0) + 1)
]
some_names = st.lists(st.sampled_from([*UNIVERSE.dimensions, *ALL_LEVELS]), max_size=8)
any_names = st.lists(st.sampled_from([*UNIVERSE.names(), "htm7"]) | st.text(max_size=5), max_size=8)


@settings(deadline=None)  # the first example imports the real one
@given(some_names)
def test_expand_and_required_are_those_of_the_real_dimension_group(names: list[str]) -> None:
    butler = importlib.import_module("lsst.daf.butler")
    group = butler.DimensionUniverse().conform(names)
    assert UNIVERSE.expand(names) == set(group.names)
    assert UNIVERSE.required(names) == set(group.required)


def test_the_real_universe_has_the_same_dimensions() -> None:
    butler = importlib.import_module("lsst.daf.butler")
    real = butler.DimensionUniverse()
    assert {*UNIVERSE.dimensions, *ALL_LEVELS} == set(real.dimensions.names)
    assert UNIVERSE.common_skypix == real.commonSkyPix.name
    for dimension in UNIVERSE.dimensions.values():
        of_real = real.dimensions[dimension.name]
        assert dimension.governor == (dimension.name in real.governor_dimensions.names)
        assert set(dimension.implies) == set(of_real.implied.names)
        assert dimension.doc == of_real.documentation.strip()


@given(any_names)
def test_expanding_keeps_what_is_given_and_settles_at_once(names: list[str]) -> None:
    expanded = UNIVERSE.expand(names)
    assert expanded.issuperset(names)
    assert UNIVERSE.expand(expanded) == expanded
    required = UNIVERSE.required(names)
    assert required <= expanded
    assert UNIVERSE.expand(required) == expanded


@given(any_names, any_names)
def test_a_union_expands_to_the_union(one: list[str], other: list[str]) -> None:
    assert UNIVERSE.expand(one + other) == UNIVERSE.expand(one) | UNIVERSE.expand(other)


def test_an_unknown_name_and_the_placeholder_expand_to_themselves() -> None:
    assert UNIVERSE.expand(["vist", SKYPIX]) == {"vist", SKYPIX}
    assert UNIVERSE.required(["vist", SKYPIX]) == {"vist", SKYPIX}


@pytest.mark.parametrize("name", ["visit", "skypix", "healpix9", "healpix17", "htm1", "htm24"])
def test_a_name_that_exists(name: str) -> None:
    assert name in UNIVERSE
    assert UNIVERSE[name].name == name
    assert UNIVERSE.why_not(name) is None


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("healpix99", "healpix levels end at 17"),
        ("healpix18", "healpix levels end at 17"),
        ("htm" + "9" * 9999, "htm levels end at 24"),
        ("htm0", "htm levels start at 1"),
        ("htm07", "htm levels have no leading zero"),
        ("healpix", "healpix needs a level, such as healpix17"),
        ("vist", None),
        ("Visit", None),
        ("healpix9x", None),
        ("htm٣", None),
        ("", None),
    ],
)
def test_a_name_that_does_not_exist_has_its_reason(name: str, reason: str | None) -> None:
    assert name not in UNIVERSE
    assert UNIVERSE.why_not(name) == reason
    with pytest.raises(KeyError):
        UNIVERSE[name]


def test_levels_that_are_not_known_to_end_are_taken_as_they_are() -> None:
    system = SkypixSystem("q3c", first=0)
    assert system.why_not("0") is None
    assert system.why_not("30") is None


def test_the_names_that_can_be_listed() -> None:
    assert UNIVERSE.names() == (*sorted(UNIVERSE.dimensions), SKYPIX)
    assert all(UNIVERSE[name].skypix == (name == SKYPIX) for name in UNIVERSE.names())
    assert UNIVERSE["htm7"].skypix
    assert 7 not in UNIVERSE


def test_a_universe_can_be_hashed_compared_and_pickled() -> None:
    copy: Universe = pickle.loads(pickle.dumps(UNIVERSE))
    assert copy == UNIVERSE
    assert hash(copy) == hash(UNIVERSE)
    assert copy != UNIVERSE.extended({"cat_id": {}})


def test_a_project_adds_dimensions() -> None:
    universe = UNIVERSE.extended(
        {
            "arm": {"requires": ["instrument"], "doc": "An arm."},
            "fibre": {"requires": ["arm"], "implies": ["band"]},
        }
    )
    assert universe["arm"].doc == "An arm."
    assert universe.expand(["fibre"]) == {"fibre", "arm", "instrument", "band"}
    assert universe.required(["fibre"]) == {"fibre", "arm", "instrument"}
    assert "arm" not in UNIVERSE


@pytest.mark.parametrize(
    ("entries", "message"),
    [
        ({"a": 1}, "dimension 'a' must be a table"),
        (
            {"a": {"require": []}},
            "dimension 'a' has the unknown key 'require'; known are doc, requires, implies, governor",
        ),
        ({"a": {"requires": "visit"}}, "requires of dimension 'a' must be a list of names"),
        ({"a": {"implies": [1]}}, "each name in implies of dimension 'a' must be a string"),
        ({"a": {"doc": 1}}, "doc of dimension 'a' must be a string"),
        ({"a": {"governor": "yes"}}, "governor of dimension 'a' must be true or false"),
        (
            {"a": {"governor": True, "requires": ["visit"]}},
            "dimension 'a' is a governor, which can't require or imply another",
        ),
        ({"a": {"requires": ["vist"]}}, "dimension 'a' requires 'vist', which is no dimension"),
        ({"a": {"requires": ["skypix"]}}, "dimension 'a' requires 'skypix', which is no dimension"),
        ({"a": {"implies": ["htm99"]}}, "dimension 'a' implies 'htm99', which is no dimension"),
        ({"a": {"implies": ["a"]}}, "dimensions require or imply each other in a circle: 'a' → 'a'"),
    ],
)
def test_a_malformed_dimension_is_refused(entries: dict[str, object], message: str) -> None:
    with pytest.raises(UniverseError) as caught:
        UNIVERSE.extended(entries)
    assert str(caught.value) == message


def _chain(names: Iterable[str], last: str) -> dict[str, object]:
    listed = [*names, last]
    return {name: {"requires": [after]} for name, after in pairwise(listed)}


def test_a_circle_is_told_in_the_order_of_its_arrows() -> None:
    entries = _chain(["a", "b", "c"], last="a")
    with pytest.raises(UniverseError) as caught:
        UNIVERSE.extended(entries)
    circle = [json.loads(part.replace("'", '"')) for part in str(caught.value).split(": ")[1].split(" → ")]
    assert circle[0] == circle[-1]
    assert all(entries[name] == {"requires": [after]} for name, after in pairwise(circle))


def test_a_long_circle_is_cut_short_and_a_long_chain_is_no_circle() -> None:
    names = [f"d{number}" for number in range(5000)]
    with pytest.raises(UniverseError, match="→ … →") as caught:
        UNIVERSE.extended(_chain(names, last="d0"))
    assert len(str(caught.value)) < 200
    universe = UNIVERSE.extended(_chain(names, last="visit"))
    assert universe.expand(["d0"]) == {*names, *UNIVERSE.expand(["visit"])}
