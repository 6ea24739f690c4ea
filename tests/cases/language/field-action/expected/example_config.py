"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

from lsst.pex.config.configurableActions import ConfigurableAction, ConfigurableActionField
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MeasureConnections


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    action = ConfigurableActionField[ConfigurableAction](doc="What to do with a source.")
