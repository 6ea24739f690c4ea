"""Put the exposures of a visit onto the pixels of a patch."""

# Written once from warp.conn, and yours from now on: conngen never changes this file. When warp.conn changes,
# conngen tells what has to change here.

from __future__ import annotations

__all__ = ["MakeWarpTask"]

from typing import TYPE_CHECKING, Any

import numpy as np
from lsst.pipe.base import PipelineTask

from .pixels import nearest_pixels
from .warp_config import MakeWarpConfig
from .warp_connections import MakeWarpResult

if TYPE_CHECKING:
    from lsst.afw.image import ExposureF, ImageF
    from lsst.afw.math import BackgroundList
    from lsst.afw.table import ExposureCatalog
    from lsst.daf.butler import DeferredDatasetHandle
    from lsst.pipe.base import InputQuantizedConnection, OutputQuantizedConnection, QuantumContext
    from lsst.skymap import BaseSkyMap


class MakeWarpTask(PipelineTask):
    """Resample all detectors of a visit that overlap a patch."""

    ConfigClass = MakeWarpConfig
    _DefaultName = "makeWarp"

    config: MakeWarpConfig

    def runQuantum(
        self,
        butlerQC: QuantumContext,
        inputRefs: InputQuantizedConnection,
        outputRefs: OutputQuantizedConnection,
    ) -> None:
        """Read the inputs of one quantum, process them, and write the outputs.

        Parameters
        ----------
        butlerQC : `lsst.pipe.base.QuantumContext`
            Reads and writes datasets of the quantum.
        inputRefs : `lsst.pipe.base.InputQuantizedConnection`
            References to the inputs, by connection.
        outputRefs : `lsst.pipe.base.OutputQuantizedConnection`
            References to the outputs, by connection.
        """
        for refs in (inputRefs.calexps, getattr(inputRefs, "skyCorrections", [])):
            refs.sort(key=lambda ref: ref.dataId["detector"])
        inputs = butlerQC.get(inputRefs)
        data_id = butlerQC.quantum.dataId
        assert data_id is not None
        outputs = self.run(**inputs, tract=int(data_id["tract"]), patch=int(data_id["patch"]))
        butlerQC.put(outputs, outputRefs)

    def run(
        self,
        *,
        skyMap: BaseSkyMap,
        calexps: list[DeferredDatasetHandle],
        skyCorrections: list[BackgroundList] | None = None,
        visitSummary: ExposureCatalog | None = None,
        tract: int,
        patch: int,
    ) -> MakeWarpResult:
        """Resample the detectors of a visit.

        Parameters
        ----------
        skyMap : `lsst.skymap.BaseSkyMap`
            Geometry of tracts and patches.
        calexps : `list` [ `lsst.daf.butler.DeferredDatasetHandle` ]
            Calibrated exposures of the visit.
        skyCorrections : `list` [ `lsst.afw.math.BackgroundList` ], optional
            Background of the whole focal plane, for each of them.
        visitSummary : `lsst.afw.table.ExposureCatalog`, optional
            Final WCS of each detector.
        tract, patch : `int`
            The patch.

        Returns
        -------
        result : `MakeWarpResult`
            With ``warp`` and ``masked``.
        """
        info = skyMap[tract][patch]
        box, wcs = info.getOuterBBox(), info.getWcs()
        first = calexps[0].get()
        warp, masked = type(first)(box, wcs), type(first.image)(box)
        warp.image.array[:] = np.nan
        for number, handle in enumerate(calexps):
            calexp = handle.get()
            if skyCorrections is not None:
                calexp.image.array -= skyCorrections[number].getImage().array
            detector_wcs = calexp.wcs
            if visitSummary is not None:
                detector_wcs = visitSummary.find(handle.dataId["detector"]).getWcs()
            self.add(calexp, detector_wcs, warp, masked)
        return MakeWarpResult(warp=warp, masked=masked if self.config.doWriteMasked else None)

    def add(self, calexp: ExposureF, wcs: Any, warp: ExposureF, masked: ImageF) -> None:
        """Add one detector to a warp.

        Parameters
        ----------
        calexp : `lsst.afw.image.ExposureF`
            The detector.
        wcs : `lsst.afw.geom.SkyWcs`
            Its WCS.
        warp : `lsst.afw.image.ExposureF`
            Where its pixels go, as far as they aren't masked.
        masked : `lsst.afw.image.ImageF`
            Is set to one where they are.
        """
        corner, detector_corner = warp.getXY0(), calexp.getXY0()
        y, x = np.indices(warp.image.array.shape, dtype=float)
        sky = warp.wcs.pixelToSkyArray((x + corner.x).ravel(), (y + corner.y).ravel())
        detector_x, detector_y = wcs.skyToPixelArray(*sky)
        planes = calexp.mask.getPlaneBitMask(list(self.config.badMaskPlanes))
        bad = ((calexp.mask.array & planes) != 0).astype(float)
        image, variance, bad = nearest_pixels(
            detector_x.reshape(x.shape) - detector_corner.x,
            detector_y.reshape(x.shape) - detector_corner.y,
            [calexp.image.array, calexp.variance.array, bad],
        )
        good = bad == 0
        warp.image.array[good] = image[good]
        warp.variance.array[good] = variance[good]
        masked.array[bad == 1] = 1
