"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MeasureConnections
from .fit import fitRegistry


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    fit = fitRegistry.makeField(doc="How to fit.", default="polynomial")
    otherFits = fitRegistry.makeField(doc="Fits to compare with.", default=["polynomial"], multi=True)

    def setDefaults(self) -> None:
        """Set the defaults that are not those of the fields."""
        super().setDefaults()
        self.fit["polynomial"].order = 3
