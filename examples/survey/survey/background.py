"""Estimate the background of an image."""

from __future__ import annotations

__all__ = ["BackgroundConfig", "BackgroundTask"]

import lsst.pex.config as pexConfig
import numpy as np
import sep
from lsst.pipe.base import Struct, Task

from .images import BAD, SATURATED


class BackgroundConfig(pexConfig.Config):
    """Configuration of `BackgroundTask`."""

    boxSize = pexConfig.RangeField(
        dtype=int, default=32, min=8, doc="Size in pixels of the boxes the background is estimated in."
    )
    filterSize = pexConfig.RangeField(
        dtype=int, default=3, min=1, doc="Size in boxes of the median filter over them."
    )


class BackgroundTask(Task):
    """Estimate a smooth background, as SExtractor does."""

    ConfigClass = BackgroundConfig
    _DefaultName = "background"

    def run(self, exposure: np.ndarray) -> Struct:
        """Estimate the background.

        Parameters
        ----------
        exposure : `numpy.ndarray`
            Image of type `~survey.images.MASKED_IMAGE`.

        Returns
        -------
        result : `lsst.pipe.base.Struct`
            With ``background`` (`numpy.ndarray`), ``level`` and ``rms``
            (`float`), all in the unit of the image.
        """
        background = sep.Background(
            np.ascontiguousarray(exposure["image"]),
            mask=(exposure["mask"] & (BAD | SATURATED)) != 0,
            bw=self.config.boxSize,
            bh=self.config.boxSize,
            fw=self.config.filterSize,
            fh=self.config.filterSize,
        )
        return Struct(
            background=background.back(dtype=np.float32),
            level=float(background.globalback),
            rms=float(background.globalrms),
        )
