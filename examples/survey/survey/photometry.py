"""Detect sources and measure them in apertures."""

from __future__ import annotations

__all__ = ["AperturePhotometryConfig", "AperturePhotometryTask"]

from itertools import pairwise

import lsst.pex.config as pexConfig
import numpy as np
import sep
from astropy.table import Table
from lsst.pipe.base import Struct, Task

from .images import BAD, SATURATED


def _is_ascending(values: list[float]) -> bool:
    return all(a < b for a, b in pairwise(values))


class AperturePhotometryConfig(pexConfig.Config):
    """Configuration of `AperturePhotometryTask`."""

    radii = pexConfig.ListField(
        dtype=float,
        default=[3.0, 9.0],
        minLength=2,
        listCheck=_is_ascending,
        doc="Radii of the apertures in pixels, ascending. The first is for faint sources.",
    )
    maxCentroidShift = pexConfig.RangeField(
        dtype=float, default=1.5, min=0.0, doc="Largest change of the centroid when it is refined, in pixels."
    )


class AperturePhotometryTask(Task):
    """Detect sources, find their centroids and measure aperture fluxes."""

    ConfigClass = AperturePhotometryConfig
    _DefaultName = "photometry"

    def detect(self, exposure: np.ndarray, threshold: float, fwhm: float, min_area: int = 3) -> Struct:
        """Detect sources and measure their centroids.

        Parameters
        ----------
        exposure : `numpy.ndarray`
            Image of type `~survey.images.MASKED_IMAGE`, without background.
        threshold : `float`
            Threshold in sigma, on the image filtered for point sources.
        fwhm : `float`
            Full width at half maximum of the PSF in pixels.
        min_area : `int`, optional
            Number of connected pixels a source needs.

        Returns
        -------
        result : `lsst.pipe.base.Struct`
            With ``x``, ``y``, ``radius`` (half-light radius, `numpy.ndarray`)
            and ``segmentation`` (`numpy.ndarray`).
        """
        image, error, mask = _planes(exposure)
        found, segmentation = sep.extract(
            image,
            threshold,
            err=error,
            mask=mask,
            minarea=min_area,
            filter_kernel=_gaussian_kernel(fwhm),
            filter_type="matched",
            # Cleaning assumes profiles with wide wings and removes real stars near bright ones.
            clean=False,
            segmentation_map=True,
        )
        x, y, flag = sep.winpos(image, found["x"], found["y"], fwhm / 2.355, mask=mask)
        shift = np.hypot(x - found["x"], y - found["y"])
        lost = (flag & sep.APER_TRUNC != 0) | ~(shift < self.config.maxCentroidShift)
        x, y = np.where(lost, found["x"], x), np.where(lost, found["y"], y)
        radius, _ = sep.flux_radius(image, x, y, np.full(len(x), 3.0 * fwhm), 0.5, mask=mask)
        return Struct(x=x, y=y, radius=radius, segmentation=segmentation)

    def run(self, exposure: np.ndarray, x: np.ndarray, y: np.ndarray) -> Table:
        """Measure aperture fluxes at given positions.

        Parameters
        ----------
        exposure : `numpy.ndarray`
            Image of type `~survey.images.MASKED_IMAGE`, without background.
        x, y : `numpy.ndarray`
            Positions in pixels, counted from zero.

        Returns
        -------
        table : `astropy.table.Table`
            Columns ``x``, ``y``, for each aperture ``flux_<n>`` and
            ``flux_err_<n>``, and ``flag``: the smallest aperture is cut by the
            edge or has pixels that are bad or saturated.
        """
        image, error, mask = _planes(exposure)
        table = Table({"x": np.asarray(x, dtype=float), "y": np.asarray(y, dtype=float)})
        for n, radius in enumerate(self.config.radii):
            flux, flux_error, flag = sep.sum_circle(
                image, table["x"].data, table["y"].data, radius, err=error, mask=mask, subpix=5
            )
            table[f"flux_{n}"] = flux
            table[f"flux_err_{n}"] = flux_error
            if n == 0:
                table["flag"] = flag & (sep.APER_TRUNC | sep.APER_HASMASKED) != 0
        return table


def _planes(exposure: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return image, standard deviation and mask as contiguous arrays."""
    return (
        np.ascontiguousarray(exposure["image"]),
        np.sqrt(exposure["variance"]),
        (exposure["mask"] & (BAD | SATURATED)) != 0,
    )


def _gaussian_kernel(fwhm: float) -> np.ndarray:
    """Return a round Gaussian, out to three times its width."""
    sigma = fwhm / 2.355
    half = int(np.ceil(3 * sigma))
    x = np.arange(-half, half + 1)
    profile = np.exp(-0.5 * (x / sigma) ** 2)
    return np.outer(profile, profile).astype(np.float32)
