"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MeasureConnections
from .marks import mark


@mark
class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    threshold = pexConfig.Field[float](doc="Detection threshold, in sigma.", default=5.0)
