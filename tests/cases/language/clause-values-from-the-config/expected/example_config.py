"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MeasureConnections


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    dataStorageClass = pexConfig.Field[str](doc="Storage class of the image.", default="NumpyArray")
    cycleNumber = pexConfig.Field[int](doc="Cycle of the calibration.", default=4)
    bands = pexConfig.ListField[str](doc="Bands to use.", default=["g"])
    doTable = pexConfig.Field[bool](doc="Read a table instead of a catalog?", default=False)
