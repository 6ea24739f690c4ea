"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["CountConfig", "MeasureConfig"]

from typing import Any

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig, Task

from .example_connections import CountConnections, MeasureConnections


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    shapes = pexConfig.ConfigurableField[Any](  # MeasureShapesTask, put in place by `setDefaults`
        doc="Measures shapes.", target=Task, ConfigClass=pexConfig.Config
    )

    def setDefaults(self) -> None:
        """Set the defaults that are not those of the fields."""
        super().setDefaults()
        # Imported here, since that module imports this one.
        from .example import MeasureShapesTask

        self.shapes.retarget(MeasureShapesTask)


class CountConfig(PipelineTaskConfig, pipelineConnections=CountConnections):
    """Configuration of `CountTask`."""
