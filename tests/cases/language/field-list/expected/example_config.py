"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MeasureConnections


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    badMaskPlanes = pexConfig.ListField[str](
        doc="Planes that make a pixel bad.", default=["BAD", "SAT"], minLength=1, maxLength=8
    )
    subregion = pexConfig.ListField[int](doc="Size of a subregion.", default=[2000, 2000], length=2)
