"""Tasks of ``example.conn``."""

# Written once from example.conn, and yours from now on: conngen never changes this file. When example.conn
# changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["PlotTask"]

from typing import TYPE_CHECKING

from lsst.pipe.base import PipelineTask

from .example_config import PlotConfig
from .example_connections import PlotResult

if TYPE_CHECKING:
    from astropy.table import Table

    from .example_connections import PlotRun


class PlotTask(PipelineTask):
    """Plot the catalog of an image."""

    ConfigClass = PlotConfig
    _DefaultName = "plot"

    config: PlotConfig

    def run(self, *, catalog: Table) -> PlotResult:
        """Process one quantum.

        Parameters
        ----------
        catalog : `astropy.table.Table`
            Measured sources.

        Returns
        -------
        result : `PlotResult`
            With ``figure``.
        """
        raise NotImplementedError("PlotTask.run is yet to be written")


if TYPE_CHECKING:
    # Does `run` still fit the connections?
    _Plot_fits: type[PlotRun] = PlotTask
