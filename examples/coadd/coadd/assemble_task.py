"""Add the warps of a patch."""

# Written once from assemble.conn, and yours from now on: conngen never changes this file. When assemble.conn
# changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["AssembleCoaddTask"]

from typing import TYPE_CHECKING

import numpy as np
from lsst.pipe.base import PipelineTask

from .assemble_config import AssembleCoaddConfig
from .assemble_connections import AssembleCoaddResult
from .pixels import combine

if TYPE_CHECKING:
    from lsst.afw.image import ExposureF
    from lsst.daf.butler import DeferredDatasetHandle
    from lsst.pipe.tasks.objectMasks import ObjectMaskCatalog

    from .assemble_connections import AssembleCoaddRun


class AssembleCoaddTask(PipelineTask):
    """Weighted mean of all warps of a patch in one band."""

    ConfigClass = AssembleCoaddConfig
    _DefaultName = "assembleCoadd"

    config: AssembleCoaddConfig

    def run(
        self, *, warps: list[DeferredDatasetHandle], brightObjectMask: ObjectMaskCatalog | None = None
    ) -> AssembleCoaddResult:
        """Combine the warps.

        Parameters
        ----------
        warps : `list` [ `lsst.daf.butler.DeferredDatasetHandle` ]
            The warps; a single visit makes no coadd.
        brightObjectMask : `lsst.pipe.tasks.objectMasks.ObjectMaskCatalog`, optional
            Regions around bright objects, where there are any.

        Returns
        -------
        result : `AssembleCoaddResult`
            With ``coadd`` and ``nImage``.
        """
        exposures = [handle.get() for handle in warps]
        image, variance, number = combine(
            np.stack([exposure.image.array for exposure in exposures]),
            np.stack([exposure.variance.array for exposure in exposures]),
            self.config.statistic,
            self.config.clip,
        )
        coadd = exposures[0].clone()
        coadd.image.array[:] = image
        coadd.variance.array[:] = variance
        if brightObjectMask is not None:
            self.mask_bright_objects(coadd, brightObjectMask)
        if not self.config.doNImage:
            return AssembleCoaddResult(coadd=coadd)
        nImage = coadd.image.clone()
        nImage.array[:] = number
        return AssembleCoaddResult(coadd=coadd, nImage=nImage)

    def mask_bright_objects(self, coadd: ExposureF, objects: ObjectMaskCatalog) -> None:
        """Set a mask plane around bright objects.

        Parameters
        ----------
        coadd : `lsst.afw.image.ExposureF`
            The coadd.
        objects : `lsst.pipe.tasks.objectMasks.ObjectMaskCatalog`
            Circles around the objects.
        """
        bit = 1 << coadd.mask.addMaskPlane("BRIGHT_OBJECT")
        corner, scale = coadd.getXY0(), coadd.wcs.getPixelScale().asArcseconds()
        y, x = np.indices(coadd.mask.array.shape)
        for one in objects:
            center = coadd.wcs.skyToPixel(one.getCoord())
            distance = np.hypot(x - (center.x - corner.x), y - (center.y - corner.y))
            coadd.mask.array[distance < one["radius"].asArcseconds() / scale] |= bit


if TYPE_CHECKING:
    # A type checker sees here whether `run` still fits the connections.
    _AssembleCoadd_fits: type[AssembleCoaddRun] = AssembleCoaddTask
