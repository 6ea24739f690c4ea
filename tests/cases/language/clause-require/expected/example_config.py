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
    bands = pexConfig.ListField[str](doc="Bands to measure in.", default=["g", "r"])
    zeroPoints = pexConfig.DictField[str, float](
        doc="Zero point of each band.", default={"g": 31.4, "r": 31.4}
    )

    def validate(self) -> None:
        """Check what has to hold for all fields together."""
        super().validate()
        for band in self.bands:
            if band not in self.zeroPoints:
                raise pexConfig.FieldValidationError(
                    type(self).zeroPoints, self, f"There is no zero point for {band}."
                )
        if self.doMeasure and not (self.threshold > 1.0):
            raise pexConfig.FieldValidationError(
                type(self).threshold, self, f"A threshold of {self.threshold} detects noise."
            )
