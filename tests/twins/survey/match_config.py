"""Associate the sources of all visits into objects."""

from __future__ import annotations

__all__ = ["MatchConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .match_connections import MatchConnections


class MatchConfig(PipelineTaskConfig, pipelineConnections=MatchConnections):
    """Configuration of `MatchTask`."""

    bands = pexConfig.ListField(
        dtype=str, default=["g", "r"], doc="Bands with fluxes in the object catalogue."
    )
    doWholeTract = pexConfig.Field(dtype=bool, default=False, doc="Work on whole tracts instead of patches?")
    doNImage = pexConfig.Field(dtype=bool, default=True, doc="Write maps of the number of images?")
    cellSize = pexConfig.RangeField(
        dtype=float, default=2.0, min=0.1, doc="Size of the cells of these maps, in arcsec."
    )
    matchRadius = pexConfig.RangeField(
        dtype=float,
        default=0.8,
        min=0.01,
        doc="Largest distance of a source from its object, in arcsec.",
    )
    minDetections = pexConfig.RangeField(
        dtype=int, default=2, min=1, doc="Number of sources an object needs."
    )
    minSignalToNoise = pexConfig.RangeField(
        dtype=float, default=5.0, min=0.0, doc="Sources below are not matched."
    )
    meanFlux = pexConfig.ChoiceField(
        dtype=str,
        default="weighted",
        allowed={
            "weighted": "Mean weighted by inverse variance",
            "median": "Median; robust, with its standard error from the scatter",
        },
        doc="How the fluxes of one object are averaged.",
        optional=False,
    )
