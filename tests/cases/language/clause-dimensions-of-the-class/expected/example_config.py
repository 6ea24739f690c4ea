"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["FitConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import FitConnections


class FitConfig(PipelineTaskConfig, pipelineConnections=FitConnections):
    """Configuration of `FitTask`."""

    doDetectors = pexConfig.Field[bool](doc="Fit each detector by itself?", default=True)
