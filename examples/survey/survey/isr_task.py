"""Remove the signature of the instrument from single exposures."""

from __future__ import annotations

__all__ = ["IsrTask"]

from typing import TYPE_CHECKING, Any

import numpy as np
from lsst.pipe.base import PipelineTask

from .images import BAD, SATURATED, make_masked_image
from .isr_config import IsrConfig
from .isr_connections import IsrResult

if TYPE_CHECKING:
    from astropy.table import Table


class IsrTask(PipelineTask):
    """Turn one raw image into a linear, flat-fielded one in electrons."""

    ConfigClass = IsrConfig
    config: IsrConfig
    _DefaultName = "isr"

    def run(
        self,
        *,
        raw: np.ndarray,
        header: dict[str, Any],
        camera: dict[str, Any],
        bias: np.ndarray | None = None,
        flat: np.ndarray | None = None,
        defects: Table | None = None,
    ) -> IsrResult:
        """Remove bias and response, and mask what cannot be trusted.

        Parameters
        ----------
        raw : `numpy.ndarray`
            Raw image in ADU.
        header : `dict`
            Header of the raw image.
        camera : `dict`
            Gain, read noise and position of each detector.
        bias : `numpy.ndarray`, optional
            Master bias in ADU.
        flat : `numpy.ndarray`, optional
            Master flat, with mean one.
        defects : `astropy.table.Table`, optional
            Boxes of bad pixels.

        Returns
        -------
        result : `IsrResult`
            With ``exposure``: image, variance (electrons) and mask.
        """
        detector = camera["detectors"][header["DETECTOR"]]
        adu = raw.astype(np.float32) - (self.config.biasLevel if bias is None else bias)
        image = adu * detector["gain"]
        variance = np.clip(image, 0, None) + detector["readNoise"] ** 2
        mask = np.zeros(raw.shape, dtype=np.uint8)
        mask[raw >= detector["saturation"]] |= SATURATED
        if flat is not None:
            mask[flat < self.config.minimumFlat] |= BAD
            response = np.clip(flat, self.config.minimumFlat, None)
            image /= response
            variance /= response**2
        for box in () if defects is None else defects:
            rows = slice(box["y0"], box["y0"] + box["height"])
            mask[rows, box["x0"] : box["x0"] + box["width"]] |= BAD
        self.log.info("Masked %d of %d pixels.", np.count_nonzero(mask), mask.size)
        return IsrResult(exposure=make_masked_image(image, variance, mask))
