"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["Limits", "SelectConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import SelectConnections


class Limits(pexConfig.Config):
    """Limits that several tasks share."""

    faint = pexConfig.Field[float](doc="Faintest magnitude.", default=24.0)


class SelectConfig(PipelineTaskConfig, pipelineConnections=SelectConnections):
    """Configuration of `SelectTask`."""

    limits = pexConfig.ConfigField[Limits](doc="Limits of the selection.")

    def setDefaults(self) -> None:
        """Set the defaults that are not those of the fields."""
        super().setDefaults()
        self.limits.faint = 22.5
