"""Measure known objects on every image, detected there or not."""

from __future__ import annotations

__all__ = ["ForcedConfig"]

import lsst.pex.config as pexConfig

from .detect_config import DetectConfig
from .forced_connections import ForcedConnections


class ForcedConfig(DetectConfig, pipelineConnections=ForcedConnections):
    """Configuration of `ForcedTask`."""

    edge = pexConfig.RangeField(
        dtype=int,
        default=5,
        min=0,
        doc="Objects nearer than this to the edge of the image, in pixels, are left out.",
    )

    def validate(self) -> None:
        super().validate()
        if not self.numberOfInjections == 0:
            raise pexConfig.FieldValidationError(
                ForcedConfig.numberOfInjections,
                self,
                "Forced photometry detects nothing: "
                f"numberOfInjections={self.numberOfInjections} makes no sense.",
            )
