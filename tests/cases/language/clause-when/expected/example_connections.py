"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConnections", "MeasureResult"]

from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    import numpy as np
    from astropy.table import Table

    from .example_config import MeasureConfig


class MeasureConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    """Measure one image."""

    background = cT.Input(
        doc="Background to add back.",
        name="calexp_background",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
    )
    mask = cT.PrerequisiteInput(
        doc="Masks of bright stars.",
        name="bright_star_mask",
        storageClass="NumpyArray",
        dimensions=("tract", "patch"),
        multiple=True,
    )
    residuals = cT.Output(
        doc="Residuals of the fit.",
        name="residuals",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
    )
    histogram = cT.Output(
        doc="Their histogram.",
        name="residuals_histogram",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
    )

    def __init__(self, *, config: MeasureConfig) -> None:
        super().__init__(config=config)
        if not config.doBackground:
            del self.background
        if not (config.method == "masked" and not config.doBackground):
            del self.mask
        if "diagnostics" not in config.outputs:
            del self.residuals
        if not ("diagnostics" in config.outputs and config.doBackground):
            del self.histogram


class MeasureResult(Struct):
    """What `MeasureTask.run` returns.

    Parameters
    ----------
    residuals : `astropy.table.Table`, optional
        Residuals of the fit.
    histogram : `numpy.ndarray`, optional
        Their histogram.
    """

    residuals: Table | None
    histogram: np.ndarray | None

    def __init__(self, *, residuals: Table | None = None, histogram: np.ndarray | None = None) -> None:
        super().__init__(residuals=residuals, histogram=histogram)


if TYPE_CHECKING:

    class MeasureRun(Protocol):
        """What a type checker compares `MeasureTask.run` with."""

        def run(
            self, *, background: np.ndarray | None = None, mask: list[np.ndarray] | None = None
        ) -> MeasureResult:
            """Process one quantum."""
