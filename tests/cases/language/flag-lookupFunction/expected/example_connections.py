"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConnections"]

from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT

from .hooks import find_flat

if TYPE_CHECKING:
    import numpy as np
    from lsst.pipe.base import Struct


class MeasureConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    """Measure one image."""

    flat = cT.PrerequisiteInput(
        doc="Master flat.",
        name="flat",
        storageClass="NumpyArray",
        dimensions=("instrument", "detector"),
        isCalibration=True,
        lookupFunction=find_flat,
    )


if TYPE_CHECKING:

    class MeasureRun(Protocol):
        """What a type checker compares `MeasureTask.run` with."""

        def run(self, *, flat: np.ndarray) -> Struct:
            """Process one quantum."""
