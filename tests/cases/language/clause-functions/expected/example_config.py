"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["Channel", "MeasureConfig"]

import os.path

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MeasureConnections
from .limits import fits
from .limits import floor as lowest


class Channel(pexConfig.Config):
    """One channel of an image."""

    weight = pexConfig.Field[float](doc="Its weight.", default=1.0)


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    threshold = pexConfig.Field[float](doc="Detection threshold, in sigma.", default=lowest(2.5))
    size = pexConfig.Field[int](doc="Size of a stamp, in pixels.", default=3)
    path = pexConfig.Field[str](doc="What to measure.", default=os.path.join("$MEASURE_DIR", "sources.yaml"))
    measured = pexConfig.ListField[str](doc="Names of what is measured.", default=[])
    channels = pexConfig.ConfigDictField(doc="Channels to measure in.", keytype=str, itemtype=Channel)

    def setDefaults(self) -> None:
        """Set the defaults that are not those of the fields."""
        super().setDefaults()
        self.channels = {"red": Channel(weight=2.0)}
        self.size = max(lowest(self.threshold), *[1, 2])

    def validate(self) -> None:
        """Check what has to hold for all fields together."""
        super().validate()
        if not (fits(self.threshold, self.size) or not os.path.isabs(self.path)):
            raise pexConfig.FieldValidationError(
                type(self).threshold, self, f"There is nothing to measure in {os.path.basename(self.path)!r}."
            )
        if len(set(self.measured)) != len(self.measured):
            raise pexConfig.FieldValidationError(type(self).measured, self, "Two things have the same name.")
