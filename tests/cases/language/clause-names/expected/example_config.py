"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureImageTaskConfig"]

from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MeasureImageTaskConnections


class MeasureImageTaskConfig(PipelineTaskConfig, pipelineConnections=MeasureImageTaskConnections):
    """Configuration of `MeasureImageTask`."""
