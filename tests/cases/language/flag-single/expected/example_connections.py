"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConnections"]

from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    from lsst.pipe.base import Struct
    from lsst.skymap import BaseSkyMap


class MeasureConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    """Measure one image."""

    skyMap = cT.Input(
        doc="Projection of the tracts.",
        name="skyMap",
        storageClass="SkyMap",
        dimensions=("skymap",),
    )


if TYPE_CHECKING:

    class MeasureRun(Protocol):
        """What a type checker compares `MeasureTask.run` with."""

        def run(self, *, skyMap: BaseSkyMap) -> Struct:
            """Process one quantum."""
