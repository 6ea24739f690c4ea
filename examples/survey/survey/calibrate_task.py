"""Combine the snaps of a visit and tie them to a reference catalogue."""

from __future__ import annotations

__all__ = ["CalibrateTask"]

from typing import TYPE_CHECKING, Any

import numpy as np
from astropy.table import Table, vstack
from lsst.pipe.base import PipelineTask, Struct

from .calibrate_config import CalibrateConfig
from .calibrate_connections import CalibrateResult
from .images import COSMIC_RAY, make_masked_image
from .sky import ARCSEC, affine_wcs, match_sky, pixel_to_sky, wcs_from_header, wcs_to_header

if TYPE_CHECKING:
    from astropy.wcs import WCS
    from lsst.daf.butler import DeferredDatasetHandle

    from .background import BackgroundTask
    from .photometry import AperturePhotometryTask

AB_ZERO_POINT = 31.4
"""AB magnitude of one nJy."""


class CalibrateTask(PipelineTask):
    """Combine snaps, subtract the background, and fit the WCS and the zero point."""

    ConfigClass = CalibrateConfig
    config: CalibrateConfig
    _DefaultName = "calibrate"

    background: BackgroundTask
    photometry: AperturePhotometryTask

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.makeSubtask("background")
        self.makeSubtask("photometry")

    def run(
        self,
        *,
        snaps: list[np.ndarray],
        headers: list[dict[str, Any]],
        refCat: list[DeferredDatasetHandle],
    ) -> CalibrateResult:
        """Calibrate one image.

        Parameters
        ----------
        snaps : `list` [`numpy.ndarray`]
            Images of the snaps of the visit, in electrons.
        headers : `list` [`dict`]
            Their headers.
        refCat : `list` [`lsst.daf.butler.DeferredDatasetHandle`]
            Reference stars with positions and magnitudes.

        Returns
        -------
        result : `CalibrateResult`
            With ``calexp`` and ``summary``, and with ``background`` and
            ``starMatches`` if they are wanted.
        """
        header = headers[0]
        exposure = self.combine(snaps)
        background = self.background.run(exposure)
        exposure["image"] -= background.background
        stars = self.measure_stars(exposure)
        reference = self.load_reference(refCat, header["BAND"])
        wcs, matches = self.fit_wcs(wcs_from_header(header), stars.table, reference)
        zero_point, photometric = self.fit_zero_point(matches)
        # nJy per electron.
        scale = 10 ** (0.4 * (AB_ZERO_POINT - zero_point))
        exposure["image"] *= scale
        exposure["variance"] *= scale**2
        summary = {
            **{key.lower(): header[key] for key in ("VISIT", "DETECTOR", "BAND")},
            "height": exposure.shape[0],
            "width": exposure.shape[1],
            "wcs": wcs_to_header(wcs),
            "zeroPoint": zero_point,
            "psfFwhm": stars.fwhm,
            "apertureCorrection": stars.correction,
            "skyLevel": background.level,
            "skyRms": background.rms,
            "starCount": len(matches),
            "astrometricScatter": float(np.std([matches["d_ra"], matches["d_dec"]])),
            "photometricScatter": photometric,
        }
        self.log.info("Zero point %.3f from %d stars, seeing %.2f.", zero_point, len(matches), stars.fwhm)
        result = CalibrateResult(calexp=exposure, summary=summary)
        if self.config.doWriteDiagnostics:
            result.background = background.background
            result.starMatches = matches
        return result

    def combine(self, snaps: list[np.ndarray]) -> np.ndarray:
        """Add snaps, leaving out what is in one of them only: cosmic rays.

        Parameters
        ----------
        snaps : `list` [`numpy.ndarray`]
            Images of type `~survey.images.MASKED_IMAGE`.

        Returns
        -------
        exposure : `numpy.ndarray`
            The sum, with hits replaced by the faintest snap.
        """
        images = np.stack([snap["image"] for snap in snaps])
        variances = np.stack([snap["variance"] for snap in snaps])
        mask = np.bitwise_or.reduce([snap["mask"] for snap in snaps])
        lowest = np.min(images, axis=0)
        faintest = np.take_along_axis(variances, np.argmin(images, axis=0)[np.newaxis], axis=0)[0]
        # A bright star may differ by a few per cent when the seeing does.
        tolerance = np.sqrt(2 * faintest) * self.config.cosmicRayThreshold + 0.05 * np.abs(lowest)
        hit = images - lowest > tolerance
        images = np.where(hit, lowest, images)
        variances = np.where(hit, faintest, variances)
        mask[np.any(hit, axis=0)] |= COSMIC_RAY
        return make_masked_image(np.sum(images, axis=0), np.sum(variances, axis=0), mask)

    def measure_stars(self, exposure: np.ndarray) -> Struct:
        """Detect and measure the brighter stars.

        Parameters
        ----------
        exposure : `numpy.ndarray`
            Image without background.

        Returns
        -------
        result : `lsst.pipe.base.Struct`
            With ``table`` (positions and total fluxes in electrons), ``fwhm``
            (of the PSF in pixels) and ``correction`` (from the first to the
            last aperture).
        """
        # The seeing is not known yet; the guess only shapes the filter.
        guess = self.photometry.detect(exposure, self.config.starThreshold, fwhm=3.0)
        fwhm = float(2 * np.median(guess.radius))
        found = self.photometry.detect(exposure, self.config.starThreshold, fwhm)
        table = self.photometry.run(exposure, found.x, found.y)
        table = table[~table["flag"] & (found.radius < 0.75 * fwhm)]
        last = f"flux_{len(self.photometry.config.radii) - 1}"
        bright = table[last] > np.percentile(table[last], 50)
        correction = float(np.median(table[last][bright] / table["flux_0"][bright]))
        table["flux"] = table["flux_0"] * correction
        return Struct(table=table, fwhm=fwhm, correction=correction)

    def load_reference(self, handles: list[DeferredDatasetHandle], band: str) -> Table:
        """Load the reference stars in one band.

        Parameters
        ----------
        handles : `list` [`lsst.daf.butler.DeferredDatasetHandle`]
            Parts of the reference catalogue.
        band : `str`
            The band.

        Returns
        -------
        table : `astropy.table.Table`
            Columns ``ra`` and ``dec`` in degrees, and ``mag``.
        """
        columns = ["ra", "dec", f"{band}_mag"]
        parts = [handle.get(parameters={"columns": columns}) for handle in handles]
        table = vstack(parts, metadata_conflicts="silent")
        table.rename_column(f"{band}_mag", "mag")
        if self.config.maxReferenceMag is not None:
            table = table[table["mag"] < self.config.maxReferenceMag]
        return table

    def fit_wcs(self, nominal: WCS, stars: Table, reference: Table) -> tuple[WCS, Table]:
        """Fit an affine map from pixels to the tangent plane.

        Parameters
        ----------
        nominal : `astropy.wcs.WCS`
            Projection as the telescope control believes.
        stars : `astropy.table.Table`
            Measured stars.
        reference : `astropy.table.Table`
            Reference stars.

        Returns
        -------
        wcs : `astropy.wcs.WCS`
            The fitted projection.
        matches : `astropy.table.Table`
            Measured and reference stars with residuals in arcsec.
        """
        wcs = self._shift(nominal, stars, reference)
        for _ in range(3):
            ours, theirs = self._match(wcs, stars, reference)
            if len(ours) < self.config.minStars:
                raise RuntimeError(
                    f"Only {len(ours)} stars match the reference stars; {self.config.minStars} are needed."
                )
            # Reference positions in the tangent plane, through the current fit.
            x, y = wcs.all_world2pix(reference["ra"][theirs], reference["dec"][theirs], 0)
            plane = _to_plane(wcs, np.column_stack([x, y]))
            design = np.column_stack([stars["x"][ours], stars["y"][ours], np.ones(len(ours))])
            solution = np.linalg.lstsq(design, plane, rcond=None)[0]
            wcs = affine_wcs(nominal, solution[:2].T, solution[2])
        ours, theirs = self._match(wcs, stars, reference)
        matches = stars[ours]
        ra, dec = pixel_to_sky(wcs, matches["x"], matches["y"])
        matches["ra"], matches["dec"] = ra, dec
        matches["d_ra"] = (ra - reference["ra"][theirs]) * np.cos(np.radians(dec)) / ARCSEC
        matches["d_dec"] = (dec - reference["dec"][theirs]) / ARCSEC
        matches["ref_mag"] = reference["mag"][theirs]
        return wcs, matches

    def _match(self, wcs: WCS, stars: Table, reference: Table) -> tuple[np.ndarray, np.ndarray]:
        sky = pixel_to_sky(wcs, stars["x"].data, stars["y"].data)
        return match_sky(sky, (reference["ra"].data, reference["dec"].data), self.config.matchRadius)

    def _shift(self, wcs: WCS, stars: Table, reference: Table) -> WCS:
        """Correct the pointing by the shift that most pairs of stars agree on."""
        plane = _to_plane(wcs, np.column_stack([stars["x"], stars["y"]]))
        x, y = wcs.all_world2pix(reference["ra"], reference["dec"], 0)
        target = _to_plane(wcs, np.column_stack([x, y]))
        shift = ((target[np.newaxis] - plane[:, np.newaxis]) / ARCSEC).reshape(-1, 2)
        shift = shift[np.max(np.abs(shift), axis=1) < self.config.maxPointingError]
        if len(shift) == 0:
            raise RuntimeError("No reference star is near a measured one.")
        near = np.hypot(*(shift[:, np.newaxis] - shift[np.newaxis]).transpose(2, 0, 1))
        votes = np.count_nonzero(near < self.config.matchRadius, axis=1)
        best = np.median(shift[near[np.argmax(votes)] < self.config.matchRadius], axis=0)
        origin = _to_plane(wcs, np.zeros((1, 2)))[0]
        return affine_wcs(wcs, np.array(wcs.wcs.cd), origin + best * ARCSEC)

    def fit_zero_point(self, matches: Table) -> tuple[float, float]:
        """Fit the magnitude of one electron.

        Parameters
        ----------
        matches : `astropy.table.Table`
            Measured and reference stars.

        Returns
        -------
        zero_point : `float`
            AB magnitude of a star that gives one electron.
        scatter : `float`
            Robust standard deviation of the stars, in magnitudes.
        """
        offset = matches["ref_mag"] + 2.5 * np.log10(matches["flux"])
        zero_point = float(np.median(offset))
        return zero_point, float(1.4826 * np.median(np.abs(offset - zero_point)))


def _to_plane(wcs: WCS, pixels: np.ndarray) -> np.ndarray:
    """Map pixels, counted from zero, to the tangent plane in degrees."""
    return (pixels + 1 - wcs.wcs.crpix) @ wcs.wcs.cd.T
