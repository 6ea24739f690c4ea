"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .example_connections import MeasureConnections
from .fit import FITS


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    fit = pexConfig.ConfigChoiceField(doc="How to fit.", typemap=FITS, default="polynomial")
    otherFits = pexConfig.ConfigChoiceField(
        doc="Fits to compare with.", typemap=FITS, optional=True, multi=True
    )

    def setDefaults(self) -> None:
        """Set the defaults that are not those of the fields."""
        super().setDefaults()
        self.fit["polynomial"].order = 3
