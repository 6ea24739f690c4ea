"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["PlotConfig"]

from lsst.pipe.base import PipelineTaskConfig

from .example_connections import PlotConnections


class PlotConfig(PipelineTaskConfig, pipelineConnections=PlotConnections):
    """Configuration of `PlotTask`."""
