"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConnections"]

from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    import numpy as np
    from lsst.pipe.base import Struct


class MeasureConnections(
    PipelineTaskConnections,
    dimensions=("tract", "patch"),
    defaultTemplates={"coaddName": "deep", "oldName": "goodSeeing"},
    deprecatedTemplates={"oldName": "Use `coaddName`. Will be removed after v31."},
):
    """Measure one image."""

    coadd = cT.Input(
        doc="Coadd to measure.",
        name="{coaddName}Coadd",
        storageClass="NumpyArray",
        dimensions=("tract", "patch"),
    )
    oldCoadd = cT.Input(
        doc="Coadd of the best images.",
        name="{oldName}Coadd",
        storageClass="NumpyArray",
        dimensions=("tract", "patch"),
    )


if TYPE_CHECKING:

    class MeasureRun(Protocol):
        """What a type checker compares `MeasureTask.run` with."""

        def run(self, *, coadd: np.ndarray, oldCoadd: np.ndarray) -> Struct:
            """Process one quantum."""
