"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MeasureConnections
from .hooks import is_band, is_even, is_normalized, is_positive, is_sorted


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    order = pexConfig.Field[int](doc="Order, an even number.", default=2, check=is_even)
    radii = pexConfig.ListField[float](
        doc="Radii of the apertures.", default=[3.0, 6.0], itemCheck=is_positive, listCheck=is_sorted
    )
    weights = pexConfig.DictField[str, float](
        doc="Weight of each band.", default={"g": 1.0}, dictCheck=is_normalized, keyCheck=is_band
    )
    oldOrder = pexConfig.Field[int](
        doc="Order.", default=2, deprecated="Use `order`. Will be removed after v31."
    )
