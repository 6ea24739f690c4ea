"""Classes with one deliberate change are told from the original, and those without one are not."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from side_by_side import ORIGINALS, compiled, pair, verify

from conngen.verifying import PairResult

HELPER = "def find_another(dataset_type, registry, data_id, collections):\n    return []\n"


@dataclass(frozen=True)
class Change:
    """A change of the `.conn` file: lines, what takes their place, and what has to be said of it."""

    name: str
    old: str
    new: str
    said: str

    @property
    def stem(self) -> str:
        return f"changed_{self.name.replace(' ', '_')}"


def read_changes(name: str) -> list[Change]:
    """Return the changes in a file."""
    found = []
    for block in (ORIGINALS / name).read_text().split("\n\n")[1:]:
        title, *lines = block.strip("\n").split("\n")
        old, new, said = ([line[2:] for line in lines if line[0] == sign] for sign in "-+?")
        found.append(Change(title.removeprefix("# "), "\n".join(old), "\n".join(new), "\n".join(said)))
    return found


CHANGES = read_changes("detect.changes")


@pytest.fixture(scope="module")
def results() -> dict[str, PairResult]:
    """What is found of each changed file; of the unchanged one under the empty name."""
    original = (ORIGINALS / "detect.py").read_text()
    text = (ORIGINALS / "detect.conn").read_text()
    python = {"detect.py": original, "more.py": HELPER}
    generated = {**compiled({"detect.conn": text, **python}), "more.py": HELPER}
    pairs = [pair("detect")]
    for change in CHANGES:
        assert text.count(change.old) == 1, change.name
        written = text.replace(change.old, change.new)
        if "find_another" in written:
            written = written.replace("from .detect import find_ref_cat", "from .more import find_another")
        generated |= compiled({f"{change.stem}.conn": written, **python})
        pairs.append(pair("detect", change.stem))
    names = ["", *(change.name for change in CHANGES)]
    return dict(zip(names, verify(python, generated, pairs), strict=True))


def test_without_a_change_they_are_equal(results: dict[str, PairResult]) -> None:
    result = results[""]
    assert (result.differences, result.why, result.faults) == ((), None, ())
    assert result.equal
    assert (result.combinations, result.possible > 100) == (100, True)
    fields = ("copies", "doFlat", "doMatch", "extras", "method", "perVisit", "radii", "threshold")
    assert result.fields == fields


def test_another_type_of_an_error_is_a_note(results: dict[str, PairResult]) -> None:
    assert results[""].notes == ("DetectConfig: validate raises FieldValidationError instead of ValueError",)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.name)
def test_a_change_is_noticed(results: dict[str, PairResult], change: Change) -> None:
    result = results[change.name]
    assert result.why is None
    assert not result.equal
    assert any(change.said in line for line in result.differences), result.differences
