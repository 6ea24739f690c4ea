"""What comes with conngen: there at once, the newest first, open to what a project adds."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from conngen.universe import UniverseError, Vocabulary, embedded, releases, stored_vocabulary
from conngen.universe.vocabulary import newness, parse_vocabulary
from scripts import make_tables


def test_the_newest_release_is_the_default() -> None:
    assert embedded() is embedded(releases()[-1])
    assert embedded().release == embedded().universe.release == releases()[-1]
    assert list(releases()) == sorted(releases(), key=newness)


@pytest.mark.parametrize("release", releases())
def test_each_release_can_be_read(release: str) -> None:
    vocabulary = embedded(release)
    assert vocabulary.release == release
    assert "visit" in vocabulary.universe
    assert "ExposureF" in vocabulary.storage_classes
    assert hash(vocabulary) == hash(vocabulary.extended())


def test_another_release_is_refused() -> None:
    with pytest.raises(UniverseError) as caught:
        embedded("../1")
    assert str(caught.value) == f"no vocabulary of lsst-daf-butler '../1'; there is {', '.join(releases())}"


def test_releases_are_ordered_by_number() -> None:
    assert newness("30.0.11") < newness("30.2026.900") < newness("30.2026.4300") < newness("31.0.0rc1")
    assert newness("main") == ()


def test_it_is_loaded_in_less_than_ten_milliseconds() -> None:
    def once() -> float:
        embedded.cache_clear()
        start = time.perf_counter()
        embedded()
        return time.perf_counter() - start

    assert min(once() for _ in range(10)) < 0.010


def test_neither_lsst_nor_yaml_is_imported() -> None:
    code = (
        "import sys, conngen.universe as u; u.embedded(); print(sorted({'lsst', 'yaml'} & set(sys.modules)))"
    )
    path = repr([entry for entry in sys.path if entry])
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {path}; {code}"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "[]\n"


def test_a_project_adds_to_both() -> None:
    more = embedded().extended(
        dimensions={"arm": {"requires": ["instrument"]}}, storage_classes={"Arm": {"pytype": "pfs.Arm"}}
    )
    assert isinstance(more, Vocabulary)
    assert more.release == embedded().release
    assert "arm" in more.universe
    assert "arm" not in embedded().universe
    assert more.storage_classes["Arm"].pytype == "pfs.Arm"
    assert "Arm" not in embedded().storage_classes


@pytest.mark.parametrize("broken", [[], 1, "x", {1: {}}])
def test_what_is_no_table_is_refused(broken: object) -> None:
    with pytest.raises(UniverseError, match=r"^dimensions "):
        embedded().extended(dimensions=broken)  # type: ignore[arg-type]
    with pytest.raises(UniverseError, match=r"^storage-classes "):
        embedded().extended(storage_classes=broken)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "source", ["", "[]", "{}", '{"release": 1}', '{"release": "1", "universe": {}}', "[" * 100_000]
)
def test_what_is_no_vocabulary_is_refused(source: str) -> None:
    with pytest.raises(UniverseError):
        parse_vocabulary(source)


def test_what_is_stored_of_the_newest_vocabulary_is_what_its_file_says() -> None:
    source = make_tables.newest()
    assert make_tables.VOCABULARY.read_text(encoding="utf-8") == make_tables.vocabulary_text(
        source
    ), "run `make tables`"
    stored, read = embedded(), parse_vocabulary(source)
    assert stored == read
    assert list(stored.storage_classes.items()) == list(read.storage_classes.items())
    assert stored.extended(storage_classes={}) == read


def test_a_vocabulary_that_has_changed_is_read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored_vocabulary, "FOUND", None)
    monkeypatch.setattr(stored_vocabulary, "SOURCE", "")
    assert embedded.__wrapped__(releases()[-1]) == embedded()
