"""Connections of ``base.conn``."""

from __future__ import annotations

__all__ = ["DetectConnections"]

from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    import numpy as np
    from lsst.pipe.base import Struct


class DetectConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    """Detect sources."""

    calexp = cT.Input(
        doc="Calibrated image.",
        name="calexp",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
    )


if TYPE_CHECKING:

    class DetectRun(Protocol):
        """What a type checker compares `DetectTask.run` with."""

        def run(self, *, calexp: np.ndarray) -> Struct:
            """Process one quantum."""
