"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["DetectConfig", "ForcedConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import DetectConnections, ForcedConnections


class DetectConfig(PipelineTaskConfig, pipelineConnections=DetectConnections):
    """Configuration of `DetectTask`."""

    doSegmentation = pexConfig.Field[bool](doc="Write the segmentation?", default=False)
    threshold = pexConfig.Field[float](doc="Detection threshold, in sigma.", default=5.0)


class ForcedConfig(DetectConfig, pipelineConnections=ForcedConnections):
    """Configuration of `ForcedTask`."""

    def setDefaults(self) -> None:
        """Set the defaults that are not those of the fields."""
        super().setDefaults()
        self.threshold = 3.0
