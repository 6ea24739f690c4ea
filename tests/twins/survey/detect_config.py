"""Detect and measure the sources of one image."""

from __future__ import annotations

__all__ = ["DetectConfig"]

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig

from .detect_connections import DetectConnections
from .hooks import check_injection_range
from .photometry import AperturePhotometryTask


class DetectConfig(PipelineTaskConfig, pipelineConnections=DetectConnections):
    """Configuration of `DetectTask`."""

    photometry = pexConfig.ConfigurableField(target=AperturePhotometryTask, doc="Measures the sources.")
    threshold = pexConfig.RangeField(
        dtype=float,
        default=5.0,
        min=1.0,
        doc="Detection threshold on the image convolved with the PSF, in sigma.",
    )
    minArea = pexConfig.RangeField(
        dtype=int, default=3, min=1, doc="Number of connected pixels a source needs."
    )
    doWriteSegmentation = pexConfig.Field(dtype=bool, default=False, doc="Write the segmentation map?")
    numberOfInjections = pexConfig.RangeField(
        dtype=int,
        default=0,
        min=0,
        max=5,
        inclusiveMax=True,
        doc="Number of times synthetic stars are injected and detected, to know the completeness.",
    )
    injectionCount = pexConfig.RangeField(
        dtype=int, default=60, min=1, doc="Number of synthetic stars per realization."
    )
    injectionMags = pexConfig.ListField(
        dtype=float, default=[19.0, 23.0], length=2, doc="Range of their magnitudes."
    )
    seed = pexConfig.Field(
        dtype=int,
        default=20261122,
        doc="Seed of their positions and magnitudes; visit and detector are added.",
    )

    def validate(self) -> None:
        super().validate()
        check_injection_range(self)
