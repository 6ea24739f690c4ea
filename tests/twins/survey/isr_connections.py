"""Remove the signature of the instrument from single exposures."""

from __future__ import annotations

__all__ = ["IsrConnections", "IsrResult"]

from typing import TYPE_CHECKING

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

from .hooks import lookup_static_calibration

if TYPE_CHECKING:
    import numpy as np

    from .isr_config import IsrConfig


class IsrConnections(
    PipelineTaskConnections,
    dimensions=("instrument", "exposure", "detector"),
):
    """Turn one raw image into a linear, flat-fielded one in electrons."""

    raw = cT.Input(
        doc="Raw image in ADU.",
        name="raw",
        storageClass="NumpyArray",
        dimensions=("instrument", "exposure", "detector"),
    )
    header = cT.Input(
        doc="Header of the raw image; each raw image has one, so it need not constrain the graph.",
        name="raw_header",
        storageClass="StructuredDataDict",
        dimensions=("instrument", "exposure", "detector"),
        deferGraphConstraint=True,
    )
    camera = cT.PrerequisiteInput(
        doc="Gain, read noise and position of each detector, the same at all times.",
        name="camera",
        storageClass="StructuredDataDict",
        dimensions=("instrument",),
        isCalibration=True,
        lookupFunction=lookup_static_calibration,
    )
    bias = cT.PrerequisiteInput(
        doc="Master bias in ADU, valid for a span of nights.",
        name="bias",
        storageClass="NumpyArray",
        dimensions=("instrument", "detector"),
        isCalibration=True,
    )
    flat = cT.PrerequisiteInput(
        doc="Master flat, with mean one.",
        name="flat",
        storageClass="NumpyArray",
        dimensions=("instrument", "detector", "physical_filter"),
        isCalibration=True,
    )
    defects = cT.PrerequisiteInput(
        doc="Boxes of bad pixels; a detector without defects has no such dataset.",
        name="defects",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "detector"),
        isCalibration=True,
        minimum=0,
    )
    exposure = cT.Output(
        doc="Image, variance (electrons) and mask.",
        name="post_isr_image",
        storageClass="NumpyArray",
        dimensions=("instrument", "exposure", "detector"),
    )

    def __init__(self, *, config: IsrConfig) -> None:
        super().__init__(config=config)
        if not config.doBias:
            del self.bias
        if not config.doFlat:
            del self.flat
        if not config.doDefects:
            del self.defects


class IsrResult(Struct):
    """Outputs of `IsrTask.run`."""

    exposure: np.ndarray

    def __init__(self, *, exposure: np.ndarray) -> None:
        super().__init__(exposure=exposure)
