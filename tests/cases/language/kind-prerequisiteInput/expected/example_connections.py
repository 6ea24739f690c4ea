"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConnections"]

from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    from lsst.afw.cameraGeom import Camera
    from lsst.pipe.base import Struct


class MeasureConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    """Measure one image."""

    camera = cT.PrerequisiteInput(
        doc="Geometry of the camera.",
        name="camera",
        storageClass="Camera",
        dimensions=("instrument",),
        isCalibration=True,
    )


if TYPE_CHECKING:

    class MeasureRun(Protocol):
        """What a type checker compares `MeasureTask.run` with."""

        def run(self, *, camera: Camera) -> Struct:
            """Process one quantum."""
