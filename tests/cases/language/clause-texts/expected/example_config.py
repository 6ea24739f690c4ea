"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MeasureConnections


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    threshold = pexConfig.Field[float](doc="Detection threshold, in sigma.", default=5.0)
    digits = pexConfig.Field[int](doc="Digits of a number in a message.", default=2)
    mode = pexConfig.Field[str](doc="How to measure.", default="fast")

    def validate(self) -> None:
        """Check what has to hold for all fields together."""
        super().validate()
        if self.mode != "slow" and not (self.threshold > 1.0):
            raise pexConfig.FieldValidationError(
                type(self).threshold,
                self,
                f"A threshold of {self.threshold:.{self.digits}f} detects noise: mode={self.mode!r}, and "
                "not 'slow'.",
            )
