"""Remove the signature of the instrument from single exposures."""

from __future__ import annotations

__all__ = ["IsrConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .isr_connections import IsrConnections


class IsrConfig(PipelineTaskConfig, pipelineConnections=IsrConnections):
    """Configuration of `IsrTask`."""

    doBias = pexConfig.Field(dtype=bool, default=True, doc="Subtract the master bias?")
    doFlat = pexConfig.Field(dtype=bool, default=True, doc="Divide by the master flat?")
    doDefects = pexConfig.Field(dtype=bool, default=True, doc="Mask the known defects?")
    biasLevel = pexConfig.Field(
        dtype=float,
        default=1000.0,
        doc="Constant to subtract in ADU when there is no master bias.",
    )
    minimumFlat = pexConfig.RangeField(
        dtype=float,
        default=0.2,
        min=0.0,
        max=1.0,
        inclusiveMax=True,
        doc="Pixels with a lower response are masked.",
    )

    def validate(self) -> None:
        super().validate()
        if not (self.doBias or not self.doFlat):
            raise pexConfig.FieldValidationError(
                IsrConfig.doBias,
                self,
                "A flat can only correct an image whose bias has been subtracted: set doFlat=False too.",
            )
