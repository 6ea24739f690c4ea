"""Tasks of ``example.conn``."""

# Written once from example.conn, and yours from now on: conngen never changes this file. When example.conn
# changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["MatchTask"]

from typing import TYPE_CHECKING

from lsst.pipe.base import PipelineTask, Struct

from .example_config import MatchConfig

if TYPE_CHECKING:
    from astropy.table import Table

    from .example_connections import MatchRun


class MatchTask(PipelineTask):
    """Measure one image."""

    ConfigClass = MatchConfig
    _DefaultName = "match"

    config: MatchConfig

    def run(self, *, visits: list[Table]) -> Struct:
        """Process one quantum.

        Parameters
        ----------
        visits : `list` [ `astropy.table.Table` ]
            Sources of each visit.

        Returns
        -------
        result : `Struct`
            The outputs.
        """
        raise NotImplementedError("MatchTask.run is yet to be written")


if TYPE_CHECKING:
    # Does `run` still fit the connections?
    _Match_fits: type[MatchRun] = MatchTask
