"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["CompareConfig"]

from lsst.pipe.base import PipelineTaskConfig

from .example_connections import CompareConnections


class CompareConfig(PipelineTaskConfig, pipelineConnections=CompareConnections):
    """Configuration of `CompareTask`."""
