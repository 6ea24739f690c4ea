"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["DetectConfig", "ForcedConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import DetectConnections, ForcedConnections


class DetectConfig(PipelineTaskConfig, pipelineConnections=DetectConnections):
    """Configuration of `DetectTask`."""

    doCalibrate = pexConfig.Field[bool](doc="Read the calibrated image?", default=True)
    tableClass = pexConfig.Field[str](doc="Storage class of the catalog.", default="ArrowAstropy")


class ForcedConfig(DetectConfig, pipelineConnections=ForcedConnections):
    """Configuration of `ForcedTask`."""

    doCoadd = pexConfig.Field[bool](doc="Measure on coadds?", default=False)
    doImage = pexConfig.Field[bool](doc="Measure on images at all?", default=True)
