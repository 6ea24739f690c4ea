"""Configuration of ``base.conn``."""

from __future__ import annotations

__all__ = ["DetectConfig"]

from lsst.pipe.base import PipelineTaskConfig

from .base_connections import DetectConnections


class DetectConfig(PipelineTaskConfig, pipelineConnections=DetectConnections):
    """Configuration of `DetectTask`."""
