"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["FitConfig", "MeasureConfig"]

from typing import Any

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig, Task

from .example_connections import FitConnections, MeasureConnections


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureImageTask`."""


class FitConfig(PipelineTaskConfig, pipelineConnections=FitConnections):
    """Configuration of `FitTask`."""

    measure = pexConfig.ConfigurableField[Any](  # MeasureImageTask, put in place by `setDefaults`
        doc="Measures what is fitted.", target=Task, ConfigClass=MeasureConfig
    )

    def setDefaults(self) -> None:
        """Set the defaults that are not those of the fields."""
        super().setDefaults()
        # Imported here, since that module imports this one.
        from . import tasks

        self.measure.retarget(tasks.MeasureImageTask)
