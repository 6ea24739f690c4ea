"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConnections"]

from typing import TYPE_CHECKING, Protocol

from deprecated.sphinx import deprecated
from lsst.pipe.base import PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    import numpy as np
    from lsst.pipe.base import Struct

    from .example_config import MeasureConfig


@deprecated(reason="Measured elsewhere. Will be removed after v30.", version="v29.0", category=FutureWarning)
class MeasureConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    """Measure one image."""

    config: MeasureConfig
    calexp = cT.Input(
        doc="Calibrated image.",
        name="calexp",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
    )


if TYPE_CHECKING:

    class MeasureRun(Protocol):
        """What a type checker compares `MeasureTask.run` with."""

        def run(self, *, calexp: np.ndarray) -> Struct:
            """Process one quantum."""
