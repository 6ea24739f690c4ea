"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["ForcedConfig"]

from .base import DetectConfig
from .example_connections import ForcedConnections


class ForcedConfig(DetectConfig, pipelineConnections=ForcedConnections):
    """Configuration of `ForcedTask`."""
