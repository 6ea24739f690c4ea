"""Combine the snaps of a visit and tie them to a reference catalogue."""

from __future__ import annotations

__all__ = ["CalibrateConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .background import BackgroundTask
from .calibrate_connections import CalibrateConnections
from .photometry import AperturePhotometryTask


class CalibrateConfig(PipelineTaskConfig, pipelineConnections=CalibrateConnections):
    """Configuration of `CalibrateTask`."""

    background = pexConfig.ConfigurableField(target=BackgroundTask, doc="Estimates the background.")
    photometry = pexConfig.ConfigurableField(
        target=AperturePhotometryTask,
        doc="Measures the stars. The fluxes in its last aperture are taken as total.",
    )
    doWriteDiagnostics = pexConfig.Field(
        dtype=bool, default=False, doc="Write the background and the matched stars?"
    )
    cosmicRayThreshold = pexConfig.RangeField(
        dtype=float,
        default=8.0,
        min=3.0,
        doc="Excess over the faintest snap, in sigma, from which a pixel is a cosmic ray hit.",
    )
    starThreshold = pexConfig.RangeField(
        dtype=float, default=20.0, min=5.0, doc="Detection threshold for stars, in sigma per pixel."
    )
    maxPointingError = pexConfig.RangeField(
        dtype=float, default=4.0, min=0.1, doc="Largest error of the nominal pointing, in arcsec."
    )
    matchRadius = pexConfig.RangeField(
        dtype=float,
        default=0.5,
        min=0.05,
        doc="Radius for matching once the shift is known, in arcsec.",
    )
    minStars = pexConfig.RangeField(dtype=int, default=6, min=3, doc="Number of matched stars a fit needs.")
    maxReferenceMag = pexConfig.Field(
        dtype=float,
        default=None,
        optional=True,
        doc="Leave out reference stars fainter than this, if given.",
    )

    def setDefaults(self) -> None:
        super().setDefaults()
        self.background.boxSize = 64
