"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

import lsst.pex.config as pexConfig
import numpy
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MeasureConnections


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    limit = pexConfig.Field[float](doc="Largest flux; there is none by default.", default=numpy.inf)
