"""Merge the detections of all bands and deblend them."""

# Written once from deblend.conn, and yours from now on: conngen never changes this file. When deblend.conn
# changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["DeblendCoaddTask"]

from typing import TYPE_CHECKING, Any

import numpy as np
from lsst.pipe.base import PipelineTask

from .deblend_config import DeblendCoaddConfig
from .deblend_connections import DeblendCoaddResult
from .pixels import merge, share_flux

if TYPE_CHECKING:
    import logging

    from lsst.afw.image import ExposureF
    from lsst.afw.table import SourceCatalog
    from lsst.pipe.base import InputQuantizedConnection, OutputQuantizedConnection, QuantumContext
    from lsst.utils.logging import LsstLogAdapter


class DeblendCoaddTask(PipelineTask):
    """Share out the pixels of overlapping sources, in all bands at once."""

    ConfigClass = DeblendCoaddConfig
    _DefaultName = "deblendCoadd"

    config: DeblendCoaddConfig

    def __init__(
        self,
        *,
        config: DeblendCoaddConfig | None = None,
        log: logging.Logger | LsstLogAdapter | None = None,
        initInputs: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(config=config, log=log, initInputs=initInputs, **kwargs)
        if initInputs is None:
            raise ValueError("DeblendCoaddTask needs initInputs: detectionSchema")
        self.detectionSchema: SourceCatalog = initInputs["detectionSchema"]
        # Deblended sources get other values, not other columns.
        self.deblendedSchema: SourceCatalog = self.detectionSchema

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
        for refs in (inputRefs.coadds, inputRefs.detections, outputRefs.deblended):
            refs.sort(key=lambda ref: ref.dataId["band"])
        inputs = butlerQC.get(inputRefs)
        outputs = self.run(**inputs)
        butlerQC.put(outputs, outputRefs)

    def run(self, *, coadds: list[ExposureF], detections: list[SourceCatalog]) -> DeblendCoaddResult:
        """Merge and deblend.

        Parameters
        ----------
        coadds : `list` [ `lsst.afw.image.ExposureF` ]
            Coadds in all bands, without background.
        detections : `list` [ `lsst.afw.table.SourceCatalog` ]
            Detections in all bands.

        Returns
        -------
        result : `DeblendCoaddResult`
            With ``merged`` and ``deblended``.
        """
        wcs, corner = coadds[0].wcs, coadds[0].getXY0()
        records = [record for catalog in detections for record in catalog]
        pixels = [wcs.skyToPixel(record.getCoord()) for record in records]
        x = np.array([pixel.x - corner.x for pixel in pixels])
        y = np.array([pixel.y - corner.y for pixel in pixels])
        kept = merge(x, y, self.config.mergeRadius)
        merged = type(self.deblendedSchema)(self.deblendedSchema.schema)
        for number in kept:
            merged.append(merged.table.copyRecord(records[number]))
        deblended = []
        for coadd in coadds:
            catalog = merged.copy(deep=True)
            fluxes = share_flux(coadd.image.array, x[kept], y[kept], self.config.maxRadius)
            catalog[self.config.fluxColumn] = fluxes
            deblended.append(catalog)
        self.log.info("%d detections are %d sources.", len(records), len(merged))
        return DeblendCoaddResult(merged=merged, deblended=deblended)
