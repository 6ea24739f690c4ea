"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

from typing import Any

import lsst.pex.config as pexConfig
from lsst.afw.math import Warper
from lsst.pipe.base import PipelineTaskConfig

from .background import BackgroundTask
from .example_connections import MeasureConnections


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    background = pexConfig.ConfigurableField[Any](doc="Estimates the background.", target=BackgroundTask)
    warper = pexConfig.ConfigurableField[Any](
        doc="Something configurable of which the name does not tell.", target=Warper
    )

    def setDefaults(self) -> None:
        """Set the defaults that are not those of the fields."""
        super().setDefaults()
        self.background.boxSize = 64
