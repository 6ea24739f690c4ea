"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

from typing import Any

import lsst.pex.config as pexConfig
from lsst.afw.math import Warper
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MeasureConnections
from .fit import FitConfig


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    fit = pexConfig.ConfigField[FitConfig](doc="How to fit.")
    warp: pexConfig.ConfigField[Any] = pexConfig.ConfigField(
        doc="How to warp; the name of the class does not tell what it is.", dtype=Warper.ConfigClass
    )

    def setDefaults(self) -> None:
        """Set the defaults that are not those of the fields."""
        super().setDefaults()
        self.fit.order = 3
