"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MeasureConnections


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    doDeblend = pexConfig.Field[bool](doc="Deblend?", default=True)
    minArea = pexConfig.Field[int](doc="Number of connected pixels.", default=3)
    threshold = pexConfig.Field[float](doc="Detection threshold, in sigma; has to be set.")
    filterName = pexConfig.Field[str](doc="Filter to use; all, if none is given.", optional=True)
