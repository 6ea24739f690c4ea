"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["SimulateConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import SimulateConnections


class SimulateConfig(PipelineTaskConfig, pipelineConnections=SimulateConnections):
    """Configuration of `SimulateTask`."""

    numberOfRealizations = pexConfig.Field[int](doc="Number of noise realizations.", default=2)
