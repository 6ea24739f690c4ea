"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["FitConnections", "FitResult", "MeasureConnections", "MeasureResult"]

from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    from astropy.table import Table


class MeasureConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    """Measure one image."""

    catalog = cT.Output(
        doc="Measured sources.",
        name="src",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
    )


class FitConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    """Fit one image."""

    parameters = cT.Output(
        doc="Fitted parameters.",
        name="parameters",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
    )


class MeasureResult(Struct):
    """What `MeasureImageTask.run` returns.

    Parameters
    ----------
    catalog : `astropy.table.Table`
        Measured sources.
    """

    catalog: Table

    def __init__(self, *, catalog: Table) -> None:
        super().__init__(catalog=catalog)


class FitResult(Struct):
    """What `FitTask.run` returns.

    Parameters
    ----------
    parameters : `astropy.table.Table`
        Fitted parameters.
    """

    parameters: Table

    def __init__(self, *, parameters: Table) -> None:
        super().__init__(parameters=parameters)


if TYPE_CHECKING:

    class MeasureRun(Protocol):
        """What a type checker compares `MeasureImageTask.run` with."""

        def run(self) -> MeasureResult:
            """Process one quantum."""

    class FitRun(Protocol):
        """What a type checker compares `FitTask.run` with."""

        def run(self) -> FitResult:
            """Process one quantum."""
