"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConnections", "MeasureResult"]

from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    import numpy as np


class MeasureConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    """Measure one image."""

    map_g = cT.Output(
        doc="Map of the band 'g', by   G.",
        name="map_g",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
    )
    map_r = cT.Output(
        doc="Map of the band 'r', by   R.",
        name="map_r",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
    )


class MeasureResult(Struct):
    """What `MeasureTask.run` returns.

    Parameters
    ----------
    map_g : `numpy.ndarray`
        Map of the band 'g', by   G.
    map_r : `numpy.ndarray`
        Map of the band 'r', by   R.
    """

    map_g: np.ndarray
    map_r: np.ndarray

    def __init__(self, *, map_g: np.ndarray, map_r: np.ndarray) -> None:
        super().__init__(map_g=map_g, map_r=map_r)


if TYPE_CHECKING:

    class MeasureRun(Protocol):
        """What a type checker compares `MeasureTask.run` with."""

        def run(self) -> MeasureResult:
            """Process one quantum."""
