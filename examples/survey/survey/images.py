"""Images with variance and mask, as one structured array.

The butler stores them as ``NumpyArray``; the fields are those of an LSST masked image.
"""

from __future__ import annotations

__all__ = ["BAD", "COSMIC_RAY", "MASKED_IMAGE", "SATURATED", "make_masked_image"]

import numpy as np

BAD = 1
"""Mask bit of pixels whose value cannot be trusted, such as defects."""

SATURATED = 2
"""Mask bit of pixels at the upper end of the range of the detector."""

COSMIC_RAY = 4
"""Mask bit of pixels from which a cosmic ray hit has been removed."""

MASKED_IMAGE = np.dtype([("image", "f4"), ("variance", "f4"), ("mask", "u1")])
"""Type of a pixel."""


def make_masked_image(image: np.ndarray, variance: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Put three planes into one array.

    Parameters
    ----------
    image, variance, mask : `numpy.ndarray`
        Planes of the same shape.

    Returns
    -------
    masked_image : `numpy.ndarray`
        Array of that shape and of type `MASKED_IMAGE`.
    """
    result = np.empty(image.shape, dtype=MASKED_IMAGE)
    result["image"] = image
    result["variance"] = variance
    result["mask"] = mask
    return result
