"""A project's own universe: read as the runtime reads it, and refused with one line otherwise."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conngen.universe import Universe, UniverseError, embedded, load_universe, parse_universe

yaml: Any = importlib.import_module("yaml")

SMALL = """\
version: 2
namespace: pfs
skypix:
  common: htm7
  htm: {class: lsst.sphgeom.HtmPixelization, max_level: 24}
elements:
  instrument: {doc: A camera., keys: [{name: name, type: string}], governor: true}
  visit: {keys: [{name: id, type: int}], requires: [instrument], implies: [dither]}
  dither: {keys: [{name: value, type: int}], requires: [instrument]}
  both: {requires: [visit, dither], always_join: true}
"""


def test_a_universe_is_read() -> None:
    universe = parse_universe(SMALL)
    assert (universe.namespace, universe.version, universe.release) == ("pfs", 2, "")
    assert universe.names() == ("dither", "instrument", "visit", "skypix")
    assert universe["instrument"].governor
    assert universe["instrument"].doc == "A camera."
    assert universe.expand(["visit"]) == {"visit", "instrument", "dither"}
    assert universe.required(["visit"]) == {"visit", "instrument"}
    assert "htm24" in universe
    assert "healpix9" not in universe


def test_the_namespace_and_the_levels_have_defaults() -> None:
    source = SMALL.replace("namespace: pfs\n", "").replace("max_level: 24", "max_level: null")
    universe = parse_universe(source)
    assert universe.namespace == "daf_butler"
    assert universe.why_not("htm25") == "htm levels end at 24"
    assert "htm99" in parse_universe(source.replace("lsst.sphgeom.Htm", "my.own.Htm"))


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "dimensions.yaml"
    path.write_text(SMALL, encoding="utf-8")
    assert load_universe(path) == parse_universe(SMALL)
    assert load_universe() is embedded().universe


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "dimensions.yaml"
    with pytest.raises(UniverseError, match=r"^can't read the universe: No such file or directory$"):
        load_universe(path)
    path.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(UniverseError, match="UTF-8"):
        load_universe(path)
    path.write_bytes(b"#" * 1_000_002)
    with pytest.raises(UniverseError, match="too large"):
        load_universe(path)
    with pytest.raises(UniverseError, match="can't read the universe"):
        load_universe(Path("a\0b"))


def test_the_universes_of_earlier_releases_are_those_of_the_runtime() -> None:
    butler = importlib.import_module("lsst.daf.butler")
    config = importlib.import_module("lsst.daf.butler.dimensions").DimensionConfig
    folder = Path(butler.__file__).parent / "configs" / "old_dimensions"
    files = sorted(folder.glob("*.yaml"))
    assert files
    for path in files:
        real = butler.DimensionUniverse(config(str(path)))
        universe = load_universe(path)
        assert universe.version == real.version
        assert universe.namespace == real.namespace
        assert set(universe.dimensions) == set(real.dimensions.names) - set(real.skypix_dimensions.names)
        for name in universe.dimensions:
            assert universe.expand([name]) == set(real.conform([name]).names)
            assert universe.required([name]) == set(real.conform([name]).required)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("version: 2", "", "a universe must have the key 'version'"),
        ("version: 2", "version: two", "version must be a whole number"),
        ("version: 2", "version: true", "version must be a whole number"),
        ("namespace: pfs", "namespace: [pfs]", "namespace must be a string"),
        ("common: htm7", "common: htm99", "the common skypix 'htm99' is no level of a system"),
        ("common: htm7", "", "common in skypix must be a string"),
        ("max_level: 24", "max_level: -1", "max_level of skypix system 'htm' must be a whole number"),
        ("max_level: 24", "max_level: 0", "max_level of skypix system 'htm' is below its min_level"),
        ("class: lsst.sphgeom.HtmPixelization, ", "", "class of skypix system 'htm' must be a string"),
        (
            "[instrument], implies",
            "instrument, implies",
            "requires of dimension 'visit' must be a list of names",
        ),
        ("implies: [dither]", "implies: [dithr]", "dimension 'visit' implies 'dithr', which is no dimension"),
        ("implies: [dither]", "implies: [both]", "dimension 'visit' implies 'both', which is no dimension"),
        ("governor: true", "governor: maybe", "governor of dimension 'instrument' must be true or false"),
        ("{requires: [visit, dither], always_join: true}", "1", "element 'both' must be a table"),
        (
            "{requires: [visit, dither], always_join: true}",
            "{always_join: true}",
            "element 'both' has neither keys, as a dimension, nor requires, as a join",
        ),
        ("keys: [{name: value, type: int}]", "keys: 1", "keys of element 'dither' must be a list"),
        ("  both:", "  on:", "elements has a value of type bool as a key; a key must be a name"),
    ],
)
def test_a_malformed_universe_is_refused(old: str, new: str, message: str) -> None:
    assert old in SMALL
    with pytest.raises(UniverseError) as caught:
        parse_universe(SMALL.replace(old, new))
    assert str(caught.value) == message


def test_a_mistake_in_the_yaml_is_told_with_its_line() -> None:
    with pytest.raises(UniverseError, match=r"^this is no YAML in line 4: ."):
        parse_universe(SMALL.replace("common: htm7", "common: htm7: htm8"))


def test_a_circle_is_refused() -> None:
    source = SMALL.replace("requires: [instrument]}", "requires: [visit]}")
    with pytest.raises(UniverseError, match=r"in a circle: '\w+' → '\w+' → '\w+'$"):
        parse_universe(source)


BOMB = "a0: &a0 {x: 1, y: 2}\n" + "".join(
    f"a{n + 1}: &a{n + 1} {{<<: [*a{n}, *a{n}, *a{n}, *a{n}]}}\n" for n in range(40)
)


@pytest.mark.parametrize(
    "source",
    [
        "",
        "- a",
        "[" * 100_000,
        "a: " * 10_000,
        "- " * 100_000,
        "&a [*a]",
        "*a",
        "? [a]\n: 1",
        "? {a: 1}\n: 1",
        '!!int ""',
        "!!timestamp foo",
        "2024-13-45",
        "9" * 5000,
        "!!python/object:os.system x",
        "!include other.yaml",
        "a: 1\n---\nb: 2",
        "\0",
        "\ud800",
        BOMB,
        "#" * 1_000_001,
    ],
)
def test_hostile_texts_are_refused_in_one_line(source: str) -> None:
    _assert_universe_or_one_line(source)
    with pytest.raises(UniverseError):
        parse_universe(source)


def _assert_universe_or_one_line(source: str) -> None:
    try:
        universe = parse_universe(source)
    except UniverseError as err:
        message = str(err)
        assert message
        assert len(message.splitlines()) == 1
        assert len(message) < 400
    else:
        assert isinstance(universe, Universe)


@given(st.text())
def test_any_text_gives_a_universe_or_one_line(source: str) -> None:
    _assert_universe_or_one_line(source)


leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["visit", "htm7", "both"])
)
trees = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(st.tuples(st.integers(min_value=0), trees), min_size=1, max_size=3))
def test_any_damage_to_a_universe_gives_a_universe_or_one_line(damage: list[tuple[int, object]]) -> None:
    tree = yaml.safe_load(SMALL)
    for where, value in damage:
        places: list[tuple[Any, Any]] = []
        todo = [tree]
        while todo:
            node = todo.pop()
            keys = list(node) if isinstance(node, dict) else list(range(len(node)))
            places += [(node, key) for key in keys]
            todo += [node[key] for key in keys if isinstance(node[key], dict | list)]
        if places:
            inside, key = places[where % len(places)]
            inside[key] = value
    _assert_universe_or_one_line(yaml.safe_dump(tree))


def test_yaml_is_needed_only_for_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    assert "visit" in load_universe()
    with pytest.raises(UniverseError, match="pip install PyYAML"):
        parse_universe(SMALL)


def test_the_loader_written_in_python_says_no_less(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    assert parse_universe(SMALL).version == 2
    for source in ("[" * 1000, BOMB, "a: [", '!!int ""'):
        with pytest.raises(UniverseError):
            parse_universe(source)
