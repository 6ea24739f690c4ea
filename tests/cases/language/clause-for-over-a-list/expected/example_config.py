"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MapConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MapConnections


class MapConfig(PipelineTaskConfig, pipelineConnections=MapConnections):
    """Configuration of `MapTask`."""

    bands = pexConfig.ListField[str](doc="Bands to map.", default=["g", "r"])
