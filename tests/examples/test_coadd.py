"""The coadd example: compiled, and run with mocks by the ordinary executor."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from example_packages import build, conngen, copy_example, importable
from lsst.pipe.base import Pipeline
from lsst.pipe.base.testUtils import lintConnections
from twins_compare import make_config

INPUTS = {
    "star_schema": 1,
    "post_isr_exposure": 8,
    "star": 8,
    "sky_correction": 8,
    "skyMap": 1,
    "final_visit_summary": 4,
    "bright_object_mask": 4,
}
"""Mocks of each dataset type that the pipeline reads; there are also some pixels of the reference catalog."""

OUTPUTS = {
    "calexp": 8,
    "calexp_background": 8,
    "deep_coadd": 4,
    "deep_coadd_calexp": 4,
    "deep_coadd_calexp_background": 4,
    "deep_coadd_deblended": 4,
    "deep_coadd_deblended_schema": 1,
    "deep_coadd_det": 4,
    "deep_coadd_det_schema": 1,
    "deep_coadd_direct_warp": 8,
    "deep_coadd_masked": 8,
    "deep_coadd_merged": 2,
    "deep_coadd_n_image": 4,
    "src": 8,
    "src_schema": 1,
}
"""Mocks that the pipeline writes: two patches, two bands of two visits with two detectors."""

TASKS: list[tuple[str, str, dict[str, Any]]] = [
    ("calibrate", "Calibrate", {}),
    ("calibrate", "Calibrate", {"doWriteBackground": False}),
    ("warp", "MakeWarp", {}),
    ("warp", "MakeWarp", {"doSkyCorrection": False, "useVisitSummary": False, "doWriteMasked": True}),
    ("assemble", "AssembleCoadd", {}),
    ("assemble", "AssembleCoadd", {"doMaskBrightObjects": True, "doNImage": False}),
    ("detect", "DetectCoadd", {}),
    ("deblend", "DeblendCoadd", {}),
]


@pytest.fixture(scope="module")
def coadd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The example, compiled and importable."""
    folder = copy_example("coadd", tmp_path_factory.mktemp("coadd"))
    build(folder)
    with importable(folder, "coadd"):
        yield folder


def test_nothing_is_reported(coadd: Path) -> None:
    done = conngen("check", "--output-format", "json", cwd=coadd)
    assert (done.returncode, json.loads(done.stdout)["diagnostics"]) == (0, [])


def test_runs_with_mocks(tmp_path: Path) -> None:
    folder = copy_example("coadd", tmp_path / "coadd_example")
    command = [sys.executable, "run.py", "--work", str(tmp_path / "work")]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    _, put, came_out = re.split(r"^Mocks that .*:$", done.stdout, flags=re.MULTILINE)
    counts = [
        {name: int(count) for count, name in re.findall(r"^ +(\d+) _mock_(\w+)$", text, re.MULTILINE)}
        for text in (put, came_out)
    ]
    assert counts[0].pop("ref_cat") >= 1
    assert counts == [INPUTS, OUTPUTS]
    assert "Executed 26 quanta successfully, 0 failed" in done.stdout


@pytest.mark.parametrize(("module", "name", "values"), TASKS)
def test_connections(coadd: Path, module: str, name: str, values: dict[str, Any]) -> None:
    """No connection lacks ``multiple``, and none has it for nothing."""
    config_class = getattr(importlib.import_module(f"coadd.{module}_config"), f"{name}Config")
    config = make_config(config_class, values)
    config.validate()
    lintConnections(config_class.ConnectionsClass(config=config))
    task_class = getattr(importlib.import_module(f"coadd.{module}_task"), f"{name}Task")
    assert task_class.ConfigClass is config_class


def test_nothing_of_the_stack_is_imported(coadd: Path) -> None:
    graph = Pipeline.fromFile(str(coadd / "pipelines" / "coadd.yaml")).to_graph(visualization_only=True)
    assert set(graph.tasks) == {"calibrate", "makeWarp", "assembleCoadd", "detectCoadd", "deblendCoadd"}
    assert not {"lsst.afw", "lsst.skymap", "lsst.pipe.tasks"} & set(sys.modules)


def test_pixels(coadd: Path) -> None:
    """What the tasks do with plain arrays: stars go in, and come out again."""
    pixels = importlib.import_module("coadd.pixels")
    sky = np.full((64, 64), 100.0)
    stars = sky.copy()
    for x, y, flux in ((20, 30, 500.0), (40, 10, 300.0)):
        stars[y, x] += flux
    background = pixels.median_background(stars)
    assert np.array_equal(background, sky)
    broken = stars.copy()
    broken[5, 5] = 1e6
    images, variances = np.stack([stars, stars, broken]) - background, np.full((3, 64, 64), 4.0)
    image, variance, number = pixels.combine(images, variances, clip=4.0)
    assert (number[5, 5], image[5, 5], variance[0, 0]) == (2, 0.0, pytest.approx(4 / 3))
    peaks = pixels.find_peaks(image, variance, 5.0)
    assert peaks.tolist() == [[20, 30, 500], [40, 10, 300]]
    assert pixels.merge(np.array([20, 20.5, 40]), np.array([30, 30, 10]), 2.0) == [0, 2]
    assert pixels.share_flux(image, peaks[:, 0], peaks[:, 1], 12.0).tolist() == [500, 300]
    column = np.array([[0.2, 19.9, np.nan]])
    (taken,) = pixels.nearest_pixels(column, np.array([[0.0, 30.1, 0.0]]), [stars])
    assert np.array_equal(taken, [[100, 600, np.nan]], equal_nan=True)
    ours, theirs = pixels.match(
        np.array([0.0, 1.0]), np.zeros(2), np.array([1.0, 2 * np.pi]), np.zeros(2), 1e-6
    )
    assert (ours.tolist(), theirs.tolist()) == ([0, 1], [1, 0])
    assert pixels.zero_point(np.array([1.0, 2.0, -1.0]), np.array([3.0, 6.0, 1.0])) == 3.0
