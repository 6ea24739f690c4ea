"""Make a data repository in which everything that the pipeline reads is a mock."""

from __future__ import annotations

__all__ = ["BANDS", "DETECTORS", "INPUTS", "INSTRUMENT", "PATCHES", "SKYMAP", "VISITS", "make", "outputs"]

from collections.abc import Iterator
from pathlib import Path

from lsst.daf.butler import Butler, DataCoordinate, DatasetType, Timespan
from lsst.pipe.base import Pipeline
from lsst.pipe.base.tests.mocks import MockDataset, mock_pipeline_graph
from lsst.sphgeom import ConvexPolygon, LonLat, RangeSet, UnitVector3d

INSTRUMENT = "MockCam"
SKYMAP = "mock"
INPUTS = "inputs"
"""RUN of everything the pipeline reads."""

BANDS = {"g": "g_mock", "r": "r_mock"}
"""Physical filter of each band."""

VISITS = {11: "g", 12: "g", 21: "r", 22: "r"}
"""Band of each visit; all visits see the same two patches."""

DETECTORS = (0, 1)
PATCHES = (0, 1)
"""Detectors and patches lie side by side; each detector covers one patch."""

SIZE = 0.1
"""Size of a patch in degrees."""

DAY = 20261122


def _square(first: int, last: int, margin: float = 0.0) -> ConvexPolygon:
    """Return the region of some patches in a row."""
    left, right = first * SIZE - margin, (last + 1) * SIZE + margin
    corners = ((left, -margin), (right, -margin), (right, SIZE + margin), (left, SIZE + margin))
    return ConvexPolygon.convexHull([UnitVector3d(LonLat.fromDegrees(ra % 360, dec)) for ra, dec in corners])


def _records() -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the records of all dimensions, each after those it needs."""
    camera = {"instrument": INSTRUMENT}
    # No task asks for the class of the instrument.
    yield "instrument", {"name": INSTRUMENT, "class_name": "lsst.pipe.base.Instrument", "detector_max": 2}
    for detector in DETECTORS:
        yield "detector", {**camera, "id": detector, "full_name": f"S{detector:02}", "purpose": "SCIENCE"}
    for band, physical_filter in BANDS.items():
        yield "physical_filter", {**camera, "name": physical_filter, "band": band}
    yield "day_obs", {**camera, "id": DAY}
    for visit, band in VISITS.items():
        keys = {**camera, "visit": visit}
        yield (
            "visit",
            {
                **camera,
                "id": visit,
                "name": str(visit),
                "physical_filter": BANDS[band],
                "day_obs": DAY,
                "region": _square(DETECTORS[0], DETECTORS[-1], -0.01),
                "timespan": Timespan(None, None),
            },
        )
        for detector in DETECTORS:
            region = _square(detector, detector, -0.01)
            yield "visit_detector_region", {**keys, "detector": detector, "region": region}
    whole = _square(PATCHES[0], PATCHES[-1])
    sky = {"skymap": SKYMAP}
    yield "skymap", {"name": SKYMAP, "hash": bytes(20), "tract_max": 1, "patch_nx_max": 2, "patch_ny_max": 1}
    yield "tract", {**sky, "id": 0, "region": whole}
    for patch in PATCHES:
        cell = {"cell_x": patch, "cell_y": 0, "region": _square(patch, patch)}
        yield "patch", {**sky, "tract": 0, "id": patch, **cell}


def _data_ids(butler: Butler, dataset_type: DatasetType) -> list[DataCoordinate]:
    """Return all data IDs that datasets of a type can have here."""
    dimensions = dataset_type.dimensions
    if not dimensions.skypix:
        return butler.query_data_ids(dimensions.names, explain=False)
    (name,) = dimensions.skypix
    pixelization = butler.dimensions.skypix_dimensions[name].pixelization
    found = RangeSet()
    for record in butler.query_dimension_records("visit_detector_region"):
        found |= pixelization.envelope(record.region)
    return [
        DataCoordinate.standardize({name: index}, universe=butler.dimensions)
        for begin, end in found
        for index in range(begin, end)
    ]


def make(root: Path, pipeline: Path) -> dict[str, int]:
    """Make a repository.

    Parameters
    ----------
    root : `pathlib.Path`
        Where it goes; a directory that isn't there yet.
    pipeline : `pathlib.Path`
        The pipeline whose inputs are to be put.

    Returns
    -------
    counts : `dict` [ `str`, `int` ]
        Number of mocks of each dataset type.
    """
    Butler.makeRepo(str(root))
    butler = Butler.from_config(str(root), run=INPUTS, writeable=True)
    for element, record in _records():
        butler.registry.insertDimensionData(element, record)
    graph = mock_pipeline_graph(Pipeline.fromFile(str(pipeline)).to_graph())
    graph.resolve(butler.registry)
    counts = {}
    for _, node in graph.iter_overall_inputs():
        assert node is not None
        dataset_type = node.dataset_type
        butler.registry.registerDatasetType(dataset_type)
        data_ids = _data_ids(butler, dataset_type)
        for data_id in data_ids:
            mock = MockDataset(
                dataset_id=None,
                dataset_type=dataset_type.to_simple(),
                data_id=dict(data_id.mapping),
                run=INPUTS,
            )
            butler.put(mock, dataset_type, data_id)
        counts[dataset_type.name] = len(data_ids)
    return counts


def outputs(root: Path, collection: str) -> dict[str, int]:
    """Return how many mocks of each dataset type a run has written.

    Parameters
    ----------
    root : `pathlib.Path`
        The repository.
    collection : `str`
        The output collection.

    Returns
    -------
    counts : `dict` [ `str`, `int` ]
        By the name of the dataset type, without what the executor writes about itself.
    """
    butler = Butler.from_config(str(root), collections=collection)
    counts = {}
    for dataset_type in sorted(butler.registry.queryDatasetTypes("_mock_*"), key=lambda one: one.name):
        runs = [run for run in butler.collections.query(collection, flatten_chains=True) if run != INPUTS]
        found = butler.query_datasets(dataset_type, collections=runs, explain=False)
        if found and dataset_type.storageClass_name.startswith("_mock_"):
            counts[dataset_type.name] = len(found)
    return counts
