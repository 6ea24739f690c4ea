"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MeasureConnections


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    method = pexConfig.ChoiceField[str](
        doc="Which pixels to use.",
        default="plain",
        allowed={"plain": "All pixels", "masked": "Without bright stars"},
        optional=False,
    )
