"""What is done with pixels and fluxes, on plain arrays."""

from __future__ import annotations

__all__ = [
    "combine",
    "find_peaks",
    "match",
    "median_background",
    "merge",
    "nearest_pixels",
    "share_flux",
    "zero_point",
]

import numpy as np


def median_background(image: np.ndarray, box: int = 64) -> np.ndarray:
    """Return the background of an image: the median of each box.

    Parameters
    ----------
    image : `numpy.ndarray`
        The image.
    box : `int`
        Size of the boxes in pixels.

    Returns
    -------
    background : `numpy.ndarray`
        Array of the same shape.
    """
    background = np.empty(image.shape, dtype=image.dtype)
    for y in range(0, image.shape[0], box):
        for x in range(0, image.shape[1], box):
            part = np.s_[y : y + box, x : x + box]
            background[part] = np.nanmedian(image[part])
    return background


def zero_point(counts: np.ndarray, fluxes: np.ndarray) -> float:
    """Return the factor from counts to fluxes.

    Parameters
    ----------
    counts, fluxes : `numpy.ndarray`
        Of the same stars, as measured and as known.
    """
    good = (counts > 0) & (fluxes > 0)
    if not good.any():
        raise ValueError("no star has a reference star")
    return float(np.median(fluxes[good] / counts[good]))


def match(
    ra: np.ndarray, dec: np.ndarray, other_ra: np.ndarray, other_dec: np.ndarray, radius: float
) -> tuple[np.ndarray, np.ndarray]:
    """Find the nearest other position of each position.

    Parameters
    ----------
    ra, dec, other_ra, other_dec : `numpy.ndarray`
        Positions in radians.
    radius : `float`
        The largest distance of a pair, in radians.

    Returns
    -------
    ours, theirs : `numpy.ndarray`
        Indices of the pairs.
    """
    if not len(ra) or not len(other_ra):
        return np.empty(0, dtype=int), np.empty(0, dtype=int)
    d_ra = (ra[:, None] - other_ra + np.pi) % (2 * np.pi) - np.pi
    distance = np.hypot(d_ra * np.cos(dec)[:, None], dec[:, None] - other_dec)
    nearest = distance.argmin(axis=1)
    ours = np.flatnonzero(distance.min(axis=1) <= radius)
    return ours, nearest[ours]


def merge(x: np.ndarray, y: np.ndarray, radius: float) -> list[int]:
    """Choose positions so that no two are near to each other.

    Parameters
    ----------
    x, y : `numpy.ndarray`
        Positions.
    radius : `float`
        Of two that are nearer, the first is kept.

    Returns
    -------
    kept : `list` [ `int` ]
        Their indices.
    """
    kept: list[int] = []
    for number in range(len(x)):
        if all(np.hypot(x[number] - x[other], y[number] - y[other]) >= radius for other in kept):
            kept.append(number)
    return kept


def nearest_pixels(x: np.ndarray, y: np.ndarray, planes: list[np.ndarray]) -> list[np.ndarray]:
    """Take values of the pixels nearest to some positions.

    Parameters
    ----------
    x, y : `numpy.ndarray`
        Positions, as two-dimensional arrays.
    planes : `list` [ `numpy.ndarray` ]
        Images of one size.

    Returns
    -------
    values : `list` [ `numpy.ndarray` ]
        NaN where a position is outside.
    """
    height, width = planes[0].shape
    column, row = (np.rint(np.nan_to_num(position, nan=-1)).astype(int) for position in (x, y))
    inside = (column >= 0) & (column < width) & (row >= 0) & (row < height)
    taken = []
    for plane in planes:
        values = np.full(x.shape, np.nan)
        values[inside] = plane[row[inside], column[inside]]
        taken.append(values)
    return taken


def combine(
    images: np.ndarray, variances: np.ndarray, statistic: str = "mean", clip: float | None = None
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Combine images pixel by pixel.

    Parameters
    ----------
    images, variances : `numpy.ndarray`
        One image after the other; NaN where there is nothing.
    statistic : `str`
        ``mean``, weighted by inverse variance, or ``median``.
    clip : `float`, optional
        Leave out values that are farther from the median, in sigma.

    Returns
    -------
    image, variance, number : `numpy.ndarray`
        The combined image, its variance and the number of images in each pixel.
    """
    good = np.isfinite(images) & (variances > 0)
    values = np.where(good, images, np.nan)
    with np.errstate(all="ignore"):
        # A masked median is NaN where there is nothing at all, without a warning.
        median = np.ma.median(np.ma.masked_invalid(values), axis=0).filled(np.nan)
        if clip is not None:
            good &= np.abs(images - median) <= clip * np.sqrt(variances)
        weights = np.where(good, 1 / variances, 0)
        total = weights.sum(axis=0)
        mean = np.where(good, images * weights, 0).sum(axis=0) / total
        return median if statistic == "median" else mean, 1 / total, good.sum(axis=0)


def find_peaks(image: np.ndarray, variance: np.ndarray, threshold: float) -> np.ndarray:
    """Find pixels above a threshold that are the brightest among their neighbours.

    Parameters
    ----------
    image, variance : `numpy.ndarray`
        Image without background, and its variance.
    threshold : `float`
        In sigma.

    Returns
    -------
    peaks : `numpy.ndarray`
        Columns x, y and value, the brightest first.
    """
    padded = np.pad(image, 1, constant_values=-np.inf)
    height, width = image.shape
    around = [padded[j : j + height, i : i + width] for j in range(3) for i in range(3) if (i, j) != (1, 1)]
    high = image > threshold * np.sqrt(variance)
    y, x = np.nonzero(high & (image > np.max(around, axis=0)))
    order = np.argsort(-image[y, x], kind="stable")
    return np.stack([x, y, image[y, x]], axis=1)[order]


def share_flux(image: np.ndarray, x: np.ndarray, y: np.ndarray, radius: float) -> np.ndarray:
    """Give each pixel to the nearest source and add up what each has.

    Parameters
    ----------
    image : `numpy.ndarray`
        Image without background.
    x, y : `numpy.ndarray`
        Positions of the sources.
    radius : `float`
        Pixels farther from all sources belong to none.

    Returns
    -------
    fluxes : `numpy.ndarray`
        One for each source.
    """
    row, column = np.indices(image.shape)
    nearest, best = np.full(image.shape, -1), np.full(image.shape, radius**2)
    for number, (x0, y0) in enumerate(zip(x, y, strict=True)):
        distance = (column - x0) ** 2 + (row - y0) ** 2
        closer = distance < best
        nearest[closer], best[closer] = number, distance[closer]
    return np.array([image[nearest == number].sum() for number in range(len(x))])
