"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MeasureConnections
from .modes import MODES


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    mode = pexConfig.ChoiceField[str](
        doc="Which pixels to use.", default="plain", allowed=MODES, optional=False
    )
    model = pexConfig.ChoiceField[str](
        doc="What to fit.", allowed={"point": "Point sources", None: "Whatever fits"}
    )
