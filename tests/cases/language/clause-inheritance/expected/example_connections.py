"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["DetectConnections", "DetectResult", "ForcedConnections", "ForcedResult"]

import dataclasses
from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    import numpy as np
    from astropy.table import Table
    from lsst.daf.butler import DeferredDatasetHandle

    from .example_config import DetectConfig, ForcedConfig


class DetectConnections(
    PipelineTaskConnections,
    dimensions=("instrument", "visit", "detector"),
    defaultTemplates={"catalog": "src"},
):
    """Detect sources."""

    calexp = cT.Input(
        doc="Calibrated image.",
        name="calexp",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
    )
    sources = cT.Output(
        doc="Detected sources.",
        name="{catalog}",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
    )
    segmentation = cT.Output(
        doc="Number of the source of each pixel.",
        name="segmentation",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
    )
    mask = cT.Output(
        doc="Detected pixels.",
        name="detection_mask",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
    )

    def __init__(self, *, config: DetectConfig) -> None:
        super().__init__(config=config)
        if not config.doSegmentation:
            del self.segmentation


class ForcedConnections(DetectConnections, defaultTemplates={"catalog": "forced_src"}):
    """Measure known objects."""

    calexp = dataclasses.replace(DetectConnections.calexp, deferLoad=True)
    objects = cT.Input(
        doc="Known objects.",
        name="object",
        storageClass="ArrowAstropy",
        dimensions=("tract", "patch"),
        multiple=True,
    )

    def __init__(self, *, config: ForcedConfig) -> None:
        super().__init__(config=config)
        # The base class may have removed it already, and removing it twice is an error.
        if "segmentation" in self.allConnections:
            del self.segmentation
        del self.mask


class DetectResult(Struct):
    """What `DetectTask.run` returns.

    Parameters
    ----------
    sources : `astropy.table.Table`
        Detected sources.
    mask : `numpy.ndarray`
        Detected pixels.
    segmentation : `numpy.ndarray`, optional
        Number of the source of each pixel.
    """

    sources: Table
    mask: np.ndarray
    segmentation: np.ndarray | None

    def __init__(self, *, sources: Table, mask: np.ndarray, segmentation: np.ndarray | None = None) -> None:
        super().__init__(sources=sources, mask=mask, segmentation=segmentation)


class ForcedResult(Struct):
    """What `ForcedTask.run` returns.

    Parameters
    ----------
    sources : `astropy.table.Table`
        Detected sources.
    """

    sources: Table

    def __init__(self, *, sources: Table) -> None:
        super().__init__(sources=sources)


if TYPE_CHECKING:

    class DetectRun(Protocol):
        """What a type checker compares `DetectTask.run` with."""

        def run(self, *, calexp: np.ndarray) -> DetectResult:
            """Process one quantum."""

    class ForcedRun(Protocol):
        """What a type checker compares `ForcedTask.run` with."""

        def run(self, *, calexp: DeferredDatasetHandle, objects: list[Table]) -> ForcedResult:
            """Process one quantum."""
