"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MeasureConnections


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    threshold = pexConfig.Field[float](doc="Detection threshold, in sigma.", default=0.001)
    size = pexConfig.Field[int](doc="Size of a stamp, in pixels.", default=64)
    bands = pexConfig.ListField[str](doc="Bands to measure in.", default=["g", "r"])
    weights = pexConfig.ListField[float](doc="Weight of each band.", default=[0.0, 0.0, 0.0])
    model = pexConfig.Field[str](doc="Model of the source.", optional=True)

    def setDefaults(self) -> None:
        """Set the defaults that are not those of the fields."""
        super().setDefaults()
        self.weights = [1.0 if self.threshold > 1.0 else 0.5] * len(self.bands[:3])

    def validate(self) -> None:
        """Check what has to hold for all fields together."""
        super().validate()
        if not (self.size**2 < 1e4):
            raise pexConfig.FieldValidationError(type(self).size, self, "Stamps can't be that large.")
