"""Detect and measure the sources of one image."""

from __future__ import annotations

__all__ = ["DetectTask"]

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pyarrow as pa
from astropy.table import Table
from lsst.pipe.base import PipelineTask
from scipy.spatial import cKDTree

from .detect_config import DetectConfig
from .detect_connections import DetectResult
from .simulation import add_stars
from .sky import pixel_to_sky, wcs_from_header

if TYPE_CHECKING:
    from lsst.pipe.base import Struct

    from .photometry import AperturePhotometryTask

AB_ZERO_POINT = 31.4
"""AB magnitude of one nJy."""


class DetectTask(PipelineTask):
    """Detect sources above a threshold and measure positions and fluxes."""

    ConfigClass = DetectConfig
    config: DetectConfig
    _DefaultName = "detect"

    photometry: AperturePhotometryTask

    columns: ClassVar[dict[str, str]] = {
        "source_id": "int64",
        "visit": "int64",
        "detector": "int64",
        "band": "string",
        "x": "float64",
        "y": "float64",
        "ra": "float64",
        "dec": "float64",
        "flux": "float64",
        "flux_err": "float64",
        "flag": "bool",
    }
    """Columns of the catalogue and their Arrow types."""

    def __init__(self, *, initInputs: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(initInputs=initInputs, **kwargs)
        self.makeSubtask("photometry")
        fields = [(name, pa.type_for_alias(kind)) for name, kind in self.columns.items()]
        self.outputSchema = pa.schema(fields)

    def run(self, *, calexp: np.ndarray, summary: dict[str, Any]) -> DetectResult:
        """Detect and measure the sources of one image.

        Parameters
        ----------
        calexp : `numpy.ndarray`
            Calibrated image.
        summary : `dict`
            Its WCS and image quality.

        Returns
        -------
        result : `DetectResult`
            With ``sources``, with ``segmentation`` if it is wanted, and with
            one catalogue of injected stars per realization.
        """
        found = self.detect(calexp, summary)
        sources = self.measure(calexp, summary, found.x, found.y)
        self.log.info("Detected %d sources.", len(sources))
        injected = {
            f"injected{n}": self.inject(calexp, summary, n) for n in range(self.config.numberOfInjections)
        }
        result = DetectResult(sources=sources, **injected)
        if self.config.doWriteSegmentation:
            result.segmentation = found.segmentation
        return result

    def detect(self, calexp: np.ndarray, summary: dict[str, Any]) -> Struct:
        """Detect sources.

        Parameters
        ----------
        calexp : `numpy.ndarray`
            Calibrated image.
        summary : `dict`
            Its image quality.

        Returns
        -------
        result : `lsst.pipe.base.Struct`
            As of `~survey.photometry.AperturePhotometryTask.detect`.
        """
        return self.photometry.detect(calexp, self.config.threshold, summary["psfFwhm"], self.config.minArea)

    def measure(self, calexp: np.ndarray, summary: dict[str, Any], x: np.ndarray, y: np.ndarray) -> Table:
        """Measure sources at given positions.

        Parameters
        ----------
        calexp : `numpy.ndarray`
            Calibrated image.
        summary : `dict`
            Its WCS and aperture correction.
        x, y : `numpy.ndarray`
            Positions in pixels.

        Returns
        -------
        sources : `astropy.table.Table`
            The catalogue, with the columns of ``outputSchema``.
        """
        measured = self.photometry.run(calexp, x, y)
        image_id = 1000 * summary["visit"] + summary["detector"]
        table = Table()
        table["source_id"] = image_id * 100_000 + np.arange(len(measured))
        table["visit"] = np.full(len(measured), summary["visit"])
        table["detector"] = np.full(len(measured), summary["detector"])
        table["band"] = np.full(len(measured), summary["band"])
        table["x"], table["y"] = measured["x"], measured["y"]
        table["ra"], table["dec"] = pixel_to_sky(
            wcs_from_header(summary["wcs"]), measured["x"].data, measured["y"].data
        )
        table["flux"] = measured["flux_0"] * summary["apertureCorrection"]
        table["flux_err"] = measured["flux_err_0"] * summary["apertureCorrection"]
        table["flag"] = measured["flag"]
        return table

    def inject(self, calexp: np.ndarray, summary: dict[str, Any], realization: int) -> Table:
        """Add synthetic stars to a copy of the image and try to detect them.

        Parameters
        ----------
        calexp : `numpy.ndarray`
            Calibrated image.
        summary : `dict`
            Its image quality.
        realization : `int`
            Number of the realization.

        Returns
        -------
        injected : `astropy.table.Table`
            Position, magnitude and flux (nJy) of each star, whether it was
            ``recovered``, and ``band``.
        """
        key = [self.config.seed, summary["visit"], summary["detector"], realization]
        random = np.random.default_rng(key)
        count, edge = self.config.injectionCount, 10
        x = random.uniform(edge, summary["width"] - edge, count)
        y = random.uniform(edge, summary["height"] - edge, count)
        mag = random.uniform(*self.config.injectionMags, count)
        flux = 10 ** (0.4 * (AB_ZERO_POINT - mag))
        # The photon noise of stars this faint is small beside that of the sky.
        exposure = calexp.copy()
        image = exposure["image"].astype(float)
        add_stars(image, x, y, flux, summary["psfFwhm"])
        exposure["image"] = image
        found = self.detect(exposure, summary)
        recovered = np.zeros(count, dtype=bool)
        if len(found.x):
            tree = cKDTree(np.column_stack([found.x, found.y]))
            distance, _ = tree.query(np.column_stack([x, y]))
            recovered = distance < summary["psfFwhm"] / 2
        band = np.full(count, summary["band"])
        return Table({"x": x, "y": y, "mag": mag, "flux": flux, "recovered": recovered, "band": band})
