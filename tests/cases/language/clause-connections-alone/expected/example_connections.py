"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["PlotConnections", "PlotResult", "WithCatalog"]

from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    from astropy.table import Table
    from matplotlib.figure import Figure


class WithCatalog(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    """Everything that reads the catalog of an image."""

    catalog = cT.Input(
        doc="Measured sources.",
        name="src",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
    )


class PlotConnections(WithCatalog):
    """Plot the catalog of an image."""

    figure = cT.Output(
        doc="Positions of the sources.",
        name="src_plot",
        storageClass="Plot",
        dimensions=("instrument", "visit", "detector"),
    )


class PlotResult(Struct):
    """What `PlotTask.run` returns.

    Parameters
    ----------
    figure : `matplotlib.figure.Figure`
        Positions of the sources.
    """

    figure: Figure

    def __init__(self, *, figure: Figure) -> None:
        super().__init__(figure=figure)


if TYPE_CHECKING:

    class PlotRun(Protocol):
        """What a type checker compares `PlotTask.run` with."""

        def run(self, *, catalog: Table) -> PlotResult:
            """Process one quantum."""
