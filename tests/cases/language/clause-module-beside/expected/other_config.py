"""Configuration of ``other.conn``."""

from __future__ import annotations

__all__ = ["AgainConfig"]

from typing import Any

import lsst.pex.config as pexConfig

from .example import MeasureShapesTask
from .example_config import MeasureConfig
from .other_connections import AgainConnections


class AgainConfig(MeasureConfig, pipelineConnections=AgainConnections):
    """Configuration of `AgainTask`."""

    more = pexConfig.ConfigurableField[Any](doc="Measures other shapes.", target=MeasureShapesTask)
