"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["AssembleConfig"]

from lsst.pipe.base import PipelineTaskConfig

from .example_connections import AssembleConnections


class AssembleConfig(PipelineTaskConfig, pipelineConnections=AssembleConnections):
    """Configuration of `AssembleTask`."""
