"""Docs of several strings are one text, as in Python."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MeasureConnections


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    count = pexConfig.RangeField(doc="Number of realizations.", dtype=int, default=2, min=0)
