"""World coordinate systems, tract geometry and matching on the sphere."""

from __future__ import annotations

__all__ = [
    "PatchGrid",
    "affine_wcs",
    "make_wcs",
    "match_sky",
    "pixel_to_sky",
    "unit_vectors",
    "wcs_from_header",
    "wcs_to_header",
]

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from astropy.wcs import WCS
from scipy.spatial import cKDTree

ARCSEC = 1.0 / 3600.0
"""One arcsecond in degrees."""


def make_wcs(ra: float, dec: float, scale: float, crpix: tuple[float, float], rotation: float = 0.0) -> WCS:
    """Make a gnomonic projection.

    Parameters
    ----------
    ra, dec : `float`
        Tangent point in degrees.
    scale : `float`
        Size of a pixel in arcsec.
    crpix : `tuple` [`float`, `float`]
        Tangent point in pixels, counted from zero.
    rotation : `float`, optional
        Angle from the y axis to north in degrees.

    Returns
    -------
    wcs : `astropy.wcs.WCS`
        The projection, with right ascension growing to smaller x.
    """
    cos, sin = np.cos(np.radians(rotation)), np.sin(np.radians(rotation))
    wcs = WCS(naxis=2)
    wcs.wcs.ctype = ["RA---TAN", "DEC--TAN"]
    wcs.wcs.crval = [ra, dec]
    wcs.wcs.crpix = [crpix[0] + 1, crpix[1] + 1]
    wcs.wcs.cd = scale * ARCSEC * np.array([[-cos, -sin], [-sin, cos]])
    return wcs


def affine_wcs(wcs: WCS, matrix: np.ndarray, offset: np.ndarray) -> WCS:
    """Replace the linear part of a projection.

    Parameters
    ----------
    wcs : `astropy.wcs.WCS`
        Projection whose tangent point on the sky is kept.
    matrix : `numpy.ndarray`, (2, 2)
        Degrees in the tangent plane per pixel.
    offset : `numpy.ndarray`, (2,)
        Position in the tangent plane of pixel (0, 0), in degrees.

    Returns
    -------
    new : `astropy.wcs.WCS`
        The new projection.
    """
    new = WCS(naxis=2)
    new.wcs.ctype = list(wcs.wcs.ctype)
    new.wcs.crval = wcs.wcs.crval
    new.wcs.crpix = 1 - np.linalg.solve(matrix, offset)
    new.wcs.cd = matrix
    return new


def wcs_to_header(wcs: WCS) -> dict[str, Any]:
    """Write a linear gnomonic projection as FITS keywords.

    Parameters
    ----------
    wcs : `astropy.wcs.WCS`
        Projection with a CD matrix.

    Returns
    -------
    header : `dict` [`str`, `typing.Any`]
        Keywords and values, of plain types.
    """
    header: dict[str, Any] = {}
    for axis in (0, 1):
        header[f"CTYPE{axis + 1}"] = str(wcs.wcs.ctype[axis])
        header[f"CRVAL{axis + 1}"] = float(wcs.wcs.crval[axis])
        header[f"CRPIX{axis + 1}"] = float(wcs.wcs.crpix[axis])
        for column in (0, 1):
            header[f"CD{axis + 1}_{column + 1}"] = float(wcs.wcs.cd[axis, column])
    return header


def wcs_from_header(header: Mapping[str, Any]) -> WCS:
    """Read what `wcs_to_header` wrote.

    Parameters
    ----------
    header : `~collections.abc.Mapping` [`str`, `typing.Any`]
        Keywords and values.

    Returns
    -------
    wcs : `astropy.wcs.WCS`
        The projection.
    """
    wcs = WCS(naxis=2)
    wcs.wcs.ctype = [header["CTYPE1"], header["CTYPE2"]]
    wcs.wcs.crval = [header["CRVAL1"], header["CRVAL2"]]
    wcs.wcs.crpix = [header["CRPIX1"], header["CRPIX2"]]
    wcs.wcs.cd = [[header[f"CD{row}_{column}"] for column in (1, 2)] for row in (1, 2)]
    return wcs


def pixel_to_sky(wcs: WCS, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Convert pixels, counted from zero, to right ascension and declination.

    Parameters
    ----------
    wcs : `astropy.wcs.WCS`
        The projection.
    x, y : `numpy.ndarray`
        Pixel coordinates.

    Returns
    -------
    ra, dec : `numpy.ndarray`
        Coordinates in degrees; empty if there are no pixels.
    """
    if len(x) == 0:
        return np.empty(0), np.empty(0)
    ra, dec = wcs.all_pix2world(x, y, 0)
    return ra, dec


def unit_vectors(ra: np.ndarray, dec: np.ndarray) -> np.ndarray:
    """Convert right ascension and declination in degrees to unit vectors.

    Parameters
    ----------
    ra, dec : `numpy.ndarray`
        Coordinates in degrees.

    Returns
    -------
    vectors : `numpy.ndarray`, (N, 3)
        One vector per row.
    """
    ra, dec = np.radians(ra), np.radians(dec)
    return np.column_stack([np.cos(dec) * np.cos(ra), np.cos(dec) * np.sin(ra), np.sin(dec)])


def match_sky(
    first: tuple[np.ndarray, np.ndarray], second: tuple[np.ndarray, np.ndarray], radius: float
) -> tuple[np.ndarray, np.ndarray]:
    """Match two lists of positions, one to one: each is the nearest of the other.

    Parameters
    ----------
    first, second : `tuple` [`numpy.ndarray`, `numpy.ndarray`]
        Right ascension and declination in degrees.
    radius : `float`
        Largest distance in arcsec.

    Returns
    -------
    index_first, index_second : `numpy.ndarray`
        Indices of the pairs.
    """
    if len(first[0]) == 0 or len(second[0]) == 0:
        return np.empty(0, dtype=int), np.empty(0, dtype=int)
    vectors = unit_vectors(*first), unit_vectors(*second)
    chord = 2 * np.sin(np.radians(radius * ARCSEC) / 2)
    distance, nearest = cKDTree(vectors[1]).query(vectors[0], distance_upper_bound=chord)
    _, back = cKDTree(vectors[0]).query(vectors[1])
    index = np.flatnonzero(np.isfinite(distance))
    index = index[back[nearest[index]] == index]
    return index, nearest[index]


@dataclass(frozen=True)
class PatchGrid:
    """The rectangular patches of one tract, without overlap.

    Patches are counted along x first.  The plane of the tract is a gnomonic
    projection in arcsec; x grows with right ascension, y with declination.
    """

    tract: int
    """Number of the tract."""

    ra: float
    """Right ascension of the tangent point in degrees."""

    dec: float
    """Declination of the tangent point in degrees."""

    x_edges: tuple[float, ...]
    """Boundaries of the patches along x, in arcsec."""

    y_edges: tuple[float, ...]
    """Boundaries of the patches along y, in arcsec."""

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Read what `to_dict` wrote."""
        return cls(
            tract=values["tract"],
            ra=values["ra"],
            dec=values["dec"],
            x_edges=tuple(values["x_edges"]),
            y_edges=tuple(values["y_edges"]),
        )

    def to_dict(self) -> dict[str, Any]:
        """Write the grid as a dictionary of plain types."""
        return {
            "tract": self.tract,
            "ra": self.ra,
            "dec": self.dec,
            "x_edges": list(self.x_edges),
            "y_edges": list(self.y_edges),
        }

    @property
    def shape(self) -> tuple[int, int]:
        """Number of patches along x and y."""
        return len(self.x_edges) - 1, len(self.y_edges) - 1

    @property
    def wcs(self) -> WCS:
        """Projection of the plane of the tract."""
        wcs = make_wcs(self.ra, self.dec, 1.0, (0.0, 0.0))
        wcs.wcs.cd = ARCSEC * np.identity(2)
        return wcs

    def bounds(self, patch: int | None = None) -> tuple[float, float, float, float]:
        """Boundaries of a patch, or of the tract.

        Parameters
        ----------
        patch : `int`, optional
            Number of the patch.

        Returns
        -------
        x0, x1, y0, y1 : `float`
            Boundaries in arcsec; the lower ones belong to the patch.
        """
        if patch is None:
            return self.x_edges[0], self.x_edges[-1], self.y_edges[0], self.y_edges[-1]
        row, column = divmod(patch, self.shape[0])
        return (*self.x_edges[column : column + 2], *self.y_edges[row : row + 2])

    def contains(self, ra: np.ndarray, dec: np.ndarray, patch: int | None = None) -> np.ndarray:
        """Tell which positions lie within a patch, or within the tract.

        Parameters
        ----------
        ra, dec : `numpy.ndarray`
            Coordinates in degrees.
        patch : `int`, optional
            Number of the patch.

        Returns
        -------
        inside : `numpy.ndarray` [`bool`]
            One value for each position.
        """
        if len(ra) == 0:
            return np.empty(0, dtype=bool)
        x, y = self.wcs.all_world2pix(ra, dec, 0)
        x0, x1, y0, y1 = self.bounds(patch)
        return (x >= x0) & (x < x1) & (y >= y0) & (y < y1)

    def corners(self, patch: int | None = None) -> tuple[np.ndarray, np.ndarray]:
        """Corners of a patch, or of the tract.

        Parameters
        ----------
        patch : `int`, optional
            Number of the patch.

        Returns
        -------
        ra, dec : `numpy.ndarray`, (4,)
            Coordinates in degrees.
        """
        x0, x1, y0, y1 = self.bounds(patch)
        return pixel_to_sky(self.wcs, np.array([x0, x1, x1, x0]), np.array([y0, y0, y1, y1]))
