"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MatchConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MatchConnections


class MatchConfig(PipelineTaskConfig, pipelineConnections=MatchConnections):
    """Configuration of `MatchTask`."""

    doMask = pexConfig.Field[bool](doc="Use the mask?", default=True)
