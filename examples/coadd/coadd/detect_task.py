"""Detect sources on coadds."""

# Written once from detect.conn, and yours from now on: conngen never changes this file. When detect.conn
# changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["DetectCoaddTask"]

from typing import TYPE_CHECKING, Any

from lsst.pipe.base import PipelineTask

from .detect_config import DetectCoaddConfig
from .detect_connections import DetectCoaddResult
from .pixels import find_peaks, median_background

if TYPE_CHECKING:
    import logging

    from lsst.afw.image import ExposureF
    from lsst.afw.table import SourceCatalog
    from lsst.utils.logging import LsstLogAdapter

    from .detect_connections import DetectCoaddRun


class DetectCoaddTask(PipelineTask):
    """Subtract the background of a coadd and detect sources on it."""

    ConfigClass = DetectCoaddConfig
    _DefaultName = "detectCoadd"

    config: DetectCoaddConfig

    def __init__(
        self,
        *,
        config: DetectCoaddConfig | None = None,
        log: logging.Logger | LsstLogAdapter | None = None,
        initInputs: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(config=config, log=log, initInputs=initInputs, **kwargs)
        if initInputs is None:
            raise ValueError("DetectCoaddTask needs initInputs: sourceSchema")
        self.sourceSchema: SourceCatalog = initInputs["sourceSchema"]
        # Detections have the columns of all sources; most of them are filled later.
        self.detectionSchema: SourceCatalog = self.sourceSchema

    def run(self, *, coadd: ExposureF) -> DetectCoaddResult:
        """Subtract the background and detect.

        Parameters
        ----------
        coadd : `lsst.afw.image.ExposureF`
            The coadd.

        Returns
        -------
        result : `DetectCoaddResult`
            With ``detections``, ``calexp`` and ``background``.
        """
        calexp = coadd.clone()
        background = calexp.image.clone()
        background.array[:] = median_background(calexp.image.array)
        calexp.image.array -= background.array
        detections = type(self.detectionSchema)(self.detectionSchema.schema)
        corner = calexp.getXY0()
        for x, y, value in find_peaks(calexp.image.array, calexp.variance.array, self.config.threshold):
            record = detections.addNew()
            record.setCoord(calexp.wcs.pixelToSky(x + corner.x, y + corner.y))
            record.set(self.config.fluxColumn, value)
        self.log.info("Detected %d sources.", len(detections))
        return DetectCoaddResult(
            detections=detections,
            calexp=calexp,
            background=background if self.config.doWriteBackground else None,
        )


if TYPE_CHECKING:
    # A type checker sees here whether `run` still fits the connections.
    _DetectCoadd_fits: type[DetectCoaddRun] = DetectCoaddTask
