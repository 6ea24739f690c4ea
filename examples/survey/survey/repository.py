"""Fill a data repository with a simulated survey."""

from __future__ import annotations

__all__ = [
    "SKYMAP",
    "Collections",
    "dataset_types",
    "put_calibrations",
    "put_catalogs",
    "put_raws",
    "register_dimensions",
]

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from astropy.table import Table
from astropy.time import Time
from lsst.daf.butler import Butler, CollectionType, DatasetType, Timespan
from lsst.sphgeom import ConvexPolygon, HtmPixelization, LonLat, UnitVector3d

from .instrument import DETECTORS, SimCam
from .simulation import Simulation, Visit
from .sky import pixel_to_sky

SKYMAP = "sim"
"""Name of the sky map."""

INSTRUMENT = SimCam.getName()

BIAS_CHANGE = Time("2026-03-02T12:00:00", scale="tai")
"""When the electronics were changed, and the bias with them."""


@dataclass(frozen=True)
class Collections:
    """Names of the collections of a survey."""

    raw: str = f"{INSTRUMENT}/raw/all"
    """RUN of the raw images."""

    calib: str = f"{INSTRUMENT}/calib"
    """CALIBRATION collection."""

    refcats: str = "refcats"
    """RUN of reference and truth catalogues."""

    skymaps: str = "skymaps"
    """RUN of the geometry of the sky map."""

    @property
    def inputs(self) -> tuple[str, ...]:
        """All collections a pipeline reads from."""
        return self.raw, self.calib, self.refcats, self.skymaps


def dataset_types(butler: Butler) -> list[DatasetType]:
    """Return the types of everything a survey pipeline does not make itself.

    Parameters
    ----------
    butler : `lsst.daf.butler.Butler`
        Butler that knows the dimensions.

    Returns
    -------
    types : `list` [`lsst.daf.butler.DatasetType`]
        Dataset types, to be registered.
    """
    chip = ("instrument", "detector")
    rows = [
        ("raw", ("instrument", "exposure", "detector"), "NumpyArray", False),
        ("raw_header", ("instrument", "exposure", "detector"), "StructuredDataDict", False),
        ("camera", ("instrument",), "StructuredDataDict", True),
        ("bias", chip, "NumpyArray", True),
        ("flat", (*chip, "physical_filter"), "NumpyArray", True),
        ("defects", chip, "ArrowAstropy", True),
        ("ref_cat", ("htm7",), "ArrowAstropy", False),
        ("truth", ("htm7",), "ArrowAstropy", False),
        ("sky_map_geometry", ("skymap",), "StructuredDataDict", False),
    ]
    return [
        DatasetType(name, dimensions, storage, universe=butler.dimensions, isCalibration=calibration)
        for name, dimensions, storage, calibration in rows
    ]


def _polygon(ra: np.ndarray, dec: np.ndarray) -> ConvexPolygon:
    pairs = zip(ra, dec, strict=True)
    return ConvexPolygon.convexHull([UnitVector3d(LonLat.fromDegrees(float(a), float(d))) for a, d in pairs])


def _corners(simulation: Simulation, visit: Visit) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
    """Yield the corners of each detector, with a margin for the pointing error."""
    margin = 5.0
    for detector in DETECTORS:
        low, high = -margin, detector.size - 1 + margin
        x, y = np.array([low, high, high, low]), np.array([low, low, high, high])
        yield detector.id, *pixel_to_sky(simulation.wcs(visit, detector), x, y)


def register_dimensions(butler: Butler, simulation: Simulation) -> None:
    """Insert the records of instrument, sky map, visits and exposures.

    Parameters
    ----------
    butler : `lsst.daf.butler.Butler`
        Butler of the repository.
    simulation : `~survey.simulation.Simulation`
        The survey.
    """
    registry = butler.registry
    SimCam().register(registry)
    _register_skymap(butler, simulation)
    system = {"instrument": INSTRUMENT, "id": 0, "name": "by-group"}
    registry.syncDimensionData("visit_system", system)
    for visit in simulation.visits:
        _register_visit(butler, simulation, visit)


def _register_skymap(butler: Butler, simulation: Simulation) -> None:
    grid = simulation.grid
    columns, rows = grid.shape
    registry = butler.registry
    skymap = {
        "name": SKYMAP,
        "hash": hashlib.sha1(repr(grid).encode()).digest(),
        "tract_max": grid.tract + 1,
        "patch_nx_max": columns,
        "patch_ny_max": rows,
    }
    registry.syncDimensionData("skymap", skymap)
    tract = {"skymap": SKYMAP, "id": grid.tract, "region": _polygon(*grid.corners())}
    registry.syncDimensionData("tract", tract)
    for patch in range(columns * rows):
        row, column = divmod(patch, columns)
        record = {
            "skymap": SKYMAP,
            "tract": grid.tract,
            "id": patch,
            "cell_x": column,
            "cell_y": row,
            "region": _polygon(*grid.corners(patch)),
        }
        registry.syncDimensionData("patch", record)


def _register_visit(butler: Butler, simulation: Simulation, visit: Visit) -> None:
    registry = butler.registry
    instrument = {"instrument": INSTRUMENT}
    observed = {"physical_filter": visit.physical_filter, "day_obs": visit.day_obs}
    registry.syncDimensionData("day_obs", {**instrument, "id": visit.day_obs})
    registry.syncDimensionData("group", {**instrument, "name": str(visit.id)})
    corners = list(_corners(simulation, visit))
    hull = _polygon(*(np.concatenate([corner[axis] for corner in corners]) for axis in (1, 2)))
    end = visit.begin(len(visit.exposures))
    registry.insertDimensionData(
        "visit",
        {
            **instrument,
            **observed,
            "id": visit.id,
            "name": str(visit.id),
            "target_name": "field",
            "exposure_time": 15.0 * len(visit.exposures),
            "timespan": Timespan(visit.begin(), end),
            "region": hull,
        },
    )
    for detector, ra, dec in corners:
        keys = {**instrument, "visit": visit.id, "detector": detector}
        registry.insertDimensionData("visit_detector_region", {**keys, "region": _polygon(ra, dec)})
    registry.insertDimensionData(
        "visit_system_membership", {**instrument, "visit": visit.id, "visit_system": 0}
    )
    for snap, exposure in enumerate(visit.exposures):
        record = {
            **instrument,
            **observed,
            "group": str(visit.id),
            "id": exposure,
            "obs_id": f"SC_{exposure}",
            "exposure_time": 15.0,
            "observation_type": "science",
            "timespan": Timespan(visit.begin(snap), visit.begin(snap + 1)),
        }
        registry.insertDimensionData("exposure", record)
        registry.insertDimensionData(
            "visit_definition", {**instrument, "visit": visit.id, "exposure": exposure}
        )


def put_raws(butler: Butler, simulation: Simulation, run: str) -> int:
    """Simulate the raw images and put them.

    Parameters
    ----------
    butler : `lsst.daf.butler.Butler`
        Butler of the repository.
    simulation : `~survey.simulation.Simulation`
        The survey.
    run : `str`
        RUN collection, registered before.

    Returns
    -------
    count : `int`
        Number of raw images.
    """
    count = 0
    for visit in simulation.visits:
        for snap, exposure in enumerate(visit.exposures):
            for detector in DETECTORS:
                data_id = {"instrument": INSTRUMENT, "exposure": exposure, "detector": detector.id}
                butler.put(simulation.raw(visit, snap, detector), "raw", data_id, run=run)
                butler.put(simulation.header(visit, snap, detector), "raw_header", data_id, run=run)
                count += 1
    return count


def put_calibrations(butler: Butler, simulation: Simulation, run: str, calib: str | None = None) -> None:
    """Put camera, bias, flats and defects, and certify them.

    There are two biases: one up to the day the electronics were changed, one
    from then on.  They go to two RUN collections, as they share a data ID.

    Parameters
    ----------
    butler : `lsst.daf.butler.Butler`
        Butler of the repository.
    simulation : `~survey.simulation.Simulation`
        The survey.
    run : `str`
        RUN collection, registered before.
    calib : `str`, optional
        CALIBRATION collection to certify in. If it is not given, nothing is
        certified and only the first bias is put.
    """
    always = [butler.put(simulation.camera(), "camera", instrument=INSTRUMENT, run=run)]
    nights = sorted({visit.day_obs for visit in simulation.visits})
    bands = sorted({(visit.physical_filter, visit.band) for visit in simulation.visits})
    for detector in DETECTORS:
        chip = {"instrument": INSTRUMENT, "detector": detector.id}
        for physical_filter, band in bands:
            flat = simulation.flat(band, detector)
            always.append(butler.put(flat, "flat", chip, physical_filter=physical_filter, run=run))
        if len(defects := simulation.defects(detector)):
            always.append(butler.put(defects, "defects", chip, run=run))
    spans = {nights[0]: Timespan(None, BIAS_CHANGE), nights[-1]: Timespan(BIAS_CHANGE, None)}
    if calib is None:
        spans = {nights[0]: Timespan(None, None)}
    else:
        butler.collections.register(calib, CollectionType.CALIBRATION)
        butler.registry.certify(calib, always, Timespan(None, None))
    for night, timespan in spans.items():
        bias_run = run if calib is None else f"{run}/{night}"
        butler.collections.register(bias_run)
        for detector in DETECTORS:
            bias = simulation.bias(night, detector)
            ref = butler.put(bias, "bias", instrument=INSTRUMENT, detector=detector.id, run=bias_run)
            if calib is not None:
                butler.registry.certify(calib, [ref], timespan)


def put_catalogs(butler: Butler, simulation: Simulation, run: str) -> list[int]:
    """Put reference and truth catalogues, cut into HTM trixels of level 7.

    Parameters
    ----------
    butler : `lsst.daf.butler.Butler`
        Butler of the repository.
    simulation : `~survey.simulation.Simulation`
        The survey.
    run : `str`
        RUN collection, registered before.

    Returns
    -------
    trixels : `list` [`int`]
        The trixels that hold reference stars.
    """
    trixels: dict[str, list[int]] = {}
    for name, table in (("ref_cat", simulation.reference), ("truth", simulation.stars)):
        index = _trixels(table)
        trixels[name] = [int(trixel) for trixel in np.unique(index)]
        for trixel in trixels[name]:
            butler.put(table[index == trixel], name, htm7=trixel, run=run)
    return trixels["ref_cat"]


def _trixels(table: Table) -> np.ndarray:
    pixelization = HtmPixelization(7)
    positions = zip(table["ra"], table["dec"], strict=True)
    vectors = (UnitVector3d(LonLat.fromDegrees(float(ra), float(dec))) for ra, dec in positions)
    return np.array([pixelization.index(vector) for vector in vectors])
