"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MapConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MapConnections


class MapConfig(PipelineTaskConfig, pipelineConnections=MapConnections):
    """Configuration of `MapTask`."""

    maps = pexConfig.ListField[str](doc="Maps to make.", default=["density", "depth"])
    storageClass = pexConfig.Field[str](doc="What a map is.", default="NumpyArray")
    system = pexConfig.Field[str](doc="What a map covers.", default="patch")
