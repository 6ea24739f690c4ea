"""Judge the objects of a tract against each other and against the truth."""

from __future__ import annotations

__all__ = ["SummarizeConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .hooks import check_bright_limits
from .summarize_connections import SummarizeConnections


class SummarizeConfig(PipelineTaskConfig, pipelineConnections=SummarizeConnections):
    """Configuration of `SummarizeTask`."""

    perBand = pexConfig.Field(dtype=bool, default=False, doc="Summarize each band of its own?")
    bands = pexConfig.ListField(dtype=str, default=["g", "r"], doc="Bands to summarize.")
    doTruth = pexConfig.Field(dtype=bool, default=True, doc="Compare with what was simulated?")
    doRepeatability = pexConfig.Field(dtype=bool, default=True, doc="Compare the visits with each other?")
    numberOfInjections = pexConfig.RangeField(
        dtype=int,
        default=0,
        min=0,
        max=5,
        inclusiveMax=True,
        doc="Number of realizations of synthetic stars, as in Detect.",
    )
    matchRadius = pexConfig.RangeField(
        dtype=float,
        default=0.8,
        min=0.01,
        doc="Radius for matching objects and simulated stars, in arcsec.",
    )
    brightLimit = pexConfig.DictField(
        keytype=str,
        itemtype=float,
        default={"g": 19.5, "r": 19.0},
        doc="Magnitude in each band up to which scatter is not dominated by photon noise.",
    )
    completenessBin = pexConfig.RangeField(
        dtype=float,
        default=0.5,
        min=0.1,
        doc="Width of the bins of magnitude for the completeness.",
    )

    def validate(self) -> None:
        super().validate()
        check_bright_limits(self)
