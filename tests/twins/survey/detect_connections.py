"""Detect and measure the sources of one image."""

from __future__ import annotations

__all__ = ["DetectConnections", "DetectResult"]

from typing import TYPE_CHECKING, Any

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    import numpy as np
    from astropy.table import Table

    from .detect_config import DetectConfig


class DetectConnections(
    PipelineTaskConnections,
    dimensions=("instrument", "visit", "detector"),
    defaultTemplates={"prefix": "", "catalog": "src"},
):
    """Detect sources above a threshold and measure positions and fluxes."""

    outputSchema = cT.InitOutput(
        doc="Columns of the catalogue.",
        name="{prefix}{catalog}_schema",
        storageClass="ArrowSchema",
    )
    calexp = cT.Input(
        doc="Calibrated image.",
        name="{prefix}calexp",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
    )
    summary = cT.Input(
        doc="Its WCS and image quality.",
        name="{prefix}calexp_summary",
        storageClass="StructuredDataDict",
        dimensions=("instrument", "visit", "detector"),
    )
    sources = cT.Output(
        doc="Measured sources, with positions in degrees and fluxes in nJy.",
        name="{prefix}{catalog}",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
    )
    segmentation = cT.Output(
        doc="Number of the source each pixel belongs to.",
        name="{prefix}{catalog}_segmentation",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
    )

    def __init__(self, *, config: DetectConfig) -> None:
        super().__init__(config=config)
        if not config.doWriteSegmentation:
            del self.segmentation
        for n in range(config.numberOfInjections):
            injected = cT.Output(
                doc=f"Synthetic stars of realization {n}, and whether they were recovered.",
                name=f"injected{n}",
                storageClass="ArrowAstropy",
                dimensions=("instrument", "visit", "detector"),
            )
            setattr(self, f"injected{n}", injected)


class DetectResult(Struct):
    """Outputs of `DetectTask.run`; the repeated ones are ``injected<n>``."""

    sources: Table
    segmentation: np.ndarray | None

    def __init__(self, *, sources: Table, segmentation: np.ndarray | None = None, **repeated: Any) -> None:
        super().__init__(sources=sources, segmentation=segmentation, **repeated)
