"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MeasureConnections
from .fit import FitConfig, LineFit


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    lines = pexConfig.ConfigDictField(
        doc="How to fit lines, by number; there are none by default.",
        keytype=int,
        itemtype=LineFit,
        default={},
    )
    fits = pexConfig.ConfigDictField(doc="How to fit, for each band.", keytype=str, itemtype=FitConfig)
