"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MatchConfig"]

from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MatchConnections


class MatchConfig(PipelineTaskConfig, pipelineConnections=MatchConnections):
    """Configuration of `MatchTask`."""
