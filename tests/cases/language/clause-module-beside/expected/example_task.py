"""Tasks of ``example.conn``."""

# Written once from example.conn, and yours from now on: conngen never changes this file. When example.conn
# changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["CountTask"]

from typing import TYPE_CHECKING

from lsst.pipe.base import PipelineTask

from .example_config import CountConfig
from .example_connections import CountResult

if TYPE_CHECKING:
    from astropy.table import Table

    from .example_connections import CountRun


class CountTask(PipelineTask):
    """Count the sources of one image."""

    ConfigClass = CountConfig
    _DefaultName = "count"

    config: CountConfig

    def run(self, *, catalog: Table) -> CountResult:
        """Process one quantum.

        Parameters
        ----------
        catalog : `astropy.table.Table`
            Measured sources.

        Returns
        -------
        result : `CountResult`
            With ``number``.
        """
        raise NotImplementedError("CountTask.run is yet to be written")


if TYPE_CHECKING:
    # Does `run` still fit the connections?
    _Count_fits: type[CountRun] = CountTask
