"""The survey example: what is generated means the same as what was written by hand."""

from __future__ import annotations

import importlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from example_packages import TWINS, conngen, copy_example, forget, importable
from twins_compare import combinations, differences

PREFIXES = ("", "x_")
FLAGS = (True, False)

COMBINATIONS: dict[str, list[dict[str, Any]]] = {
    "isr": combinations(doBias=FLAGS, doFlat=FLAGS, doDefects=FLAGS, minimumFlat=(0.2, 1.0)),
    "calibrate": combinations(
        doWriteDiagnostics=FLAGS,
        starThreshold=(5.0, 4.9),
        maxReferenceMag=(None, 20.0),
        connections__prefix=PREFIXES,
    ),
    "detect": combinations(
        doWriteSegmentation=FLAGS,
        numberOfInjections=(0, 1, 5, 6),
        injectionMags=([19.0, 23.0], [23.0, 19.0], [19.0]),
        connections__prefix=PREFIXES,
    ),
    "match": combinations(
        doWholeTract=FLAGS,
        doNImage=FLAGS,
        bands=([], ["g"], ["g", "r", "i"], ["i", "y"]),
        meanFlux=("weighted", "median", "mode"),
        connections__prefix=PREFIXES,
    ),
    "forced": combinations(
        doWriteSegmentation=FLAGS,
        numberOfInjections=(0, 2),
        edge=(0, 5, -1),
        connections__catalog=("forced_src", "x"),
    ),
    "summarize": combinations(
        perBand=FLAGS,
        doTruth=FLAGS,
        doRepeatability=FLAGS,
        numberOfInjections=(0, 3, 6),
        bands=(["g", "r"], ["i"]),
        connections__scope=("tract", "band"),
    ),
}
"""Configurations of each task: some of them are refused."""

ALTERED = {
    "a condition": ("isr_connections", "if not config.doFlat", "if config.doFlat", "flat: only"),
    "a function": (
        "isr_connections",
        "lookupFunction=lookup_static_calibration",
        "lookupFunction=print",
        "camera.lookupFunction: generated '.hooks:lookup_static_calibration', twin 'builtins:print'",
    ),
    "a flag": ("isr_connections", "deferGraphConstraint=True,", "", "header.deferGraphConstraint: "),
    "a doc": ("isr_connections", "Master flat, with", "Master flat,", ".flat.doc: "),
    "the quantum": (
        "match_connections",
        "if config.doWholeTract else",
        "if not config.doWholeTract else",
        ".dimensions: generated lacks",
    ),
    "a template": ("match_connections", '"catalog": "src"', '"catalog": "x"', "defaultTemplates.catalog: "),
    "a method": ("match_connections", "def adjustQuantum", "def adjust", ".methods: generated lacks []"),
    "a repetition": (
        "detect_connections",
        "range(config.numberOfInjections)",
        "range(1, config.numberOfInjections)",
        ".outputs: generated lacks [], has also ['injected0']",
    ),
    "what is inherited": ("forced_connections", "deferLoad=True", "deferLoad=False", "calexp.deferLoad: "),
    "a default": ("isr_config", "default=1000.0", "default=1001.0", "config.fields.biasLevel.default: "),
    "a range": ("isr_config", "max=1.0", "max=2.0", "config.fields.minimumFlat.max: "),
    "a requirement": ("isr_config", "or not self.doFlat", "or self.doFlat", ".error in validate: only"),
    "a default of a subtask": ("calibrate_config", "boxSize = 64", "boxSize = 63", "background.boxSize: "),
    "a choice": ("match_config", '"median": "Median;', '"mode": "Median;', "meanFlux.allowed.median: "),
}
"""Module, text, another text, and part of what must then be told."""


@pytest.fixture(scope="module")
def twins(survey_package: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The same package with modules written by hand, called ``twins``; also importable."""
    root = tmp_path_factory.mktemp("survey_twins")
    copy_twins(root / "twins")
    with importable(root, "twins", "altered"):
        yield root


def copy_twins(folder: Path) -> None:
    """Copy the package and put the hand-written modules into it."""
    copy_example("survey/survey", folder)
    for path in (TWINS / "survey").glob("*.py"):
        shutil.copy(path, folder)


def compare(name: str, package: str = "twins") -> list[str]:
    """Return how the generated classes of a task differ from those of another package."""
    found = []
    for kind in ("connections", "config"):
        for where in ("survey", package):
            module = importlib.import_module(f"{where}.{name}_{kind}")
            found.append(getattr(module, f"{name.capitalize()}{kind.capitalize()}"))
    return differences(*found, COMBINATIONS[name])


def test_nothing_is_reported(survey_package: Path) -> None:
    done = conngen("check", "--output-format", "json", cwd=survey_package)
    assert (done.returncode, json.loads(done.stdout)["diagnostics"]) == (0, [])


@pytest.mark.parametrize("name", COMBINATIONS)
def test_generated_and_written_by_hand_are_the_same(twins: Path, name: str) -> None:
    assert compare(name) == []


@pytest.mark.parametrize("what", ALTERED)
def test_a_difference_is_noticed(twins: Path, what: str) -> None:
    module, old, new, told = ALTERED[what]
    forget("altered")
    shutil.rmtree(twins / "altered", ignore_errors=True)
    copy_twins(twins / "altered")
    path = twins / "altered" / f"{module}.py"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    importlib.invalidate_caches()
    found = compare(module.partition("_")[0], "altered")
    assert any(told in line for line in found), found
