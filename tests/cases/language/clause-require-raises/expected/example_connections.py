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

    catalog = cT.Output(
        doc="Measured sources.",
        name="src",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
    )

    def __init__(self, *, config: MeasureConfig) -> None:
        super().__init__(config=config)
        if config.doForced:
            raise NotImplementedError("Forced measurement is yet to be written.")


class MeasureResult(Struct):
    """What `MeasureTask.run` returns.

    Parameters
    ----------
    catalog : `astropy.table.Table`
        Measured sources.
    """

    catalog: Table

    def __init__(self, *, catalog: Table) -> None:
        super().__init__(catalog=catalog)


if TYPE_CHECKING:

    class MeasureRun(Protocol):
        """What a type checker compares `MeasureTask.run` with."""

        def run(self) -> MeasureResult:
            """Process one quantum."""
