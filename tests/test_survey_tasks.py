"""The tasks of the survey example, judged by the test utilities of the runtime."""

from __future__ import annotations

import importlib
import itertools
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from lsst.daf.butler import Butler
from lsst.pex.config import FieldValidationError
from lsst.pipe.base import NoWorkFound
from lsst.pipe.base.testUtils import assertValidInitOutput, assertValidOutput, lintConnections
from survey_repo import DETECTORS, VISITS, data_ids, make_butler, make_task, process

IMAGES = [{"instrument": "SimCam", "visit": v, "detector": d} for v in VISITS for d in DETECTORS]
IMAGE = IMAGES[0]
PATCH = {"skymap": "sim", "tract": 0, "patch": 2}
TRACT = {"skymap": "sim", "tract": 0}

CONFIGS: dict[str, list[dict[str, Any]]] = {
    "isr": [{}, {"doBias": False, "doFlat": False}, {"doDefects": False}],
    "calibrate": [{}, {"doWriteDiagnostics": True}],
    "detect": [{}, {"doWriteSegmentation": True, "numberOfInjections": 2}],
    "match": [{}, {"doNImage": False}, {"doWholeTract": True, "bands": ["r"]}],
    "forced": [{}, {"doWriteSegmentation": True}],
    "summarize": [
        {},
        {"perBand": True},
        {"doTruth": False, "doRepeatability": False, "numberOfInjections": 1},
    ],
}
"""Configurations of each task: the defaults, and some that change its connections."""


def task_class(name: str) -> Any:
    """Return the class of a task."""
    return getattr(importlib.import_module(f"survey.{name}_task"), f"{name.capitalize()}Task")


@pytest.fixture(scope="session")
def raw(survey_package: Path, tmp_path_factory: pytest.TempPathFactory) -> Butler:
    """Repository with raw images."""
    return make_butler(tmp_path_factory.mktemp("survey_repo") / "repo")


@pytest.fixture(scope="session")
def isr(raw: Butler) -> Butler:
    """The same after `IsrTask`."""
    task = make_task(task_class("isr"), changes={"doDefects": False})
    masking = make_task(task_class("isr"))
    for data_id in data_ids(raw, "raw"):
        chip = {"instrument": "SimCam", "detector": data_id["detector"]}
        visit = data_id["exposure"] // 10
        physical_filter = {101: "g_sim", 103: "r_sim"}[visit]
        io_data_ids = {
            "raw": data_id,
            "header": data_id,
            "camera": {"instrument": "SimCam"},
            "bias": chip,
            "flat": {**chip, "physical_filter": physical_filter},
            "defects": chip,
            "exposure": data_id,
        }
        process(masking if data_ids(raw, "defects", **chip) else task, raw, data_id, io_data_ids)
    return raw


@pytest.fixture(scope="session")
def calibrated(isr: Butler) -> Butler:
    """The same after `CalibrateTask`."""
    task = make_task(task_class("calibrate"), changes={"doWriteDiagnostics": True})
    outputs = ("calexp", "summary", "background", "starMatches")
    for image in IMAGES:
        snaps = [
            data_id
            for data_id in data_ids(isr, "post_isr_image", instrument="SimCam", detector=image["detector"])
            if data_id["exposure"] // 10 == image["visit"]
        ]
        io_data_ids = dict.fromkeys(outputs, image)
        io_data_ids |= {"snaps": snaps, "headers": snaps, "refCat": data_ids(isr, "ref_cat")}
        process(task, isr, image, io_data_ids)
    return isr


@pytest.fixture(scope="session")
def detected(calibrated: Butler) -> Butler:
    """The same after `DetectTask`."""
    task = make_task(task_class("detect"), changes={"doWriteSegmentation": True, "numberOfInjections": 1})
    names = ("calexp", "summary", "sources", "segmentation", "injected0")
    for image in IMAGES:
        process(task, calibrated, image, dict.fromkeys(names, image))
    return calibrated


@pytest.fixture(scope="session")
def matched(detected: Butler) -> Butler:
    """The same after `MatchTask`."""
    schema = make_task(task_class("detect")).outputSchema
    task = make_task(task_class("match"), {"sourceSchema": schema})
    inputs = {"skyMap": {"skymap": "sim"}, "sources": IMAGES, "summaries": IMAGES}
    outputs = dict.fromkeys(("objects", "nImage_g", "nImage_r"), PATCH)
    process(task, detected, PATCH, inputs | outputs)
    return detected


@pytest.fixture(scope="session")
def measured(matched: Butler) -> Butler:
    """The same after `ForcedTask`."""
    task = make_task(task_class("forced"), {"objectSchema": _object_schema()})
    for image in IMAGES:
        io_data_ids = {**dict.fromkeys(("calexp", "summary", "sources"), image), "objects": [PATCH]}
        process(task, matched, image, io_data_ids)
    return matched


def _object_schema() -> Any:
    schema = make_task(task_class("detect")).outputSchema
    return make_task(task_class("match"), {"sourceSchema": schema}).objectSchema


def _init_inputs(name: str) -> dict[str, Any] | None:
    if name == "match":
        return {"sourceSchema": make_task(task_class("detect")).outputSchema}
    return {"objectSchema": _object_schema()} if name == "forced" else None


@pytest.mark.parametrize(
    ("name", "changes"), [(name, changes) for name, all_changes in CONFIGS.items() for changes in all_changes]
)
def test_connections(survey_package: Path, name: str, changes: dict[str, Any]) -> None:
    """No connection lacks ``multiple``, none has it for nothing, and init outputs are there."""
    task = make_task(task_class(name), _init_inputs(name), changes)
    lintConnections(task.config.ConnectionsClass(config=task.config))
    assertValidInitOutput(task)


def test_isr(isr: Butler) -> None:
    """The bias is gone, the response is flat, and defects are masked."""
    from survey.images import BAD

    image = isr.get("post_isr_image", instrument="SimCam", exposure=1010, detector=1)
    assert np.count_nonzero(image["mask"] & BAD) == 2 * 512 + 312 + 30
    # 300 electrons of sky, and a gradient of 20.
    assert np.median(image["image"]) == pytest.approx(310, abs=3)
    task = make_task(task_class("isr"), changes={"doBias": False, "doFlat": False, "doDefects": False})
    data_id = {"instrument": "SimCam", "exposure": 1010, "detector": 0}
    inputs = {"raw": isr.get("raw", data_id), "header": isr.get("raw_header", data_id)}
    assertValidOutput(task, task.run(**inputs, camera=isr.get("camera", instrument="SimCam")))


def test_isr_needs_bias_for_flat(survey_package: Path) -> None:
    """A requirement of the config is checked."""
    with pytest.raises(FieldValidationError, match="set doFlat=False too"):
        make_task(task_class("isr"), changes={"doBias": False})


def test_calibrate(calibrated: Butler) -> None:
    """Zero point, seeing and pointing are those of the simulation."""
    from survey.simulation import VISITS as ALL_VISITS
    from survey.simulation import ZERO_POINT

    visits = {visit.id: visit for visit in ALL_VISITS}
    for image in IMAGES:
        summary = calibrated.get("calexp_summary", image)
        visit = visits[image["visit"]]
        expected = ZERO_POINT[visit.band] + 2.5 * np.log10(2) - visit.extinction
        assert summary["zeroPoint"] == pytest.approx(expected, abs=0.02)
        assert summary["psfFwhm"] == pytest.approx(visit.fwhm, rel=0.1)
        assert summary["astrometricScatter"] < 0.05
    task = make_task(task_class("calibrate"))
    snap = {"instrument": "SimCam", "exposure": 1010, "detector": 0}
    result = task.run(
        snaps=[calibrated.get("post_isr_image", snap)],
        headers=[calibrated.get("raw_header", snap)],
        refCat=[calibrated.getDeferred("ref_cat", data_id) for data_id in data_ids(calibrated, "ref_cat")],
    )
    assertValidOutput(task, result)


def test_detect(detected: Butler) -> None:
    """The catalogue has the columns of the schema, and bright injected stars are recovered."""
    task = make_task(task_class("detect"), changes={"numberOfInjections": 2})
    result = task.run(calexp=detected.get("calexp", IMAGE), summary=detected.get("calexp_summary", IMAGE))
    assertValidOutput(task, result)
    assert result.sources.colnames == task.outputSchema.names
    assert len(result.sources) == detected.get("src.rowcount", IMAGE) > 20
    bright = result.injected0["mag"] < 20
    assert np.mean(result.injected0["recovered"][bright]) > 0.8
    assert not np.array_equal(result.injected0["x"], result.injected1["x"])
    assert detected.get("src_segmentation", IMAGE).max() == len(result.sources)


def test_match(matched: Butler) -> None:
    """Objects lie in the patch, and the whole tract has more of them."""
    objects = matched.get("object", PATCH)
    schema = make_task(task_class("detect")).outputSchema
    task = make_task(task_class("match"), {"sourceSchema": schema}, {"doWholeTract": True})
    result = task.run(
        skyMap=matched.get("sky_map_geometry", skymap="sim"),
        sources=[matched.getDeferred("src", image) for image in IMAGES],
        summaries=[matched.get("calexp_summary", image) for image in IMAGES],
    )
    assertValidOutput(task, result)
    assert objects.colnames == task.objectSchema.names
    assert 5 < len(objects) < len(result.objects)
    assert set(np.unique(matched.get("n_image_g", PATCH))) <= {0, 1}


def test_match_writes_tracts(detected: Butler) -> None:
    """Dimensions that the config drives hold for quantum and outputs."""
    names = {"objects": "tract_object", "nImage_g": "tract_n_image_g", "nImage_r": "tract_n_image_r"}
    changes = {f"connections.{name}": dataset for name, dataset in names.items()}
    task = make_task(task_class("match"), _init_inputs("match"), {**changes, "doWholeTract": True})
    inputs = {"skyMap": {"skymap": "sim"}, "sources": IMAGES, "summaries": IMAGES}
    process(task, detected, TRACT, inputs | dict.fromkeys(names, TRACT))
    assert len(detected.get("tract_object", TRACT)) > 20


@pytest.mark.parametrize(("count", "vetoed"), [(1, True), (2, True), (3, False)])
def test_match_needs_two_visits(detected: Butler, count: int, vetoed: bool) -> None:
    """The check function of the sources vetoes a quantum."""
    task = make_task(task_class("match"), _init_inputs("match"))
    connections = task.config.ConnectionsClass(config=task.config)
    found = detected.query_datasets("src", collections="test")
    refs = sorted(found, key=lambda ref: (ref.dataId["visit"], ref.dataId["detector"]))[:count]
    inputs = {"sources": (connections.sources, refs)}
    data_id = detected.registry.expandDataId(PATCH)
    if vetoed:
        with pytest.raises(NoWorkFound):
            connections.adjustQuantum(inputs, {}, "match", data_id)
    else:
        assert connections.adjustQuantum(inputs, {}, "match", data_id) == ({}, {})


def test_forced(measured: Butler) -> None:
    """All objects on an image are measured, and fluxes agree with the means."""
    objects = measured.get("object", PATCH)
    tables = [measured.get("forced_src", image) for image in IMAGES]
    task = make_task(task_class("forced"), _init_inputs("forced"))
    assert all(table.colnames == task.outputSchema.names for table in tables)
    assert sum(map(len, tables)) >= len(objects)
    fluxes = {row["object_id"]: row["g_flux"] for row in objects}
    ratios = [
        row["flux"] / fluxes[row["object_id"]]
        for row in itertools.chain.from_iterable(tables)
        if row["band"] == "g" and not row["flag"] and row["flux"] > 50 * row["flux_err"]
    ]
    assert np.median(ratios) == pytest.approx(1, abs=0.02)
    calexp = measured.getDeferred("calexp", IMAGE)
    result = task.run(calexp=calexp, summary=measured.get("calexp_summary", IMAGE), objects=[objects[:0]])
    assertValidOutput(task, result)
    assert len(result.sources) == 0
    assert result.sources.colnames == task.outputSchema.names


def test_forced_injects_nothing(survey_package: Path) -> None:
    """A requirement of the subclass holds on an inherited field."""
    with pytest.raises(FieldValidationError, match="numberOfInjections=1 makes no sense"):
        make_task(task_class("forced"), changes={"numberOfInjections": 1})


def test_summarize(measured: Butler) -> None:
    """Positions and magnitudes agree with the truth."""
    task = make_task(task_class("summarize"), changes={"numberOfInjections": 1})
    inputs = {
        "skyMap": {"skymap": "sim"},
        "objects": [PATCH],
        "sourceCounts": IMAGES,
        "forced": IMAGES,
        "injected0": IMAGES,
        "truth": data_ids(measured, "truth"),
    }
    outputs = {"quality": TRACT, "patchQuality": [PATCH], "truthMatches": TRACT}
    process(task, measured, TRACT, inputs | outputs)
    quality = measured.get("tract_quality", TRACT)
    assert quality["sources"] == sum(measured.get("src.rowcount", image) for image in IMAGES)
    for band in ("g", "r"):
        assert quality["bands"][band]["astrometricScatter"] < 0.05
        assert abs(quality["bands"][band]["photometricOffset"]) < 0.03
    assert measured.get("tract_patch_quality", PATCH)["objects"] == quality["objects"]


def test_summarize_one_band(measured: Butler) -> None:
    """A single band without truth is a smaller summary."""
    task = make_task(task_class("summarize"), changes={"perBand": True, "doTruth": False})
    images = IMAGES[:2]
    result = task.run(
        skyMap=measured.get("sky_map_geometry", skymap="sim"),
        objects=[measured.getDeferred("object", PATCH)],
        sourceCounts=[measured.get("src.rowcount", image) for image in images],
        forced=[measured.get("forced_src", image) for image in images],
        band="g",
    )
    assertValidOutput(task, result)
    assert list(result.quality["bands"]) == ["g"]
    assert "bright" not in result.quality["bands"]["g"]
