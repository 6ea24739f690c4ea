"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["DetectConnections", "DetectResult", "ForcedConnections", "ForcedResult"]

import dataclasses
from typing import TYPE_CHECKING, Any, Protocol

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
    mask = cT.Input(
        doc="Pixels to leave out.",
        name="mask",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
    )
    sources = cT.Output(
        doc="Detected sources.",
        name="{catalog}",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
    )

    def __init__(self, *, config: DetectConfig) -> None:
        super().__init__(config=config)
        if not config.doCalibrate:
            del self.calexp


class ForcedConnections(DetectConnections, defaultTemplates={"objects": "object"}):
    """Measure known objects."""

    mask = dataclasses.replace(
        DetectConnections.mask, minimum=1, dimensions=("instrument", "visit", "detector")
    )

    def __init__(self, *, config: ForcedConfig) -> None:
        super().__init__(config=config)
        maskDimensions = ("instrument", "visit") if config.doCoadd else ("instrument", "visit", "detector")
        if "calexp" in self.allConnections and config.doCoadd:
            self.calexp = dataclasses.replace(self.calexp, deferLoad=True)
        if "calexp" in self.allConnections and config.doCoadd:
            self.calexp = dataclasses.replace(self.calexp, dimensions=("tract", "patch"))
        self.mask = dataclasses.replace(self.mask, minimum=0 if config.doCoadd else 1)
        self.mask = dataclasses.replace(self.mask, dimensions=maskDimensions)
        if config.connections.mask == type(self).mask.name:
            self.mask = dataclasses.replace(
                self.mask,
                name=(
                    f"{config.connections.objects}_mask"
                    if config.doCoadd
                    else f"mask_of_{config.connections.catalog}"
                ),
            )
        self.sources = dataclasses.replace(self.sources, storageClass=config.tableClass)
        # The base class may have removed it already, and removing it twice is an error.
        if not config.doImage and "calexp" in self.allConnections:
            del self.calexp


class DetectResult(Struct):
    """What `DetectTask.run` returns.

    Parameters
    ----------
    sources : `astropy.table.Table`
        Detected sources.
    """

    sources: Table

    def __init__(self, *, sources: Table) -> None:
        super().__init__(sources=sources)


class ForcedResult(Struct):
    """What `ForcedTask.run` returns.

    Parameters
    ----------
    sources : object
        Detected sources.
    """

    sources: Any

    def __init__(self, *, sources: Any) -> None:
        super().__init__(sources=sources)


if TYPE_CHECKING:

    class DetectRun(Protocol):
        """What a type checker compares `DetectTask.run` with."""

        def run(self, *, mask: np.ndarray, calexp: np.ndarray | None = None) -> DetectResult:
            """Process one quantum."""

    class ForcedRun(Protocol):
        """What a type checker compares `ForcedTask.run` with."""

        def run(
            self, *, mask: np.ndarray, calexp: np.ndarray | DeferredDatasetHandle | None = None
        ) -> ForcedResult:
            """Process one quantum."""
