"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MeasureConnections
from .fit import FitConfig


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    fit = FitConfig.make_field(doc="How to fit.")
