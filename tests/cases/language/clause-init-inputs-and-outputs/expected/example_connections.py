"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConnections", "MeasureResult"]

from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    from astropy.table import Table

    from .example_config import MeasureConfig


class MeasureConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    """Measure one image."""

    inputSchema = cT.InitInput(
        doc="Columns of the input.",
        name="src_schema",
        storageClass="ArrowSchema",
    )
    outputSchema = cT.InitOutput(
        doc="Columns of the output.",
        name="measured_schema",
        storageClass="ArrowSchema",
    )
    src = cT.Input(
        doc="Sources.",
        name="src",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
    )
    measured = cT.Output(
        doc="Measured sources.",
        name="measured",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
    )

    def __init__(self, *, config: MeasureConfig) -> None:
        super().__init__(config=config)
        if not config.doMeasure:
            del self.outputSchema
            del self.measured


class MeasureResult(Struct):
    """What `MeasureTask.run` returns.

    Parameters
    ----------
    measured : `astropy.table.Table`, optional
        Measured sources.
    """

    measured: Table | None

    def __init__(self, *, measured: Table | None = None) -> None:
        super().__init__(measured=measured)


if TYPE_CHECKING:

    class MeasureRun(Protocol):
        """What a type checker compares `MeasureTask.run` with."""

        def run(self, *, src: Table) -> MeasureResult:
            """Process one quantum."""
