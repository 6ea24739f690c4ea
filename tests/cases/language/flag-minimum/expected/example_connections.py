"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["CompareConnections"]

from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    import numpy as np
    from lsst.pipe.base import Struct


class CompareConnections(PipelineTaskConnections, dimensions=("tract", "patch")):
    """Measure one image."""

    calexps = cT.Input(
        doc="Images; one alone can't be compared.",
        name="calexp",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
        multiple=True,
        minimum=2,
    )
    mask = cT.PrerequisiteInput(
        doc="Mask of bright stars, if there is one.",
        name="bright_star_mask",
        storageClass="NumpyArray",
        dimensions=("tract", "patch"),
        minimum=0,
    )


if TYPE_CHECKING:

    class CompareRun(Protocol):
        """What a type checker compares `CompareTask.run` with."""

        def run(self, *, calexps: list[np.ndarray], mask: np.ndarray | None = None) -> Struct:
            """Process one quantum."""
