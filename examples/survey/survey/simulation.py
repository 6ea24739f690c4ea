"""Simulate a sky and the raw images a small camera takes of it."""

from __future__ import annotations

__all__ = ["Simulation", "Visit", "add_stars"]

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from astropy.table import Table
from astropy.time import Time, TimeDelta
from astropy.wcs import WCS
from scipy.special import erf

from .instrument import DETECTORS, FILTERS, PIXEL_SCALE, Detector
from .sky import ARCSEC, PatchGrid, make_wcs, wcs_to_header

ZERO_POINT = {"g": 27.5, "r": 27.6}
"""Magnitude of a source that gives one electron per snap."""

SKY_LEVEL = {"g": 300.0, "r": 450.0}
"""Background in electrons per pixel and snap."""

SNAPS = 2
"""Number of exposures per visit."""


@dataclass(frozen=True)
class Visit:
    """What is commanded and what happens at one visit."""

    id: int
    """Number of the visit."""

    start: str
    """Begin, TAI."""

    band: str
    """Band it is taken in."""

    dither: tuple[float, float]
    """Commanded offset from the center of the field, in arcsec."""

    pointing_error: tuple[float, float]
    """Difference of the real from the commanded pointing, in arcsec."""

    rotation: float
    """Rotation of the camera that the header does not know, in degrees."""

    fwhm: float
    """Full width at half maximum of the PSF, in pixels."""

    extinction: float
    """Light lost in clouds, in magnitudes."""

    @property
    def exposures(self) -> tuple[int, ...]:
        """Numbers of its exposures."""
        return tuple(10 * self.id + snap for snap in range(SNAPS))

    @property
    def day_obs(self) -> int:
        """Night of the visit, as YYYYMMDD."""
        return int(self.start[:10].replace("-", ""))

    @property
    def physical_filter(self) -> str:
        """Filter it is taken with."""
        return next(name for name, band in FILTERS.items() if band == self.band)

    def begin(self, snap: int = 0) -> Time:
        """Return the begin of a snap."""
        return Time(self.start, scale="tai") + TimeDelta(20.0 * snap, format="sec")


VISITS = (
    Visit(101, "2026-03-01T02:00:00", "g", (0, 0), (1.3, -0.8), 0.010, 3.0, 0.00),
    Visit(102, "2026-03-01T02:10:00", "g", (8, 6), (-0.9, 1.6), -0.020, 3.3, 0.05),
    Visit(103, "2026-03-01T02:20:00", "r", (-7, -5), (0.4, 1.1), 0.015, 2.8, 0.02),
    Visit(201, "2026-03-03T03:00:00", "g", (-6, 7), (-1.7, 0.2), -0.005, 3.4, 0.12),
    Visit(202, "2026-03-03T03:10:00", "r", (5, -8), (1.0, 1.2), 0.020, 2.9, 0.08),
    Visit(203, "2026-03-03T03:20:00", "r", (60, 0), (-0.6, -1.4), 0.000, 3.1, 0.20),
)
"""The visits of two nights; the last one is off the others by an arcminute."""

FIELD = PatchGrid(
    tract=0,
    ra=59.84,
    dec=-30.13,
    x_edges=(-220.0, -73.0, 73.0, 220.0, 367.0),
    y_edges=(-112.0, 0.0, 112.0),
)
"""Tract and patches; its center lies where six HTM trixels of level 7 meet."""


def add_stars(image: np.ndarray, x: np.ndarray, y: np.ndarray, flux: np.ndarray, fwhm: float) -> None:
    """Add round Gaussian stars to an image, integrated over the pixels.

    Parameters
    ----------
    image : `numpy.ndarray`
        Image to change in place.
    x, y : `numpy.ndarray`
        Positions in pixels, counted from zero.
    flux : `numpy.ndarray`
        Fluxes in the unit of the image.
    fwhm : `float`
        Full width at half maximum in pixels.
    """
    width = np.sqrt(2.0) * fwhm / 2.355
    half = int(np.ceil(5 * fwhm / 2.355)) + 1
    height, length = image.shape
    for x0, y0, total in zip(x, y, flux, strict=True):
        left, right = max(int(x0) - half, 0), min(int(x0) + half + 1, length)
        low, high = max(int(y0) - half, 0), min(int(y0) + half + 1, height)
        if left >= right or low >= high:
            continue
        profile_x = np.diff(erf((np.arange(left, right + 1) - 0.5 - x0) / width)) / 2
        profile_y = np.diff(erf((np.arange(low, high + 1) - 0.5 - y0) / width)) / 2
        image[low:high, left:right] += total * np.outer(profile_y, profile_x)


@dataclass(frozen=True)
class Simulation:
    """A field of stars, observed.

    Everything follows from the seed, in whatever order it is asked for.
    """

    seed: int = 20260301
    """Seed of all random numbers."""

    star_count: int = 450
    """Number of stars."""

    visits: tuple[Visit, ...] = VISITS
    """The visits."""

    grid: PatchGrid = FIELD
    """Tract and patches; its tangent point is the center of the field."""

    def _random(self, *key: int) -> np.random.Generator:
        return np.random.default_rng([self.seed, *key])

    @cached_property
    def stars(self) -> Table:
        """The truth: ``id``, ``ra``, ``dec`` in degrees and a magnitude per band."""
        random = self._random(1)
        x = random.uniform(-245, 305, self.star_count) * ARCSEC
        y = random.uniform(-130, 130, self.star_count) * ARCSEC
        ra, dec = self.grid.wcs.all_pix2world(x / ARCSEC, y / ARCSEC, 0)
        bright, faint, slope = 15.5, 22.5, 0.22
        # Cumulative counts grow as 10 ** (slope * magnitude).
        low, high = 10 ** (slope * bright), 10 ** (slope * faint)
        r_mag = np.log10(random.uniform(low, high, self.star_count)) / slope
        color = np.clip(random.normal(0.6, 0.35, self.star_count), -0.3, 1.6)
        return Table(
            {
                "id": np.arange(1, self.star_count + 1),
                "ra": ra,
                "dec": dec,
                "g_mag": r_mag + color,
                "r_mag": r_mag,
            }
        )

    @cached_property
    def reference(self) -> Table:
        """Reference catalogue: the brighter stars, with errors of their own."""
        random = self._random(2)
        table = self.stars[self.stars["r_mag"] < 20.0]
        error = 0.015 * ARCSEC
        table["ra"] += random.normal(0, error, len(table)) / np.cos(np.radians(table["dec"]))
        table["dec"] += random.normal(0, error, len(table))
        for band in ZERO_POINT:
            table[f"{band}_mag"] += random.normal(0, 0.01, len(table))
        return table

    def wcs(self, visit: Visit, detector: Detector, nominal: bool = True) -> WCS:
        """Return the projection of an image.

        Parameters
        ----------
        visit : `Visit`
            The visit.
        detector : `~survey.instrument.Detector`
            The detector.
        nominal : `bool`, optional
            As the telescope control believes, or as it really was?

        Returns
        -------
        wcs : `astropy.wcs.WCS`
            The projection.
        """
        error = (0.0, 0.0) if nominal else visit.pointing_error
        dec = self.grid.dec + (visit.dither[1] + error[1]) * ARCSEC
        ra = self.grid.ra + (visit.dither[0] + error[0]) * ARCSEC / np.cos(np.radians(self.grid.dec))
        center = (detector.size - 1) / 2
        crpix = (center - detector.offset[0], center - detector.offset[1])
        return make_wcs(ra, dec, PIXEL_SCALE, crpix, 0.0 if nominal else visit.rotation)

    def header(self, visit: Visit, snap: int, detector: Detector) -> dict[str, Any]:
        """Return the header of a raw image: what the telescope control knows."""
        return {
            "EXPOSURE": visit.exposures[snap],
            "VISIT": visit.id,
            "DETECTOR": detector.id,
            "FILTER": visit.physical_filter,
            "BAND": visit.band,
            "DATE-BEG": visit.begin(snap).isot,
            "EXPTIME": 15.0,
            **wcs_to_header(self.wcs(visit, detector)),
        }

    def bias(self, night: int, detector: Detector, master: bool = True) -> np.ndarray:
        """Return the bias of a night: a level and a pattern of columns, in ADU."""
        pattern = self._random(3, detector.id, night).normal(0, 4.0, detector.size)
        bias = np.broadcast_to(1000.0 + night % 100 + pattern, (detector.size, detector.size))
        if not master:
            return bias
        noise = detector.read_noise / detector.gain / np.sqrt(20)
        return (bias + self._random(4, detector.id, night).normal(0, noise, bias.shape)).astype("f4")

    def flat(self, band: str, detector: Detector) -> np.ndarray:
        """Return the response: vignetting, differences between pixels, and defects."""
        random = self._random(5, detector.id, ord(band))
        axis = (np.arange(detector.size) - (detector.size - 1) / 2) / detector.size
        x, y = np.meshgrid(axis + detector.offset[0] / detector.size, axis)
        flat = (1 - 0.12 * (x**2 + y**2)) * random.normal(1, 0.01, x.shape)
        for defect in self.defects(detector):
            rows = slice(defect["y0"], defect["y0"] + defect["height"])
            flat[rows, defect["x0"] : defect["x0"] + defect["width"]] *= 0.3
        return (flat / np.mean(flat)).astype("f4")

    def defects(self, detector: Detector) -> Table:
        """Return boxes of bad pixels; only the second detector has some."""
        rows = [] if detector.id == 0 else [(120, 0, 2, 512), (377, 200, 1, 312), (40, 300, 6, 5)]
        return Table(rows=rows, names=("x0", "y0", "width", "height"), dtype=[int] * 4)

    def raw(self, visit: Visit, snap: int, detector: Detector) -> np.ndarray:
        """Return a raw image in ADU."""
        random = self._random(6, visit.exposures[snap], detector.id)
        electrons = np.full((detector.size, detector.size), SKY_LEVEL[visit.band])
        # A faint gradient, as the moon makes it.
        electrons += np.linspace(0, 20, detector.size)[:, np.newaxis]
        x, y = self.wcs(visit, detector, nominal=False).all_world2pix(self.stars["ra"], self.stars["dec"], 0)
        magnitude = self.stars[f"{visit.band}_mag"] + visit.extinction
        flux = 10 ** (0.4 * (ZERO_POINT[visit.band] - magnitude))
        add_stars(electrons, x, y, flux, visit.fwhm)
        electrons = random.poisson(electrons * self.flat(visit.band, detector)).astype(float)
        self._add_cosmic_rays(electrons, random)
        electrons += random.normal(0, detector.read_noise, electrons.shape)
        adu = electrons / detector.gain + self.bias(visit.day_obs, detector, master=False)
        return np.clip(np.rint(adu), 0, 65535).astype(np.uint16)

    @staticmethod
    def _add_cosmic_rays(electrons: np.ndarray, random: np.random.Generator) -> None:
        for _ in range(random.poisson(12)):
            x, y = random.uniform(0, electrons.shape[1]), random.uniform(0, electrons.shape[0])
            angle = random.uniform(0, 2 * np.pi)
            steps = np.arange(random.integers(2, 15))
            columns = (x + steps * np.cos(angle)).astype(int)
            rows = (y + steps * np.sin(angle)).astype(int)
            inside = (columns >= 0) & (columns < electrons.shape[1])
            inside &= (rows >= 0) & (rows < electrons.shape[0])
            electrons[rows[inside], columns[inside]] += random.uniform(800, 4000)

    def camera(self) -> dict[str, Any]:
        """Return what the camera dataset holds."""
        return {"detectors": {detector.id: detector.to_dict() for detector in DETECTORS}}
