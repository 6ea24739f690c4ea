"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

from typing import Any

from lsst.pex.config.configurableActions import ConfigurableActionStructField
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MeasureConnections


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    actions: ConfigurableActionStructField[Any] = ConfigurableActionStructField(
        doc="What to do with each source."
    )
