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

    calexp = cT.Input(
        doc="Calibrated image.",
        name="calexp",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
    )
    catalog = cT.Output(
        doc="Measured sources.",
        name="src",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
    )
    table = cT.Output(
        doc="Measured sources, as a table.",
        name="src_table",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
    )

    def __init__(self, *, config: MeasureConfig) -> None:
        super().__init__(config=config)
        if not (0 < config.threshold <= 10 and config.bands[1:]):
            del self.catalog
        if not (isinstance(config.model, (str, int)) and config.bands[-1] in "gri"):
            del self.table


class MeasureResult(Struct):
    """What `MeasureTask.run` returns.

    Parameters
    ----------
    catalog : `astropy.table.Table`, optional
        Measured sources.
    table : `astropy.table.Table`, optional
        Measured sources, as a table.
    """

    catalog: Table | None
    table: Table | None

    def __init__(self, *, catalog: Table | None = None, table: Table | None = None) -> None:
        super().__init__(catalog=catalog, table=table)


if TYPE_CHECKING:

    class MeasureRun(Protocol):
        """What a type checker compares `MeasureTask.run` with."""

        def run(self, *, calexp: np.ndarray) -> MeasureResult:
            """Process one quantum."""
