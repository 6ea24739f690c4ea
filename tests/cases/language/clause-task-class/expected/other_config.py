"""Configuration of ``other.conn``."""

from __future__ import annotations

__all__ = ["RefitConfig"]

from typing import Any

import lsst.pex.config as pexConfig

from . import tasks
from .example_config import FitConfig
from .other_connections import RefitConnections


class RefitConfig(FitConfig, pipelineConnections=RefitConnections):
    """Configuration of `RefitTask`."""

    again = pexConfig.ConfigurableField[Any](doc="Measures once more.", target=tasks.MeasureImageTask)
