"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .errors import MeasurementError
from .example_connections import MeasureConnections


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    doForced = pexConfig.Field[bool](doc="Measure what is known?", default=False)
    threshold = pexConfig.Field[float](doc="Detection threshold, in sigma.", default=5.0)

    def validate(self) -> None:
        """Check what has to hold for all fields together."""
        super().validate()
        if not (self.threshold > 0.0):
            raise RuntimeError("There are no negative thresholds.")
        if not self.doForced and not (self.threshold < 100.0):
            raise MeasurementError(f"There is nothing above {self.threshold}.")
