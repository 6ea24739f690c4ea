"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["MapConnections", "MapResult"]

from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    import numpy as np

    from .example_config import MapConfig


class MapConnections(PipelineTaskConnections, dimensions=("tract", "patch")):
    """Measure one image."""

    map_g = cT.Output(
        doc="Map of g.",
        name="map_g",
        storageClass="NumpyArray",
        dimensions=("tract", "patch"),
    )
    map_r = cT.Output(
        doc="Map of r.",
        name="map_r",
        storageClass="NumpyArray",
        dimensions=("tract", "patch"),
    )

    def __init__(self, *, config: MapConfig) -> None:
        super().__init__(config=config)
        if "g" not in config.bands:
            del self.map_g
        if "r" not in config.bands:
            del self.map_r


class MapResult(Struct):
    """What `MapTask.run` returns.

    Parameters
    ----------
    map_g : `numpy.ndarray`, optional
        Map of g.
    map_r : `numpy.ndarray`, optional
        Map of r.
    """

    map_g: np.ndarray | None
    map_r: np.ndarray | None

    def __init__(self, *, map_g: np.ndarray | None = None, map_r: np.ndarray | None = None) -> None:
        super().__init__(map_g=map_g, map_r=map_r)


if TYPE_CHECKING:

    class MapRun(Protocol):
        """What a type checker compares `MapTask.run` with."""

        def run(self) -> MapResult:
            """Process one quantum."""
