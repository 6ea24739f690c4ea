"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MeasureConnections


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    doMeasure = pexConfig.Field[bool](doc="Measure what is detected?", default=True)
    doForced = pexConfig.Field[bool](doc="Measure what is known?", default=False)
    threshold = pexConfig.Field[float](doc="Detection threshold, in sigma.", default=5.0)

    def validate(self) -> None:
        """Check what has to hold for all fields together."""
        super().validate()
        if self.doMeasure and not (self.threshold > 1.0):
            raise pexConfig.FieldValidationError(
                type(self).threshold, self, f"A threshold of {self.threshold} detects noise."
            )
